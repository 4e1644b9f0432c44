//! The small real model that the application starts with: runs where `NEUROSIEVE_STARTER_MODEL` names its GGUF file,
//! and says that it was skipped elsewhere.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::path::PathBuf;

use activation::{Backbone, DeviceChoice, Neurons, OpenOptions, Reading, Representation, inspect};
use selection::Projection;

const PARAGRAPH: &str = "The water cycle describes how water moves around the Earth. Heat from the sun turns water in \
    rivers, lakes and oceans into vapour, which rises into the air. As the vapour cools, it forms clouds, and when the \
    drops become heavy enough they fall as rain or snow. Some of this water flows back into rivers and lakes, and some \
    of it sinks into the ground, where plants can take it up through their roots.";

fn starter() -> Option<PathBuf> {
    let path = std::env::var_os("NEUROSIEVE_STARTER_MODEL").map(PathBuf::from).filter(|path| path.is_file());
    if path.is_none() {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
    }
    path
}

fn options() -> OpenOptions {
    OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() }
}

#[test]
fn plain_english_surprises_the_starter_model_as_little_as_it_should() {
    let Some(path) = starter() else { return };
    let backbone = Backbone::open_with_head(&path, &options()).unwrap();
    let ids = backbone.token_ids(PARAGRAPH).unwrap();
    let scores = backbone.next_token_scores(PARAGRAPH).unwrap();
    let losses = scores.chunks_exact(backbone.card().vocabulary).zip(&ids[1..]).map(|(row, &next)| {
        let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f64 = row.iter().map(|&score| f64::from(score - most).exp()).sum();
        sum.ln() - f64::from(row[next as usize] - most)
    });
    let perplexity = (losses.sum::<f64>() / (ids.len() - 1) as f64).exp();
    println!("perplexity {perplexity:.2} over {} tokens", ids.len());
    // About 10; 48 where llama.cpp's order of q and k is not undone.
    assert!(perplexity < 15.0, "perplexity {perplexity}");
}

#[test]
fn likelihoods_read_in_blocks_are_those_of_the_scores_themselves() {
    let Some(path) = starter() else { return };
    let texts = [PARAGRAPH, "Rivers rise in the hills."].repeat(9);
    let reading = Reading { representations: vec![Representation::Likelihood], ..Reading::default() };
    let chunk = Backbone::open(&path, &options()).unwrap().read(&texts, &reading, &|| false).unwrap();
    let backbone = Backbone::open_with_head(&path, &options()).unwrap();
    for (document, text) in texts[..2].iter().enumerate() {
        let (ids, scores) = (backbone.token_ids(text).unwrap(), backbone.next_token_scores(text).unwrap());
        let (mut loss, mut entropy) = (0.0, 0.0);
        for (row, &next) in scores.chunks_exact(backbone.card().vocabulary).zip(&ids[1..]) {
            let total = row.iter().map(|&score| f64::from(score).exp()).sum::<f64>().ln();
            loss += total - f64::from(row[next as usize]);
            entropy -= row.iter().map(|&x| (f64::from(x) - total).exp() * (f64::from(x) - total)).sum::<f64>();
        }
        let wanted = [loss, entropy].map(|sum| sum / (ids.len() - 1) as f64);
        let found = chunk.vectors[0].row(document).unwrap();
        println!("{wanted:?}, read as {found:?}");
        // f32 sums in another order through thirty layers.
        assert!(found.iter().zip(wanted).all(|(&f, w)| (f64::from(f) - w).abs() <= 1e-4 * w));
        assert_eq!(found, chunk.vectors[0].row(document + 16).unwrap(), "whatever block it falls into");
    }
}

#[test]
fn the_card_says_what_the_file_is_without_loading_it() {
    let Some(path) = starter() else { return };
    let card = inspect(&path).unwrap();
    assert_eq!((card.layers, card.hidden, card.vocabulary, card.context_tokens), (30, 576, 49152, 8192));
    assert_eq!((card.width_of(Projection::Up), card.width_of(Projection::K)), (1536, 576));
    assert_eq!((card.architecture.as_str(), card.quantisation.as_str()), ("llama", "Q4_1"));
    assert_eq!(card.parameters, 134_515_008);
}

#[test]
fn its_tokenizer_splits_digits_adds_nothing_and_keeps_special_strings_whole() {
    let Some(path) = starter() else { return };
    let backbone = Backbone::open(&path, &options()).unwrap();
    let count = |text| backbone.count_tokens(text).unwrap();
    assert_eq!((count(""), count(" "), count("2026"), count("<|im_start|>")), (0, 1, 4, 1));
    assert_eq!(backbone.token_ids("Hello world").unwrap(), [19556, 905]);
    assert_eq!(backbone.special_strings("a<|im_end|>b<|im_start|>"), ["<|im_start|>", "<|im_end|>"]);
    assert!(backbone.special_strings("plain text").is_empty());
}

#[test]
fn real_documents_get_distinct_features_that_smaller_batches_repeat() {
    let Some(path) = starter() else { return };
    let backbone = Backbone::open(&path, &options()).unwrap();
    let texts = [PARAGRAPH, "def add(a, b):\n    return a + b\n", "Die Katze schläft auf dem Sofa."];
    let reading = Reading { neurons: Neurons::TopK(40), ..Reading::default() };
    let together = backbone.read(&texts, &reading, &|| false).unwrap().features[0].to_features().unwrap();
    for (document, text) in texts.iter().enumerate() {
        let alone = backbone.read(&[text], &reading, &|| false).unwrap();
        let same = together.document(document).iter().zip(&alone.features[0].indices).filter(|(a, b)| a == b).count();
        assert!(same >= 30 * 40 * 999 / 1000, "document {document}: only {same} of {} neurons", 30 * 40);
    }
    assert_ne!(together.document(0), together.document(1));
}
