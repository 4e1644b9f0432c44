//! Deeds: what a person deleted or changed, kept until it is taken back.
//!
//! Decisions about rows have a journal of their own (`review`), which several people's copies share; deeds are one project's.
//! Deliberately absent: documents whose import was deleted. Their file can be imported again, and keeping them would free no
//! room; names of neurons, which belong to the computer and no project.

use crate::clock::now_ms;
use crate::operations::deed::{DeedRef, DeedView};
use crate::operations::{Changed, Failure};
use crate::session::Session;
use crate::store::deed::{self, NewDeed};
use crate::store::{StoreError, Transaction};

/// All that can be taken back, and what was, newest first.
///
/// # Errors
/// What the store says.
pub fn all(session: &Session) -> Result<Vec<DeedView>, Failure> {
    session.read(deed::all)
}

/// Makes a deed not done. One that was taken back already stays so.
///
/// # Errors
/// A deed that is not there; one that was done to a goal that is not there.
pub fn take_back(session: &Session, with: DeedRef) -> Result<DeedView, Failure> {
    let done = session.write(move |c| deed::take_back(c, with.deed))?;
    session.events.changed(&[Changed::Goals, Changed::Runs, Changed::Studies, Changed::Deeds]);
    Ok(done)
}

/// Does something that can be taken back: `before` sees what stands, then `change` changes it, in one transaction.
///
/// # Errors
/// Those of `before` and `change`.
pub fn done<T: Send + 'static>(
    session: &Session,
    changed: Changed,
    before: impl FnOnce(&Transaction<'_>) -> Result<NewDeed, StoreError> + Send + 'static,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<(DeedView, T), Failure> {
    let both = session.write(move |c| {
        let new = before(c)?;
        let changed = change(c)?;
        Ok((deed::insert(c, &new, now_ms())?, changed))
    })?;
    session.events.changed(&[changed, Changed::Deeds]);
    Ok(both)
}
