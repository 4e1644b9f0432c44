//! Requests about models, with what the open project knows of each.

use crate::downloads;
use crate::models::autoencoders::AutoencoderHere;
use crate::models::card::Card;
use crate::models::shelf::id_of_repo;
use crate::models::{self, ProjectFacts};
use crate::operations::model::{
    AddAutoencoder, AddModel, AutoencoderRef, AutoencoderView, FindModel, HubAccount, HubModel, HubOffer, ModelKind,
    ModelRef, ModelView, RemoveModel, SearchModels,
};
use crate::operations::project::{Freed, Overview};
use crate::operations::{Changed, Failure, FailureCode, Nothing};
use crate::project::{overview, overview::readings};
use crate::reading::chosen_latents::ChosenLatents;
use crate::store::meta;
use crate::workbench::Workbench;

/// All models.
pub fn list(workbench: &Workbench) -> Result<Vec<ModelView>, Failure> {
    with_facts(workbench, |facts| models::list(&workbench.shelf(), facts))
}

/// Adds a model from disk.
pub fn add(workbench: &Workbench, with: &AddModel) -> Result<ModelView, Failure> {
    let shelf = workbench.shelf();
    let added = shelf.add(&workbench.path_of(with.ticket)?)?;
    workbench.events.changed(&[Changed::Models]);
    with_facts(workbench, |facts| models::view(&shelf, &added, facts))
}

/// Takes a model off the list; what it read stays in projects.
pub fn remove(workbench: &Workbench, with: &RemoveModel) -> Result<Freed, Failure> {
    let bytes = workbench.shelf().remove(&with.model)?;
    workbench.events.changed(&[Changed::Models]);
    Ok(Freed { bytes, documents: 0 })
}

/// Looks a model up on the hub.
pub fn find(workbench: &Workbench, with: &FindModel) -> Result<HubModel, Failure> {
    models::find_on_hub(&workbench.shelf(), &with.name, &|| false)
}

/// Looks for models on the hub by words.
pub fn search(workbench: &Workbench, with: &SearchModels) -> Result<Vec<HubOffer>, Failure> {
    models::search_hub(&workbench.shelf(), &with.words, &|| false)
}

/// The hub, and whether it knows the person.
pub fn account(workbench: &Workbench) -> HubAccount {
    let shelf = workbench.shelf();
    let hub = shelf.hub();
    HubAccount { host: hub.host(), address: hub.endpoint.clone(), has_token: hub.has_token(), offline: hub.offline }
}

/// Makes a model the project's chosen one: one that is here, or one that has read documents of this project.
pub fn choose(workbench: &Workbench, with: &ModelRef) -> Result<Overview, Failure> {
    let project = workbench.project()?;
    let known = project.session.read(readings)?.iter().any(|reading| reading.model == with.model);
    match workbench.shelf().find(&with.model) {
        Ok(here) if here.kind() == ModelKind::Sentence => {
            return Err(Failure::new(FailureCode::NotALanguageModel).text("name", here.name));
        }
        Err(failure) if !known => return Err(failure),
        _ => {}
    }
    let model = with.model.clone();
    project.session.write(move |c| meta::set(c, meta::CURRENT_MODEL, &model))?;
    workbench.events.changed(&[Changed::Models, Changed::Features]);
    overview::overview(workbench)
}

/// All sparse autoencoders.
pub fn autoencoders(workbench: &Workbench) -> Result<Vec<AutoencoderView>, Failure> {
    let (chosen, model) = match workbench.open_project() {
        Some(project) => project.session.read(|c| Ok((ChosenLatents::of(c)?, meta::value(c, meta::CURRENT_MODEL)?)))?,
        None => (None, None),
    };
    let shelf = workbench.shelf();
    let card = model.and_then(|model| shelf.find(&model).ok()).and_then(|here| here.card.ok());
    let is_current = |here: &AutoencoderHere| chosen.as_ref().is_some_and(|chosen| chosen.is_at(&here.place));
    let fits = |here: &AutoencoderHere| match (&card, &here.card) {
        (Some(Card::Backbone(model)), Ok(autoencoder)) => Some(autoencoder.check(model).is_ok()),
        _ => None,
    };
    let view = |here: &AutoencoderHere| AutoencoderView {
        is_current: is_current(here),
        fits_model: fits(here),
        ..here.view()
    };
    Ok(shelf.autoencoders()?.iter().map(view).collect())
}

/// Adds a sparse autoencoder from disk.
pub fn add_autoencoder(workbench: &Workbench, with: &AddAutoencoder) -> Result<AutoencoderView, Failure> {
    let layer = with.layer.map(|layer| layer as usize);
    let added = workbench.shelf().add_autoencoder(&workbench.path_of(with.ticket)?, layer)?;
    workbench.events.changed(&[Changed::Models]);
    Ok(added.view())
}

/// Takes a sparse autoencoder off the list; what was read with it stays in projects.
pub fn remove_autoencoder(workbench: &Workbench, with: &AutoencoderRef) -> Result<Nothing, Failure> {
    workbench.shelf().remove_autoencoder(&with.autoencoder)?;
    workbench.events.changed(&[Changed::Models]);
    Ok(Nothing {})
}

fn with_facts<T>(
    workbench: &Workbench,
    use_them: impl FnOnce(&ProjectFacts<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let of_app = downloads::on_their_way(workbench)?;
    let on_its_way = |model: &str| of_app.iter().find(|(repo, _)| id_of_repo(repo) == model).map(|(_, job)| *job);
    let Some(project) = workbench.open_project() else {
        return use_them(&ProjectFacts { download: &on_its_way, ..ProjectFacts::none() });
    };
    let readings = project.session.read(readings)?;
    let documents = project.session.frame()?.len() as u64;
    let of = |model: &str| readings.iter().filter(move |reading| reading.model == model).collect::<Vec<_>>();
    let read = |model: &str| of(model).iter().map(|reading| reading.documents_read).max().unwrap_or(0);
    use_them(&ProjectFacts {
        unread: &|model| documents.saturating_sub(read(model)),
        readings: &|model| of(model).len() as u64,
        download: &on_its_way,
    })
}
