//! What a training is to do, as the journal keeps it, and how far it showed itself to be.

use std::path::PathBuf;

use activation::autoencoder::train::TrainSettings;
use activation::{DeviceChoice, NumericProfile};
use serde::{Deserialize, Serialize};

use crate::operations::autoencoder::{Learning, LearningPoint};
use crate::operations::job::{JobStep, JobUnit};
use crate::reading::learning::{Course, Lap};

/// Points of a curve at most; then each two become one.
const MOST_POINTS: usize = 160;
/// Rows that are in memory together take at most so much.
const ROUND_BYTES: usize = 96 << 20;
/// Documents that are in memory together at most.
const MOST_OF_A_ROUND: usize = 256;
/// Numbers that are kept of each parameter: itself, and Adam's two means.
const KEPT_OF_EACH: u64 = 3;

/// An autoencoder to train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AutoencoderPlan {
    /// The model's id in the list of models.
    pub model: String,
    /// Its name.
    pub model_name: String,
    /// A model folder or GGUF file.
    pub path: PathBuf,
    /// The layer, from 0, whose output it learns from.
    pub layer: u32,
    /// The engine's settings.
    pub settings: TrainSettings,
    /// Documents read at most.
    pub documents: u64,
    /// Tokens read of each at most.
    pub max_tokens: u32,
    /// How the model rounds.
    pub profile: NumericProfile,
    /// Where the model computes.
    pub device: DeviceChoice,
    /// Processor threads; all if none.
    pub threads: Option<usize>,
    /// Where rows and the state of the training are kept until it ends.
    pub folder: PathBuf,
    /// The rows of the pool, in the order in which they are read, chosen when the job began.
    pub rows: Option<Vec<i64>>,
    /// Digest of the model that reads, once it was opened.
    pub backbone: Option<String>,
    /// Everything is read; what follows is training.
    #[serde(default)]
    pub is_read: bool,
    /// The folder for the result, once it is chosen.
    pub place: Option<PathBuf>,
    /// The way so far.
    pub curve: Vec<LearningPoint>,
}

impl AutoencoderPlan {
    /// Whether another wish, not begun, asks for the same.
    pub fn is_asked_for_by(&self, wish: &Self) -> bool {
        let same_model = self.path == wish.path && self.layer == wish.layer && self.profile == wish.profile;
        let same_documents = self.documents == wish.documents && self.max_tokens == wish.max_tokens;
        same_model && same_documents && self.settings == wish.settings
    }

    /// How so many documents are learned from.
    pub fn course(&self, documents: usize) -> Course {
        let bytes = self.max_tokens as usize * self.settings.width * 4;
        let round_documents = (ROUND_BYTES / bytes.max(1)).clamp(8, MOST_OF_A_ROUND);
        Course { settings: self.settings.clone(), documents, round_documents, threads: self.threads }
    }

    /// Disk that is taken at most: rows, the state twice (the old one stays until the new one is whole), the result.
    pub fn disk_bytes(&self, documents: u64) -> u64 {
        let rows = documents * u64::from(self.max_tokens) * self.settings.width as u64 * 4;
        rows + self.parameter_bytes() * (2 * KEPT_OF_EACH + 1)
    }

    /// Memory that training takes, about.
    pub fn memory_bytes(&self) -> u64 {
        let settings = &self.settings;
        let batch = settings.batch_tokens * settings.latents() * 4;
        // Rows of a round lie there as read, in a row and shuffled; the encoder lies there packed too.
        self.parameter_bytes() * (KEPT_OF_EACH + 1) + (3 * ROUND_BYTES + 2 * batch) as u64
    }

    fn parameter_bytes(&self) -> u64 {
        let (width, latents) = (self.settings.width as u64, self.settings.latents() as u64);
        (2 * width * latents + width + latents) * 4
    }

    /// As it is shown.
    pub fn learning(&self) -> Learning {
        let latents = self.settings.latents() as u32;
        Learning { steps: self.settings.steps, latents, curve: self.curve.clone() }
    }

    /// What is counted: documents first, then steps.
    pub const fn unit(&self) -> JobUnit {
        if self.is_read { JobUnit::Steps } else { JobUnit::Rows }
    }

    /// Steps that the shown way has.
    pub fn steps_shown(&self) -> u64 {
        self.curve.last().map_or(0, |point| point.step)
    }

    /// Adds some steps to the way. After a kill, steps that were shown and lost are done and shown again.
    pub fn show(&mut self, lap: &Lap) {
        self.curve.retain(|point| point.step < lap.step);
        self.curve.push(LearningPoint {
            step: lap.step,
            tokens: lap.tokens,
            loss: lap.loss,
            explained: 1.0 - lap.unexplained,
            dead: lap.dead as f64 / self.settings.latents() as f64,
        });
        if self.curve.len() > MOST_POINTS {
            self.curve = self.curve.chunks(2).map(merged).collect();
        }
    }
}

/// Points become one: means by the steps that each stands for would need the point before, and laps are of equal length.
fn merged(points: &[LearningPoint]) -> LearningPoint {
    let mean = |of: fn(&LearningPoint) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let last = points[points.len() - 1];
    LearningPoint { loss: mean(|point| point.loss), explained: mean(|point| point.explained), ..last }
}

/// What is counted while a job does this.
pub const fn unit_of_step(step: JobStep) -> JobUnit {
    match step {
        JobStep::LearningLatents => JobUnit::Steps,
        _ => JobUnit::Rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> AutoencoderPlan {
        AutoencoderPlan {
            model: String::new(),
            model_name: String::new(),
            path: PathBuf::new(),
            layer: 0,
            settings: TrainSettings::of(8, 1000),
            documents: 10,
            max_tokens: 16,
            profile: NumericProfile::F32,
            device: DeviceChoice::Cpu,
            threads: None,
            folder: PathBuf::new(),
            rows: None,
            backbone: None,
            is_read: true,
            place: None,
            curve: Vec::new(),
        }
    }

    fn lap(step: u64, unexplained: f64) -> Lap {
        Lap { step, tokens: 0, dead: 16, unexplained, loss: unexplained }
    }

    #[test]
    fn a_long_way_is_shown_in_few_points_and_ends_where_it_is() {
        let mut plan = plan();
        for step in 1..=1000 {
            plan.show(&lap(step, 0.5));
        }
        assert!((MOST_POINTS / 2..=MOST_POINTS).contains(&plan.curve.len()));
        let last = plan.curve.last().unwrap();
        assert_eq!((last.step, last.explained, last.dead), (1000, 0.5, 0.25));
        assert!(plan.curve.windows(2).all(|two| two[0].step < two[1].step));
    }

    #[test]
    fn steps_that_a_kill_lost_are_not_shown_twice() {
        let mut plan = plan();
        for step in [10, 20, 30] {
            plan.show(&lap(step, 0.5));
        }
        plan.show(&lap(15, 0.4));
        let steps: Vec<u64> = plan.curve.iter().map(|point| point.step).collect();
        assert_eq!((steps, plan.steps_shown()), (vec![10, 15], 15));
    }
}
