//! How fast the methods on texts are: word match, word statistics, information entropy and duplicates on 100,000 made-up
//! documents of 200 words, on 1 thread and on all. Prints a table; words as arguments name the rows wanted.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::time::Instant;

use selection::duplicates::{NearSettings, exact, near};
use selection::method::{Evidence, Settings, by_id};
use selection::random::{mixed, unit};
use selection::{Material, Texts};

const DOCUMENTS: u64 = 100_000;
const EXAMPLES: u64 = 50;
const WORDS: u64 = 200;
const VOCABULARY: f64 = 50_000.0;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let pool = made_up(DOCUMENTS, 1);
    let examples = made_up(EXAMPLES, 2);
    println!("{DOCUMENTS} documents of {WORDS} words, {EXAMPLES} examples\nwhat | threads | seconds");
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let rayon = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let timed = |what: &str, work: &(dyn Fn() + Sync)| {
            if !asked.is_empty() && !asked.iter().any(|asked| what.contains(asked)) {
                return;
            }
            let begun = Instant::now();
            rayon.install(work);
            println!("{what} | {threads} | {:.2}", begun.elapsed().as_secs_f64());
        };
        timed("word match, mean", &|| scored("bm25", &[], &pool, &examples));
        timed("word match, best example", &|| scored("bm25", &[("aggregate", 1.0)], &pool, &examples));
        timed("word statistics", &|| scored("dsir", &[], &pool, &examples));
        timed("information entropy", &|| scored("euds", &[("entropies", 1.0)], &pool, &examples));
        timed("exact duplicates", &|| assert_eq!(exact(&pool).documents() as u64, DOCUMENTS));
        timed("near duplicates", &|| assert!(!near(&pool, NearSettings::default()).groups().is_empty()));
    }
}

fn scored(id: &str, given: &[(&str, f64)], pool: &Texts, examples: &Texts) {
    let method = by_id(id).unwrap();
    let given: BTreeMap<String, f64> = given.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    let settings = Settings::checked(method.description(), given).unwrap();
    let [pool, examples] =
        [pool, examples].map(|texts| Material { documents: texts.len(), texts: Some(texts), ..Material::default() });
    let scores = method.score(&Evidence { pool, examples, ..Evidence::default() }, &settings).unwrap();
    assert_eq!(scores.len() as u64, DOCUMENTS);
}

/// Words drawn so that a few are frequent and most are rare; every hundredth document repeats the one before it.
fn made_up(documents: u64, seed: u64) -> Texts {
    let word = |document: u64, place: u64| {
        let rank = VOCABULARY.powf(unit(seed, document * WORDS + place)) as u64;
        // A word's letters by its rank alone, three to ten of them.
        let letters = mixed(0, rank);
        (0..3 + letters % 8).map(|i| char::from(b'a' + (letters >> (8 + 5 * i)) as u8 % 26)).collect::<String>()
    };
    let text = |document: u64| {
        let document = if document % 100 == 1 { document - 1 } else { document };
        (0..WORDS).map(|place| word(document, place)).collect::<Vec<_>>().join(" ")
    };
    (0..documents).map(text).collect()
}
