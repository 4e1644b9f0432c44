//! Coverage and diversity: does a selection repeat itself, how spread out is it, how near does it come to each example?

use std::collections::HashSet;

use selection::duplicates::{NearSettings, near};
use selection::evidence::diversity::{
    coverage, coverage_by, mean_pairwise_distance, repeated, vendi, vendi_of_likeness,
};
use selection::why::in_common;

use super::asked::Asked;
use super::lens::Lens;
use super::table::{Table, share};
use crate::operations::Failure;
use crate::operations::evidence::{Better, EvidenceNeed, EvidenceUnit};

/// Documents whose Vendi score is taken: as many of every selection, since the score grows with their number.
const VENDI: usize = 400;
/// Documents of a selection that examples are held against.
const COVERED: usize = 5_000;

/// Repeated texts and distinct sources for every project; spread and nearness where something was read.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let mut table = asked.table(&[]);
    repeats(asked, &mut table)?;
    sources(asked, &mut table);
    match Lens::any(asked)? {
        Some(lens) => spread(asked, &lens, &mut table),
        None => table.missing = Some(EvidenceNeed::Reading),
    }
    Ok(table)
}

/// Shares with intervals of their own: the random column holds all picks together.
fn repeats(asked: &Asked, table: &mut Table) -> Result<(), Failure> {
    let groups = near(&*asked.texts()?, NearSettings::default());
    let of = |documents: &[u32]| {
        let groups: Vec<_> = documents.iter().map(|&document| Some(groups.head(document as usize))).collect();
        share(repeated(&groups))
    };
    let mut values: Vec<_> = asked.compared.selections().into_iter().map(of).collect();
    let picks: Vec<f64> = asked.random_picks().into_iter().filter_map(|pick| Some(of(pick)?.value)).collect();
    values.push(super::table::spread(&picks));
    values.push(of(&asked.pool));
    table.row("near_duplicates", Better::Lower, EvidenceUnit::Share, values);
    Ok(())
}

fn sources(asked: &Asked, table: &mut Table) {
    let frame = asked.compared.frame();
    let Some(column) = frame.columns.iter().find(|column| column.is_categories()) else { return };
    let of = |documents: &[u32]| {
        let values: HashSet<String> = documents.iter().map(|&document| column.text(document as usize)).collect();
        Some(values.iter().filter(|value| !value.is_empty()).count() as f64)
    };
    asked.measured(table, ("distinct_sources", Better::Higher, EvidenceUnit::Number), of, None);
}

fn spread(asked: &Asked, lens: &Lens, table: &mut Table) {
    let read = |documents: &[u32]| lens.read(documents);
    let smallest = asked.compared.selections().into_iter().map(|s| read(s).len()).min().unwrap_or(0).min(VENDI);
    let vendi_of = |documents: &[u32]| {
        let drawn = asked.sampled(&read(documents), smallest);
        if drawn.len() < smallest || drawn.is_empty() {
            return None;
        }
        match lens.rows(&drawn) {
            Some(rows) => vendi(&rows),
            None => vendi_of_likeness(square(drawn.len(), lens.likeness(&drawn)), drawn.len()),
        }
    };
    asked.measured(table, ("vendi", Better::Higher, EvidenceUnit::Number), vendi_of, None);
    let distance = |documents: &[u32]| {
        let drawn = asked.sampled(&read(documents), COVERED);
        if let Some(rows) = lens.rows(&drawn) {
            return mean_pairwise_distance(&rows);
        }
        let drawn = asked.sampled(&drawn, VENDI);
        mean_distance(drawn.len(), lens.likeness(&drawn))
    };
    asked.measured(table, ("mean_distance", Better::Higher, EvidenceUnit::Number), distance, None);
    let covered = |documents: &[u32]| {
        let drawn = asked.sampled(&read(documents), COVERED);
        match (lens.example_rows(), lens.rows(&drawn), lens.features()) {
            (Some(examples), Some(rows), _) => coverage(&examples, &rows),
            (.., Some((pool, examples))) => {
                let scored: Vec<usize> = (0..examples.len()).filter(|&at| examples.is_scored(at)).collect();
                let top_k = pool.shape().top_k;
                coverage_by(scored.len(), drawn.len(), |example, document| {
                    in_common(examples.document(scored[example]), pool.document(drawn[document] as usize), top_k)
                })
            }
            _ => None,
        }
    };
    asked.measured(table, ("examples_covered", Better::Higher, EvidenceUnit::Number), covered, None);
}

/// All likenesses, `[documents][documents]`, 1 with oneself.
fn square(documents: usize, likeness: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let at = |place: usize| {
        let (a, b) = (place / documents, place % documents);
        if a == b { 1.0 } else { likeness(a.max(b), a.min(b)) }
    };
    (0..documents * documents).map(at).collect()
}

fn mean_distance(documents: usize, likeness: impl Fn(usize, usize) -> f64) -> Option<f64> {
    let pairs = (0..documents).flat_map(|a| (0..a).map(move |b| (a, b)));
    let distances: Vec<f64> = pairs.map(|(a, b)| 1.0 - likeness(a, b)).collect();
    (!distances.is_empty()).then(|| distances.iter().sum::<f64>() / distances.len() as f64)
}
