//! How many documents a second the sentence encoder turns into vectors on two threads.
//!
//! `sentence_speed FOLDER DOCUMENTS.jsonl [COUNT]`: each line has a "text". Prints JSON.

#![allow(clippy::unwrap_used, reason = "an example may stop")]

use std::path::Path;
use std::time::Instant;

use activation::sentence::SentenceEncoder;
use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, documents, more @ ..] = &arguments[..] else {
        eprintln!("sentence_speed FOLDER DOCUMENTS.jsonl [COUNT]");
        std::process::exit(2);
    };
    let count = more.first().map_or(200, |word| word.parse().unwrap());
    let file = std::fs::read_to_string(documents).unwrap();
    let text = |line: &str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().map(ToOwned::to_owned);
    let texts: Vec<String> = file.lines().filter_map(text).take(count).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let begun = Instant::now();
    let encoder = SentenceEncoder::open(Path::new(folder), Some(2)).unwrap();
    let load = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let pieces: u32 = texts.chunks(32).flat_map(|some| encoder.encode(some, &|| false).unwrap().pieces).sum();
    let seconds = begun.elapsed().as_secs_f64();
    let answer = json!({
        "load_seconds": load,
        "documents": texts.len(),
        "pieces_mean": f64::from(pieces) / texts.len() as f64,
        "documents_per_second": texts.len() as f64 / seconds,
    });
    println!("{}", serde_json::to_string_pretty(&answer).unwrap());
}
