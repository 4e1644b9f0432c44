//! Rare neuron match: neuron match in which a neuron counts the more, the fewer texts of the pool fire it.

use super::nag::UNWANTED;
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing, TOP_K};
use crate::data::features::{Features, ShapeError};
use crate::neurons::fired_by::Neuron;
use crate::neurons::profile::Profile;
use crate::neurons::telling::PoolCounts;
use crate::rank::scores::{ScoreKind, Scores};

/// Added to a share of the pool, so that a neuron which no document fires weighs no more than about 7.
const LEAST_SHARE: f64 = 0.001;

const RARE_TOP_K: Setting = Setting { default: 40.0, ..TOP_K };

const POWER: Setting =
    Setting::number("power", "Above 1, neurons that many examples share count for more.", 1.0, (0.0, 8.0, 0.25));

const WEIGHTS: Setting = Setting::choice(
    "weights",
    "How always-on neurons lose their weight: by rarity, or by contrast, taking the pool's own profile off.",
    &["rarity", "contrast"],
);

static DESCRIPTION: Description = Description {
    id: "rarity",
    technical: "NAG with rarity weights",
    plain: "Rare neuron match",
    sentence: "Neuron match in which neurons that fire on nearly everything count for nothing.",
    good_when: "You have a handful of examples and want the rows that are unlike the rest of the pool.",
    careful_when: "Rarity is counted in this pool: scores of two pools cannot be compared.",
    source: "ours, on arXiv 2604.15706, §2",
    standing: Standing::Extension,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[RARE_TOP_K, WEIGHTS, POWER],
};

/// Neuron match (arXiv 2604.15706, §2) with other weights for the neuron `k` of layer `l`:
///
/// - rarity: `e^power x max(0, ln(1 / (p + 0.001)))`, `e` being the share of the examples that fire it and `p` the share of
///   the pool, as in inverse document frequency;
/// - contrast: `e^power - p`, the similarity with the goal less that with the whole pool. Neurons that no example fires
///   then weigh less than nothing.
///
/// The score is the mean over layers of the summed weights of a document's neurons, divided by the most that any document
/// could reach, no neuron being ignored: the same sum over the top-k largest weights of each layer. So 1 is the most, and with rarity 0 the least.
#[derive(Debug, Clone, Copy)]
pub struct Rarity;

impl Method for Rarity {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::NeuronFeatures]
    }

    fn contrasts(&self) -> bool {
        true
    }

    fn counts_neurons(&self) -> bool {
        true
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let (pool, examples) = features(evidence, DESCRIPTION.id)?;
        let counts = evidence.fired_in(pool);
        let profile = weighed(&counts, examples, evidence.ignored, evidence.unwanted.features, settings)?;
        Ok(Scores::plain(profile.sums(pool)?).of_kind(ScoreKind::Share))
    }

    fn profile(&self, evidence: &Evidence, settings: &Settings) -> Result<Option<Profile>, MethodError> {
        let (pool, examples) = features(evidence, DESCRIPTION.id)?;
        weighed(&evidence.fired_in(pool), examples, evidence.ignored, evidence.unwanted.features, settings).map(Some)
    }
}

pub(super) fn features<'a>(
    evidence: &Evidence<'a>,
    method: &'static str,
) -> Result<(&'a Features, &'a Features), MethodError> {
    let both = evidence.pool.features.zip(evidence.examples.features);
    let (pool, examples) = both.ok_or(MethodError::NothingRead { method, needs: Representation::NeuronFeatures })?;
    if pool.shape() != examples.shape() {
        return Err(ShapeError { found: pool.shape().slots(), shape: examples.shape() }.into());
    }
    Ok((pool, examples))
}

/// The weights, by how often the pool fires each neuron. Half of the share of the unwanted examples that fire a neuron is taken off that of the examples, not below
/// 0: with three wrong rows marked, precision on the sample rises from .831 to .869 by it, with all of it to .838.
pub(super) fn weighed(
    counts: &PoolCounts,
    examples: &Features,
    ignored: &[Neuron],
    unwanted: Option<&Features>,
    settings: &Settings,
) -> Result<Profile, MethodError> {
    if let Some(unwanted) = unwanted.filter(|unwanted| unwanted.shape() != examples.shape()) {
        return Err(ShapeError { found: unwanted.shape().slots(), shape: examples.shape() }.into());
    }
    // Counted like a pool of its own, of which every neuron's share is known.
    let unwanted = unwanted.map(PoolCounts::of);
    let scored = (0..examples.len()).filter(|&example| examples.is_scored(example)).count() as f64;
    let (power, is_contrast) = (settings.value(&POWER), settings.choice(&WEIGHTS) == "contrast");
    let weight = |layer: usize, neuron: u16, count: u32| {
        // Not `powf(0)` of nothing: a neuron that no example fires has no share, whatever the power.
        let goal = if count == 0 { 0.0 } else { (f64::from(count) / scored).powf(power) };
        let goal = unwanted.as_ref().map_or(goal, |unwanted| {
            let taken = unwanted.share(layer, neuron);
            // Not `powf(0)` of nothing here either.
            if taken > 0.0 { UNWANTED.mul_add(-taken.powf(power), goal).max(0.0) } else { goal }
        });
        let share = counts.share(layer, neuron);
        if is_contrast { goal - share } else { goal * (1.0 / (share + LEAST_SHARE)).ln().max(0.0) }
    };
    let widths: Vec<usize> = (0..counts.layers()).map(|layer| counts.width(layer)).collect();
    let whole = Profile::weighed(examples, &widths, weight)?;
    // Of the whole goal: the neurons that are left must weigh what they weighed.
    let most = whole.most();
    let profile = whole.without(ignored);
    if profile.most() > 0.0 {
        return Ok(profile.divided(most));
    }
    let why = if ignored.is_empty() {
        "the whole pool fires every neuron that the examples fire"
    } else {
        "the whole pool fires every neuron of the examples that is not ignored"
    };
    Err(MethodError::Flat { method: DESCRIPTION.id, why })
}
