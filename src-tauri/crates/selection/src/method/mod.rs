//! The selection methods, one file each.
//!
//! A method turns what was read of pool and goal ([`Material`]) into [`Scores`]; order, ties, cut, blend, several goals
//! and duplicates are written once, outside. To add one: write its file beside these, with its [`Description`], and name
//! it in [`ALL`]; the window and the command line list it from here.

mod best;
mod betr;
mod bm25;
mod consensus;
mod description;
mod dsir;
mod error;
pub mod euds;
pub mod explanation;
mod facility;
mod ifd;
mod k_center;
mod known;
mod length;
mod meaning;
mod middle;
mod mona;
mod nag;
mod nait;
mod nas;
mod own_vectors;
mod pairs;
mod perplexity;
mod random_pick;
mod rarity;
mod rds;
mod round_robin;
mod settings;
mod tsds;
mod vector_settings;

use std::borrow::Cow;

use crate::data::features::Features;
use crate::data::material::Material;
use crate::neurons::fired_by::Neuron;
use crate::neurons::profile::Profile;
use crate::neurons::telling::PoolCounts;
use crate::rank::scores::Scores;

pub use crate::data::representation::Representation;
pub use best::Best;
pub use betr::Betr;
pub use bm25::Bm25;
pub use consensus::Consensus;
pub use description::{Description, Kind, Setting, Standing};
pub use dsir::Dsir;
pub use error::MethodError;
pub use euds::Euds;
pub use explanation::{Exactness, Explanation, Parts};
pub use facility::Facility;
pub use ifd::Ifd;
pub use k_center::KCenter;
pub use known::Known;
pub use length::Length;
pub use meaning::Meaning;
pub use middle::Middle;
pub use mona::Mona;
pub use nag::{Nag, TOP_K};
pub use nait::Nait;
pub use nas::Nas;
pub use own_vectors::OwnVectors;
pub use perplexity::Perplexity;
pub use random_pick::RandomPick;
pub use rarity::Rarity;
pub use rds::Rds;
pub use round_robin::RoundRobin;
pub use settings::{Settings, said};
pub use tsds::Tsds;

/// Every method there is, one line each; the first is the default.
#[rustfmt::skip]
pub static ALL: &[&dyn Method] = &[
    &Best,
    &Nag,
    &Rarity,
    &Consensus,
    &Nas,
    &Mona,
    &Rds,
    &Middle,
    &Meaning,
    &OwnVectors,
    &Nait,
    &Betr,
    &RoundRobin,
    &Facility,
    &KCenter,
    &Tsds,
    &Bm25,
    &Dsir,
    &Perplexity,
    &Ifd,
    &Euds,
    &Length,
    &RandomPick,
];

/// A way to give each document of a pool a score.
pub trait Method: Sync {
    /// What it is called, needs and can be told.
    fn description(&self) -> &'static Description;

    /// What must have been read of pool and examples, with these settings.
    fn needs(&self, settings: &Settings) -> Vec<Representation>;

    /// What it can also make use of where it is there.
    fn welcomes(&self, _settings: &Settings) -> Vec<Representation> {
        Vec::new()
    }

    /// Whether examples of what is not wanted change its scores. An extension: no published method here has them.
    fn contrasts(&self) -> bool {
        false
    }

    /// Whether it asks how often the pool fires each neuron ([`Evidence::fired`]).
    fn counts_neurons(&self) -> bool {
        false
    }

    /// The profile whose sums over a document's neurons are the scores, where the method has one: exact shares by example,
    /// layer and neuron come from it ([`crate::neurons::why`]).
    ///
    /// # Errors
    /// [`MethodError`] when something it needs is missing or does not fit.
    fn profile(&self, _evidence: &Evidence, _settings: &Settings) -> Result<Option<Profile>, MethodError> {
        Ok(None)
    }

    /// Why one document has its score, by each thing that the method looks at and can take apart; empty where it is no sum
    /// or the document was not read. May cost as much as scoring the pool.
    ///
    /// # Errors
    /// [`MethodError`] when something it needs is missing or does not fit.
    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let read = evidence.pool.features.filter(|features| features.is_scored(document));
        let profile = self.profile(evidence, settings)?;
        let both = read.zip(profile.as_ref());
        Ok(both
            .map(|(read, profile)| explanation::neurons::explained(read.document(document), profile))
            .into_iter()
            .collect())
    }

    /// Scores the pool. Runs on the caller's rayon pool; the result does not depend on its threads.
    ///
    /// # Errors
    /// [`MethodError`] when something it needs is missing or does not fit.
    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError>;
}

/// What was read of pool and goal; a method takes what it needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// The pool.
    pub pool: Material<'a>,
    /// The goal's examples that count.
    pub examples: Material<'a>,
    /// Neurons that weigh nothing in methods on neurons; layers as in the features.
    pub ignored: &'a [Neuron],
    /// Examples of what is not wanted; most goals have none, and most methods cannot use them ([`Method::contrasts`]).
    pub unwanted: Material<'a>,
    /// What earlier rankings found out about this very pool.
    pub known: Option<&'a Known>,
    /// How often the pool's features fire each neuron; counted by who needs it where it is not said.
    pub fired: Option<&'a PoolCounts>,
}

impl<'a> Evidence<'a> {
    /// How often the pool fires each neuron of its features.
    fn fired_in(&self, pool: &Features) -> Cow<'a, PoolCounts> {
        self.fired.map_or_else(|| Cow::Owned(PoolCounts::of(pool)), Cow::Borrowed)
    }
}

/// Finds a method by its id.
///
/// # Errors
/// [`MethodError::UnknownMethod`], naming those there are.
pub fn by_id(id: &str) -> Result<&'static dyn Method, MethodError> {
    ALL.iter().copied().find(|m| m.description().id == id).ok_or_else(|| MethodError::UnknownMethod(id.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::data::features::FeatureShape;

    #[test]
    fn every_method_has_its_own_id_says_what_it_is_and_has_defaults_within_range() {
        let ids: BTreeSet<_> = ALL.iter().map(|m| m.description().id).collect();
        assert_eq!(ids.len(), ALL.len());
        for description in ALL.iter().map(|m| m.description()) {
            let words = description.sentence.split_whitespace().count();
            assert!((3..=20).contains(&words), "{}: {words} words", description.id);
            for said in [description.plain, description.good_when, description.careful_when, description.source] {
                assert!(!said.is_empty(), "{}", description.id);
            }
            for setting in description.settings {
                assert!((setting.least..=setting.most).contains(&setting.default), "{}", setting.name);
                assert!(!setting.means.is_empty(), "{}", setting.name);
            }
        }
    }

    #[test]
    fn a_method_that_lacks_what_it_needs_says_so() {
        for method in ALL {
            let settings = Settings::default();
            let has_needs = !method.needs(&settings).is_empty() || method.description().needs_examples;
            let of_nothing = method.score(&Evidence::default(), &settings);
            assert_eq!(of_nothing.is_err(), has_needs, "{}", method.description().id);
        }
    }

    #[test]
    fn a_neuron_that_is_ignored_carries_no_row_in_any_method_on_neurons() {
        // The examples share neuron 1 and neuron 2; the first row fires the one, the second the other.
        let shape = FeatureShape { layers: 1, top_k: 2 };
        let pool = Features::new(shape, [[1, 8], [2, 9], [3, 4], [5, 6], [7, 10]].concat()).unwrap();
        let examples = Features::new(shape, [[1, 2], [1, 2]].concat()).unwrap();
        let material = |features| Material { documents: 5, features: Some(features), ..Material::default() };
        let ignored = [Neuron { layer: 0, neuron: 1 }];
        for method in [&Nag as &dyn Method, &Rarity, &Best] {
            let score = |ignored| {
                let evidence =
                    Evidence { pool: material(&pool), examples: material(&examples), ignored, ..Evidence::default() };
                method.score(&evidence, &Settings::default()).unwrap()
            };
            let (with, without) = (score(&[]), score(&ignored));
            let name = method.description().id;
            assert_eq!(with.value(0), with.value(1), "{name}");
            assert!(with.value(0) > with.value(2), "{name}");
            assert_eq!(without.value(0), without.value(2), "{name}: the first row has nothing else in common");
            assert!(without.value(1) > without.value(0), "{name}");
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
