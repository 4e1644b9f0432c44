//! Requests that start jobs, and those about them.

use activation::{Neurons, NumericProfile};
use selection::Projection;
use selection::method::{self, Representation};

use super::plan::{JobPlan, ReadingPlan};
use crate::operations::job::{ReadingSettings, StartReading, Started};
use crate::operations::model::ModelKind;
use crate::operations::{Failure, FailureCode};
use crate::store::meta;
use crate::workbench::Workbench;

/// Neurons kept and tokens read where nothing else is said.
const DEFAULT: ReadingSettings = ReadingSettings { top_k: 40, max_tokens: 120, fast: false };

/// Queues a reading; its model becomes the project's chosen one, unless it is a sentence encoder.
pub fn start_reading(workbench: &Workbench, with: StartReading) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let settings = with.settings.unwrap_or(DEFAULT);
    check(&settings)?;
    let model = workbench.shelf().find(&with.model)?;
    model.card.as_ref().map_err(Clone::clone)?;
    let wanted = wanted(with.representations.as_deref())?;
    let autoencoder = match &with.autoencoder {
        Some(id) => Some(workbench.shelf().find_autoencoder(id)?.place.whole()?),
        None => None,
    };
    if autoencoder.is_none() && with.representations.is_some() && wanted.contains(&Representation::Latents) {
        return Err(Failure::new(FailureCode::NeedsAutoencoder));
    }
    let is_backbone = model.kind() == ModelKind::Backbone;
    let with_latents = autoencoder.is_some() && !wanted.contains(&Representation::Latents);
    let vectors = wanted
        .iter()
        .copied()
        .filter(|one| one.needs_backbone() && *one != Representation::NeuronFeatures)
        .chain(with_latents.then_some(Representation::Latents));
    let threads = crate::settings_file::load(&workbench.folders)?.threads.map(|threads| threads as usize);
    let id = with.model.clone();
    if is_backbone {
        project.session.write(move |c| meta::set(c, meta::CURRENT_MODEL, &id))?;
    }
    project.jobs.queue(&JobPlan::Reading(ReadingPlan {
        model: with.model,
        model_name: model.name,
        path: model.path,
        scope: with.scope,
        projections: if wanted.contains(&Representation::NeuronFeatures) { vec![Projection::Up] } else { Vec::new() },
        vectors: vectors.map(|one| one.name().to_owned()).collect(),
        autoencoder,
        neurons: Neurons::TopK(settings.top_k as u16),
        max_tokens: settings.max_tokens,
        profile: if settings.fast { NumericProfile::Bf16Fast } else { NumericProfile::F32 },
        device: crate::settings_file::device(&workbench.folders)?,
        threads,
        rows: None,
    }))
}

/// Representations by name; without any, what the default method reads of the model.
fn wanted(names: Option<&[String]>) -> Result<Vec<Representation>, Failure> {
    let Some(names) = names else {
        let (method, settings) = (method::ALL[0], method::Settings::default());
        let all = method.needs(&settings).into_iter().chain(method.welcomes(&settings));
        return Ok(all.filter(|one| one.needs_backbone()).collect());
    };
    let found = |name: &String| Representation::ALL.into_iter().find(|one| one.name() == name);
    names
        .iter()
        .map(|name| {
            let unknown =
                || Failure::new(FailureCode::NoSuchThing).text("what", "representation").text("id", name.clone());
            found(name).ok_or_else(unknown)
        })
        .collect()
}

fn check(settings: &ReadingSettings) -> Result<(), Failure> {
    let bounds = [("top_k", settings.top_k, 1, 400), ("max_tokens", settings.max_tokens, 8, 4096)];
    for (name, value, least, most) in bounds {
        if !(least..=most).contains(&value) {
            return Err(Failure::new(FailureCode::BadSetting)
                .text("name", name)
                .number("least", f64::from(least))
                .number("most", f64::from(most)));
        }
    }
    Ok(())
}
