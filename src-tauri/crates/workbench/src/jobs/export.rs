//! Writing a selection: the rows in files that appear whole or not at all, and the passport beside them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::context::{JobContext, Stop};
use super::plan::{ExportPlan, JobPlan};
use crate::clock::now_ms;
use crate::exporting::prepared::{Prepared, prepare};
use crate::exporting::{self, files, folder, page, passport};
use crate::folders::shortened;
use crate::operations::job::{JobKind, JobOutcome, JobState, JobStep};
use crate::ranking::Kept;
use crate::ranking::requests::ranked;
use crate::session::Session;
use crate::store::export::{self, Export};
use crate::store::job;
use crate::writing::remove_stale;

/// Ranks again, looks at every row, writes, and remembers.
pub fn run(context: &JobContext<'_>, plan: &ExportPlan) -> Result<JobOutcome, Stop> {
    let session = context.session;
    context.step(JobStep::Opening, 0, None);
    let kept = ranked(session, &session.rankings, &plan.query)?;
    let chosen = exporting::chosen(&kept, plan.budget, plan.order)?;
    let prepared = prepare(session, &kept, chosen, plan, &|| context.is_stopped());
    context.check()?;
    let prepared = prepared?;
    let total = prepared.chosen.rows.len() as u64;
    forget(plan);
    context.step(JobStep::Writing, 0, Some(total));
    let (passport, place, next) = written(context, &kept, plan, &prepared)?;
    let tokens = prepared.chosen.tokens;
    let record =
        Export { written_ms: now_ms(), path: plan.path.display().to_string(), documents: total, tokens, passport };
    session.write(move |c| export::insert(c, &record))?;
    crate::ranking::runs::exported(session, plan, total)?;
    Ok(JobOutcome::Exported {
        documents: total,
        tokens,
        place: shortened(&plan.path),
        passport: shortened(&place),
        next,
    })
}

/// Clears away what an attempt that was killed left beside its place; a living one is not touched.
pub fn forget(plan: &ExportPlan) {
    // A folder that cannot be listed, or is gone, keeps nothing from anybody.
    let _left = remove_stale(&plan.path);
}

/// Does so for every export of the project that was cut off: the project was opened again.
pub fn clear_away(session: &Session) {
    let jobs = session.read(job::all).unwrap_or_default();
    let cut_off = jobs.iter().filter(|job| job.kind == JobKind::Export && job.state == JobState::Paused);
    for plan in cut_off.filter_map(|job| JobPlan::from_json(&job.plan).ok()) {
        plan.discard();
    }
}

/// The passport, where it lies, and the line that a tool wants next.
fn written(
    context: &JobContext<'_>,
    kept: &Kept,
    plan: &ExportPlan,
    prepared: &Prepared,
) -> Result<(String, PathBuf, Option<String>), Stop> {
    let session = context.session;
    let watch = |rows| {
        context.advance(rows);
        if context.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    if plan.is_folder() {
        let folder = folder::write(session, kept, plan, prepared, &watch)
            .map_err(|failure| if context.is_stopped() { context.wished() } else { failure.into() })?
            .ok_or_else(|| context.wished())?;
        return Ok((folder.passport, folder.place, folder.next));
    }
    let paths = [plan.path.clone()];
    let rows = files::write(session, prepared, plan, &paths, &watch)?.ok_or_else(|| context.wished())?;
    let total = prepared.chosen.rows.len() as u64;
    context.step(JobStep::Finishing, total, Some(total));
    let name = plan.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let file = files::weighed(&plan.path, name, rows.iter().sum())?;
    let json = passport::of(session, kept, plan, &prepared.chosen, &[file])?;
    let place = passport::write(&plan.path, &json)?;
    passport::put_beside(&plan.path, ".passport.html", &page::passport(&json, &exporting::texts(plan.language)?))?;
    Ok((json, place, None))
}
