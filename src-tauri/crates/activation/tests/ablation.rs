//! Silent neurons are the same as zeroed weight rows, whatever computes; and nothing stays silent afterwards.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use std::path::Path;

use activation::ablation::{Silenced, TextLoss};
use activation::{Backbone, DeviceChoice, OpenOptions, ReadError};
use candle_core::{Device, Tensor};
use selection::Projection;

const TEXTS: [&str; 4] = [
    "The sea rose in the night and the boats pulled at their ropes until the morning came.",
    "",
    "fn add(a: u32, b: u32) -> u32 { a + b }",
    "At low tide the harbour smelled of weed.",
];
/// Of layers 0 and 2; the tiny models have 4 query heads of 16 over 2 key heads.
const NEURONS: [u16; 5] = [0, 3, 17, 30, 63];

fn silenced(projection: Projection) -> Silenced {
    Silenced { projection, neurons: vec![NEURONS.to_vec(), vec![], vec![5, 40]] }
}

fn options() -> OpenOptions {
    OpenOptions { device: DeviceChoice::Cpu, threads: Some(2), ..OpenOptions::default() }
}

fn losses(backbone: &Backbone, silenced: Option<&Silenced>) -> Vec<Option<TextLoss>> {
    backbone.losses(&TEXTS, 64, silenced, &|| false).unwrap()
}

/// A copy of a model whose weight rows of these neurons are zero.
fn zeroed(model: &Path, silenced: &Silenced) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(model).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let place = folder.path().join("model.safetensors");
    let mut tensors = candle_core::safetensors::load(&place, &Device::Cpu).unwrap();
    for (layer, neurons) in silenced.neurons.iter().enumerate() {
        let part = match silenced.projection {
            Projection::Up => "mlp.up_proj",
            Projection::Down => "mlp.down_proj",
            Projection::Q => "self_attn.q_proj",
            Projection::K => "self_attn.k_proj",
            Projection::V => "self_attn.v_proj",
            Projection::O => "self_attn.o_proj",
        };
        let name = format!("model.layers.{layer}.{part}.weight");
        let stored = tensors[&name].dtype();
        let mut rows: Vec<Vec<f32>> = tensors[&name].to_dtype(candle_core::DType::F32).unwrap().to_vec2().unwrap();
        for &neuron in neurons {
            let neuron = usize::from(neuron);
            // Written out for heads of 16 shared by two: 0..16 and 16..32 are key head 0, the rest key head 1.
            let row = match silenced.projection {
                Projection::K | Projection::V => neuron / 32 * 16 + neuron % 16,
                _ => neuron,
            };
            rows[row].fill(0.0);
        }
        let zeroed = Tensor::new(rows, &Device::Cpu).unwrap().to_dtype(stored).unwrap();
        tensors.insert(name, zeroed);
    }
    candle_core::safetensors::save(&tensors, place).unwrap();
    folder
}

#[test]
fn silent_neurons_are_the_same_as_weight_rows_at_zero_for_every_projection() {
    let model = reference::model("tiny-llama-tied");
    for projection in Projection::ALL {
        let silenced = silenced(projection);
        let zeroed = zeroed(&model, &silenced);
        for open in [Backbone::open, Backbone::open_on_tensors] {
            let (whole, cut) = (open(&model, &options()).unwrap(), open(zeroed.path(), &options()).unwrap());
            // Products with zero rows are exactly zero, so both passes add the same numbers in the same order.
            assert_eq!(losses(&whole, Some(&silenced)), losses(&cut, None), "{projection:?}");
            assert_ne!(losses(&whole, Some(&silenced)), losses(&whole, None), "{projection:?} was heard");
        }
    }
}

#[test]
fn up_neurons_are_silent_in_other_families_too() {
    for name in ["tiny-qwen3-untied", "tiny-smollm3-tied"] {
        let (model, silenced) = (reference::model(name), silenced(Projection::Up));
        let zeroed = zeroed(&model, &silenced);
        let (whole, cut) =
            (Backbone::open(&model, &options()).unwrap(), Backbone::open(zeroed.path(), &options()).unwrap());
        assert_eq!(losses(&whole, Some(&silenced)), losses(&cut, None), "{name}");
    }
}

#[test]
fn losses_are_those_of_the_models_own_scores_and_nothing_stays_silent() {
    let backbone = Backbone::open_with_head(&reference::model("tiny-llama-tied"), &options()).unwrap();
    let before = losses(&backbone, None);
    losses(&backbone, Some(&silenced(Projection::Up)));
    assert_eq!(losses(&backbone, None), before);
    let (ids, scores) = (backbone.token_ids(TEXTS[0]).unwrap(), backbone.next_token_scores(TEXTS[0]).unwrap());
    let each = scores.chunks_exact(backbone.card().vocabulary).zip(&ids[1..]).map(|(row, &came)| {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        row.iter().map(|&score| f64::from(score - most).exp()).sum::<f64>().ln() - f64::from(row[came as usize] - most)
    });
    let wanted = each.sum::<f64>() / (ids.len() - 1) as f64;
    let found = before[0].unwrap();
    // The same products in other batches, f32.
    assert!((found.loss - wanted).abs() < 1e-4, "{}, not {wanted}", found.loss);
    assert_eq!((found.tokens as usize, before[1]), (ids.len() - 1, None));
}

#[test]
fn a_neuron_or_layer_that_the_model_has_not_is_named() {
    let backbone = Backbone::open(&reference::model("tiny-llama-tied"), &options()).unwrap();
    let refused = |neurons| {
        let silenced = Silenced { projection: Projection::Up, neurons };
        let failed = backbone.losses(&TEXTS, 64, Some(&silenced), &|| false);
        let Err(ReadError::Settings { found, .. }) = failed else { panic!("{failed:?}") };
        found
    };
    assert_eq!(refused(vec![vec![60_000]]), "60000");
    assert_eq!(refused(vec![vec![], vec![], vec![], vec![], vec![1]]), "4");
}
