//! Distance to the goal: in words, and in a representation that no compared method used.

use selection::evidence::mmd::discrepancy;
use selection::evidence::ngrams::{Grams, kl_reduction};
use selection::ngrams::HashedNgrams;

use super::asked::{Asked, texts_of};
use super::lens::Lens;
use super::table::Table;
use crate::operations::Failure;
use crate::operations::evidence::{Better, EvidenceNeed, EvidenceUnit};

/// Documents of a selection that are held against the examples.
const DRAWN: usize = 400;
/// Random splits that say how likely so much is by chance.
const PERMUTATIONS: u64 = 200;

/// KL reduction on words and pairs of words; MMD² with its p-value where another representation was read.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let mut table = asked.table(&[]);
    let texts = asked.texts()?;
    let examples = texts_of(&asked.ticked);
    let goal = Grams::of(&HashedNgrams::of(&examples), &(0..examples.len() as u32).collect::<Vec<_>>());
    let ngrams = HashedNgrams::of(&texts);
    let pool = Grams::of(&ngrams, &asked.pool);
    let reduction = |documents: &[u32]| kl_reduction(&goal, &pool, &Grams::of(&ngrams, documents));
    asked.measured(&mut table, ("kl_reduction", Better::Higher, EvidenceUnit::Number), reduction, None);
    let lens = Lens::unused(asked)?;
    let Some((lens, example_rows)) = lens.as_ref().and_then(|lens| Some((lens, lens.example_rows()?))) else {
        table.missing = Some(EvidenceNeed::OtherRepresentation);
        return Ok(table);
    };
    if example_rows.len() < 2 {
        table.missing = Some(EvidenceNeed::MoreExamples);
        return Ok(table);
    }
    let found = |documents: &[u32], permutations: u64| {
        let rows = lens.rows(&asked.sampled(&lens.read(documents), DRAWN))?;
        discrepancy(&rows, &example_rows, permutations, asked.query.seed)
    };
    let square = |documents: &[u32]| found(documents, 0).map(|found| found.square);
    asked.measured(&mut table, ("mmd_square", Better::Lower, EvidenceUnit::Number), square, None);
    let p_value = |documents: &[u32]| found(documents, PERMUTATIONS).map(|found| found.p_value);
    asked.measured(&mut table, ("mmd_p_value", Better::Higher, EvidenceUnit::Number), p_value, None);
    Ok(table)
}
