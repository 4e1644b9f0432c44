//! The requests about the map.

use super::columns::kept;
use super::cost;
use super::material::{Source, source};
use super::region::inside;
use crate::jobs::plan::{JobPlan, MapPlan};
use crate::operations::job::{JobKind, JobState, Started};
use crate::operations::map::{MapInfo, MapKind, MapOffer, MapQuery, MapRegionQuery, MapRegionView, MapView};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::map::Map;
use crate::store::{job, map};
use crate::workbench::Workbench;

/// The map of a kind, what one would be made of now, and the job at it.
///
/// # Errors
/// What the project says.
pub fn view(session: &Session, query: &MapQuery) -> Result<MapView, Failure> {
    let source = source(session, query.kind)?;
    let made = session.read(|c| map::of_kind(c, query.kind))?;
    let found = made.map(|(number, _)| session.map(number)).transpose()?;
    Ok(MapView {
        kind: query.kind,
        map: found.map(|map| info(session, &map, source.as_ref())).transpose()?,
        offer: source.map(|source| offer(session, &source)).transpose()?,
        job: unfinished(session, query.kind)?,
    })
}

/// Queues the making of a map; a job that makes it already goes on instead.
///
/// # Errors
/// [`FailureCode::NothingRead`] when too little was read for one.
pub fn start(workbench: &Workbench, query: &MapQuery) -> Result<Started, Failure> {
    let project = workbench.project()?;
    if source(&project.session, query.kind)?.is_none() {
        return Err(Failure::new(FailureCode::NothingRead));
    }
    if let Some(job) = unfinished(&project.session, query.kind)? {
        if matches!(project.jobs.one(job)?.state, JobState::Paused | JobState::Failed) {
            project.jobs.resume(job)?;
        }
        return Ok(Started { job });
    }
    project.jobs.queue(&JobPlan::Map(MapPlan { kind: query.kind }))
}

/// How many rows a region holds, and how many of them are kept.
///
/// # Errors
/// As [`inside`], and those of rankings.
pub fn region(session: &Session, query: &MapRegionQuery) -> Result<MapRegionView, Failure> {
    let map = session.map(query.cut.map)?;
    let inside = inside(&map, &query.region)?;
    let kept = kept(session, &map, &query.cut)?;
    let count = |all: &[bool]| all.iter().filter(|&&one| one).count() as u64;
    let both: Vec<bool> = inside.iter().zip(&kept).map(|(&inside, &kept)| inside && kept).collect();
    Ok(MapRegionView { documents: count(&inside), kept: count(&both) })
}

fn info(session: &Session, map: &Map, source: Option<&Source>) -> Result<MapInfo, Failure> {
    let frame = session.frame()?;
    let facts = &map.facts;
    let is_same = source.is_none_or(|now| (now.reading.reading, now.documents) == (facts.reading, facts.read));
    let here = map.rows.iter().all(|&row| frame.position(row).is_some());
    let end = |start: f32, pick: fn(f32, f32) -> f32, axis: usize| map.points.iter().map(|p| p[axis]).fold(start, pick);
    let (least, most) = (f32::INFINITY, f32::NEG_INFINITY);
    Ok(MapInfo {
        map: map.map,
        documents: map.rows.len() as u64,
        current: is_same && here,
        made_ms: map.made_ms,
        representation: facts.representation.clone(),
        model_name: facts.model_name.clone(),
        exact: facts.exact,
        trust: facts.trust.map(|trust| trust.0),
        trust_over: facts.trust.map_or(0, |trust| trust.1),
        bounds: (end(least, f32::min, 0), end(least, f32::min, 1), end(most, f32::max, 0), end(most, f32::max, 1)),
        groups: facts.groups.clone(),
    })
}

fn offer(session: &Session, source: &Source) -> Result<MapOffer, Failure> {
    Ok(MapOffer {
        documents: source.documents,
        representation: source.representation().to_owned(),
        model_name: source.reading.facts.model_name.clone(),
        seconds: cost::seconds(&session.folders, source)?,
    })
}

/// The job that makes a map of this kind and has not ended.
fn unfinished(session: &Session, kind: MapKind) -> Result<Option<i64>, Failure> {
    for found in session.read(job::all)? {
        let is_open = !matches!(found.state, JobState::Done | JobState::Cancelled);
        if found.kind == JobKind::Map
            && is_open
            && matches!(JobPlan::from_json(&found.plan)?, JobPlan::Map(plan) if plan.kind == kind)
        {
            return Ok(Some(found.job));
        }
    }
    Ok(None)
}
