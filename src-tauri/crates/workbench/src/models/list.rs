//! The list of models as a face shows it: three groups, each model with its fit, its speed and its problem.

use std::collections::BTreeMap;

use super::card::Card;
use super::computer::{Memory, free_disk};
use super::curated::{self, Curated};
use super::fit::{Amounts, judge};
use super::shelf::{Here, Origin, Shelf, Speed, id_of_repo};
use super::starter;
use crate::folders::shortened;
use crate::operations::Failure;
use crate::operations::model::{Fit, FitVerdict, Measured, ModelGroup, ModelKind, ModelView};

/// Models that are recommended at a time.
const MOST_RECOMMENDED: usize = 3;

/// What the list must know of the open project.
pub struct ProjectFacts<'a> {
    /// Documents of the pool that a model, by id, has not read yet.
    pub unread: &'a dyn Fn(&str) -> u64,
    /// Readings that were made with a model, by id.
    pub readings: &'a dyn Fn(&str) -> u64,
    /// The job that fetches a model now, by id.
    pub download: &'a dyn Fn(&str) -> Option<i64>,
}

impl ProjectFacts<'_> {
    /// Where no project is open.
    #[must_use]
    pub fn none() -> ProjectFacts<'static> {
        ProjectFacts { unread: &|_| 0, readings: &|_| 0, download: &|_| None }
    }
}

/// Lists every model: recommended for this computer, here, and others that could be fetched.
///
/// # Errors
/// A failure if the lists of this computer may not be read.
pub fn list(shelf: &Shelf, facts: &ProjectFacts<'_>) -> Result<Vec<ModelView>, Failure> {
    let listing = Listing::new(shelf, facts)?;
    Ok(listing.views(&shelf.here()?, &starter::own_place(shelf.folders()).display().to_string()))
}

/// The view of one model on this computer.
///
/// # Errors
/// As for [`list`].
pub fn view(shelf: &Shelf, model: &Here, facts: &ProjectFacts<'_>) -> Result<ModelView, Failure> {
    let listing = Listing::new(shelf, facts)?;
    Ok(listing.here(model, &starter::own_place(shelf.folders()).display().to_string()))
}

struct Listing<'a> {
    shelf: &'a Shelf,
    memory: Memory,
    disk_free_bytes: u64,
    speeds: BTreeMap<String, Speed>,
    licences: BTreeMap<String, String>,
    facts: &'a ProjectFacts<'a>,
}

impl<'a> Listing<'a> {
    fn new(shelf: &'a Shelf, facts: &'a ProjectFacts<'a>) -> Result<Self, Failure> {
        let disk_free_bytes = free_disk(&shelf.hub().cache);
        let (speeds, licences) = (shelf.speeds()?, shelf.licences()?);
        Ok(Self { shelf, memory: Memory::now(), disk_free_bytes, speeds, licences, facts })
    }

    fn views(&self, models: &[Here], own_starter: &str) -> Vec<ModelView> {
        let here: Vec<_> = models.iter().map(|model| self.here(model, own_starter)).collect();
        let is_here = |repo: &str| models.iter().any(|model| model.repo.as_deref() == Some(repo));
        let mut away: Vec<_> = Vec::new();
        if !is_here(starter::REPO) {
            away.push(self.starter_away());
        }
        away.extend(curated::list().iter().filter(|model| !is_here(&model.repo)).map(|model| self.away(model)));
        let recommended = |(_, view): &(usize, &ModelView)| {
            let is_backbone = view.kind == ModelKind::Backbone;
            is_backbone
                && matches!(view.fit.verdict, FitVerdict::Fits | FitVerdict::Tight)
                && view.problem.is_none()
                && !is_gated(view)
        };
        let chosen: Vec<usize> =
            away.iter().enumerate().filter(recommended).take(MOST_RECOMMENDED).map(|(place, _)| place).collect();
        for &place in &chosen {
            away[place].group = ModelGroup::Recommended;
        }
        let (best, mut others): (Vec<_>, Vec<_>) =
            away.into_iter().partition(|view| view.group == ModelGroup::Recommended);
        others.sort_by_key(|view| view.size_bytes);
        best.into_iter().chain(here).chain(others).collect()
    }

    fn here(&self, model: &Here, own_starter: &str) -> ModelView {
        let card = model.card.as_ref().ok();
        let own = model.origin == Origin::Starter && model.path.display().to_string() == own_starter;
        ModelView {
            model: model.id.clone(),
            name: model.name.clone(),
            kind: model.kind(),
            remark: remark(model).to_owned(),
            group: ModelGroup::Here,
            repo: model.repo.clone(),
            licence: licence(model).or_else(|| self.licences.get(model.repo.as_deref()?).cloned()),
            size_bytes: model.size_bytes,
            family: card.map(|card| shown_family(card.family())),
            layers: card.map(|card| card.shape().0 as u32),
            width: card.map(|card| card.shape().1 as u32),
            fit: self.fit(card.map_or(model.size_bytes, Card::memory_bytes), 0),
            measured: self.measured(&model.id),
            place: Some(shortened(&model.path)),
            problem: model.card.as_ref().err().cloned(),
            removable: own || model.origin == Origin::Fetched,
            frees_bytes: self.shelf.frees_bytes(model),
            readings: (self.facts.readings)(&model.id),
            download: (self.facts.download)(&model.id),
        }
    }

    fn away(&self, model: &Curated) -> ModelView {
        let id = id_of_repo(&model.repo);
        ModelView {
            name: model.name.clone(),
            kind: model.kind,
            remark: model.remark.clone(),
            group: ModelGroup::Other,
            repo: Some(model.repo.clone()),
            licence: Some(model.licence.clone()),
            size_bytes: model.size_bytes,
            family: Some(shown_family(&model.family)),
            layers: None,
            width: None,
            fit: self.fit(model.memory_bytes(), model.size_bytes),
            measured: self.measured(&id),
            place: None,
            problem: None,
            removable: false,
            frees_bytes: 0,
            readings: (self.facts.readings)(&id),
            download: (self.facts.download)(&id),
            model: id,
        }
    }

    fn starter_away(&self) -> ModelView {
        self.away(&Curated {
            repo: starter::REPO.to_owned(),
            name: starter::NAME.to_owned(),
            licence: starter::LICENCE.to_owned(),
            size_bytes: starter::SIZE_BYTES,
            parameters: 134_515_008,
            kind: ModelKind::Backbone,
            family: "llama".to_owned(),
            gated: false,
            remark: "model.remark.starter".to_owned(),
        })
    }

    fn fit(&self, needs_bytes: u64, disk_needs_bytes: u64) -> Fit {
        let room = Amounts { memory_bytes: self.memory.free_bytes, disk_bytes: self.disk_free_bytes };
        judge(Amounts { memory_bytes: needs_bytes, disk_bytes: disk_needs_bytes }, room)
    }

    fn measured(&self, id: &str) -> Option<Measured> {
        let speed = self.speeds.get(id).filter(|speed| speed.documents_per_s > 0.0)?;
        Some(Measured {
            documents_per_s: speed.documents_per_s,
            documents: speed.documents,
            seconds_for_rest: (self.facts.unread)(id) as f64 / speed.documents_per_s,
        })
    }
}

fn is_gated(view: &ModelView) -> bool {
    curated::list().iter().any(|model| model.gated && view.repo.as_deref() == Some(model.repo.as_str()))
}

fn of_curated(repo: Option<&str>) -> Option<&'static Curated> {
    curated::list().iter().find(|model| repo == Some(model.repo.as_str()))
}

fn remark(model: &Here) -> &'static str {
    match model.origin {
        Origin::Starter => "model.remark.starter",
        Origin::Added => "model.remark.added",
        Origin::Fetched | Origin::SharedCache => {
            of_curated(model.repo.as_deref()).map_or("", |curated| curated.remark.as_str())
        }
    }
}

fn licence(model: &Here) -> Option<String> {
    match model.origin {
        Origin::Starter => Some(starter::LICENCE.to_owned()),
        _ => of_curated(model.repo.as_deref()).map(|curated| curated.licence.clone()),
    }
}

pub(crate) fn shown_family(family: &str) -> String {
    match family {
        "llama" => "Llama",
        "qwen2" => "Qwen2",
        "qwen3" => "Qwen3",
        "smollm3" => "SmolLM3",
        "mistral" => "Mistral",
        "gemma3" => "Gemma 3",
        "bert" => "BERT",
        other => other,
    }
    .to_owned()
}
