//! Latents through the backbone: the same as encoding its hidden rows oneself, and beside other representations.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::autoencoder::train::{TrainSettings, Trainer};
use activation::autoencoder::{Autoencoder, Hookpoint};
use activation::{Backbone, DeviceChoice, OpenOptions, Reading, Representation};

const TEXTS: [&str; 4] =
    ["Water falls on stones.", "", "The bread is in the oven, and 42 rolls are on the table.", "Zebra?"];

fn backbone() -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(2), ..OpenOptions::default() };
    Backbone::open(&reference::model("tiny-llama-tied"), &options).unwrap()
}

/// A few steps of training on the model's own rows: enough to be an autoencoder of its width.
fn autoencoder(backbone: &Backbone, layer: usize, width: usize) -> Autoencoder {
    let settings = TrainSettings { expansion: 4, k: 5, ..TrainSettings::of(width, 3) };
    let rows: Vec<f32> = backbone.hidden_rows(&TEXTS, layer as u16, 20, &|| false).unwrap().concat();
    let rows = &rows[..rows.len() / width * width];
    let mut trainer = Trainer::begin(&settings, rows).unwrap();
    for _ in 0..3 {
        trainer.step(rows).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    trainer.publish(folder.path(), Hookpoint { layer }).unwrap();
    Autoencoder::open(folder.path(), None).unwrap()
}

fn reading(representations: Vec<Representation>) -> Reading {
    Reading { representations, max_tokens: 20, ..Reading::default() }
}

#[test]
fn a_documents_latents_are_the_mean_over_its_tokens_codes() {
    let backbone = backbone();
    let hidden = backbone.card().hidden;
    let autoencoder = autoencoder(&backbone, 1, hidden);
    let rows = backbone.hidden_rows(&TEXTS, 1, 20, &|| false).unwrap();
    let wanted: Vec<Vec<f64>> = rows
        .iter()
        .map(|rows| {
            let mut mean = vec![0f64; 4 * hidden];
            for (latent, value) in autoencoder.encoder().encode(rows).unwrap().into_iter().flatten() {
                mean[latent as usize] += f64::from(value) / (rows.len() / hidden) as f64;
            }
            mean
        })
        .collect();
    let latents = autoencoder.representation();
    let backbone = backbone.with_autoencoder(autoencoder).unwrap();
    let chunk = backbone.read(&TEXTS, &reading(vec![Representation::NeuronFeatures, latents]), &|| false).unwrap();
    assert_eq!(chunk.sparse.len(), 1);
    assert_eq!((chunk.sparse[0].representation, chunk.sparse[0].width), (latents, 4 * hidden));
    for (document, row) in chunk.sparse[0].rows().enumerate() {
        let Some((places, values)) = row else {
            assert!(TEXTS[document].is_empty(), "only the empty text has no latents");
            continue;
        };
        assert!(places.is_sorted() && !places.is_empty());
        let mut found = vec![0f64; 4 * hidden];
        places.iter().zip(values).for_each(|(&place, &value)| found[place as usize] = f64::from(value));
        for (found, wanted) in found.iter().zip(&wanted[document]) {
            assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{found}, not {wanted}");
        }
    }
}

#[test]
fn latents_of_an_autoencoder_that_is_not_there_are_refused() {
    let backbone = backbone();
    let asked = autoencoder(&backbone, 1, backbone.card().hidden).representation();
    let refused =
        |backbone: &Backbone| backbone.read(&TEXTS, &reading(vec![asked]), &|| false).unwrap_err().to_string();
    assert!(refused(&backbone).contains("autoencoder"));
    let other = autoencoder(&backbone, 0, backbone.card().hidden);
    assert!(refused(&backbone.with_autoencoder(other).unwrap()).contains("autoencoder"));
}

#[test]
fn an_autoencoder_of_another_width_is_not_taken() {
    let backbone = backbone();
    let hidden = backbone.card().hidden;
    let narrow = autoencoder(&backbone, 1, hidden / 2);
    let said = backbone.with_autoencoder(narrow).err().unwrap().to_string();
    let wanted = format!("this autoencoder reads vectors of {} numbers, the model gives {hidden}", hidden / 2);
    assert!(said.starts_with(&wanted), "{said}");
}
