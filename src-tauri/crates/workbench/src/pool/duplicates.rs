//! Duplicates as a person looks at them: how many, and which rows stand together.

use std::collections::HashSet;

use super::frame::Frame;
use super::table::{EXCERPT, kind_of};
use super::texts::excerpt;
use crate::operations::Failure;
use crate::operations::composition::{AlikeRow, DuplicateGroup, Duplicates, DuplicatesQuery, Likeness};
use crate::session::Session;

/// Groups of a page, and rows shown of a group, at most.
const MOST_GROUPS: u64 = 100;
const MOST_MEMBERS: usize = 50;

/// The groups of the pool, the largest first; equals in import order.
///
/// # Errors
/// [`Failure`] for a likeness out of range, or what the store says.
pub fn page(session: &Session, query: &DuplicatesQuery) -> Result<Duplicates, Failure> {
    let frame = session.frame()?;
    let (same, found) = (session.alike(&frame, Likeness::Exact {})?, session.alike(&frame, query.likeness)?);
    let texts_of = |group: &[u32]| group.iter().map(|&d| same.head(d as usize)).collect::<HashSet<_>>().len();
    // Each with how many different texts it holds.
    let mut groups: Vec<(Vec<u32>, usize)> = found
        .groups()
        .into_iter()
        .map(|group| (texts_of(&group), group))
        .map(|(texts, group)| (group, texts))
        .collect();
    let is_exact = |texts: usize| texts == 1;
    let spare = groups.iter().map(|(group, _)| group.len() as u64 - 1).sum();
    let exact_spare = groups.iter().map(|(group, texts)| (group.len() - texts) as u64).sum();
    let exact_groups = groups.iter().filter(|(_, texts)| is_exact(*texts)).count() as u64;
    groups.sort_by_key(|(group, _)| std::cmp::Reverse(group.len()));
    let shown = groups.iter().skip(query.offset as usize).take(query.limit.min(MOST_GROUPS) as usize);
    let page = shown
        .map(|(group, texts)| {
            let first = &group[..group.len().min(MOST_MEMBERS)];
            let members = rows(session, &frame, first, |_| None)?;
            Ok(DuplicateGroup { rows: group.len() as u64, exact: is_exact(*texts), members })
        })
        .collect::<Result<_, Failure>>()?;
    let (documents, groups) = (frame.len() as u64, groups.len() as u64);
    Ok(Duplicates { documents, groups, exact_groups, spare, exact_spare, page })
}

/// Some documents with their excerpts, in the order given.
///
/// # Errors
/// What the store says.
pub fn rows(
    session: &Session,
    frame: &Frame,
    documents: &[u32],
    score: impl Fn(usize) -> Option<f64>,
) -> Result<Vec<AlikeRow>, Failure> {
    let numbers: Vec<i64> = documents.iter().map(|&document| frame.rows[document as usize]).collect();
    let texts = session.texts(&numbers)?;
    let row = |(&document, text): (&u32, String)| AlikeRow {
        row: frame.rows[document as usize],
        id: frame.ids.at(document as usize).to_owned(),
        excerpt: excerpt(&text, EXCERPT),
        kind: kind_of(frame.kinds[document as usize]),
        score: score(document as usize),
    };
    Ok(documents.iter().zip(texts).map(row).collect())
}
