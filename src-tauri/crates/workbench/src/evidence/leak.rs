//! Leak check: texts of a selection that repeat thirteen words in a row of an example.

use selection::evidence::leak::{WORDS, leaks};
use selection::share::Share;

use super::asked::{Asked, texts_of};
use super::table::{Table, share, spread};
use crate::operations::Failure;
use crate::operations::evidence::{Better, EvidenceNeed, EvidenceUnit};
use crate::store::example::Example;

/// The shares of rows that repeat a held-back example, and a ticked one. Without held-back examples the first is missing.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let mut table = asked.table(&[]);
    if asked.held_back.is_empty() {
        table.missing = Some(EvidenceNeed::MoreExamples);
    } else {
        repeats(asked, &mut table, "repeats_held_back", &asked.held_back)?;
    }
    repeats(asked, &mut table, "repeats_examples", &asked.ticked)?;
    Ok(table)
}

fn repeats(asked: &Asked, table: &mut Table, measure: &str, examples: &[Example]) -> Result<(), Failure> {
    let (texts, examples) = (asked.texts()?, texts_of(examples));
    let hit: std::collections::HashSet<u32> =
        leaks(&texts, &asked.pool, &examples, WORDS).into_iter().map(|leak| leak.document).collect();
    let found = |documents: &[u32]| {
        Share::new(documents.iter().filter(|document| hit.contains(document)).count(), documents.len())
    };
    let mut values: Vec<_> = asked.compared.selections().into_iter().map(|s| share(found(s))).collect();
    let picks: Vec<f64> = asked.random_picks().into_iter().map(|pick| found(pick).value).collect();
    values.push(spread(&picks));
    values.push(share(found(&asked.pool)));
    table.row(measure, Better::Lower, EvidenceUnit::Share, values);
    Ok(())
}
