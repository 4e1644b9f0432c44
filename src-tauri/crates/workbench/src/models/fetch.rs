//! Looking a model up and fetching it, as the operations ask for it.

use std::path::PathBuf;

use super::hub::search::{FoundByWords, search};
use super::hub::{HubError, RepoName, Watch, download, metadata};
use super::shelf::Shelf;
use super::starter::{self, Step};
use crate::operations::job::JobStep;
use crate::operations::model::{DownloadModel, HubModel, HubOffer};
use crate::operations::{Failure, FailureCode};

/// What the hub has under a name, and whether it can be fetched and read.
///
/// # Errors
/// The hub cannot be reached, does not know the name, or hides it.
pub fn find_on_hub(shelf: &Shelf, name: &str, stop: &dyn Fn() -> bool) -> Result<HubModel, Failure> {
    let repo = RepoName::parse(name)?;
    let found = metadata::find_model(shelf.hub(), &repo, "main", stop)?;
    let known = found.kind.as_ref().map_or(Ok(""), super::card::Kind::family);
    let closed = found.gated && !shelf.hub().has_token();
    let gate = || Failure::new(FailureCode::HubGated).text("name", repo.to_string());
    Ok(HubModel {
        repo: repo.to_string(),
        revision: found.order.commit,
        size_bytes: found.size_bytes,
        licence: found.licence,
        gated: found.gated,
        problem: known.err().or_else(|| closed.then(gate)),
        files: found.order.files.into_iter().map(|file| file.name).collect(),
    })
}

/// Models of the hub that words find: those that can be run first, the others with the reason.
///
/// # Errors
/// The hub cannot be reached.
pub fn search_hub(shelf: &Shelf, words: &str, stop: &dyn Fn() -> bool) -> Result<Vec<HubOffer>, Failure> {
    let has_token = shelf.hub().has_token();
    let offer = |found: FoundByWords| {
        let name = found.repo.to_string();
        let family = found.kind.as_ref().map(super::card::Kind::family).transpose();
        let problem = match &family {
            Err(failure) => Some(failure.clone()),
            Ok(_) if !found.has_weights => Some(Failure::new(FailureCode::NoWeights).text("name", name.clone())),
            Ok(_) if found.gated && !has_token => Some(Failure::new(FailureCode::HubGated).text("name", name.clone())),
            Ok(_) => None,
        };
        let family = family.ok().flatten().map(super::list::shown_family);
        let FoundByWords { downloads, licence, gated, .. } = found;
        HubOffer { repo: name, downloads, licence, gated, family, problem }
    };
    let mut offers: Vec<_> = search(shelf.hub(), words, stop)?.into_iter().map(offer).collect();
    // In the hub's order otherwise: the most downloaded first.
    offers.sort_by_key(|offer| (offer.problem.is_some(), offer.family.is_none()));
    Ok(offers)
}

/// Fetches a model and puts it on the shelf. Stopped or broken off, the same call goes on where it was.
///
/// # Errors
/// As [`find_on_hub`]; too little disk, damaged bytes; [`FailureCode::UnknownArchitecture`] before a byte is fetched.
pub fn fetch(shelf: &Shelf, wanted: &DownloadModel, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    let repo = RepoName::parse(&wanted.repo)?;
    if repo.to_string() == starter::REPO {
        return fetch_starter(shelf, watch);
    }
    let revision = wanted.revision.as_deref().unwrap_or("main");
    let found = metadata::find_model(shelf.hub(), &repo, revision, watch.stop)?;
    if let Some(kind) = &found.kind {
        kind.family()?;
    }
    let fetched = download::fetch(shelf.hub(), &found.order, watch)?;
    shelf.note_fetched(&repo, &found.order.commit, found.licence.as_deref())?;
    Ok(fetched.folder)
}

fn fetch_starter(shelf: &Shelf, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    let tell = &mut *watch.tell;
    let mut say = |step| {
        let (step, done_bytes) = match step {
            Step::AskingHub | Step::AskingPackages => (JobStep::Opening, 0),
            Step::Fetching(done, _) => (JobStep::Fetching, done),
            Step::Unpacking => (JobStep::Writing, starter::SIZE_BYTES),
            Step::Checking => (JobStep::Checking, starter::SIZE_BYTES),
        };
        let file = starter::FILE.to_owned();
        tell(download::Progress { step, file, done_bytes, total_bytes: starter::SIZE_BYTES, hitch: None });
    };
    Ok(starter::ensure(shelf.folders(), shelf.hub(), watch.stop, &mut say)?)
}

/// Fetches a data set's files for an import and answers where they lie.
///
/// # Errors
/// Those of [`HubError`], as failures.
pub fn fetch_dataset(shelf: &Shelf, name: &str, watch: &mut Watch<'_>) -> Result<Vec<PathBuf>, Failure> {
    let repo = RepoName::parse(name)?;
    let order = super::hub::dataset::find_dataset(shelf.hub(), &repo, watch.stop)?;
    let fetched: Result<download::Fetched, HubError> = download::fetch(shelf.hub(), &order, watch);
    Ok(fetched?.files)
}
