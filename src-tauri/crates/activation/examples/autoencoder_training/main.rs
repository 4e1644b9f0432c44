//! Trains a sparse autoencoder on the documents of a file, as a job would, and says how well it explains others.
//!
//! `autoencoder_training MODEL DOCUMENTS.jsonl OUTPUT_FOLDER [LAYER [STEPS [EXPANSION [K]]]]`: each line has a "text"; every 20th document
//! is kept for the measure. Layer: 0-based, by default the last but one. Prints JSON.

#![allow(clippy::unwrap_used, reason = "an example may stop")]

use std::path::Path;
use std::time::Instant;

use activation::autoencoder::train::{Plan, Run, Stop, TrainError, TrainSettings};
use activation::autoencoder::{Autoencoder, Hookpoint};
use activation::{Backbone, DeviceChoice, OpenOptions};
use serde_json::{Value, json};

/// Threads of reading and of training.
const THREADS: usize = 2;
/// Tokens read of each document, as the application does.
const MOST_TOKENS: u32 = 120;
/// Documents whose tokens are in memory together.
const ROUND: usize = 256;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, documents, output, more @ ..] = &arguments[..] else {
        eprintln!("autoencoder_training MODEL DOCUMENTS.jsonl OUTPUT_FOLDER [LAYER [STEPS [EXPANSION [K]]]]");
        std::process::exit(2);
    };
    let number = |place: usize| more.get(place).map(|word| word.parse::<usize>().unwrap());
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(THREADS), ..OpenOptions::default() };
    let backbone = Backbone::open(Path::new(model), &options).unwrap();
    let layer = number(0).unwrap_or(backbone.card().layers.saturating_sub(2));
    let mut settings = TrainSettings::of(backbone.card().hidden, number(1).unwrap_or(1000) as u64);
    settings.expansion = number(2).unwrap_or(settings.expansion);
    settings.k = number(3).unwrap_or(settings.k);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build().unwrap();
    let texts = texts(Path::new(documents));
    let answer = pool.install(|| train(&backbone, layer, &settings, &texts, Path::new(output)));
    println!("{}", serde_json::to_string_pretty(&answer).unwrap());
}

fn texts(path: &Path) -> Vec<String> {
    let file = std::fs::read_to_string(path).unwrap();
    let text = |line: &str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().map(ToOwned::to_owned);
    file.lines().filter_map(text).collect()
}

/// Rows of all tokens of these texts.
fn rows(backbone: &Backbone, layer: usize, texts: &[&str]) -> Vec<f32> {
    let layer = u16::try_from(layer).unwrap();
    texts.chunks(32).flat_map(|t| backbone.hidden_rows(t, layer, MOST_TOKENS, &|| false).unwrap().concat()).collect()
}

fn train(backbone: &Backbone, layer: usize, settings: &TrainSettings, texts: &[String], output: &Path) -> Value {
    let held = |index: usize| index.is_multiple_of(20);
    let part = |wanted: bool| {
        let some = texts.iter().enumerate().filter(move |&(index, _)| held(index) == wanted);
        some.map(|(_, text)| text.as_str()).collect::<Vec<&str>>()
    };
    let (seen, unseen) = (part(false), part(true));
    let plan = Plan { documents: seen.len(), round_documents: ROUND, seed: 1 };
    let mut run = Run::begin(settings.clone(), plan).unwrap();
    let (begun, mut reading, mut last) = (Instant::now(), 0.0, None);
    run.advance::<TrainError>(
        &mut |documents| {
            let begun = Instant::now();
            let texts: Vec<&str> = documents.iter().map(|&document| seen[document]).collect();
            let rows = rows(backbone, layer, &texts);
            reading += begun.elapsed().as_secs_f64();
            Ok(rows)
        },
        &mut |progress| {
            if progress.step.is_multiple_of(100) || progress.step < 3 {
                eprintln!("{progress:?} {:.1} s", begun.elapsed().as_secs_f64());
            }
            last = Some(*progress);
            Stop::GoOn
        },
    )
    .unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let unseen = rows(backbone, layer, &unseen);
    let (quality, last) = (run.quality(&unseen).unwrap().unwrap(), last.unwrap());
    let folder = run.publish(output, Hookpoint { layer }).unwrap().unwrap();
    let begun = Instant::now();
    let codes = Autoencoder::open(&folder, None).unwrap().encoder().encode(&unseen).unwrap();
    json!({
        "settings": settings,
        "seconds": seconds,
        "seconds_reading": reading,
        "tokens": last.tokens,
        "tokens_left_out": last.left_out,
        "unexplained_last_batch": last.unexplained,
        "dead": last.dead,
        "unseen": {
            "tokens": quality.tokens, "left_out": quality.left_out, "explained": 1.0 - quality.unexplained,
            "active": quality.active, "silent": quality.silent,
        },
        "encoded_tokens_per_second": codes.len() as f64 / begun.elapsed().as_secs_f64(),
    })
}
