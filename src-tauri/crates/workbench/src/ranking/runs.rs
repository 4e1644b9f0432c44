//! Requests about runs: questions kept under a name.
//!
//! A run is no copy of an order: it is the question with the examples that counted, from which the order is made again.
//! Documents that came since take part in it, as they do in every ranking.

use crate::clock::now_ms;
use crate::operations::run::{KeepRun, RenameRun, Run, RunRef};
use crate::operations::{Changed, Failure, Nothing};
use crate::project::requests::checked_name;
use crate::session::Session;
use crate::store::{StoreError, example, goal, run};

/// All runs, newest first.
///
/// # Errors
/// What the store says.
pub fn all(session: &Session) -> Result<Vec<Run>, Failure> {
    session.read(run::all)
}

/// Keeps a question with the examples that count in it now.
///
/// # Errors
/// A name that is blank or too long; a goal that is not there.
pub fn keep(session: &Session, with: KeepRun) -> Result<Run, Failure> {
    let name = checked_name(&with.name)?;
    told(session, move |c| {
        let mut new = KeepRun { name, ..with };
        goal::one(c, new.query.goal)?;
        let all = example::of_goal(c, new.query.goal)?;
        let counting = all.iter().filter(|one| new.query.counts(one.example, one.ticked)).map(|one| one.example);
        new.query.examples = Some(counting.collect());
        let number = run::insert(c, &new, now_ms())?;
        run::one(c, number)
    })
}

/// Changes a run's name.
///
/// # Errors
/// A name that is blank or too long; a run that is not there.
pub fn rename(session: &Session, with: RenameRun) -> Result<Run, Failure> {
    let name = checked_name(&with.name)?;
    told(session, move |c| {
        run::rename(c, with.run, &name)?;
        run::one(c, with.run)
    })
}

/// Lets a run go.
///
/// # Errors
/// A run that is not there.
pub fn delete(session: &Session, with: RunRef) -> Result<Nothing, Failure> {
    told(session, move |c| run::delete(c, with.run).map(|()| Nothing {}))
}

fn told<T: Send + 'static>(
    session: &Session,
    change: impl FnOnce(&crate::store::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Failure> {
    let done = session.write(change)?;
    session.events.changed(&[Changed::Runs]);
    Ok(done)
}
