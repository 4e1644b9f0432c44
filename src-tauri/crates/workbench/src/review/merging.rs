//! Taking the decisions of another copy of the project in: what that would bring is said first, and it is all or nothing.

use std::path::PathBuf;

use super::joined::everybody;
use super::words;
use crate::folders::shortened;
use crate::operations::annotators::{CopyRef, MergeDecisions, MergedDecisions};
use crate::operations::files::TicketId;
use crate::operations::{Changed, Failure, FailureCode};
use crate::session::Session;
use crate::store::decision::merging::{Joined, is_ahead, join, survey};
use crate::store::{Connection, StoreError, other_copy};
use crate::workbench::Workbench;

/// What another copy would bring. Changes nothing.
///
/// # Errors
/// As [`merge`], save for rows that are not the same.
pub fn preview(workbench: &Workbench, with: CopyRef) -> Result<MergedDecisions, Failure> {
    let session = &workbench.project()?.session;
    let path = path(workbench, session, with.ticket)?;
    let (found, in_both) = session.read(|c| {
        let other = other_copy(&path)?;
        let found = survey(c, &other, words::could_be_kept)?;
        let both = both(c, &other, &found)?;
        Ok((found, both))
    })?;
    Ok(told(&path, found, in_both, None))
}

/// Takes the decisions of another copy in; they are on the disk when this returns. A copy taken in twice changes nothing.
///
/// # Errors
/// [`FailureCode::NoRowMatches`] where no row of the copy is one of this project; [`FailureCode::RowsDiffer`] where some are
/// not, unless they are to be left out; [`FailureCode::SameProject`], [`FailureCode::ProjectTooOld`],
/// [`FailureCode::ProjectTooNew`], [`FailureCode::TornCopy`] and whatever else is wrong with the file;
/// [`FailureCode::ReadOnly`]. Nothing is changed then.
pub fn merge(workbench: &Workbench, with: MergeDecisions) -> Result<MergedDecisions, Failure> {
    let session = &workbench.project()?.session;
    session.check_writable()?;
    let path = path(workbench, session, with.ticket)?;
    let from = path.clone();
    let refuses = !with.leave_out;
    let (found, in_both) = session.write(move |c| {
        let other = other_copy(&from)?;
        let planned = survey(c, &other, words::could_be_kept)?;
        if refuses && !planned.strays.is_empty() {
            return Ok((planned, None));
        }
        let both = both(c, &other, &planned)?;
        Ok((join(c, &other, words::could_be_kept)?, Some(both)))
    })?;
    let Some(in_both) = in_both else { return Err(rows_differ(&found)) };
    if found.entries() > 0 || !found.rows.is_empty() {
        session.events.changed(&[Changed::Review, Changed::Pins]);
    }
    let open = everybody(session)?.rows.iter().filter(|told| told.is_open()).count() as u64;
    Ok(told(&path, found, in_both, Some(open)))
}

/// The copy's path, which is not the project's own.
fn path(workbench: &Workbench, session: &Session, ticket: TicketId) -> Result<PathBuf, Failure> {
    let path = workbench.path_of(ticket)?;
    let real = |path: &std::path::Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real(&path) == real(session.store.path()) {
        return Err(Failure::new(FailureCode::SameProject).text("path", shortened(&path)));
    }
    Ok(path)
}

/// Annotators with new entries there who have entries of their own here.
fn both(here: &Connection, other: &Connection, found: &Joined) -> Result<Vec<String>, StoreError> {
    let mut both = Vec::new();
    for name in found.new.keys() {
        if is_ahead(here, other, name)? {
            both.push(name.clone());
        }
    }
    Ok(both)
}

fn rows_differ(found: &Joined) -> Failure {
    let failure = if found.rows.is_empty() && found.known == 0 {
        Failure::new(FailureCode::NoRowMatches)
    } else {
        Failure::new(FailureCode::RowsDiffer)
    };
    failure.number("rows", found.strays.len() as f64)
}

fn told(path: &std::path::Path, found: Joined, in_both: Vec<String>, open: Option<u64>) -> MergedDecisions {
    MergedDecisions {
        name: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        known: found.known,
        rows: found.rows.len() as u64,
        strays: found.strays.len() as u64,
        new: found.new,
        in_both,
        open,
    }
}
