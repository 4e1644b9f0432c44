//! From a file of documents to a file of features of the published shape.

mod features_out;

use std::path::PathBuf;

use selection::method::Representation;
use serde::Serialize;
use serde_json::{Value, json};

use super::digest::digest;
use super::error::ScriptError;

use super::manifest::{self, Found};
use super::output::format_of;
use super::partial::{Partial, state_of};
use super::reading::{Columns, ModelUse, import, mapping};
use super::trouble::{Trouble, set_aside};
use super::watch::Watch;
use crate::operations::job::JobKind;
use crate::writing::OutFormat;

/// What is to be read, and where the features go.
#[derive(Debug, Clone)]
pub struct ExtractPlan {
    /// The documents.
    pub input: PathBuf,
    /// Where the features go: JSONL or Parquet.
    pub output: PathBuf,
    /// Columns of the input.
    pub columns: Columns,
    /// The model, and how it reads.
    pub model: ModelUse,
    /// What stands at the output may go.
    pub overwrite: bool,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct ExtractReport {
    /// It was finished by an earlier call; nothing was done.
    pub was_finished: bool,
    /// Records written: one for each document, in the input's order.
    pub documents: u64,
    /// Documents with nothing to score, written with empty lists.
    pub unscored: u64,
    /// Rows that could not be read and have no record.
    pub unreadable: Trouble,
}

/// Reads every document with the model and writes its features. Killed and called again, it goes on at the last commit
/// of 32 documents.
///
/// # Errors
/// [`ScriptError`]; there is no output then, or the one that was there before.
pub fn extract(plan: &ExtractPlan, watch: &Watch) -> Result<ExtractReport, ScriptError> {
    format_of(&plan.output, &[OutFormat::Jsonl, OutFormat::Parquet])?;
    let mapping = mapping(&plan.input, &plan.columns, true)?;
    let state = state_of(&plan.output);
    let made_of = json!({
        "work": "extract",
        "input": { "digest": digest(&plan.input)?, "mapping": mapping },
        "model": plan.model.digest(&state, watch)?,
        "settings": plan.model.settings(),
    });
    if let Found::Finished(manifest) = manifest::look(&plan.output, &made_of, plan.overwrite)? {
        return Ok(finished_before(&manifest));
    }
    let partial = Partial::beside(&plan.output, &made_of, plan.overwrite, watch)?;
    import(&partial, &plan.input, &mapping, watch)?;
    let reading = plan.model.plan(&[Representation::NeuronFeatures], watch)?;
    watch.finish(&partial.project, || reading, JobKind::Reading)?;

    let session = &partial.project.session;
    let unreadable = set_aside(session)?;
    let out = features_out::write(session, &plan.output, &plan.model.projections)?;
    let manifest = json!({
        "format": "neurosieve features 1",
        "neurosieve": env!("CARGO_PKG_VERSION"),
        "made_of": made_of,
        "shape": out.shapes.values().next(),
        "shapes": out.shapes,
        "documents": out.documents,
        "unscored": out.unscored,
        "unreadable": unreadable,
    });
    manifest::write(&plan.output, &manifest)?;
    out.writer.finish()?;
    partial.done()?;
    Ok(ExtractReport { was_finished: false, documents: out.documents, unscored: out.unscored, unreadable })
}

fn finished_before(manifest: &Value) -> ExtractReport {
    let number = |name: &str| manifest[name].as_u64().unwrap_or(0);
    ExtractReport {
        was_finished: true,
        documents: number("documents"),
        unscored: number("unscored"),
        unreadable: serde_json::from_value(manifest["unreadable"].clone()).unwrap_or_default(),
    }
}
