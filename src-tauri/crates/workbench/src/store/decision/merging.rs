//! Joining the journal of another copy of the project with this one.
//!
//! An entry is known by its mark, and what it changed by its row besides: what is here is left alone, the rest is added. A
//! row is the same one when its number and the hash of its text are. Rows that are not the same are counted; their part of
//! a decision stays out, and comes in if the copies are joined again when the rows are here. So the result depends on which
//! entries there are, not on the order in which copies were joined.
//!
//! The other file is not trusted: an entry that reads as nothing known ends the whole, and nothing is changed. Whose a
//! change is, and what it leaves, is worked out from the entry, never taken from the file. Deliberately absent: joining
//! anything else. Data, goals, runs and exports of the other copy stay there.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row};

use super::after;
use crate::store::error::StoreError;
use crate::store::judgement::{self, Aspect};

/// No clock says more; a moment beyond would leave none for what comes after it.
const LAST_MOMENT: i64 = 1 << 50;

/// What the other copy has that is not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Entries that are new here, by annotator: decisions, and what was taken back or made again.
    pub new: BTreeMap<String, u64>,
    /// Entries that are here already.
    pub known: u64,
    /// Rows that new decisions are about.
    pub rows: BTreeSet<i64>,
    /// Rows of the other copy that are not the same here, or not here at all.
    pub strays: BTreeSet<i64>,
}

impl Joined {
    /// New entries.
    pub fn entries(&self) -> u64 {
        self.new.values().sum()
    }
}

/// An entry of the other copy.
struct Other {
    decision: i64,
    mark: Vec<u8>,
    annotator: String,
    made_ms: i64,
    act: i64,
    aspect: Aspect,
    value: Option<String>,
    off: bool,
    changed: i64,
    about: Option<Vec<u8>>,
    moment: i64,
}

/// What joining would bring; nothing is changed. `reads` says whether an annotator's entry is one that can be kept.
pub fn survey(here: &Connection, other: &Connection, reads: Reads) -> Result<Joined, StoreError> {
    walk(here, other, reads, false)
}

/// Joins the other copy's entries with those here.
pub fn join(here: &Connection, other: &Connection, reads: Reads) -> Result<Joined, StoreError> {
    walk(here, other, reads, true)
}

/// Whether an annotator has entries here that the other copy does not have.
pub fn is_ahead(here: &Connection, other: &Connection, annotator: &str) -> Result<bool, StoreError> {
    let mut marks = here.prepare_cached("SELECT mark FROM decision WHERE annotator = ?1")?;
    let mut found = marks.query([annotator])?;
    while let Some(one) = found.next()? {
        if by_mark(other, one.get_ref(0)?.as_blob().map_err(|e| StoreError::Value(e.to_string()))?)?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether annotator, aspect, value and whether a tag is taken off can be kept.
pub type Reads = fn(&str, &str, Option<&str>, bool) -> bool;

fn walk(here: &Connection, other: &Connection, reads: Reads, writes: bool) -> Result<Joined, StoreError> {
    let (mut joined, mut touched, mut coming) = (Joined::default(), BTreeSet::new(), HashSet::new());
    let mut ask = other.prepare(
        "SELECT d.decision, d.mark, d.annotator, d.made_ms, d.act, d.aspect, d.value, d.off, d.changed, a.mark, d.moment \
         FROM decision d LEFT JOIN decision a ON a.decision = d.about ORDER BY d.moment, d.mark",
    )?;
    let mut entries = ask.query([])?;
    while let Some(found) = entries.next()? {
        let entry = read(found, reads)?;
        let known = by_mark(here, &entry.mark)?;
        let about = entry.about.as_deref().map(|mark| by_mark(here, mark)).transpose()?.flatten();
        let rows = if entry.act == 0 { missing(here, other, &entry, known, &mut joined.strays)? } else { Vec::new() };
        // Of a decision none of whose rows are here nothing is said; nor of its being taken back.
        let comes = known.is_none()
            && match &entry.about {
                None => !rows.is_empty() && coming.insert(entry.mark.clone()),
                Some(mark) => about.is_some() || coming.contains(mark),
            };
        joined.known += u64::from(known.is_some());
        joined.rows.extend(rows.iter().map(|(row, ..)| *row));
        if comes {
            *joined.new.entry(entry.annotator.clone()).or_default() += 1;
        }
        if writes && (comes || !rows.is_empty()) {
            let decision = known.map_or_else(|| add(here, &entry, about, rows.len()), Ok)?;
            put(here, decision, &entry, &rows)?;
            touched.insert(about.unwrap_or(decision));
        }
    }
    settle(here, &touched)?;
    Ok(joined)
}

fn read(found: &Row<'_>, reads: Reads) -> Result<Other, StoreError> {
    let (annotator, aspect, value, off): (String, String, Option<String>, bool) =
        (found.get(2)?, found.get(5)?, found.get(6)?, found.get(7)?);
    let known = Aspect::named(&aspect).filter(|_| reads(&annotator, &aspect, value.as_deref(), off));
    let strange = || StoreError::Value(format!("a decision of the other copy about {aspect:?}"));
    let entry = Other {
        decision: found.get(0)?,
        mark: found.get(1)?,
        annotator,
        made_ms: found.get(3)?,
        act: found.get(4)?,
        aspect: known.ok_or_else(strange)?,
        value,
        off,
        changed: found.get(8)?,
        about: found.get(9)?,
        moment: found.get(10)?,
    };
    let is_sound = (0..=2).contains(&entry.act)
        && (entry.act == 0) == entry.about.is_none()
        && (1..=LAST_MOMENT).contains(&entry.moment)
        && entry.made_ms >= 0
        && entry.changed >= 0
        && entry.mark.len() == 16;
    if is_sound { Ok(entry) } else { Err(strange()) }
}

fn by_mark(here: &Connection, mark: &[u8]) -> Result<Option<i64>, StoreError> {
    let mut ask = here.prepare_cached("SELECT decision FROM decision WHERE mark = ?1")?;
    Ok(ask.query_row([mark], |found| found.get(0)).optional()?)
}

/// A changed row: its number, the hash of its text, and what held before.
type Change = (i64, i64, Option<String>);

/// Rows of a decision that are the same here and not in the journal yet; those that are not the same are put to the strays.
fn missing(
    here: &Connection,
    other: &Connection,
    entry: &Other,
    known: Option<i64>,
    strays: &mut BTreeSet<i64>,
) -> Result<Vec<Change>, StoreError> {
    let mut all = other.prepare_cached("SELECT row, text_hash, before FROM decision_change WHERE decision = ?1")?;
    let mut is_here = here.prepare_cached("SELECT 1 FROM decision_change WHERE decision = ?1 AND row = ?2")?;
    let mut hash = here.prepare_cached("SELECT text_hash FROM document WHERE row = ?1")?;
    let mut rows = Vec::new();
    let mut found = all.query([entry.decision])?;
    while let Some(change) = found.next()? {
        let change: Change = (change.get(0)?, change.get(1)?, change.get(2)?);
        if known.is_some_and(|known| is_here.exists((known, change.0)).unwrap_or(false)) {
            continue;
        }
        if hash.query_row([change.0], |found| found.get(0)).optional()? == Some(change.1) {
            rows.push(change);
        } else {
            strays.insert(change.0);
        }
    }
    Ok(rows)
}

fn add(here: &Connection, entry: &Other, about: Option<i64>, rows: usize) -> Result<i64, StoreError> {
    let changed = if entry.act == 0 { rows as i64 } else { entry.changed };
    here.prepare_cached(
        "INSERT INTO decision (mark, annotator, made_ms, act, aspect, value, off, changed, about, moment) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        &entry.mark,
        &entry.annotator,
        entry.made_ms,
        entry.act,
        entry.aspect.name(),
        &entry.value,
        entry.off,
        changed,
        about,
        entry.moment,
    ))?;
    Ok(here.last_insert_rowid())
}

fn put(here: &Connection, decision: i64, entry: &Other, rows: &[Change]) -> Result<(), StoreError> {
    let (whose, key) = (entry.aspect.whose(&entry.annotator), entry.aspect.key(entry.value.as_deref()));
    let leaves = after(entry.aspect, entry.value.as_deref(), entry.off);
    let mut insert = here.prepare_cached("INSERT INTO decision_change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (row, text_hash, before) in rows {
        insert.execute((decision, row, text_hash, whose, &key, before, leaves))?;
    }
    Ok(())
}

/// What holds of everything that decisions new here, or turned here, are about.
fn settle(here: &Connection, touched: &BTreeSet<i64>) -> Result<(), StoreError> {
    let mut holds = here.prepare_cached(
        "UPDATE decision SET changed = (SELECT count(*) FROM decision_change c WHERE c.decision = decision.decision), \
         holds = coalesce((SELECT r.act FROM decision r WHERE r.about = decision.decision \
         ORDER BY r.moment DESC, r.mark DESC LIMIT 1), 0) <> 1 WHERE decision = ?1 AND act = 0",
    )?;
    for &decision in touched {
        holds.execute([decision])?;
    }
    for &decision in touched {
        judgement::settle(here, decision)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
