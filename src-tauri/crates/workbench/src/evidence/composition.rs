//! Known composition: a column of the pool says which rows are right.

use selection::evidence::composition::{Composition, composition};

use super::asked::Asked;
use super::table::{Table, estimate, plain, share, spread};
use crate::operations::compare::Interval;
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceNeed, EvidenceUnit};
use crate::operations::{Failure, FailureCode};

/// A measure: its name, its unit, and how a composition says it.
type Measure = (&'static str, EvidenceUnit, fn(&Composition) -> Option<Interval>);

const MEASURES: [Measure; 6] = [
    ("precision", EvidenceUnit::Share, |found| share(found.precision)),
    ("recall", EvidenceUnit::Share, |found| share(found.recall)),
    ("average_precision", EvidenceUnit::Number, |found| found.average_precision.map(estimate)),
    ("precision_at_relevant", EvidenceUnit::Share, |found| share(found.precision_at_relevant)),
    ("lift", EvidenceUnit::Times, |found| found.lift.map(estimate)),
    ("token_precision", EvidenceUnit::Share, |found| found.token_precision.map(plain)),
];

/// Precision, recall, average precision, P@R, lift, and precision by tokens.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let Some(answer) = &asked.query.answer else { return Ok(Table::missing(EvidenceNeed::Answer)) };
    let frame = asked.compared.frame();
    let column = frame.columns.iter().find(|column| column.name == answer.column);
    let absent = || Failure::new(FailureCode::NoSuchColumn).text("column", answer.column.clone());
    let column = column.ok_or_else(absent)?;
    let mut relevant = vec![false; frame.len()];
    for &document in &asked.pool {
        relevant[document as usize] = column.text(document as usize) == answer.value;
    }
    let tokens = &asked.compared.sides[0].kept.pool.tokens;
    let of = |order: &[u32], k: usize| composition(order, &relevant, k, Some(tokens), asked.query.seed);
    let found: Vec<Composition> =
        asked.compared.sides.iter().map(|side| of(side.kept.ranking.order(), side.cut.documents as usize)).collect();
    let picks: Vec<Composition> =
        asked.random_orders().iter().zip(asked.random_picks()).map(|(order, picked)| of(order, picked.len())).collect();
    let mut table = Table::of(found.len(), &[EvidenceColumn::Random]);
    for (measure, unit, said) in MEASURES {
        let mut values: Vec<_> = found.iter().map(said).collect();
        let by_chance: Vec<f64> = picks.iter().filter_map(|one| Some(said(one)?.value)).collect();
        values.push(spread(&by_chance));
        table.row(measure, Better::Higher, unit, values);
    }
    Ok(table)
}
