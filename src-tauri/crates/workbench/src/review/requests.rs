//! The requests that decide, take back and tell what was decided. What they answer is on the disk.

use super::decided::reviews;
use super::{queue, words};
use crate::clock::now_ms;
use crate::operations::review::{
    Annotator, Decide, DecideOn, DecidePreview, Decided, Decision, DecisionAct, DecisionEntry, DecisionsPage,
    DecisionsQuery,
};
use crate::operations::{Changed, Failure, FailureCode};
use crate::session::Session;
use crate::store::decision::{self, Act, Entered, Entry, NewDecision};
use crate::store::judgement::Aspect;
use crate::store::{Connection, StoreError};

/// Rows of which an answer says what holds now.
const MOST_TOLD: usize = 500;
/// Entries of a page of the journal.
const MOST_ENTRIES: u64 = 500;

/// Decides about rows.
///
/// # Errors
/// [`FailureCode::CountChanged`] when a queue has another number of rows than was said; [`FailureCode::NoSuchThing`] for a
/// row that is not there; [`FailureCode::ReadOnly`]; what is wrong with the decision.
pub fn decide(session: &Session, with: &Decide) -> Result<Decided, Failure> {
    session.check_writable()?;
    let new = new(session, with, true)?;
    let (annotator, about) = (new.annotator.clone(), with.decision.clone());
    let moves = new.aspect == Aspect::Pin;
    let entered = session.write(move |c| decision::decide(c, &new))?;
    told(session, (&annotator, with.blind), entered, Some(about), moves)
}

/// How many rows a decision is about, and how many it would change. Decides nothing.
///
/// # Errors
/// As [`decide`], save for the number of rows.
pub fn preview(session: &Session, with: &Decide) -> Result<DecidePreview, Failure> {
    let new = new(session, with, false)?;
    let rows = new.rows.len() as u64;
    let changes = session.read(|c| decision::changes(c, &new))?;
    Ok(DecidePreview { rows, changes })
}

/// Takes an annotator's last decision back.
///
/// # Errors
/// [`FailureCode::ReadOnly`]; what the store says.
pub fn undo(session: &Session, with: &Annotator) -> Result<Decided, Failure> {
    turned(session, with, decision::undo)
}

/// Makes the decision again that was taken back last.
///
/// # Errors
/// [`FailureCode::ReadOnly`]; what the store says.
pub fn redo(session: &Session, with: &Annotator) -> Result<Decided, Failure> {
    turned(session, with, decision::redo)
}

type Turn = fn(&Connection, &str, u64) -> Result<Option<Entered>, StoreError>;

fn turned(session: &Session, with: &Annotator, turn: Turn) -> Result<Decided, Failure> {
    session.check_writable()?;
    let annotator = words::annotator(&with.annotator)?;
    let name = annotator.clone();
    let entered = session.write(move |c| turn(c, &name, now_ms()))?;
    let entry = match entered {
        Some(made) => session.read(|c| decision::one(c, made.decision))?,
        None => None,
    };
    let moves = entry.as_ref().is_some_and(|entry| entry.aspect == Aspect::Pin.name());
    told(session, (&annotator, with.blind), entered, entry.as_ref().and_then(about), moves)
}

/// Says what an entry changed, to the face that asked and to all that listen.
fn told(
    session: &Session,
    (annotator, blind): (&str, bool),
    entered: Option<Entered>,
    about: Option<Decision>,
    moves: bool,
) -> Result<Decided, Failure> {
    let decided = session.read(|c| {
        let rows = entered.map_or(Ok(Vec::new()), |made| decision::rows_of(c, made.decision, MOST_TOLD))?;
        Ok(Decided {
            decision: entered.map(|made| made.decision),
            changed: entered.map_or(0, |made| made.changed),
            about,
            rows: reviews(c, annotator, &rows, blind)?,
            can_undo: decision::last_held(c, annotator)?.is_some(),
            can_redo: decision::last_undone(c, annotator)?.is_some(),
        })
    })?;
    if decided.changed > 0 {
        session.events.changed(if moves { &[Changed::Review, Changed::Pins] } else { &[Changed::Review] });
    }
    Ok(decided)
}

/// The decision with its rows, checked.
fn new(session: &Session, with: &Decide, checks_count: bool) -> Result<NewDecision, Failure> {
    let written = words::written(&with.decision)?;
    let frame = session.frame()?;
    let absent = |row: i64| Failure::new(FailureCode::NoSuchThing).text("what", "row").number("id", row as f64);
    let mut positions: Vec<usize> = match &with.on {
        DecideOn::Rows { rows } => {
            rows.iter().map(|&row| frame.position(row).ok_or_else(|| absent(row))).collect::<Result<_, _>>()?
        }
        DecideOn::Queue { queue, expected } => {
            let found = queue::queued(session, queue)?;
            if checks_count && found.documents.len() as u64 != *expected {
                let failure = Failure::new(FailureCode::CountChanged).number("expected", *expected as f64);
                return Err(failure.number("found", found.documents.len() as f64));
            }
            let row = |&position: &u32| found.kept.pool.frame.rows[position as usize];
            let rows = found.documents.iter().map(row);
            rows.map(|row| frame.position(row).ok_or_else(|| absent(row))).collect::<Result<_, _>>()?
        }
    };
    // Rising, as the journal keeps them; a row that is named twice is one row.
    positions.sort_unstable();
    positions.dedup();
    Ok(NewDecision {
        annotator: words::annotator(&with.annotator)?,
        made_ms: now_ms(),
        aspect: written.aspect,
        value: written.value,
        off: written.off,
        rows: positions.into_iter().map(|position| (frame.rows[position], frame.hashes[position])).collect(),
    })
}

/// A stretch of the journal.
///
/// # Errors
/// What the store says.
pub fn journal(session: &Session, query: &DecisionsQuery) -> Result<DecisionsPage, Failure> {
    session.read(|c| {
        let entries = decision::page(c, query.offset, query.limit.min(MOST_ENTRIES))?;
        let entries = entries.into_iter().filter_map(|entry| Some((about(&entry)?, entry)));
        let shown = entries.map(|(about, entry)| {
            let first_row = decision::rows_of(c, entry.decision, 1)?.first().copied();
            Ok(shown(entry, about, first_row))
        });
        Ok(DecisionsPage { total: decision::count(c)?, entries: shown.collect::<Result<_, StoreError>>()? })
    })
}

fn about(entry: &Entry) -> Option<Decision> {
    words::read(&entry.aspect, entry.value.as_deref(), entry.off)
}

fn shown(entry: Entry, about: Decision, first_row: Option<i64>) -> DecisionEntry {
    DecisionEntry {
        decision: entry.decision,
        annotator: entry.annotator,
        made_ms: entry.made_ms,
        act: match entry.act {
            Act::Decided => DecisionAct::Decided,
            Act::TakenBack => DecisionAct::TakenBack,
            Act::MadeAgain => DecisionAct::MadeAgain,
        },
        about,
        changed: entry.changed,
        first_row,
        is_undone: entry.is_undone,
    }
}
