//! Proxy training on a tiny model: it learns what it is trained on, and its result depends on texts and seed alone.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use std::sync::atomic::{AtomicUsize, Ordering};

use activation::proxy::{ProxyError, ProxyLosses, ProxySettings, ReadText};
use activation::{Backbone, DeviceChoice, OpenOptions};

const SEA: [&str; 4] = [
    "The sea rose in the night and the boats pulled at their ropes until the morning came.",
    "Salt dried on the ropes of the boats while the gulls waited on the harbour wall.",
    "At low tide the harbour smelled of weed, and children walked out to the boats.",
    "The captain counted the ropes, the nets and the men, and the boats went out to sea.",
];
const CODE: [&str; 4] = [
    "fn add(a: u32, b: u32) -> u32 { a + b } // returns the sum of a and b",
    "let mut total = 0; for value in values.iter() { total += value; } println!(\"{total}\");",
    "impl Display for Error { fn fmt(&self, f: &mut Formatter) -> Result { write!(f, \"{}\", self.0) } }",
    "match parse(input) { Ok(tree) => walk(&tree), Err(error) => return Err(error.into()) }",
];

fn open(threads: usize) -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(threads), ..OpenOptions::default() };
    Backbone::open(&reference::model("tiny-llama-tied"), &options).unwrap()
}

fn settings() -> ProxySettings {
    // The tiny model's weights are random, so the adapter has to go far.
    ProxySettings { rank: 4, tokens: 48, passes: 12, batch_tokens: 16, learning_rate: 2e-2 }
}

fn run(backbone: &Backbone, texts: &[&str], held_out: &[&str], seed: u64) -> ProxyLosses {
    let read = |texts: &[&str]| backbone.proxy_texts(texts, 64, &|| false).unwrap();
    let head = backbone.proxy_head().unwrap();
    let held_out = backbone.proxy_held_out(&head, held_out, 64, &|| false).unwrap();
    backbone.proxy_run(&head, (&read(texts), &held_out), &settings(), seed, &|| false).unwrap()
}

#[test]
fn the_loss_before_is_that_of_the_models_own_scores() {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    let backbone = Backbone::open_with_head(&reference::model("tiny-llama-tied"), &options).unwrap();
    let (ids, scores) = (backbone.token_ids(SEA[0]).unwrap(), backbone.next_token_scores(SEA[0]).unwrap());
    let losses = scores.chunks_exact(backbone.card().vocabulary).zip(&ids[1..]).map(|(row, &came)| {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        row.iter().map(|&score| f64::from(score - most).exp()).sum::<f64>().ln() - f64::from(row[came as usize] - most)
    });
    let wanted = losses.sum::<f64>() / (ids.len() - 1) as f64;
    let found = run(&backbone, &SEA, &SEA[..1], 1);
    // The same products in another order, f32.
    assert!((found.before - wanted).abs() < 1e-4, "{}, not {wanted}", found.before);
    assert_eq!((found.held_out_tokens, found.trained_tokens), (ids.len() as u64 - 1, 48 * 12));
}

#[test]
fn training_on_the_held_out_texts_themselves_lowers_their_loss_most_and_on_other_texts_less() {
    let backbone = open(2);
    for seed in 1..4 {
        let own = run(&backbone, &SEA[..2], &SEA[..2], seed);
        let near = run(&backbone, &SEA[2..], &SEA[..2], seed);
        let far = run(&backbone, &CODE, &SEA[..2], seed);
        assert!(own.after < own.before, "it learns: {own:?}");
        assert!(own.after < near.after && near.after < far.after, "seed {seed}: {own:?}, {near:?}, {far:?}");
    }
}

#[test]
fn a_seed_gives_the_same_bits_with_any_number_of_threads_and_another_seed_others() {
    let found = run(&open(1), &SEA, &CODE, 7);
    assert_eq!(found.after.to_bits(), run(&open(3), &SEA, &CODE, 7).after.to_bits());
    assert_ne!(found.after.to_bits(), run(&open(1), &SEA, &CODE, 8).after.to_bits());
}

#[test]
fn every_run_trains_on_the_same_number_of_tokens_or_not_at_all() {
    let backbone = open(1);
    let head = backbone.proxy_head().unwrap();
    let texts: Vec<ReadText> = backbone.proxy_texts(&SEA, 5, &|| false).unwrap();
    assert_eq!(texts.iter().map(ReadText::tokens).sum::<usize>(), 16);
    let held_out = backbone.proxy_held_out(&head, &CODE, 5, &|| false).unwrap();
    let refused = backbone.proxy_run(&head, (&texts, &held_out), &settings(), 1, &|| false).unwrap_err();
    assert!(matches!(refused, ProxyError::TooFew { found: 16, wanted: 48 }), "{refused}");
    let Err(refused) = backbone.proxy_held_out(&head, &["", "a"], 5, &|| false) else { panic!("nothing is held out") };
    assert!(matches!(refused, ProxyError::NothingHeldOut), "{refused}");
}

#[test]
fn a_run_stops_between_two_steps() {
    let backbone = open(1);
    let head = backbone.proxy_head().unwrap();
    let texts = backbone.proxy_texts(&SEA, 64, &|| false).unwrap();
    let held_out = backbone.proxy_held_out(&head, &SEA, 64, &|| false).unwrap();
    let asked = AtomicUsize::new(0);
    let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 3;
    let stopped = backbone.proxy_run(&head, (&texts, &held_out), &settings(), 1, &stop);
    assert!(matches!(stopped, Err(ProxyError::Stopped)));
    assert_eq!(asked.load(Ordering::Relaxed), 4);
}
