//! By slice: what share of each selection a value of a column or a range of lengths has, against the pool.

use selection::compare::slices::{REST, Slices as Split, by_slice};
use selection::share::Share;

use super::side::Compared;
use crate::operations::compare::{Interval, Slice, Slices, SlicesQuery};
use crate::operations::{Failure, FailureCode};
use crate::pool::columns::{Column, Values};
use crate::ranking::Rankings;

/// Slices that are shown.
const MOST: usize = 40;
/// Ranges that numbers are cut into.
const RANGES: usize = 8;

/// How the kept documents are spread over slices of the pool.
///
/// # Errors
/// [`FailureCode::NoSuchColumn`]; as [`Compared::of`].
pub fn slices(rankings: &Rankings, query: &SlicesQuery) -> Result<Slices, Failure> {
    let compared = Compared::of(rankings, &query.compare, 1..=4)?;
    let frame = compared.frame();
    let (split, others) = match &query.column {
        None => (Split::by_quantile(&compared.sides[0].kept.pool.tokens, RANGES), 0),
        Some(name) => {
            let column = frame.columns.iter().find(|column| column.name == *name);
            let column = column.ok_or_else(|| Failure::new(FailureCode::NoSuchColumn).text("column", name.clone()))?;
            by_column(column, frame.len())
        }
    };
    let shares = by_slice(&split, &compared.selections());
    let shown = shares.into_iter().filter(|found| split.names[found.slice] != REST || others == 0);
    Ok(Slices {
        columns: frame.columns.iter().map(|column| column.name.clone()).collect(),
        slices: shown
            .map(|found| Slice {
                value: split.names[found.slice].clone(),
                pool_share: found.pool.value,
                kept: found.selections.into_iter().map(interval).collect(),
            })
            .collect(),
        others,
    })
}

/// The split by a column, and how many values have no slice of their own.
fn by_column(column: &Column, documents: usize) -> (Split, u64) {
    match &column.values {
        Values::Categories { codes, texts } => {
            let value = |position: usize| usize::from(codes[position]).checked_sub(1).map(|code| texts[code].as_str());
            let split = Split::by_category((0..documents).map(value), MOST);
            let distinct = (1..=texts.len()).filter(|code| codes.contains(&(*code as u16))).count();
            (split, distinct.saturating_sub(MOST) as u64)
        }
        Values::Numbers(numbers) => (ranges(numbers), 0),
    }
}

/// Ranges of numbers with about as many documents each; those without a number are in none.
fn ranges(numbers: &[f64]) -> Split {
    let mut distinct: Vec<f64> = numbers.iter().copied().filter(|number| !number.is_nan()).collect();
    distinct.sort_unstable_by(f64::total_cmp);
    let place = |number: f64| distinct.partition_point(|&other| other < number) as u64;
    let known: Vec<u64> = distinct.iter().map(|&number| place(number)).collect();
    let split = Split::by_quantile(&known, RANGES);
    // Names by place become names by number; equal numbers have one place, the first.
    let name = |text: &str| {
        let ends: Vec<String> =
            text.split('–').filter_map(|end| Some(distinct[end.parse::<usize>().ok()?].to_string())).collect();
        ends.join("–")
    };
    let part_of: std::collections::HashMap<u64, u32> =
        known.iter().copied().zip(split.of.iter().map(|part| part.unwrap_or(0))).collect();
    let of = numbers.iter().map(|&n| (!n.is_nan()).then(|| part_of.get(&place(n)).copied()).flatten()).collect();
    Split { names: split.names.iter().map(|text| name(text)).collect(), of }
}

/// A share as an answer has it.
#[must_use]
pub fn interval(share: Share) -> Interval {
    Interval { value: share.value, low: Some(share.low), high: Some(share.high) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::side::tests::{asked, three};
    use super::*;

    #[test]
    fn numbers_fall_into_named_ranges_and_missing_ones_into_none() {
        let numbers: Vec<f64> = (0..16).map(|i| f64::from(i) / 2.0).chain([f64::NAN]).collect();
        let split = ranges(&numbers);
        assert_eq!((split.names.len(), split.names[0].as_str()), (8, "0–0.5"));
        assert_eq!((split.of[3], split.of[16]), (Some(1), None));
    }

    #[test]
    fn lengths_are_the_slices_where_no_column_is_named_and_an_unknown_column_is_refused() {
        let (rankings, made) = three();
        let query = |column: Option<&str>| SlicesQuery { compare: asked(&made, 2), column: column.map(str::to_owned) };
        let found = slices(&rankings, &query(None)).unwrap();
        assert_eq!((found.slices.len(), found.slices[0].value.as_str(), found.slices[0].kept.len()), (1, "10", 3));
        assert!((found.slices[0].pool_share - 1.0).abs() < 1e-12);
        assert_eq!(slices(&rankings, &query(Some("no"))).unwrap_err().code, FailureCode::NoSuchColumn);
    }
}
