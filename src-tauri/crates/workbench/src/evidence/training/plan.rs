//! What is to be trained: for each arm and draw the rows, in order; how; and what is held out.

use std::collections::HashSet;
use std::path::PathBuf;

use activation::proxy::ProxySettings;
use activation::{DeviceChoice, NumericProfile};
use selection::evidence::deciles::bins;
use selection::evidence::resample::shuffled;
use selection::random::mixed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::model::Model;
use super::orders::Orders;
use crate::evidence::asked::Asked;
use crate::operations::Failure;
use crate::operations::evidence::{EvidenceKind, EvidenceNeed};
use crate::session::Session;
use crate::store::{StoreError, meta};

/// Trainings of each selection and of random picks: each draws its texts and begins at other weights.
const DRAWS: usize = 5;
/// Trainings of each bin: there are ten of them, and what counts is their order.
const DRAWS_OF_BIN: usize = 3;
/// Bins of the decile check.
const BINS: usize = 10;
/// Tokens read of each text at most.
const MAX_TOKENS: u32 = 120;
/// Tokens that a training needs at least.
const LEAST_TOKENS: usize = 512;

/// Trainings with all that their outcome depends on, save the project's own texts under their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trainings {
    /// The card that wants them.
    pub kind: EvidenceKind,
    /// The model's id.
    pub model: String,
    /// How numbers are rounded.
    pub profile: NumericProfile,
    /// How each is trained.
    pub settings: ProxySettings,
    /// Tokens read of each text at most.
    pub max_tokens: u32,
    /// The question's seed.
    pub seed: u64,
    /// Numbers of the held-out examples.
    pub held_out: Vec<i64>,
    /// Row numbers by arm and draw, enough for the settings' tokens.
    pub rows: Vec<Vec<Vec<i64>>>,
}

/// Trainings with where the model is: a job's plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainingPlan {
    /// What is to be trained.
    pub trainings: Trainings,
    /// The model's name.
    pub model_name: String,
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
}

impl Trainings {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.rows.iter().map(Vec::len).sum::<usize>() as u64
    }

    /// Arm, draw and rows of every training. All arms of a draw come before the next draw, so that a stopped job has
    /// treated them alike.
    pub fn each(&self) -> Vec<(usize, usize, &[i64])> {
        let draws = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let of = |draw: usize| {
            let arms = self.rows.iter().enumerate();
            arms.filter_map(move |(arm, draws)| draws.get(draw).map(|rows| (arm, draw, rows.as_slice())))
        };
        (0..draws).flat_map(of).collect()
    }

    /// The seed of a draw: the same for all arms.
    pub fn seed_of(&self, draw: usize) -> u64 {
        mixed(self.seed, draw as u64)
    }

    /// Names everything that the outcome depends on: not where the model lies, nor threads.
    pub fn digest(&self) -> Result<String, Failure> {
        let json = serde_json::to_vec(self).map_err(StoreError::from)?;
        Ok(hex::encode(Sha256::digest(&json)))
    }
}

/// The trainings of a card, or what is missing.
pub fn of(asked: &Asked) -> Result<Result<Trainings, EvidenceNeed>, Failure> {
    let session = asked.session;
    let Some(model) = session.read(|c| meta::value(c, meta::CURRENT_MODEL))? else {
        return Ok(Err(EvidenceNeed::Reading));
    };
    let orders = match Orders::of(asked)? {
        Ok(orders) => orders,
        Err(need) => return Ok(Err(need)),
    };
    let arms = arms(asked, &orders);
    let usual = ProxySettings::default();
    let least = arms.iter().flatten().map(|documents| predicted(asked, documents)).min().unwrap_or(0);
    // Tokens were counted by another pass, or from words: a quarter is left for that.
    let tokens = (least / 4 * 3 / usual.batch_tokens * usual.batch_tokens).min(usual.tokens);
    if tokens < LEAST_TOKENS {
        return Ok(Err(EvidenceNeed::LargerSelection));
    }
    let frame = asked.compared.frame();
    let drawn = |(draw, documents): (usize, &Vec<u32>)| {
        let order = shuffled(documents.len(), mixed(asked.query.seed, draw as u64));
        let mut sum = 0;
        let enough = order.into_iter().map(|place| documents[place]).take_while(|&document| {
            let more = sum < 2 * tokens;
            sum += predicted(asked, &[document]);
            more
        });
        enough.map(|document| frame.rows[document as usize]).collect::<Vec<i64>>()
    };
    let rows = arms.iter().map(|draws| draws.iter().enumerate().map(drawn).collect()).collect();
    Ok(Ok(Trainings {
        kind: asked.query.kind,
        model,
        profile: NumericProfile::F32,
        settings: ProxySettings { tokens, ..usual },
        max_tokens: MAX_TOKENS,
        seed: asked.query.seed,
        held_out: orders.held_out,
        rows,
    }))
}

/// Trainings with the model as it is on this computer.
///
/// # Errors
/// As [`Model::of`].
pub fn placed(session: &Session, trainings: Trainings) -> Result<TrainingPlan, Failure> {
    let found = Model::of(session, &trainings.model)?;
    Ok(TrainingPlan {
        trainings,
        model_name: found.name,
        path: found.path,
        device: crate::settings_file::device(&session.folders)?,
        threads: crate::settings_file::load(&session.folders)?.threads.map(|threads| threads as usize),
    })
}

/// Documents by arm and draw: the bins of the first ranking; or what each ranking keeps, and random picks, each draw
/// another one.
fn arms(asked: &Asked, orders: &Orders) -> Vec<Vec<Vec<u32>>> {
    if asked.query.kind == EvidenceKind::Deciles {
        let ranked = &orders.ranked[0];
        return bins(ranked.len(), BINS).into_iter().map(|bin| vec![ranked[bin].to_vec(); DRAWS_OF_BIN]).collect();
    }
    let picks = asked.random_picks().into_iter().take(DRAWS);
    let random = picks.map(|pick| without(pick, &orders.examples)).collect();
    orders.ranked.iter().map(|ranked| vec![asked.cut(ranked).to_vec(); DRAWS]).chain([random]).collect()
}

fn without(documents: &[u32], examples: &HashSet<u32>) -> Vec<u32> {
    documents.iter().copied().filter(|document| !examples.contains(document)).collect()
}

/// Tokens of documents that can be predicted, as far as they are read.
fn predicted(asked: &Asked, documents: &[u32]) -> usize {
    let tokens = &asked.compared.sides[0].kept.pool.tokens;
    let of = |&document: &u32| tokens[document as usize].min(u64::from(MAX_TOKENS)).saturating_sub(1) as usize;
    documents.iter().map(of).sum()
}
