//! Rows in the compared rankings: those they disagree about, and where given ones stand.

use selection::compare::disagreement::{Side as CutSide, disagreements};

use super::side::Compared;
use crate::operations::compare::{ComparedRow, DisagreementPage, DisagreementQuery, StandingsQuery};
use crate::operations::{Failure, FailureCode};
use crate::pool::table::{EXCERPT, kind_of};
use crate::pool::texts::excerpt;
use crate::ranking::Rankings;
use crate::session::Session;

/// Rows of a page of disagreements at most.
const MOST_ROWS: u64 = 200;
/// Rows whose standings can be asked at once.
const MOST_STANDINGS: usize = 500;

/// A stretch of the rows that some rankings keep and others do not, those farthest apart first.
///
/// # Errors
/// As [`Compared::of`], and what the store says.
pub fn disagreeing(
    session: &Session,
    rankings: &Rankings,
    query: &DisagreementQuery,
) -> Result<DisagreementPage, Failure> {
    let compared = Compared::of(rankings, &query.compare, 2..=4)?;
    let split = split(&compared);
    let from = (query.offset as usize).min(split.len());
    let to = from.saturating_add(query.limit.min(MOST_ROWS) as usize).min(split.len());
    Ok(DisagreementPage { total: split.len() as u64, rows: rows(session, &compared, &split[from..to])? })
}

/// The documents that some keep and others do not, the farthest apart first.
pub fn split(compared: &Compared) -> Vec<u32> {
    let sides: Vec<CutSide> = compared
        .sides
        .iter()
        .map(|side| CutSide { order: side.kept.ranking.order(), cut: side.cut.documents as usize })
        .collect();
    let found = disagreements(&sides, compared.frame().len(), usize::MAX);
    found.iter().filter(|found| found.is_split()).map(|found| found.document).collect()
}

/// Where some rows stand in each ranking, in the order asked.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] for a row that is not there, [`FailureCode::BadRequest`] for too many; as
/// [`Compared::of`].
pub fn standings(session: &Session, rankings: &Rankings, query: &StandingsQuery) -> Result<Vec<ComparedRow>, Failure> {
    let compared = Compared::of(rankings, &query.compare, 1..=4)?;
    if query.rows.len() > MOST_STANDINGS {
        let detail = format!("{} rows are too many at once: ask for {MOST_STANDINGS} at most", query.rows.len());
        return Err(Failure::new(FailureCode::BadRequest).text("detail", detail));
    }
    let absent = |row: i64| Failure::new(FailureCode::NoSuchThing).text("what", "row").number("id", row as f64);
    let positions: Vec<u32> = query
        .rows
        .iter()
        .map(|&row| compared.frame().position(row).map(|place| place as u32).ok_or_else(|| absent(row)))
        .collect::<Result<_, _>>()?;
    rows(session, &compared, &positions)
}

fn rows(session: &Session, compared: &Compared, positions: &[u32]) -> Result<Vec<ComparedRow>, Failure> {
    let frame = compared.frame();
    let numbers: Vec<i64> = positions.iter().map(|&position| frame.rows[position as usize]).collect();
    let texts = session.texts(&numbers)?;
    let source = frame.columns.iter().find(|column| column.is_categories());
    Ok(positions
        .iter()
        .zip(texts)
        .map(|(&position, text)| {
            let position = position as usize;
            let ranks: Vec<Option<u64>> = compared
                .sides
                .iter()
                .map(|side| Some(u64::from(side.kept.ranks[position])).filter(|&rank| rank > 0))
                .collect();
            let kept = ranks.iter().zip(&compared.sides);
            ComparedRow {
                row: frame.rows[position],
                id: frame.ids.at(position).to_owned(),
                excerpt: excerpt(&text, EXCERPT),
                kind: kind_of(frame.kinds[position]),
                source: source.map_or_else(String::new, |column| column.text(position)),
                kept: kept.map(|(rank, side)| rank.is_some_and(|rank| rank <= side.cut.documents)).collect(),
                ranks,
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::side::tests::{asked, three};
    use super::*;

    #[test]
    fn disputed_rows_are_those_that_one_keeps_and_the_other_does_not() {
        let (rankings, made) = three();
        let compared = Compared::of(&rankings, &asked(&[made[0], made[2]], 2), 2..=4).unwrap();
        let (a, b) = (compared.sides[0].selected(), compared.sides[1].selected());
        let mut expected: Vec<u32> = a.iter().filter(|d| !b.contains(d)).copied().collect();
        expected.extend(b.iter().filter(|d| !a.contains(d)));
        let mut found = split(&compared);
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected);
        assert!(!found.is_empty());
    }
}
