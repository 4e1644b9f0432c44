//! Stability: how far a selection moves when the examples are drawn again.

use selection::evidence::stability::stability;

use super::asked::Asked;
use super::table::{Table, range};
use crate::operations::Failure;
use crate::operations::evidence::{Better, EvidenceNeed, EvidenceUnit};
use crate::ranking::again::Again;

/// Draws of the examples.
const RESAMPLES: u64 = 5;
/// Ticked examples below which a draw says nothing.
const FEW: usize = 4;

/// Rank correlation and overlap of the best fifth: each draw with the whole goal, and each two draws; the ends are the
/// least and the most of them. Empty for methods without examples.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    if asked.ticked.len() < FEW {
        return Ok(Table::missing(EvidenceNeed::MoreExamples));
    }
    let mut table = Table::of(asked.compared.sides.len(), &[]);
    let mut columns: [Vec<_>; 4] = [const { Vec::new() }; 4];
    for side in &asked.compared.sides {
        let again = Again::of(asked.session, asked.rankings, &side.kept)?;
        if !again.reads_examples() {
            for column in &mut columns {
                column.push(None);
            }
            continue;
        }
        let found = stability(again.ticked(), RESAMPLES, asked.query.seed, |drawn| again.score(drawn))?;
        columns[0].push(range(found.rho_with_all.into_iter().flatten()));
        columns[1].push(range(found.jaccard_with_all.into_iter()));
        columns[2].push(range(found.rho_between.into_iter().flatten()));
        columns[3].push(range(found.jaccard_between.into_iter()));
    }
    let measures = ["rho_with_all", "top_fifth_with_all", "rho_between_draws", "top_fifth_between_draws"];
    for (place, (measure, values)) in measures.into_iter().zip(columns).enumerate() {
        let unit = if place % 2 == 0 { EvidenceUnit::Number } else { EvidenceUnit::Share };
        table.row(measure, Better::Higher, unit, values);
    }
    Ok(table)
}
