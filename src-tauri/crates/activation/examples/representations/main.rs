//! Everything a model's pass gives of the documents of a JSON Lines file, as `.npy` files for other programs:
//! `representations MODEL DOCUMENTS.jsonl FOLDER [READING.json]`.
//!
//! Each line is an object with a "text". A reading is written as the program's own settings are (see
//! [`activation::Reading`]); without one, every representation is taken at its usual place. Rows stand in the order of
//! the lines; a document without a token has a row of NaN, or of 65535 where neurons are listed.

#![allow(clippy::unwrap_used, reason = "a program to try things with may stop where it stands")]

mod npy;

use std::path::Path;
use std::time::Instant;

use activation::{Backbone, BackboneCard, Chunk, OpenOptions, Reading, Representation};
use selection::method::Representation as Wanted;

/// Documents read at a time, as a job commits them.
const CHUNK: usize = 32;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (model, documents, folder, asked) = match words[..] {
        [model, documents, folder] => (model, documents, folder, None),
        [model, documents, folder, reading] => (model, documents, folder, Some(reading)),
        _ => {
            eprintln!("representations MODEL DOCUMENTS.jsonl FOLDER [READING.json]");
            std::process::exit(2);
        }
    };
    let backbone =
        Backbone::open(Path::new(model), &OpenOptions { threads: Some(2), ..OpenOptions::default() }).unwrap();
    let reading = match asked {
        Some(file) => serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap(),
        None => usual(backbone.card()),
    };
    let texts = texts(Path::new(documents));
    let started = Instant::now();
    let mut chunks = Vec::new();
    for (number, some) in texts.chunks(CHUNK).enumerate() {
        let some: Vec<&str> = some.iter().map(String::as_str).collect();
        chunks.push(backbone.read(&some, &reading, &|| false).unwrap());
        if number % 16 == 0 {
            let read = (number + 1) * CHUNK;
            eprintln!("{read} of {} read, {:.1} a second", texts.len(), read as f64 / started.elapsed().as_secs_f64());
        }
    }
    std::fs::create_dir_all(folder).unwrap();
    write(Path::new(folder), &chunks);
}

/// Every representation at its usual place; the 40 strongest neurons of the up projection.
fn usual(card: &BackboneCard) -> Reading {
    let all = Wanted::ALL.into_iter().filter_map(|wanted| Representation::usual(wanted, card));
    let of_texts = |r: &Representation| *r != Representation::AnswerLikelihood;
    Reading {
        representations: all.filter(of_texts).collect(),
        neurons: activation::Neurons::TopK(40),
        ..Reading::default()
    }
}

fn texts(file: &Path) -> Vec<String> {
    let lines = std::fs::read_to_string(file).unwrap();
    let text =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned();
    lines.lines().filter(|line| !line.trim().is_empty()).map(text).collect()
}

/// One file a representation; a projection's neurons are one too.
fn write(folder: &Path, chunks: &[Chunk]) {
    let (Some(first), documents) = (chunks.first(), chunks.iter().map(|chunk| chunk.documents).sum::<usize>()) else {
        return;
    };
    let tokens = || chunks.iter().flat_map(|chunk| &chunk.token_counts);
    npy::write(&folder.join("tokens.npy"), "<u4", &[tokens().count()], tokens().map(|n| n.to_le_bytes()));
    for (place, features) in first.features.iter().enumerate() {
        let indices = chunks.iter().flat_map(|chunk| &chunk.features[place].indices);
        let shape = [documents, features.layers, features.top_k];
        let name = format!("neurons-{}.npy", features.projection.name());
        npy::write(&folder.join(name), "<u2", &shape, indices.map(|n| n.to_le_bytes()));
    }
    for (place, vectors) in first.vectors.iter().enumerate() {
        let values = chunks.iter().flat_map(|chunk| &chunk.vectors[place].values);
        let name = format!("{}.npy", name(vectors.representation));
        npy::write(&folder.join(name), "<f4", &[documents, vectors.width], values.map(|v| v.to_le_bytes()));
    }
}

fn name(representation: Representation) -> String {
    match representation {
        Representation::GatedActivations { layer, top_k, source } => {
            format!("gated-{}-{layer}-{top_k}", format!("{source:?}").to_lowercase())
        }
        Representation::MiddleHidden { layer } => format!("hidden-{layer}"),
        other => format!("{other:?}").to_lowercase(),
    }
}
