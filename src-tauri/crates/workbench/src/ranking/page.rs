//! A stretch of a ranking, filtered, with what is shown of each row.

use super::Kept;
use crate::operations::Failure;
use crate::operations::data::Filter;
use crate::operations::ranking::{RankedRow, RankingPage, RankingPageQuery};
use crate::pool::columns::Values;
use crate::pool::filter;
use crate::pool::frame::Frame;
use crate::pool::table::{EXCERPT, MOST_ROWS, kind_of};
use crate::pool::texts::excerpt;
use crate::session::Session;

/// Rows of a ranking, best first; those that could not be scored stand below all others.
pub fn page(session: &Session, query: &RankingPageQuery) -> Result<RankingPage, Failure> {
    let kept = session.rankings.by_id(query.ranking)?;
    let frame = session.frame()?;
    let shown = shown(session, &kept, &frame, &query.filter)?;
    let from = (query.offset as usize).min(shown.len());
    let to = from.saturating_add(query.limit.min(MOST_ROWS) as usize).min(shown.len());
    let places = &shown[from..to];
    let texts = session.texts(&places.iter().map(|&place| kept.pool.rows[place as usize]).collect::<Vec<_>>())?;
    let rows = places.iter().zip(texts).map(|(&place, text)| row(&kept, &frame, place as usize, &text)).collect();
    Ok(RankingPage { total: shown.len() as u64, rows })
}

/// Places in the ranking's pool, in order, that a filter lets through.
fn shown(session: &Session, kept: &Kept, frame: &std::sync::Arc<Frame>, with: &Filter) -> Result<Vec<u32>, Failure> {
    let matching = filter::matching(session, frame, with)?;
    let mut let_through = vec![false; kept.pool.len()];
    for &position in matching.iter() {
        // The pool may have grown or shrunk since the ranking was made.
        if let Some(place) = kept.pool.position(frame.rows[position as usize]) {
            let_through[place] = true;
        }
    }
    let ranked = kept.ranking.order().iter().copied();
    let unscored = (0..kept.pool.len() as u32).filter(|&place| is_unscored(kept, place as usize));
    Ok(ranked.chain(unscored).filter(|&place| let_through[place as usize]).collect())
}

/// Read, but nothing in it to score; neither unread nor left out as an example.
fn is_unscored(kept: &Kept, place: usize) -> bool {
    kept.ranks[place] == 0
        && kept.pool.read[place]
        && (kept.view.query.keep_examples || kept.example_rows.binary_search(&kept.pool.rows[place]).is_err())
}

fn row(kept: &Kept, frame: &Frame, place: usize, text: &str) -> RankedRow {
    let row = kept.pool.rows[place];
    let rank = Some(u64::from(kept.ranks[place])).filter(|&rank| rank > 0);
    let ranked = kept.view.ranked as f64;
    let position = frame.position(row);
    RankedRow {
        rank,
        row,
        id: kept.pool.ids.at(place).to_owned(),
        excerpt: excerpt(text, EXCERPT),
        kind: kind_of(position.map_or(0, |position| frame.kinds[position])),
        score: rank.and_then(|_| kept.scores.value(place)),
        percentile: rank.map(|rank| (ranked - rank as f64) / ranked * 100.0),
        tokens: kept.pool.tokens[place],
        source: position.map_or_else(String::new, |position| source(frame, position)),
        is_example: kept.example_rows.binary_search(&row).is_ok(),
    }
}

/// The value of the first column of categories.
fn source(frame: &Frame, position: usize) -> String {
    let first = frame.columns.iter().find(|column| matches!(column.values, Values::Categories { .. }));
    first.map_or_else(String::new, |column| column.text(position))
}
