//! Measurements with silent neurons: which neurons, and what their silence does to the loss.

use activation::ablation::{Silenced, TextLoss};
use activation::{Reading, Representation};
use selection::Projection;
use selection::impacts::{Choice, Impacts, shared};
use selection::random::mixed;

use super::cells::Cell;
use super::plan::{ARMS, MAX_TOKENS, Study, refused};
use crate::operations::study::StudyKind;
use crate::operations::{Failure, FailureCode};
use crate::reading::seam::{Reader, SeamError, ToRead};
use crate::reading::silence::Silence;
use crate::session::Session;
use crate::store::example;

/// Texts whose impacts cross the seam together: 30 layers of 1,536 neurons are 180 kB a text.
const AT_ONCE: usize = 16;

/// Columns of a study that switches off.
pub const GOAL_CHANGE: usize = 0;
pub const POOL_CHANGE: usize = 1;
const GOAL_LOSS: usize = 2;
const POOL_LOSS: usize = 3;
const IN_POOL_TOO: usize = 4;

/// Columns of a study of impact and loss.
pub const IMPACT: usize = 0;
pub const LOSS_CHANGE: usize = 1;
const LOSS: usize = 2;

/// The draw at hand, made ready once.
pub struct Drawn {
    number: usize,
    goal: Impacts,
    others: Impacts,
    /// The goal's texts that are measured, then those of the pool.
    texts: Vec<String>,
    of_goal: usize,
    /// Losses of the model as it is, goal and pool.
    whole: Option<[f64; 2]>,
}

/// Measures one step of a draw.
pub fn measure(
    (session, study): (&Session, &Study),
    reader: &mut dyn Reader,
    (draw, step): (usize, usize),
    held: &mut Option<Drawn>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Cell>, SeamError> {
    let drawn = match held.take().filter(|drawn| drawn.number == draw) {
        Some(drawn) => held.insert(drawn),
        None => held.insert(Drawn::of(session, study, draw, reader, stop)?),
    };
    let whole = match drawn.whole {
        Some(whole) => whole,
        None => drawn.losses(reader, None, stop)?,
    };
    drawn.whole = Some(whole);
    if study.query.kind == StudyKind::ImpactAndLoss {
        return drawn.rank_bin(study, reader, step, stop);
    }
    let cell = |column, value| Cell { row: step, column, value };
    let Some(choice) = ARMS[step].1 else {
        return Ok(vec![cell(GOAL_LOSS, whole[0]), cell(POOL_LOSS, whole[1])]);
    };
    let seed = mixed(study.query.seed, 100 + draw as u64);
    let (count, among) = (study.query.neurons as usize, study.among());
    let neurons = drawn.goal.chosen(choice, &drawn.others, &among, count, seed);
    let of_pool = drawn.others.chosen(Choice::Frequent, &drawn.goal, &among, count, seed);
    let in_pool_too = shared(&neurons, &of_pool);
    let [goal, pool] = drawn.losses(reader, Some(silenced(neurons)), stop)?;
    Ok(vec![
        cell(GOAL_CHANGE, goal - whole[0]),
        cell(POOL_CHANGE, pool - whole[1]),
        cell(GOAL_LOSS, goal),
        cell(POOL_LOSS, pool),
        cell(IN_POOL_TOO, in_pool_too),
    ])
}

const fn silenced(neurons: Vec<Vec<u16>>) -> Silenced {
    Silenced { projection: Projection::Up, neurons }
}

impl Drawn {
    fn of(
        session: &Session,
        study: &Study,
        number: usize,
        reader: &mut dyn Reader,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Self, SeamError> {
        let draw = &study.draws[number];
        let own = |failure| SeamError::Failed(failure);
        let goal_texts = example_texts(session, &draw.shown).map_err(own)?;
        let impacts = |texts: &[String], reader: &mut dyn Reader| impacts(study, texts, reader, stop);
        let goal = impacts(&goal_texts, reader)?;
        let others = impacts(&session.texts(&draw.others).map_err(own)?, reader)?;
        let mut texts = match study.query.kind {
            StudyKind::ImpactAndLoss => goal_texts,
            _ => example_texts(session, &draw.held_out).map_err(own)?,
        };
        let of_goal = texts.len();
        texts.extend(session.texts(&draw.measured).map_err(own)?);
        Ok(Self { number, goal, others, texts, of_goal, whole: None })
    }

    /// Mean losses over the tokens of the goal's texts and over those of the pool's; 0 of no pool.
    fn losses(
        &self,
        reader: &mut dyn Reader,
        silenced: Option<Silenced>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<[f64; 2], SeamError> {
        let asked = Silence { texts: self.texts.clone(), max_tokens: MAX_TOKENS, silenced };
        let losses = reader.silence(&asked, stop)?;
        let (goal, pool) = losses.split_at(self.of_goal);
        let nothing = || SeamError::Failed(refused("the texts to measure have no two tokens: choose longer ones"));
        let of_goal = mean(goal).ok_or_else(nothing)?;
        let of_pool = if pool.is_empty() { 0.0 } else { mean(pool).ok_or_else(nothing)? };
        Ok([of_goal, of_pool])
    }

    /// The neurons of some ranks of every layer silenced; step 0 is the model as it is.
    fn rank_bin(
        &self,
        study: &Study,
        reader: &mut dyn Reader,
        step: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Cell>, SeamError> {
        let cell = |column, value| Cell { row: step, column, value };
        let whole = self.whole.map_or(0.0, |[goal, _]| goal);
        let mut bins = self.goal.rank_bins(&study.among(), study.query.neurons as usize);
        if step == 0 || step > bins.len() {
            return Ok(vec![cell(LOSS, whole)]);
        }
        let neurons = bins.swap_remove(step - 1);
        let impact = self.goal.mean_of(&neurons);
        let [loss, _] = self.losses(reader, Some(silenced(neurons)), stop)?;
        Ok(vec![cell(IMPACT, impact), cell(LOSS_CHANGE, loss - whole), cell(LOSS, loss)])
    }
}

/// The mean over tokens of many texts.
fn mean(losses: &[Option<TextLoss>]) -> Option<f64> {
    let tokens: f64 = losses.iter().flatten().map(|one| f64::from(one.tokens)).sum();
    let sum: f64 = losses.iter().flatten().map(|one| one.loss * f64::from(one.tokens)).sum();
    (tokens > 0.0).then(|| sum / tokens)
}

/// The impacts of texts that have a token, summed.
fn impacts(
    study: &Study,
    texts: &[String],
    reader: &mut dyn Reader,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Impacts, SeamError> {
    let reading = Reading {
        representations: vec![Representation::NeuronImpacts],
        projections: vec![Projection::Up],
        max_tokens: MAX_TOKENS,
        ..Reading::default()
    };
    let mut all = Impacts::new(study.layers as usize, study.width as usize);
    for some in texts.chunks(AT_ONCE) {
        let to_read: Vec<ToRead> = some.iter().map(|text| ToRead { text: text.clone(), answer_from: None }).collect();
        let chunk = reader.read(&to_read, &reading, stop)?;
        let found = chunk.features.first().and_then(|features| Some((features, features.impacts.as_ref()?)));
        let fault = || SeamError::Failed(Failure::new(FailureCode::Internal).text("detail", "no impacts were read"));
        let (features, impacts) = found.ok_or_else(fault)?;
        let rows = impacts.chunks_exact(features.layers * features.width);
        for (_, row) in chunk.read_tokens.iter().zip(rows).filter(|(tokens, _)| **tokens > 0) {
            all.add(row, study.query.neurons as usize);
        }
    }
    Ok(all)
}

/// The texts of examples, by their numbers.
pub fn example_texts(session: &Session, wanted: &[i64]) -> Result<Vec<String>, Failure> {
    let examples = session.read(example::all)?;
    let text = |&wanted: &i64| {
        let found = examples.iter().find(|one| one.example == wanted).map(|one| one.text.clone());
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "example").number("id", wanted as f64))
    };
    wanted.iter().map(text).collect()
}
