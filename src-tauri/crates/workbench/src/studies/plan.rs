//! What is to be measured: settings, and for every draw the examples and rows, so that a digest names the outcome.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use activation::{BackboneCard, DeviceChoice};
use selection::Projection;
use selection::evidence::resample::shuffled;
use selection::impacts::Choice;
use selection::random::mixed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::evidence::training::Model;
use crate::operations::study::{StudyKind, StudyQuery};
use crate::operations::{Argument, Failure, FailureCode};
use crate::reading::loaded::current_reading;
use crate::session::Session;
use crate::store::example::{self, Example};
use crate::store::{StoreError, goal, meta};

/// Tokens read of each text at most.
pub const MAX_TOKENS: u32 = 120;
/// Examples that a study needs to hold some out.
const FEW: usize = 4;

/// What is silenced one after the other: nothing first, since all others are held against it.
pub const ARMS: [(&str, Option<Choice>); 5] = [
    ("nothing", None),
    ("frequent", Some(Choice::Frequent)),
    ("contrast", Some(Choice::Contrast)),
    ("mean", Some(Choice::Mean)),
    ("random", Some(Choice::Random)),
];

/// Everything that the outcome depends on, save the texts under their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// What was asked.
    pub query: StudyQuery,
    /// The model's id.
    pub model: String,
    /// Its decoder blocks.
    pub layers: u32,
    /// Neurons of each layer.
    pub width: u32,
    /// The reading that is looked at; none where the model reads for itself.
    pub reading: Option<i64>,
    /// What each draw is made of.
    pub draws: Vec<Draw>,
}

/// Examples and rows of a draw, by their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draw {
    /// Examples that neurons are chosen by, or that rank.
    pub shown: Vec<i64>,
    /// Examples that the loss is measured on.
    pub held_out: Vec<i64>,
    /// Rows that the goal's neurons are told from.
    pub others: Vec<i64>,
    /// Rows that the loss is measured on, or that are ranked or clustered.
    pub measured: Vec<i64>,
}

/// A study with where the model is: a job's plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudyPlan {
    /// What is to be measured.
    pub study: Study,
    /// The goal's name, else the model's.
    pub subject: String,
    /// The model's name.
    pub model_name: String,
    /// Names and numbers of the protocol.
    pub facts: BTreeMap<String, Argument>,
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
}

impl StudyKind {
    /// Whether the model runs for it.
    #[must_use]
    pub const fn runs(self) -> bool {
        matches!(self, Self::SwitchOff | Self::ImpactAndLoss | Self::Projections)
    }

    /// Whether neurons are silenced.
    #[must_use]
    pub const fn silences(self) -> bool {
        matches!(self, Self::SwitchOff | Self::ImpactAndLoss)
    }
}

impl Study {
    /// Measurements of a draw.
    pub fn steps(&self) -> u64 {
        match self.query.kind {
            StudyKind::SwitchOff => ARMS.len() as u64,
            StudyKind::ImpactAndLoss => 1 + u64::from(self.width.div_ceil(self.query.neurons)),
            StudyKind::Layers => u64::from(self.layers),
            StudyKind::Sparsity => self.counts().len() as u64,
            StudyKind::Projections | StudyKind::Separability => 1,
        }
    }

    /// Measurements in all.
    pub fn measurements(&self) -> u64 {
        self.steps() * self.draws.len() as u64
    }

    /// Neurons a layer of each measurement of a sparsity study.
    pub fn counts(&self) -> Vec<u32> {
        [1, 2, 5, 10, 20, 40, 80, 160, 320].into_iter().filter(|&count| count <= self.query.neurons).collect()
    }

    /// The layers that are silenced.
    pub fn among(&self) -> Vec<usize> {
        let (first, last) = self.query.layers.unwrap_or((0, self.layers.saturating_sub(1)));
        (first as usize..=last as usize).collect()
    }

    /// The linear maps that are read or silenced.
    pub fn projections(&self) -> Vec<Projection> {
        if self.query.kind == StudyKind::Projections { Projection::ALL.to_vec() } else { vec![Projection::Up] }
    }

    /// Names everything that the outcome depends on.
    pub fn digest(&self) -> Result<String, Failure> {
        let json = serde_json::to_vec(self).map_err(StoreError::from)?;
        Ok(hex::encode(Sha256::digest(&json)))
    }
}

/// The plan of a study.
///
/// # Errors
/// [`FailureCode::NoModel`], [`FailureCode::NothingRead`], [`FailureCode::BadSetting`], [`FailureCode::NoSuchThing`] for a
/// layer or goal, [`FailureCode::NoSuchColumn`], and [`FailureCode::MethodRefused`] saying what there is too little of.
pub fn plan(session: &Session, query: &StudyQuery) -> Result<StudyPlan, Failure> {
    check(query)?;
    let kind = query.kind;
    let read = if kind.runs() {
        None
    } else {
        Some(current_reading(session)?.ok_or_else(|| Failure::new(FailureCode::NothingRead))?)
    };
    let chosen = || session.read(|c| meta::value(c, meta::CURRENT_MODEL));
    let id = match &read {
        Some(reading) => reading.facts.model.clone(),
        None => chosen()?.ok_or_else(|| Failure::new(FailureCode::NoModel))?,
    };
    let (model_name, path, shape) = if let Some(reading) = &read {
        (reading.facts.model_name.clone(), PathBuf::new(), (reading.facts.layers, 0))
    } else {
        let Model { name, path, card } = Model::of(session, &id)?;
        let shape = shape(&card, query)?;
        (name, path, shape)
    };
    let examples = match query.goal {
        Some(goal) => session.read(|c| example::of_goal(c, goal))?,
        None => Vec::new(),
    };
    let subject = match query.goal {
        Some(number) => session.read(|c| goal::one(c, number))?.name,
        None => model_name.clone(),
    };
    let draws = draws(session, query, &examples)?;
    let mut query = query.clone();
    if let Some(reading) = &read {
        query.neurons = query.neurons.min(reading.facts.top_k);
    }
    let reading = read.map(|reading| reading.reading);
    let study = Study { query, model: id, layers: shape.0, width: shape.1, reading, draws };
    let threads = crate::settings_file::load(&session.folders)?.threads.map(|threads| threads as usize);
    let facts = facts(&study, &subject, &model_name);
    Ok(StudyPlan {
        study,
        subject,
        model_name,
        facts,
        path,
        device: crate::settings_file::device(&session.folders)?,
        threads,
    })
}

fn check(query: &StudyQuery) -> Result<(), Failure> {
    let bounds = [("neurons", query.neurons, 1, 400), ("rows", query.rows, 8, 2000), ("draws", query.draws, 1, 20)];
    for (name, value, least, most) in bounds {
        if !(least..=most).contains(&value) {
            let bad = Failure::new(FailureCode::BadSetting).text("name", name);
            return Err(bad.number("least", f64::from(least)).number("most", f64::from(most)));
        }
    }
    if query.goal.is_none() && query.kind != StudyKind::Separability {
        return Err(Failure::new(FailureCode::NoSuchThing).text("what", "goal").text("id", ""));
    }
    if query.answer.is_none() && !query.kind.silences() {
        return Err(refused("the rows that are right must be known: choose a column"));
    }
    Ok(())
}

/// Layers, and neurons of each.
fn shape(card: &BackboneCard, query: &StudyQuery) -> Result<(u32, u32), Failure> {
    let last = card.layers.saturating_sub(1) as u32;
    if let Some((first, end)) = query.layers
        && (first > end || end > last)
    {
        let wrong = if end > last { end } else { first };
        return Err(Failure::new(FailureCode::NoSuchThing).text("what", "layer").number("id", f64::from(wrong)));
    }
    Ok((card.layers as u32, card.width_of(Projection::Up) as u32))
}

/// Examples and rows of every draw, all by the seed. Held-out examples are those that are not ticked; where all are ticked,
/// another half in every draw.
fn draws(session: &Session, query: &StudyQuery, examples: &[Example]) -> Result<Vec<Draw>, Failure> {
    let frame = session.frame()?;
    let hashes: HashSet<i64> = examples.iter().map(|one| one.text_hash).collect();
    let rows: Vec<i64> =
        frame.rows.iter().zip(&frame.hashes).filter(|(_, hash)| !hashes.contains(hash)).map(|(row, _)| *row).collect();
    let (ticked, rest): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|one| one.ticked);
    if query.goal.is_some() && ticked.len() < FEW {
        let found = ticked.len();
        return Err(refused(&format!("the goal has {found} ticked examples, and {FEW} are needed: add examples")));
    }
    let wanted = query.rows as usize;
    if rows.len() < 2 * wanted.min(8) {
        return Err(refused(&format!("the data has {} rows beside the examples, and 16 are needed", rows.len())));
    }
    let wanted = wanted.min(rows.len() / 2);
    let numbers = |some: &[&Example]| some.iter().map(|one| one.example).collect::<Vec<i64>>();
    let one = |draw: u32| {
        let seed = mixed(query.seed, u64::from(draw));
        let order = shuffled(ticked.len(), mixed(seed, 1));
        let mixed_up: Vec<&Example> = order.iter().map(|&place| ticked[place]).collect();
        let (shown, held_out) = match query.kind {
            StudyKind::SwitchOff if rest.is_empty() => {
                let (half, other) = mixed_up.split_at(mixed_up.len().div_ceil(2));
                (numbers(half), numbers(other))
            }
            StudyKind::SwitchOff => (numbers(&ticked), numbers(&rest)),
            // What is measured is the neurons' own texts, so nothing is held out; each draw leaves a quarter aside.
            _ => (numbers(&mixed_up[..mixed_up.len() - mixed_up.len() / 4]), Vec::new()),
        };
        let order = shuffled(rows.len(), mixed(seed, 2));
        let row = |place: &usize| rows[*place];
        let others = if query.kind == StudyKind::SwitchOff { &order[wanted..2 * wanted] } else { &[] };
        let measured = if query.kind == StudyKind::ImpactAndLoss { &[] } else { &order[..wanted] };
        Draw { shown, held_out, others: others.iter().map(row).collect(), measured: measured.iter().map(row).collect() }
    };
    Ok((0..query.draws).map(one).collect())
}

fn facts(study: &Study, goal: &str, model: &str) -> BTreeMap<String, Argument> {
    let first = study.draws.first();
    let count = |of: fn(&Draw) -> usize| first.map_or(0, of) as f64;
    let among = study.among();
    let numbers = [
        ("shown", count(|draw| draw.shown.len())),
        ("held_out", count(|draw| draw.held_out.len())),
        ("others", count(|draw| draw.others.len())),
        ("rows", count(|draw| draw.measured.len())),
        ("neurons", f64::from(study.query.neurons)),
        ("first_layer", among.first().map_or(0.0, |&layer| layer as f64)),
        ("last_layer", among.last().map_or(0.0, |&layer| layer as f64)),
        ("width", f64::from(study.width)),
        ("draws", study.draws.len() as f64),
        ("tokens", f64::from(MAX_TOKENS)),
        ("seed", study.query.seed as f64),
    ];
    let numbers = numbers.map(|(name, value)| (name, Argument::Number(value)));
    let answer = study.query.answer.as_ref();
    let words = [
        ("goal", goal.to_owned()),
        ("model", model.to_owned()),
        ("column", answer.map(|answer| answer.column.clone()).unwrap_or_default()),
        ("value", answer.map(|answer| answer.value.clone()).unwrap_or_default()),
    ];
    let words = words.map(|(name, words)| (name, Argument::Text(words)));
    numbers.into_iter().chain(words).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A study that this project has too little for.
pub fn refused(detail: &str) -> Failure {
    Failure::new(FailureCode::MethodRefused).text("detail", detail)
}
