//! Why a method could not score a pool: what is wrong, in numbers, then what to do.

use super::{Representation, Setting};
use crate::data::features::ShapeError;
use crate::data::vectors::VectorsError;
use crate::neurons::profile::NoScoredExamples;
use crate::pick::tsds::TsdsError;

/// Why a method could not score a pool.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MethodError {
    /// No such method.
    #[error("\"{0}\" is no method: choose {known}", known = known_methods())]
    UnknownMethod(String),
    /// No such setting.
    #[error("{method} has no setting \"{name}\"")]
    UnknownSetting {
        /// The method.
        method: &'static str,
        /// What was given.
        name: String,
    },
    /// A setting beyond its range.
    #[error("{}", out_of_range(setting, *value))]
    OutOfRange {
        /// The setting.
        setting: Setting,
        /// What was given.
        value: f64,
    },
    /// A value that is neither a number nor one of the choices.
    #[error("{value:?} is no value for {}: {}", setting.name, wanted(setting))]
    BadValue {
        /// The setting.
        setting: Setting,
        /// What was given.
        value: String,
    },
    /// A representation is missing.
    #[error("{method} needs the {} of pool and examples: read them first", needs.name())]
    NothingRead {
        /// The method.
        method: &'static str,
        /// What it needs.
        needs: Representation,
    },
    /// No example can be scored.
    #[error(transparent)]
    NoScoredExamples(#[from] NoScoredExamples),
    /// Features of two shapes.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// Numbers that are no vectors.
    #[error(transparent)]
    Vectors(#[from] VectorsError),
    /// Vectors of pool and examples differ.
    #[error("the pool's vectors have {pool} numbers each, the examples' {examples}: make both with the same model")]
    Width {
        /// Numbers of a pool's vector.
        pool: usize,
        /// Numbers of an example's.
        examples: usize,
    },
    /// Masses that cannot be given away.
    #[error(transparent)]
    Tsds(#[from] TsdsError),
    /// Nothing in the pool tells documents apart.
    #[error("{method} cannot tell these documents apart: {why}")]
    Flat {
        /// The method.
        method: &'static str,
        /// What is the same everywhere.
        why: &'static str,
    },
    /// No document has what the method scores.
    #[error("{method} has nothing to rank: no document has {} that could be scored", what(*needs))]
    NoneScored {
        /// The method.
        method: &'static str,
        /// What it scores.
        needs: Representation,
    },
}

fn known_methods() -> String {
    super::ALL.iter().map(|m| m.description().id).collect::<Vec<_>>().join(", ")
}

fn wanted(setting: &Setting) -> String {
    if setting.choices.is_empty() {
        format!("give a number from {} to {}", setting.least, setting.most)
    } else {
        format!("choose {}", setting.choices.join(", "))
    }
}

fn out_of_range(setting: &Setting, value: f64) -> String {
    if setting.choices.is_empty() {
        format!("{} must lie between {} and {}, not {value}", setting.name, setting.least, setting.most)
    } else {
        format!("{} must be one of {}", setting.name, setting.choices.join(", "))
    }
}

/// What a document lacks, in words.
fn what(needs: Representation) -> &'static str {
    if needs == Representation::AnswerLikelihood { "an answer" } else { "a text" }
}
