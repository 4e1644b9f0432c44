//! How many neurons differ between arithmetics: packed kernels and plain tensors in f32 (none should, save ties), and the
//! fast profile against f32.

use std::path::Path;

use activation::{Backbone, Chunk, NumericProfile, OpenOptions, Reading, Representation};
use serde_json::{Value, json};

use super::{documents, options};

/// Documents compared: plain tensors are slow.
const DOCUMENTS: usize = 24;
/// Impacts as near as this, relative to the larger, are a tie.
const TIE: f32 = 1e-5;

/// Reads the same documents three times.
pub fn measure(model: &Path) -> Value {
    let exact = options(NumericProfile::F32);
    let (texts, plain) = {
        let backbone = Backbone::open_on_tensors(model, &exact).unwrap();
        let texts = documents::mixed(&backbone, DOCUMENTS);
        let plain = read(&backbone, &texts);
        (texts, plain)
    };
    let again = |options: &OpenOptions| Backbone::open(model, options).map(|backbone| read(&backbone, &texts));
    let packed = again(&exact).unwrap();
    let fast = again(&options(NumericProfile::Bf16Fast));
    json!({
        "documents": DOCUMENTS,
        "packed_against_plain_tensors": differences(&packed, &plain),
        "fast_profile_against_f32": fast.map_or_else(|error| json!(error.to_string()), |fast| differences(&fast, &packed)),
    })
}

fn read(backbone: &Backbone, texts: &[String]) -> Chunk {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let representations = vec![Representation::NeuronFeatures, Representation::NeuronImpacts];
    backbone.read(&texts, &Reading { representations, ..Reading::default() }, &|| false).unwrap()
}

/// Places with another index, those of them that are no tie, and neurons that one side lacks altogether.
fn differences(one: &Chunk, other: &Chunk) -> Value {
    let (one, other) = (&one.features[0], &other.features[0]);
    let impacts = other.impacts.as_ref().unwrap();
    let (mut places, mut no_ties, mut missing) = (0, 0, 0);
    let layers = one.indices.chunks_exact(one.top_k).zip(other.indices.chunks_exact(other.top_k));
    for ((ours, theirs), impacts) in layers.zip(impacts.chunks_exact(other.width)) {
        missing += ours.iter().filter(|index| !theirs.contains(index)).count();
        for (&a, &b) in ours.iter().zip(theirs).filter(|(a, b)| a != b) {
            let (a, b) = (impacts[usize::from(a)], impacts[usize::from(b)]);
            places += 1;
            no_ties += usize::from((a - b).abs() > TIE * a.max(b));
        }
    }
    let share = |count: usize| count as f64 / one.indices.len() as f64;
    json!({
        "indices": one.indices.len(),
        "at_another_place": places,
        "of_them_no_tie": no_ties,
        "not_among_the_others": missing,
        "share_at_another_place": share(places),
        "share_not_among_the_others": share(missing),
    })
}
