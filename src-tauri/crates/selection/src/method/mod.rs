//! The selection methods, one file each.
//!
//! A method turns what was read of pool and goal into [`Scores`]; order, ties, cut and everything after are written
//! once, outside. To add one: write its file beside these, with its [`Description`], and name it in [`ALL`]; the window
//! and the command line list it from here.

mod nag;
mod random_pick;

use std::collections::BTreeMap;

use crate::features::{Features, ShapeError};
use crate::profile::NoScoredExamples;
use crate::scores::Scores;

pub use nag::{Nag, TOP_K};
pub use random_pick::RandomPick;

/// Every method there is; the first is the default.
pub static ALL: [&dyn Method; 2] = [&Nag, &RandomPick];

/// A way to give each document of a pool a score.
pub trait Method: Sync {
    /// What it is called, needs and can be told.
    fn description(&self) -> &'static Description;

    /// Scores the pool. Runs on the caller's rayon pool.
    ///
    /// # Errors
    /// [`MethodError`] when something it needs is missing or does not fit.
    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError>;
}

/// What a method says of itself. Its plain name and sentences stand in the texts of each face under its id.
#[derive(Debug)]
pub struct Description {
    /// Its name in settings, files and on the command line.
    pub id: &'static str,
    /// Its technical name.
    pub technical: &'static str,
    /// Its plain name and one sentence, for the command line.
    pub plain: (&'static str, &'static str),
    /// It needs examples.
    pub needs_examples: bool,
    /// What must have been read of each document.
    pub needs: Option<Representation>,
    /// Where it is described.
    pub source: &'static str,
    /// What can be set, with defaults and ranges.
    pub settings: &'static [Setting],
}

/// What a method reads of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Representation {
    /// The strongest neurons of each layer.
    NeuronFeatures,
}

/// A number that can be set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Used where nothing is said.
    pub default: f64,
    /// Least allowed.
    pub least: f64,
    /// Most allowed.
    pub most: f64,
    /// Step between values.
    pub step: f64,
}

/// What was read of pool and goal; a method takes what it needs.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Documents in the pool.
    pub documents: usize,
    /// The pool's features.
    pub pool: Option<&'a Features>,
    /// The ticked examples' features.
    pub examples: Option<&'a Features>,
}

/// Settings of a method that differ from its defaults, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings(BTreeMap<String, f64>);

impl Settings {
    /// Checks names and ranges against the method's description.
    ///
    /// # Errors
    /// [`MethodError::UnknownSetting`] and [`MethodError::OutOfRange`].
    pub fn checked(method: &Description, given: BTreeMap<String, f64>) -> Result<Self, MethodError> {
        for (name, &value) in &given {
            let known = method.settings.iter().find(|s| s.name == name);
            let setting = known.ok_or_else(|| MethodError::UnknownSetting { method: method.id, name: name.clone() })?;
            if !(setting.least..=setting.most).contains(&value) {
                return Err(MethodError::OutOfRange { setting: *setting, value });
            }
        }
        Ok(Self(given))
    }

    /// The value set, or the default.
    #[must_use]
    pub fn value(&self, setting: &Setting) -> f64 {
        self.0.get(setting.name).copied().unwrap_or(setting.default)
    }
}

/// Finds a method by its id.
///
/// # Errors
/// [`MethodError::UnknownMethod`], naming those there are.
pub fn by_id(id: &str) -> Result<&'static dyn Method, MethodError> {
    ALL.into_iter().find(|m| m.description().id == id).ok_or_else(|| MethodError::UnknownMethod(id.to_owned()))
}

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
    #[error("{} must lie between {} and {}, not {value}", setting.name, setting.least, setting.most)]
    OutOfRange {
        /// The setting.
        setting: Setting,
        /// What was given.
        value: f64,
    },
    /// Pool or examples have not been read.
    #[error("{method} needs the features of pool and examples: read them with a model first")]
    NothingRead {
        /// The method.
        method: &'static str,
    },
    /// No example can be scored.
    #[error(transparent)]
    NoScoredExamples(#[from] NoScoredExamples),
    /// Features of two shapes.
    #[error(transparent)]
    Shape(#[from] ShapeError),
}

fn known_methods() -> String {
    ALL.map(|m| m.description().id).join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_method_has_its_own_id_and_defaults_within_range() {
        for (i, method) in ALL.iter().enumerate() {
            let description = method.description();
            assert!(ALL.iter().skip(i + 1).all(|other| other.description().id != description.id));
            for setting in description.settings {
                assert!((setting.least..=setting.most).contains(&setting.default), "{}", setting.name);
            }
        }
    }

    #[test]
    fn a_setting_that_is_unknown_or_out_of_range_is_named() {
        let nag = Nag.description();
        let unknown = Settings::checked(nag, BTreeMap::from([("shine".to_owned(), 1.0)]));
        assert!(matches!(unknown, Err(MethodError::UnknownSetting { .. })));
        let beyond = Settings::checked(nag, BTreeMap::from([("power".to_owned(), 1e9)]));
        assert!(matches!(beyond, Err(MethodError::OutOfRange { .. })));
        assert!(by_id("magic").err().unwrap().to_string().contains("nag"));
    }
}
