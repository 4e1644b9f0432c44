//! Separability: do the categories of the pool lie apart in what was read, and does the goal stand apart from the pool?

use std::collections::BTreeMap;

use selection::evidence::rows::Rows;
use selection::evidence::separability::{Separability, k_means, separability};

use super::asked::Asked;
use super::heldback::{Planted, planted, too_few};
use super::lens::Lens;
use super::table::{Table, plain};
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceNeed, EvidenceUnit};
use crate::operations::{Failure, FailureCode};

/// Documents that are clustered: each is held against every other.
const CLUSTERED: usize = 500;
/// Categories above which clusters say nothing.
const MOST_CATEGORIES: usize = 40;

/// Held-back examples by ranking; clusters against the categories of a column, which belong to what was read and not to a
/// ranking, under the pool.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let mut table = Table::of(asked.compared.sides.len(), &[EvidenceColumn::Pool]);
    if too_few(asked) {
        table.missing = Some(EvidenceNeed::MoreExamples);
    } else {
        let found: Vec<_> = asked.compared.sides.iter().map(|side| planted(asked, side)).collect::<Result<_, _>>()?;
        table.row("roc_auc", Better::Higher, EvidenceUnit::Number, found.iter().map(Planted::area).collect());
        let percentiles = found.iter().map(Planted::percentile).collect();
        table.row("median_percentile", Better::Lower, EvidenceUnit::Share, percentiles);
    }
    match Lens::any(asked)? {
        Some(lens) => clusters(asked, &lens, &mut table)?,
        None => table.missing = table.missing.or(Some(EvidenceNeed::Reading)),
    }
    Ok(table)
}

fn clusters(asked: &Asked, lens: &Lens, table: &mut Table) -> Result<(), Failure> {
    let frame = asked.compared.frame();
    let column = match &asked.query.answer {
        Some(answer) => {
            let found = frame.columns.iter().find(|column| column.name == answer.column);
            let absent = || Failure::new(FailureCode::NoSuchColumn).text("column", answer.column.clone());
            Some(found.ok_or_else(absent)?)
        }
        None => frame.columns.iter().find(|column| column.is_categories()),
    };
    let Some(column) = column else { return Ok(()) };
    let named: Vec<u32> =
        lens.read(&asked.pool).into_iter().filter(|&document| !column.text(document as usize).is_empty()).collect();
    let drawn = asked.sampled(&named, CLUSTERED);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let categories: Vec<usize> = drawn
        .iter()
        .map(|&document| {
            let next = numbers.len();
            *numbers.entry(column.text(document as usize)).or_insert(next)
        })
        .collect();
    if !(2..=MOST_CATEGORIES).contains(&numbers.len()) {
        return Ok(());
    }
    let distances = Rows::of_distances(drawn.len(), lens.likeness(&drawn));
    let found = separability(&k_means(&distances, numbers.len(), asked.query.seed), &categories);
    let Some(Separability { purity, mutual_information, adjusted_rand }) = found else { return Ok(()) };
    let under_pool = |value: f64| {
        let mut values = vec![None; asked.compared.sides.len()];
        values.push(Some(plain(value)));
        values
    };
    table.row("purity", Better::Higher, EvidenceUnit::Share, under_pool(purity));
    table.row("mutual_information", Better::Higher, EvidenceUnit::Number, under_pool(mutual_information));
    table.row("adjusted_rand", Better::Higher, EvidenceUnit::Number, under_pool(adjusted_rand));
    Ok(())
}
