//! The pool as a table: a stretch of rows, and rows set aside.

use super::filter;
use super::frame::UNKNOWN;
use super::texts::excerpt;
use super::tokens;
use crate::formats::RecordKind as Kind;
use crate::operations::Failure;
use crate::operations::data::{PoolPage, PoolQuery, PoolRow, RecordKind};
use crate::operations::import::{SetAsidePage, SetAsideQuery, SetAsideRow};
use crate::session::Session;
use crate::store::{import, meta, set_aside};

/// Rows of a page at most.
pub const MOST_ROWS: u64 = 500;
/// Characters of an excerpt.
pub const EXCERPT: usize = 400;

/// A stretch of the pool.
pub fn page(session: &Session, query: &PoolQuery) -> Result<PoolPage, Failure> {
    let frame = session.frame()?;
    let limit = query.limit.min(MOST_ROWS) as usize;
    let (total, positions) = filter::stretch(session, &frame, &query.filter, query.offset as usize, limit)?;
    let model = session.read(|c| meta::value(c, meta::CURRENT_MODEL))?;
    let tokens = tokens::column(session, &frame, model.as_deref())?;
    let shown: Vec<usize> = positions.into_iter().map(|position| position as usize).collect();
    let texts = session.texts(&shown.iter().map(|&position| frame.rows[position]).collect::<Vec<_>>())?;
    let rows = shown
        .into_iter()
        .zip(texts)
        .map(|(position, text)| PoolRow {
            row: frame.rows[position],
            id: frame.ids.at(position).to_owned(),
            excerpt: excerpt(&text, EXCERPT),
            kind: kind_of(frame.kinds[position]),
            characters: u64::from(frame.characters[position]),
            tokens: Some(tokens[position]).filter(|&count| count != UNKNOWN).map(u64::from),
            values: frame.columns.iter().map(|column| column.text(position)).collect(),
        })
        .collect();
    Ok(PoolPage { total, rows })
}

/// A stretch of the rows set aside.
pub fn set_aside(session: &Session, query: &SetAsideQuery) -> Result<SetAsidePage, Failure> {
    session.read(|c| {
        if let Some(import) = query.import {
            import::one(c, import)?;
        }
        let rows = set_aside::page(c, query.import, query.offset, query.limit.min(MOST_ROWS))?;
        Ok(SetAsidePage {
            total: set_aside::count(c, query.import)?,
            rows: rows
                .into_iter()
                .map(|row| SetAsideRow {
                    file: row.file,
                    line: row.line,
                    reason: row.reason,
                    excerpt: excerpt(&String::from_utf8_lossy(&row.raw), EXCERPT),
                })
                .collect(),
        })
    })
}

/// A record kind from its number in the store.
pub const fn kind_of(number: u8) -> RecordKind {
    match number {
        1 => RecordKind::Instruction,
        2 => RecordKind::Chat,
        _ => RecordKind::Text,
    }
}

/// The number of a record kind in the store.
pub const fn kind_number(kind: Kind) -> u8 {
    match kind {
        Kind::Text => 0,
        Kind::Instruction => 1,
        Kind::Chat => 2,
    }
}
