//! How long a map takes, part by part, and how many neighbours the search of large pools misses: 200,000 documents of 384
//! numbers around 60 middles. Prints a table; give other sizes as `DOCUMENTS WIDTH`. Run in release.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use selection::Vectors;
use selection::map::{Groups, Making, MapSettings, Meanings, Space, Stage, trustworthiness};
use selection::random::unit;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let size = |place: usize, usual: usize| given.get(place).copied().unwrap_or(usual);
    let (documents, width) = (size(0, 200_000), size(1, 384));
    let vectors = Vectors::new(width, made_up(documents, width)).unwrap();
    let space = Meanings::of(&vectors, &(0..documents).collect::<Vec<_>>(), None);
    let settings = MapSettings::usual(documents);
    println!("{documents} documents, {width} numbers, {} threads", rayon::current_num_threads());
    let mut making = Making::begin(documents, settings);
    timed("neighbours", || {
        while making.stage() == Stage::Neighbours {
            making.step(&space);
        }
    });
    println!("recall of the nearest {}: {:.3}", settings.neighbours, recall(&space, &making, settings.neighbours));
    timed("start and first round", || making.step(&space));
    timed("all other rounds", || {
        while making.stage() == Stage::Drawing {
            making.step(&space);
        }
    });
    timed("writing it down", || assert!(!making.written().is_empty()));
    timed("groups", || println!("{} groups", Groups::of(making.points()).sizes.len()));
    let asked: Vec<usize> = (0..documents).step_by(documents.div_ceil(200)).collect();
    timed("trust", || println!("trustworthiness {:.3}", trustworthiness(&space, making.points(), &asked, 15)));
}

fn timed(name: &str, work: impl FnOnce()) {
    let begun = Instant::now();
    work();
    println!("{name}: {:.2} s", begun.elapsed().as_secs_f64());
}

/// Of the true nearest of some documents, the share that was found.
fn recall(space: &Meanings, making: &Making, k: usize) -> f64 {
    let asked: Vec<usize> = (0..space.len()).step_by(space.len().div_ceil(200)).collect();
    let hits = |&document: &usize| {
        let truly = space.nearest(document..document + 1, k);
        let farthest = truly[k - 1].1;
        making.graph().of(document).iter().filter(|near| near.1 <= farthest).count()
    };
    asked.iter().map(hits).sum::<usize>() as f64 / (asked.len() * k) as f64
}

fn made_up(documents: usize, width: usize) -> Vec<f32> {
    let number = |at: usize| {
        let (document, place) = ((at / width) as u64, (at % width) as u64);
        let middle = unit(7, unit(11, document).mul_add(60.0, 0.0) as u64 * width as u64 + place) - 0.5;
        (middle + 0.8 * (unit(13, at as u64) - 0.5)) as f32
    };
    (0..documents * width).map(number).collect()
}
