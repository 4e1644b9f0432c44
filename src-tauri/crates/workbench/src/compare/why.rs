//! What each of two rankings picks that the other does not: the words and neurons that tell the picks apart.

use std::collections::HashSet;

use rayon::prelude::*;
use selection::compare::distinct::{self, only, telling_neurons, telling_words};
use selection::words::{long_words, lowercase};

use super::side::{Compared, Side};
use crate::operations::Failure;
use crate::operations::compare::{CompareQuery, TellingWord, WhyDiffer, WhyDifferQuery};
use crate::operations::ranking::TellingNeuron;
use crate::ranking::Rankings;
use crate::session::Session;

/// Words and neurons that are listed.
const WORDS: usize = 20;
const NEURONS: usize = 12;
/// Documents on a side below which nothing can be told.
const FEW: usize = 5;
/// Documents of a side that are looked at, evenly over its ranking.
const LOOKED_AT: usize = 4_000;

/// What each of two rankings picks that the other does not.
///
/// # Errors
/// As [`Compared::of`], and what the store says.
pub fn why_differ(session: &Session, rankings: &Rankings, query: &WhyDifferQuery) -> Result<WhyDiffer, Failure> {
    let asked = CompareQuery { rankings: vec![query.a, query.b], budget: query.budget };
    let compared = Compared::of(rankings, &asked, 2..=2)?;
    let (only_a, only_b) = only(compared.sides[0].selected(), compared.sides[1].selected());
    let too_few = only_a.len() < FEW || only_b.len() < FEW;
    let mut found = WhyDiffer {
        only_a: only_a.len() as u64,
        only_b: only_b.len() as u64,
        words_a: Vec::new(),
        words_b: Vec::new(),
        neurons_a: Vec::new(),
        neurons_b: Vec::new(),
        too_few,
    };
    if too_few {
        return Ok(found);
    }
    let (a, b) = (evenly(&only_a), evenly(&only_b));
    let (said_a, said_b) = (words(session, &compared, &a)?, words(session, &compared, &b)?);
    found.words_a = listed_words(&said_a, &said_b);
    found.words_b = listed_words(&said_b, &said_a);
    (found.neurons_a, found.neurons_b) = neurons(&compared.sides, &a, &b);
    Ok(found)
}

fn evenly(documents: &[u32]) -> Vec<u32> {
    documents.iter().copied().step_by(documents.len().div_ceil(LOOKED_AT).max(1)).collect()
}

/// The distinct words of each document, in small letters; numbers tell nothing by themselves and are left out.
fn words(session: &Session, compared: &Compared, documents: &[u32]) -> Result<Vec<Vec<String>>, Failure> {
    let rows: Vec<i64> = documents.iter().map(|&document| compared.frame().rows[document as usize]).collect();
    let texts = session.texts(&rows)?;
    let distinct = |text: &String| -> Vec<String> {
        let lower = lowercase(text);
        let words = long_words(&lower).filter(|word| word.chars().any(char::is_alphabetic));
        let distinct: HashSet<&str> = words.collect();
        distinct.into_iter().map(str::to_owned).collect()
    };
    Ok(texts.par_iter().map(distinct).collect())
}

fn listed_words(here: &[Vec<String>], there: &[Vec<String>]) -> Vec<TellingWord> {
    let share = |count: u32, of: usize| f64::from(count) / of as f64;
    telling_words(here, there, WORDS)
        .into_iter()
        .map(|found| TellingWord {
            share: share(found.here, here.len()),
            other_share: share(found.there, there.len()),
            word: found.word,
            lift: found.lift,
        })
        .collect()
}

/// By the features of whichever ranking has some; none where neither does.
fn neurons(sides: &[Side], a: &[u32], b: &[u32]) -> (Vec<TellingNeuron>, Vec<TellingNeuron>) {
    let Some(read) = sides.iter().find_map(|side| side.kept.pool.read.as_ref()) else {
        return (Vec::new(), Vec::new());
    };
    let features = &read.features;
    let scored = |documents: &[u32]| documents.iter().filter(|&&d| features.is_scored(d as usize)).count();
    let listed = |here: &[u32], there: &[u32]| {
        let (of, other) = (scored(here) as f64, scored(there).max(1) as f64);
        let told = |found: distinct::TellingNeuron| TellingNeuron {
            layer: found.layer as u32,
            neuron: u32::from(found.neuron),
            goal_share: f64::from(found.here) / of,
            pool_share: f64::from(found.there) / other,
            lift: found.lift,
        };
        telling_neurons(features, here, there, NEURONS).into_iter().map(told).collect()
    };
    (listed(a, b), listed(b, a))
}
