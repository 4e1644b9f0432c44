//! What each representation costs beside the neurons alone, and what several cost that share one pass.
//!
//! All groups take turns with the same documents; a group's best round counts, and processor time, which other work on the
//! machine does not take away, is given beside it.

use std::path::Path;

use activation::{Backbone, OpenOptions, Reading, Representation};
use selection::method::Representation as Wanted;
use serde_json::{Value, json};

use super::clocks::{peak_memory_mb, timed};
use super::documents;

/// Documents of 120 tokens, read at once.
const DOCUMENTS: usize = 32;
const ROUNDS: usize = 4;

/// Groups of representations, the first being what the others are held against.
const GROUPS: [(&str, &[Wanted]); 8] = [
    ("neuron_features", &[Wanted::NeuronFeatures]),
    ("gated_activations", &[Wanted::GatedActivations]),
    ("last_hidden", &[Wanted::LastHidden]),
    ("middle_hidden", &[Wanted::MiddleHidden]),
    ("shifts", &[Wanted::Shifts]),
    ("likelihood", &[Wanted::Likelihood]),
    (
        "five",
        &[Wanted::NeuronFeatures, Wanted::GatedActivations, Wanted::LastHidden, Wanted::Shifts, Wanted::Likelihood],
    ),
    (
        "all",
        &[
            Wanted::NeuronFeatures,
            Wanted::GatedActivations,
            Wanted::LastHidden,
            Wanted::MiddleHidden,
            Wanted::Shifts,
            Wanted::Likelihood,
        ],
    ),
];

/// The best of one group's rounds.
#[derive(Clone, Copy)]
struct Best {
    wall: f64,
    processor: f64,
}

/// Reads the same documents for each group in turns.
pub fn measure(model: &Path, options: &OpenOptions) -> Value {
    let backbone = Backbone::open(model, options).unwrap();
    let texts = documents::equal(&backbone, DOCUMENTS);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut best = [Best { wall: f64::INFINITY, processor: f64::INFINITY }; GROUPS.len()];
    let mut memory_mb = Vec::new();
    for round in 0..=ROUNDS {
        for ((_, wanted), best) in GROUPS.iter().zip(&mut best) {
            let reading = reading(&backbone, wanted);
            let (_, took) = timed(|| backbone.read(&texts, &reading, &|| false).unwrap());
            if round == 0 {
                memory_mb.push(peak_memory_mb()); // the first round warms up, and loads the output head
                continue;
            }
            best.wall = best.wall.min(took.wall);
            best.processor = best.processor.min(took.processor.unwrap_or(f64::NAN));
        }
    }
    let dearest = best[..6].iter().copied().reduce(|a, b| if b.processor > a.processor { b } else { a }).unwrap();
    let rows = GROUPS.iter().zip(&best).zip(memory_mb).map(|(((name, _), took), memory_mb)| {
        json!({
            "group": name,
            "documents_per_second": DOCUMENTS as f64 / took.wall,
            "documents_per_processor_second": DOCUMENTS as f64 / took.processor,
            "time_of_neurons_alone": took.wall / best[0].wall,
            "processor_time_of_neurons_alone": took.processor / best[0].processor,
            "time_of_the_dearest_alone": took.wall / dearest.wall,
            "processor_time_of_the_dearest_alone": took.processor / dearest.processor,
            "peak_memory_mb_so_far": memory_mb,
        })
    });
    json!({ "documents": DOCUMENTS, "tokens": 120, "rounds": ROUNDS, "groups": rows.collect::<Vec<_>>() })
}

fn reading(backbone: &Backbone, wanted: &[Wanted]) -> Reading {
    let usual = |&wanted: &Wanted| Representation::usual(wanted, backbone.card()).unwrap();
    Reading { representations: wanted.iter().map(usual).collect(), ..Reading::default() }
}
