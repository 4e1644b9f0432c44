//! Rankings compared and held against evidence: the figures of the window's cards, for scripts.

mod files;
mod plan;
mod trained;

use crate::compare::comparison;
use crate::evidence::card;
use crate::operations::compare::CompareQuery;
use crate::operations::evidence::EvidenceQuery;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::ranking::requests;
use crate::session::Session;
use crate::store::goal;

use super::error::ScriptError;
use super::partial::Partial;
use super::trouble::Trouble;
use super::watch::Watch;

pub use plan::{EvaluatePlan, EvaluateReport, Files, Goal, RefusedMethod};
pub use trained::Told;

/// Ranks by each method, compares, and fills the cards. A method that cannot rank is said, and the others go on.
///
/// Files are read into a project of their own that goes when it is done; a project is left as it is, save for trainings,
/// which it keeps. `told` hears what trainings will take before they start.
///
/// # Errors
/// [`ScriptError`]; the first method's reason where none can rank.
pub fn evaluate(plan: &EvaluatePlan, watch: &Watch, told: &Told<'_>) -> Result<EvaluateReport, ScriptError> {
    check(plan)?;
    match &plan.goal {
        Goal::OfProject { project, goal } => {
            if !project.exists() {
                let path = project.display().to_string();
                return Err(Failure::new(FailureCode::NotFound).text("path", path).into());
            }
            let partial = Partial::own(project, watch)?;
            let goal = goal_named(&partial.project.session, goal)?;
            let report = figures(&partial, plan, goal, Trouble::default(), (watch, told))?;
            partial.done()?;
            Ok(report)
        }
        Goal::Files(files) => {
            let then = |partial: &Partial, goal, trouble| figures(partial, plan, goal, trouble, (watch, told));
            files::read(files, &plan.methods, watch, then)
        }
    }
}

/// Refuses what no pool could be evaluated by, before anything is begun.
fn check(plan: &EvaluatePlan) -> Result<(), ScriptError> {
    for method in &plan.methods {
        if selection::method::by_id(method).is_err() {
            let unknown = Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", method.clone());
            return Err(unknown.into());
        }
    }
    if plan.methods.is_empty() || plan.methods.len() > crate::compare::MOST {
        let (found, most) = (plan.methods.len(), crate::compare::MOST);
        let detail = format!("{found} methods cannot be evaluated at once: name 1 to {most}");
        return Err(Failure::new(FailureCode::BadRequest).text("detail", detail).into());
    }
    Ok(())
}

fn goal_named(session: &Session, name: &str) -> Result<i64, ScriptError> {
    let goals = session.read(goal::all)?;
    let found = goals.iter().find(|goal| goal.name == name || goal.goal.to_string() == name);
    let absent = || Failure::new(FailureCode::NoSuchThing).text("what", "goal").text("id", name.to_owned());
    Ok(found.ok_or_else(absent)?.goal)
}

fn figures(
    partial: &Partial,
    plan: &EvaluatePlan,
    goal: i64,
    unreadable: Trouble,
    (watch, told): (&Watch, &Told<'_>),
) -> Result<EvaluateReport, ScriptError> {
    let session = &*partial.project.session;
    let (mut kept, mut methods, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for method in &plan.methods {
        let query = RankQuery { keep_examples: plan.keep_examples, ..RankQuery::new(goal, method) };
        match requests::ranked(session, &session.rankings, &query) {
            Ok(ranked) => {
                methods.push(method.clone());
                kept.push(ranked);
            }
            Err(failure) => refused.push(RefusedMethod { method: method.clone(), failure }),
        }
    }
    if kept.is_empty() {
        let first = refused.into_iter().next();
        return Err(first.map_or_else(|| Failure::new(FailureCode::Internal), |refused| refused.failure).into());
    }
    let compare = CompareQuery { rankings: kept.iter().map(|kept| kept.view.ranking).collect(), budget: plan.budget };
    let together = (kept.len() > 1).then(|| comparison(&session.rankings, &compare)).transpose()?;
    let ask = |kind| EvidenceQuery { kind, compare: compare.clone(), answer: plan.answer.clone(), seed: plan.seed };
    if plan.trainings {
        trained::train(partial, &plan.cards, &ask, watch, told)?;
    }
    let cards = plan.cards.iter().map(|&kind| card(session, &session.rankings, &ask(kind)));
    let cards = cards.collect::<Result<_, _>>()?;
    Ok(EvaluateReport { methods, refused, comparison: together, cards, unreadable })
}
