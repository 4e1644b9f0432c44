//! Consensus: the ranks that several methods give, fused.

use super::{
    Bm25, Description, Evidence, Exactness, Explanation, Kind, Meaning, Method, MethodError, Middle, Nag, Nas, Rarity,
    Rds, Representation, Setting, Settings, Standing, TOP_K,
};
use crate::compare::consensus::{SMOOTHING, Voice, reciprocal_rank_fusion};
use crate::rank::ranking::Ranking;
use crate::rank::scores::{ScorePart, Scores};

/// Neurons used of each layer, as many as [`Rarity`] uses.
const NEURONS: Setting = Setting { default: 40.0, ..TOP_K };

const CONSTANT: Setting =
    Setting::number("constant", "The larger, the less the very first ranks count.", SMOOTHING, (1.0, 1000.0, 1.0));

const fn member(name: &'static str, means: &'static str, is_on: bool) -> Setting {
    Setting { default: if is_on { 0.0 } else { 1.0 }, ..Setting::choice(name, means, &["on", "off"]) }
}

const RARE: Setting = member("rare_neurons", "Rare neuron match has a say.", true);
const NEURON: Setting = member("neurons", "Neuron match has a say.", false);
const FINGERPRINT: Setting = member("fingerprint", "Neuron fingerprint has a say, where it was read.", true);
const LAST: Setting = member("last_hidden", "The model's own meaning has a say, centred, where it was read.", true);
const MIDDLE: Setting = member("middle_hidden", "Middle-layer match has a say, where it was read.", true);
const SENTENCE: Setting = member("sentence", "Meaning match has a say, centred, where it was read.", false);
const WORDS: Setting = member("words", "Word match has a say.", false);

/// A method with a say: its switch, what it reads, the settings that differ from its own.
type Member = (&'static Setting, &'static dyn Method, Representation, &'static [(&'static str, f64)]);

static MEMBERS: [Member; 7] = [
    (&RARE, &Rarity, Representation::NeuronFeatures, &[]),
    (&NEURON, &Nag, Representation::NeuronFeatures, &[]),
    (&FINGERPRINT, &Nas, Representation::GatedActivations, &[]),
    (&LAST, &Rds, Representation::LastHidden, &[("centred", 1.0), ("aggregate", 2.0)]),
    (&MIDDLE, &Middle, Representation::MiddleHidden, &[]),
    (&SENTENCE, &Meaning, Representation::Sentence, &[("centred", 1.0)]),
    (&WORDS, &Bm25, Representation::Text, &[]),
];

static DESCRIPTION: Description = Description {
    id: "consensus",
    technical: "Reciprocal rank fusion",
    plain: "Consensus",
    sentence: "Puts first what several methods of your choice put far up.",
    good_when: "You trust several methods and want what they agree on, whatever their scores mean.",
    careful_when: "Ranks forget by how much a row stands out, and a method that errs has its say too.",
    source: "Cormack, Clarke and Büttcher 2009",
    standing: Standing::Extension,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[RARE, NEURON, FINGERPRINT, LAST, MIDDLE, SENTENCE, WORDS, CONSTANT, NEURONS],
};

/// The sum of `1 / (constant + rank)` over the methods chosen that have something to go on. Equal scores are ordered by
/// place in the pool before they get a rank.
#[derive(Debug, Clone, Copy)]
pub struct Consensus;

impl Method for Consensus {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        let needs = |one: &Representation| *one == Representation::NeuronFeatures || *one == Representation::Text;
        distinct(chosen(settings).map(|member| member.2).filter(needs))
    }

    fn welcomes(&self, settings: &Settings) -> Vec<Representation> {
        distinct(chosen(settings).map(|member| member.2))
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let constant = settings.value(&CONSTANT);
        let mut parts = Vec::new();
        for (_, method, reads, own) in chosen(settings) {
            if evidence.pool.has(*reads) && evidence.examples.has(*reads) {
                let own = own.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
                let scores = method.score(evidence, &Settings::checked(method.description(), own)?)?;
                parts.push(ScorePart { of: *reads, values: shares(&scores, constant) });
            }
        }
        if parts.is_empty() {
            return Err(MethodError::NothingRead { method: DESCRIPTION.id, needs: Representation::NeuronFeatures });
        }
        let sum = |document: usize| {
            let sum: f64 = parts.iter().map(|part| part.values[document]).sum();
            if sum > 0.0 { sum } else { f64::NAN }
        };
        let sums = (0..parts[0].values.len()).map(sum).collect();
        Ok(Scores::plain(sums).made_of(parts))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let mut all = Vec::new();
        for (_, method, reads, own) in chosen(settings) {
            if evidence.pool.has(*reads) && evidence.examples.has(*reads) {
                let own = own.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
                all.extend(method.explain(evidence, &Settings::checked(method.description(), own)?, document)?);
            }
        }
        // What is fused are ranks: a method's own score is only behind them.
        for one in &mut all {
            one.exactness = Exactness::Approximate;
        }
        Ok(all)
    }
}

fn chosen(settings: &Settings) -> impl Iterator<Item = &'static Member> {
    MEMBERS.iter().filter(|(switch, ..)| settings.choice(switch) == "on")
}

fn distinct(all: impl Iterator<Item = Representation>) -> Vec<Representation> {
    let mut found = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// `1 / (constant + rank)` of each document, 0 for those that are not ranked.
fn shares(scores: &Scores, constant: f64) -> Vec<f64> {
    let ranking = Ranking::of(scores, &|a: usize, b: usize| a.cmp(&b));
    let voice = Voice { order: ranking.order(), weight: 1.0 };
    let fused = reciprocal_rank_fusion(&[voice], scores.len(), constant);
    (0..scores.len()).map(|document| fused.value(document).unwrap_or(0.0)).collect()
}
