//! Files as a project of their own: imported, their examples ticked or held back, read with a model where one is named.

use std::collections::BTreeSet;

use selection::method::{Representation, Settings, by_id};

use super::plan::{EvaluateReport, Files};
use crate::operations::goal::ExampleOrigin;
use crate::pool::texts::text_hash;
use crate::scripts::error::ScriptError;
use crate::scripts::partial::Partial;
use crate::scripts::reading::{Columns, import, mapping};
use crate::scripts::select::target;
use crate::scripts::trouble::{Trouble, set_aside};
use crate::scripts::watch::Watch;
use crate::session::Session;
use crate::store::StoreError;
use crate::store::example::{self, NewExample};

/// Reads the files, and gives their project with the goal's number to `then`.
pub(super) fn read(
    files: &Files,
    methods: &[String],
    watch: &Watch,
    then: impl FnOnce(&Partial, i64, Trouble) -> Result<EvaluateReport, ScriptError>,
) -> Result<EvaluateReport, ScriptError> {
    let Files { pool, target: examples, target_filter, held_out, columns, model, sentence } = files;
    let folder = tempfile::tempdir().map_err(ScriptError::io(&std::env::temp_dir()))?;
    let pool_mapping = mapping(pool, columns, true)?;
    let example_mapping = mapping_of_examples(examples, columns)?;
    let shown = target::read(examples, &example_mapping, target_filter.as_ref())?;
    let held = match held_out {
        Some(path) => Some(target::read(path, &mapping_of_examples(path, columns)?, target_filter.as_ref())?),
        None => None,
    };
    let partial = Partial::own(&folder.path().join("evaluate.neurosieve"), watch)?;
    let session = &partial.project.session;
    import(&partial, pool, &pool_mapping, watch)?;
    let goal = target::goal_of(session, "evaluate", "Evaluate", &shown)?;
    let mut trouble = set_aside(session)?;
    trouble.add(shown.trouble);
    if let Some(held) = held {
        hold_back(session, goal, held.texts)?;
        trouble.add(held.trouble);
    }
    if let Some(model) = model {
        watch.fresh(&partial.project, &model.plan(&wants(methods), watch)?)?;
    }
    if let Some(sentence) = sentence {
        sentence.read(&partial, watch)?;
    }
    let report = then(&partial, goal, trouble)?;
    partial.done()?;
    Ok(report)
}

/// Columns that were named for the pool count for the examples where they have them.
fn mapping_of_examples(path: &std::path::Path, columns: &Columns) -> Result<crate::formats::Mapping, ScriptError> {
    let named = Columns { id: None, tokens: None, text: columns.text.clone() };
    match mapping(path, &named, true) {
        Err(ScriptError::NoColumn { .. }) => mapping(path, &Columns::default(), true),
        other => other,
    }
}

/// Examples that are not ticked: no ranking is shown them.
fn hold_back(session: &Session, goal: i64, texts: Vec<String>) -> Result<(), ScriptError> {
    let origin = ExampleOrigin::File { name: "held out".to_owned() };
    session.write(move |c| {
        let origin = serde_json::to_string(&origin)?;
        let mut added = Vec::new();
        for text in texts {
            let new = NewExample { text_hash: text_hash(&text), text, origin: origin.clone(), unwanted: false };
            added.push(example::insert(c, goal, &new)?);
        }
        example::tick(c, goal, &added, false)?;
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

/// What these methods read of the model, and in any case the neurons, which show how the examples agree, and the middle
/// hidden states: the distance card looks with eyes that no method used.
fn wants(methods: &[String]) -> Vec<Representation> {
    let settings = Settings::default();
    let methods = methods.iter().filter_map(|method| by_id(method).ok());
    let of_methods = methods.flat_map(|m| m.needs(&settings).into_iter().chain(m.welcomes(&settings)));
    let always = [Representation::NeuronFeatures, Representation::MiddleHidden];
    let all: BTreeSet<Representation> = of_methods.filter(|one| one.needs_backbone()).chain(always).collect();
    all.into_iter().collect()
}
