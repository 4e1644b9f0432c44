//! Writing a selection: the rows' originals in one file that appears whole or not at all, and its passport beside it.

use std::ops::ControlFlow;

use super::context::{JobContext, Stop};
use super::plan::ExportPlan;
use crate::clock::now_ms;
use crate::exporting::{self, passport};
use crate::folders::shortened;
use crate::operations::job::{JobOutcome, JobStep};
use crate::ranking::requests::ranked;
use crate::store::export::{self, Export};
use crate::writing::{WriteError, write_all};

/// Ranks again, writes, and remembers.
pub fn run(context: &JobContext<'_>, plan: &ExportPlan) -> Result<JobOutcome, Stop> {
    let session = context.session;
    context.step(JobStep::Opening, 0, None);
    let kept = ranked(session, &session.rankings, &plan.query)?;
    let chosen = exporting::chosen(&kept, plan.budget, plan.order)?;
    let layout = exporting::layout(session, &chosen, plan.format, plan.with_scores, &|| context.check().is_err())
        .map_err(|failure| if context.is_stopped() { context.wished() } else { failure.into() })?;
    let total = chosen.rows.len() as u64;
    context.step(JobStep::Writing, 0, Some(total));
    let watch = |rows| {
        context.advance(rows);
        if context.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let rows = chosen.records(session, plan.with_scores);
    let written = match write_all(&plan.path, layout, rows, watch) {
        Ok(written) => written,
        Err(WriteError::Cancelled) if context.is_stopped() => return Err(context.wished()),
        Err(error) => return Err(exporting::write_failure(&plan.path, error).into()),
    };
    context.step(JobStep::Finishing, total, Some(total));
    let passport = passport::of(session, &kept, plan, &chosen, written.bytes)?;
    let place = passport::write(&plan.path, &passport)?;
    let record = Export {
        written_ms: now_ms(),
        path: plan.path.display().to_string(),
        documents: total,
        tokens: chosen.tokens,
        passport,
    };
    session.write(move |c| export::insert(c, &record))?;
    Ok(JobOutcome::Exported {
        documents: total,
        tokens: chosen.tokens,
        place: shortened(&plan.path),
        passport: shortened(&place),
    })
}
