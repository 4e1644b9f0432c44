//! From what a method adds up to what has to be looked at in the model, and from what was seen there to each token's part.

use activation::{Columns, Trace, Tracing, Watch, Watched};
use selection::Projection;
use selection::method::Parts;
use selection::method::explanation::tokens::by_token;
use selection::method::explanation::{ColumnPart, Doubt, NeuronPart};

use crate::operations::{Failure, FailureCode};
use crate::store::reading::ReadingFacts;

/// What has to be seen of a text, and what each number of it adds.
pub struct Places {
    /// For the model.
    pub tracing: Tracing,
    /// For each place watched, what each of its numbers adds; empty for products, which are parts themselves.
    parts: Vec<Vec<f64>>,
    how: How,
}

enum How {
    /// Each number's share of what it adds.
    Shared,
    /// A product less this, over that.
    Along { offset: f64, length: f64 },
    /// The loss, or the entropy.
    Foreseen(usize),
}

impl Places {
    /// For these parts of a reading; `layers` are the decoder blocks of the profile's layers. Nothing for parts that the
    /// model has no say in.
    ///
    /// # Errors
    /// [`FailureCode::Internal`] for a reading whose settings this version cannot read.
    pub fn of(parts: &Parts, facts: &ReadingFacts, layers: &[usize]) -> Result<Option<Self>, Failure> {
        let tracing = |watched, likelihood| Tracing { watched, likelihood, max_tokens: facts.max_tokens };
        Ok(Some(match parts {
            Parts::Neurons(neurons) => {
                let (watched, parts) = by_layer(neurons, projection(facts)?, layers);
                Self { tracing: tracing(watched, false), parts, how: How::Shared }
            }
            Parts::Columns(columns) => {
                let (numbers, parts) = numbered(columns);
                let watched = Watched { of: vector(facts)?, wanted: Columns::Chosen(numbers) };
                Self { tracing: tracing(vec![watched], false), parts: vec![parts], how: How::Shared }
            }
            Parts::Along(along) => {
                let watched = Watched { of: vector(facts)?, wanted: Columns::Along(along.weights.clone()) };
                let how = How::Along { offset: along.offset, length: along.length };
                Self { tracing: tracing(vec![watched], false), parts: Vec::new(), how }
            }
            Parts::Doubt(doubt) => {
                let how = How::Foreseen(usize::from(*doubt == Doubt::Entropy));
                Self { tracing: tracing(Vec::new(), true), parts: Vec::new(), how }
            }
            Parts::Nearest(_) | Parts::Words(_) => return Ok(None),
        }))
    }

    /// Each token's part, or its nats.
    pub fn by_token(&self, trace: &Trace) -> Vec<f64> {
        let tokens = trace.spans.len();
        match self.how {
            How::Shared => {
                let mut sums = vec![0.0; tokens];
                for (values, parts) in trace.values.iter().zip(&self.parts) {
                    sums.iter_mut().zip(by_token(values, parts)).for_each(|(sum, part)| *sum += part);
                }
                sums
            }
            How::Along { offset, length } => {
                let products = trace.values.first().map_or(&[][..], Vec::as_slice);
                products.iter().map(|&product| (f64::from(product) - offset) / length / tokens as f64).collect()
            }
            // The first token has nothing before it.
            How::Foreseen(which) => {
                let first = (tokens > 0).then_some(0.0);
                first.into_iter().chain(trace.predicted.iter().map(|token| token[which])).collect()
            }
        }
    }
}

/// One place a layer, with what each of its neurons adds.
fn by_layer(neurons: &[NeuronPart], projection: Projection, layers: &[usize]) -> (Vec<Watched>, Vec<Vec<f64>>) {
    let of_layer = |(index, &layer): (usize, &usize)| {
        let here: Vec<&NeuronPart> = neurons.iter().filter(|one| one.layer == index).collect();
        let columns = Columns::Chosen(here.iter().map(|one| u32::from(one.neuron)).collect());
        let of = Watch::Neurons { layer: layer as u16, projection };
        (!here.is_empty()).then(|| (Watched { of, wanted: columns }, here.iter().map(|one| one.part).collect()))
    };
    layers.iter().enumerate().filter_map(of_layer).unzip()
}

/// As many columns as one call may ask for: those that give most come first.
fn numbered(columns: &[ColumnPart]) -> (Vec<u32>, Vec<f64>) {
    columns.iter().take(activation::trace::MOST_COLUMNS).map(|one| (one.column, one.part)).unzip()
}

/// The linear map whose neurons a reading holds.
///
/// # Errors
/// [`FailureCode::Internal`] where this version knows none of that name.
pub fn projection(facts: &ReadingFacts) -> Result<Projection, Failure> {
    let found = Projection::ALL.into_iter().find(|one| one.name() == facts.projection);
    found.ok_or_else(|| unknown(facts))
}

fn vector(facts: &ReadingFacts) -> Result<Watch, Failure> {
    let settings: activation::Reading = serde_json::from_str(&facts.settings).map_err(|_| unknown(facts))?;
    let mut wanted = settings.representations.into_iter();
    let found = wanted.find(|one| *one != activation::Representation::TokenCounts);
    found.map(Watch::Vector).ok_or_else(|| unknown(facts))
}

fn unknown(facts: &ReadingFacts) -> Failure {
    let detail = format!("a reading of {} with settings that are not understood", facts.projection);
    Failure::new(FailureCode::Internal).text("detail", detail)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::reading::tests::some;

    fn neuron(layer: usize, neuron: u16, part: f64) -> NeuronPart {
        NeuronPart { layer, neuron, part }
    }

    #[test]
    fn neurons_are_looked_at_in_the_blocks_of_the_layers_that_were_ranked_by() {
        let parts = Parts::Neurons(vec![neuron(0, 5, 0.2), neuron(2, 7, 0.1), neuron(2, 9, 0.3)]);
        let places = Places::of(&parts, &some(9, 3), &[4, 5, 6]).unwrap().unwrap();
        let seen: Vec<_> = places.tracing.watched.iter().map(|one| (one.of, one.wanted.clone())).collect();
        let of = |layer| Watch::Neurons { layer, projection: Projection::Up };
        assert_eq!(seen, [(of(4), Columns::Chosen(vec![5])), (of(6), Columns::Chosen(vec![7, 9]))]);
        let trace = Trace {
            spans: vec![0..1, 1..2],
            values: vec![vec![1.0, 3.0], vec![2.0, 0.0, 2.0, 1.0]],
            ..Trace::default()
        };
        // By hand: .2/4 + .1/2, and .2 · 3/4 + .1/2 + .3.
        let found = places.by_token(&trace);
        assert!((found[0] - 0.1).abs() < 1e-12 && (found[1] - 0.5).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn the_first_token_is_never_a_surprise() {
        let places = Places::of(&Parts::Doubt(Doubt::Entropy), &some(1, 1), &[]).unwrap().unwrap();
        let trace =
            Trace { spans: vec![0..1, 1..2, 2..3], predicted: vec![[4.0, 1.0], [5.0, 2.0]], ..Trace::default() };
        assert_eq!(places.by_token(&trace), [0.0, 1.0, 2.0]);
        assert!(places.tracing.likelihood);
    }
}
