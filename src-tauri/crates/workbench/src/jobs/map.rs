//! Making a map, step by step, written down every some seconds: a job that was stopped goes on there, and ends with the
//! very bytes of one that was not.

use std::time::{Duration, Instant};

use selection::map::{Groups, Making, Stage, labels::labels, trustworthiness};

use super::context::{JobContext, Stop};
use super::plan::MapPlan;
use crate::clock::now_ms;
use crate::maps::cost;
use crate::maps::material::{FEWEST, Material, Source, source};
use crate::operations::job::{JobOutcome, JobStep};
use crate::operations::map::MapGroup;
use crate::operations::{Changed, Failure, FailureCode};
use crate::session::Session;
use crate::store::map::{self, Map, MapFacts};

/// How often it is written down.
const BETWEEN_SAVES: Duration = Duration::from_secs(15);
/// Words that name a group.
const WORDS: usize = 3;
/// Documents over which a map's trustworthiness is measured, and neighbours of each.
const MEASURED: usize = 400;
const NEIGHBOURS: usize = 15;

/// Makes the map from where it was.
pub fn run(context: &JobContext<'_>, plan: &MapPlan) -> Result<JobOutcome, Stop> {
    context.step(JobStep::Opening, 0, None);
    let session = context.session;
    let nothing = || Failure::new(FailureCode::NothingRead);
    let source = source(session, plan.kind)?.ok_or_else(nothing)?;
    let material = Material::of(session, &source)?;
    if material.rows.len() < FEWEST {
        return Err(nothing().into());
    }
    let began = Instant::now();
    let (making, resumed) = made(context, &material)?;
    context.step(JobStep::Finishing, 0, None);
    let map = finished(session, &source, &material, &making)?;
    let (documents, groups) = (map.rows.len() as u64, map.facts.groups.len() as u64);
    session.write(move |c| map::insert(c, &map))?;
    session.maps.forget(plan.kind);
    if !resumed {
        cost::note(&session.folders, &source, began.elapsed().as_secs_f64()).map_err(Failure::from)?;
    }
    session.events.changed(&[Changed::Map]);
    Ok(JobOutcome::Mapped { documents, groups })
}

/// Does all steps, and says whether some were done before.
fn made(context: &JobContext<'_>, material: &Material) -> Result<(Making, bool), Stop> {
    let (documents, settings) = (material.rows.len(), material.settings);
    let written = context.session.read(|c| map::making(c, &material.digest))?;
    // What does not read back is begun anew: nothing is lost but time.
    let known = written.and_then(|written| Making::resume(&written, documents, settings).ok());
    let resumed = known.is_some();
    let mut making = known.unwrap_or_else(|| Making::begin(documents, settings));
    let (mut saved, mut stage) = (Instant::now(), None);
    while making.stage() != Stage::Done {
        let (done, total) = making.progress();
        if stage != Some(making.stage()) {
            stage = Some(making.stage());
            context.step(step_of(making.stage()), done as u64, Some(total as u64));
        }
        if context.is_stopped() {
            save(context, material, &making)?;
            return Err(context.wished());
        }
        making.step(&material.apart);
        context.advance(done as u64 + 1);
        if saved.elapsed() > BETWEEN_SAVES {
            save(context, material, &making)?;
            saved = Instant::now();
        }
    }
    Ok((making, resumed))
}

const fn step_of(stage: Stage) -> JobStep {
    match stage {
        Stage::Neighbours => JobStep::FindingNeighbours,
        Stage::Drawing | Stage::Done => JobStep::Drawing,
    }
}

fn save(context: &JobContext<'_>, material: &Material, making: &Making) -> Result<(), Failure> {
    let (kind, digest, state) = (material.kind(), material.digest.clone(), making.written());
    context.session.write(move |c| map::keep_making(c, kind, &digest, &state))
}

/// What is read off the finished picture, and all of it as it is kept.
fn finished(session: &Session, source: &Source, material: &Material, making: &Making) -> Result<Map, Failure> {
    let (points, documents) = (making.points().to_vec(), material.rows.len());
    let groups = Groups::of(&points);
    let texts = session.pool_texts(&session.frame()?)?;
    let words = labels(&texts, &material.positions, &groups.of, groups.sizes.len(), WORDS);
    let named = words.into_iter().enumerate().map(|(group, words)| MapGroup {
        group: group as u32,
        x: groups.tops[group][0],
        y: groups.tops[group][1],
        documents: u64::from(groups.sizes[group]),
        words,
    });
    let asked: Vec<usize> = (0..documents).step_by(documents.div_ceil(MEASURED)).collect();
    let trust = (documents > 2 * NEIGHBOURS)
        .then(|| (trustworthiness(&material.apart, &points, &asked, NEIGHBOURS), asked.len() as u64));
    let facts = MapFacts {
        reading: source.reading.reading,
        read: source.documents,
        representation: source.representation().to_owned(),
        model_name: source.reading.facts.model_name.clone(),
        exact: making.is_exact(),
        trust,
        groups: named.collect(),
    };
    Ok(Map {
        map: 0,
        kind: source.kind,
        digest: material.digest.clone(),
        made_ms: now_ms(),
        facts,
        rows: material.rows.clone(),
        points,
        groups: groups.of,
    })
}
