//! How long proxy training takes, and what it says of files of texts.
//!
//! `proxy_speed MODEL HELD_OUT.jsonl TRAINING.jsonl...`: each line has a "text". Every file is trained on with three seeds;
//! a seed draws its texts from the file. Prints JSON.

#![allow(clippy::unwrap_used, reason = "an example may stop")]

use std::path::Path;
use std::time::Instant;

use activation::proxy::ProxySettings;
use activation::{Backbone, DeviceChoice, OpenOptions};
use selection::evidence::resample::shuffled;
use serde_json::{Value, json};

const MOST_TOKENS: u32 = 120;
const HELD_OUT: usize = 48;

fn texts(path: &str) -> Vec<String> {
    let text = |line: &str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().map(ToOwned::to_owned);
    std::fs::read_to_string(path).unwrap().lines().filter_map(text).collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, held_out, files @ ..] = &arguments[..] else {
        eprintln!("proxy_speed MODEL HELD_OUT.jsonl TRAINING.jsonl...");
        std::process::exit(2);
    };
    let never = || false;
    let options = OpenOptions { device: DeviceChoice::Cpu, threads: Some(2), ..OpenOptions::default() };
    let backbone = Backbone::open(Path::new(model), &options).unwrap();
    let settings = ProxySettings::default();
    let begun = Instant::now();
    let head = backbone.proxy_head().unwrap();
    let held_out = texts(held_out);
    let held_out: Vec<&str> = held_out.iter().take(HELD_OUT).map(String::as_str).collect();
    let held_out = backbone.proxy_held_out(&head, &held_out, MOST_TOKENS, &never).unwrap();
    println!(
        "{}",
        json!({ "ready_s": begun.elapsed().as_secs_f64(), "before": held_out.before(), "held_out_tokens": held_out.tokens() })
    );
    for file in files {
        let all = texts(file);
        for seed in 1..=3 {
            let begun = Instant::now();
            let mut read = Vec::new();
            let mut tokens = 0;
            for some in shuffled(all.len(), seed).chunks(16) {
                let some: Vec<&str> = some.iter().map(|&place| all[place].as_str()).collect();
                read.extend(backbone.proxy_texts(&some, MOST_TOKENS, &never).unwrap());
                tokens = read.iter().map(activation::proxy::ReadText::tokens).sum();
                if tokens >= settings.tokens {
                    break;
                }
            }
            let reading_s = begun.elapsed().as_secs_f64();
            let begun = Instant::now();
            let found = backbone.proxy_run(&head, (&read, &held_out), &settings, seed, &never).unwrap();
            println!(
                "{}",
                json!({
                    "file": file, "seed": seed, "after": found.after, "tokens_read": tokens,
                    "reading_s": reading_s, "training_s": begun.elapsed().as_secs_f64(),
                })
            );
        }
    }
}
