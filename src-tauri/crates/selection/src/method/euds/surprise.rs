//! The entropies of a pool, read once, and what intervals of them keep: a handle can be moved without reading again.

use rayon::prelude::*;

use super::super::pairs::pairs;
use super::information::information_entropy;
use super::{
    DESCRIPTION, DOUBT, ENTROPIES, GENERATIVE_HIGH, GENERATIVE_LOW, INFORMATION_HIGH, INFORMATION_LOW, OUTSIDE, VARIETY,
};
use crate::method::{Evidence, MethodError, Representation, Setting, Settings};
use crate::numbers::percentiles::{most_shared, percentiles};
use crate::rank::notes::Note;
use crate::rank::scores::Scores;

/// An entropy of which more documents than this share one value tells nothing apart.
const DEGENERATE: f64 = 0.5;

/// Where the scale of scores puts the ends of an interval: the published half of the pool, around its middle.
const END: f64 = 0.25;

/// The entropies of a pool that say something, with every document's percentile.
#[derive(Debug, Clone, PartialEq)]
pub struct Surprise {
    entropies: Vec<Entropy>,
    notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq)]
struct Entropy {
    name: &'static str,
    values: Vec<f64>,
    percentiles: Vec<f64>,
    handles: [&'static Setting; 2],
}

/// How the documents spread over an entropy.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// `information` or `generative`.
    pub entropy: &'static str,
    /// The least and the largest value: where the first bin begins and the last one ends.
    pub range: [f64; 2],
    /// Documents in each bin, bins of equal width.
    pub counts: Vec<usize>,
    /// The values at the handles of the interval.
    pub interval: [f64; 2],
}

impl Surprise {
    /// Reads the entropies that the settings ask for; one of which more than half of the documents share a value is
    /// dropped with a note. Handles play no part. Runs on the caller's rayon pool.
    ///
    /// # Errors
    /// [`MethodError`] where something is missing, or no entropy is left.
    pub fn of(evidence: &Evidence, settings: &Settings) -> Result<Self, MethodError> {
        let which = settings.choice(&ENTROPIES);
        let mut read = Vec::new();
        if which != "generative" {
            read.push(("information", information(evidence, settings)?, [&INFORMATION_LOW, &INFORMATION_HIGH]));
        }
        if which != "information" {
            read.push(("generative", generative(evidence, settings)?, [&GENERATIVE_LOW, &GENERATIVE_HIGH]));
        }
        let (mut entropies, mut notes) = (Vec::new(), Vec::new());
        for (name, values, handles) in read {
            match most_shared(&values) {
                share if share > DEGENERATE => notes.push(Note::LeftOut { measure: name, share }),
                _ => entropies.push(Entropy { name, percentiles: percentiles(&values), values, handles }),
            }
        }
        if entropies.is_empty() {
            let why = "more than half of the texts share one entropy";
            return Err(MethodError::Flat { method: DESCRIPTION.id, why });
        }
        Ok(Self { entropies, notes })
    }

    /// The scores under these handles, with the notes.
    #[must_use]
    pub fn scores(&self, settings: &Settings) -> Scores {
        let is_strict = settings.choice(&OUTSIDE) == "left out";
        let score = |document: usize| {
            if is_strict && !self.is_inside(document, settings) {
                return f64::NAN;
            }
            let deviations = self.entropies.iter().map(|entropy| entropy.deviation(document, settings));
            // A document that lacks one entropy has NaN there, and `f64::max` would pass over it.
            -deviations.reduce(|a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }).unwrap_or(f64::NAN)
        };
        Scores::plain((0..self.documents()).map(score).collect()).with_notes(self.notes.clone())
    }

    /// How many documents lie within the intervals of all entropies.
    #[must_use]
    pub fn kept(&self, settings: &Settings) -> usize {
        (0..self.documents()).filter(|&document| self.is_inside(document, settings)).count()
    }

    /// A histogram for every entropy that counts, of `bins` bins, at least one.
    #[must_use]
    pub fn histograms(&self, bins: usize, settings: &Settings) -> Vec<Histogram> {
        self.entropies.iter().map(|entropy| entropy.histogram(bins.max(1), settings)).collect()
    }

    /// The values of an entropy at the percentiles 0, 1/steps, … 1: where its handles stand. Empty for one that does not
    /// count.
    #[must_use]
    pub fn at_percentiles(&self, entropy: &str, steps: u32) -> Vec<f64> {
        let found = self.entropies.iter().find(|one| one.name == entropy);
        let Some(present) = found.map(Entropy::rising) else { return Vec::new() };
        (0..=steps).map(|step| at(&present, f64::from(step) / f64::from(steps))).collect()
    }

    /// What was left out, and why.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    fn documents(&self) -> usize {
        self.entropies.iter().map(|entropy| entropy.values.len()).min().unwrap_or(0)
    }

    fn is_inside(&self, document: usize, settings: &Settings) -> bool {
        let is_within = |entropy: &Entropy| {
            let [low, high] = entropy.interval(settings);
            (low..=high).contains(&entropy.percentiles[document])
        };
        self.entropies.iter().all(is_within)
    }
}

impl Entropy {
    /// The two handles, the lower one first however they were set.
    fn interval(&self, settings: &Settings) -> [f64; 2] {
        let [a, b] = self.handles.map(|handle| settings.value(handle));
        [a.min(b), a.max(b)]
    }

    /// The distance from the interval's middle, `END` at its ends; NaN where there is no entropy.
    fn deviation(&self, document: usize, settings: &Settings) -> f64 {
        let [low, high] = self.interval(settings);
        // An interval without width keeps an order: by distance alone.
        let half = ((high - low) / 2.0).max(1e-9);
        (self.percentiles[document] - f64::midpoint(low, high)).abs() * (END / half)
    }

    fn histogram(&self, bins: usize, settings: &Settings) -> Histogram {
        let present = self.rising();
        let range = [present.first(), present.last()].map(|value| value.copied().unwrap_or(0.0));
        let width = (range[1] - range[0]) / bins as f64;
        let mut counts = vec![0; bins];
        for value in &present {
            // No width: all in the first bin, as 0/0 is NaN and NaN as a number is 0.
            counts[(((value - range[0]) / width) as usize).min(bins - 1)] += 1;
        }
        let interval = self.interval(settings).map(|percentile| at(&present, percentile));
        Histogram { entropy: self.name, range, counts, interval }
    }

    fn rising(&self) -> Vec<f64> {
        let mut present: Vec<f64> = self.values.iter().copied().filter(|v| !v.is_nan()).collect();
        present.sort_unstable_by(f64::total_cmp);
        present
    }
}

/// The value at a percentile of rising values, 0 where there are none.
fn at(rising: &[f64], percentile: f64) -> f64 {
    let last = rising.len().saturating_sub(1);
    rising.get(((percentile * rising.len() as f64) as usize).min(last)).copied().unwrap_or(0.0)
}

fn information(evidence: &Evidence, settings: &Settings) -> Result<Vec<f64>, MethodError> {
    let missing = MethodError::NothingRead { method: DESCRIPTION.id, needs: Representation::Text };
    let texts = evidence.pool.texts.ok_or(missing)?;
    let is_relative = settings.choice(&VARIETY) == "relative";
    let entropy = |document| information_entropy(texts.at(document), is_relative).unwrap_or(f64::NAN);
    Ok((0..texts.len()).into_par_iter().map(entropy).collect())
}

fn generative(evidence: &Evidence, settings: &Settings) -> Result<Vec<f64>, MethodError> {
    let pairs = pairs(&evidence.pool, Representation::Likelihood, DESCRIPTION.id)?;
    let is_loss = settings.choice(&DOUBT) == "loss";
    let value = |[loss, entropy]: [f64; 2]| if is_loss { loss } else { entropy };
    Ok(pairs.into_iter().map(|pair| pair.map_or(f64::NAN, value)).collect())
}
