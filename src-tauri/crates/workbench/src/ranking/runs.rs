//! Requests about runs: questions that are kept, under a name, or because their cut was moved or they were exported.
//!
//! A run is no copy of an order: it is the question with the examples that counted, from which the order is made again.
//! Documents that came since take part in it, as they do in every ranking.

use super::cut::cut;
use crate::clock::now_ms;
use crate::deeds::done;
use crate::jobs::plan::ExportPlan;
use crate::operations::deed::DeedView;
use crate::operations::ranking::{Budget, RankQuery};
use crate::operations::run::{KeepRun, NoteRun, RenameRun, Run, RunOrigin, RunRef};
use crate::operations::{Changed, Failure};
use crate::project::requests::checked_name;
use crate::session::Session;
use crate::store::deed::NewDeed;
use crate::store::run::NewRun;
use crate::store::{Connection, StoreError, Transaction, example, goal, run};

/// Moved cuts that the history keeps; older ones are let go.
const MOST_CUTS: u32 = 200;

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
    let KeepRun { name, query, budget, after } = with;
    let (name, documents, kept_ms) = (checked_name(&name)?, documents_of(session, &query, budget), now_ms());
    let new = NewRun { origin: RunOrigin::Kept, name, query, budget, documents, after, kept_ms };
    told(session, move |c| {
        let new = with_examples(c, new)?;
        let number = run::insert(c, &new)?;
        run::one(c, number)
    })
}

/// Takes a ranking whose cut was moved into the history. One that a person named already stays as it was named.
///
/// # Errors
/// [`crate::operations::FailureCode::RankingGone`], [`crate::operations::FailureCode::BadBudget`].
pub fn note(session: &Session, with: &NoteRun) -> Result<Run, Failure> {
    let kept = session.rankings.by_id(with.ranking)?;
    let documents = Some(cut(&kept, with.budget)?.documents);
    let new = NewRun {
        origin: RunOrigin::Cut,
        name: String::new(),
        query: kept.view.query.clone(),
        budget: with.budget,
        documents,
        after: with.after,
        kept_ms: now_ms(),
    };
    told(session, move |c| {
        let new = with_examples(c, new)?;
        let number = match run::move_cut(c, &new)? {
            Some(there) => there,
            None => run::insert(c, &new)?,
        };
        run::thin_out(c, MOST_CUTS)?;
        run::one(c, number)
    })
}

/// Takes an exported selection into the history, under the name of its file.
///
/// # Errors
/// What the store says.
pub fn exported(session: &Session, plan: &ExportPlan, documents: u64) -> Result<Run, Failure> {
    let name = plan.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let (query, budget) = (plan.query.clone(), plan.budget);
    let documents = Some(documents);
    let new = NewRun { origin: RunOrigin::Exported, name, query, budget, documents, after: None, kept_ms: now_ms() };
    told(session, move |c| {
        let new = with_examples(c, new)?;
        let number = run::insert(c, &new)?;
        run::one(c, number)
    })
}

/// The question with the examples that count in it now.
fn with_examples(c: &Connection, mut new: NewRun) -> Result<NewRun, StoreError> {
    goal::one(c, new.query.goal)?;
    let all = example::of_goal(c, new.query.goal)?;
    let counting = all.iter().filter(|one| new.query.counts(one.example, one.ticked)).map(|one| one.example);
    new.query.examples = Some(counting.collect());
    Ok(new)
}

/// How many documents a question keeps, while its ranking is in memory.
fn documents_of(session: &Session, query: &RankQuery, budget: Budget) -> Option<u64> {
    let kept = session.rankings.answering(query, |_| true)?;
    cut(&kept, budget).ok().map(|cut| cut.documents)
}

/// Changes a run's name.
///
/// # Errors
/// A name that is blank or too long; a run that is not there.
pub fn rename(session: &Session, with: &RenameRun) -> Result<Run, Failure> {
    let (run, name) = (with.run, checked_name(&with.name)?);
    let change = move |c: &Transaction<'_>| {
        run::rename(c, run, &name)?;
        run::one(c, run)
    };
    Ok(done(session, Changed::Runs, move |c| NewDeed::run_renamed(c, run), change)?.1)
}

/// Lets a run go; gives the deed by which it comes back.
///
/// # Errors
/// A run that is not there.
pub fn delete(session: &Session, with: RunRef) -> Result<DeedView, Failure> {
    let number = with.run;
    let before = move |c: &Transaction<'_>| NewDeed::run_deleted(c, number);
    Ok(done(session, Changed::Runs, before, move |c| run::delete(c, number))?.0)
}

fn told<T: Send + 'static>(
    session: &Session,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Failure> {
    let done = session.write(change)?;
    session.events.changed(&[Changed::Runs]);
    Ok(done)
}
