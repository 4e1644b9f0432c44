//! "Prove it again": the selection of a passport made anew and compared, down to the first row that differs.
//!
//! Runs at once, in the request: a ranking and one pass over the chosen rows, written to a temporary folder and compared
//! with what lies beside the passport. Deliberately absent: reading the pool with the model again; the readings of the
//! project are those that the digests of the passport name, or are said to differ.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::files::{self, WrittenFile};
use super::passport;
use super::pinned::{self, Pinned};
use super::prepared::{Prepared, prepare};
use crate::formats::{Item, Rows, Source};
use crate::jobs::plan::ExportPlan;
use crate::operations::export::{Proof, ProofDifference, ProofPart, ProofRow};
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::ranking::requests::ranked;
use crate::session::Session;
use crate::store::goal;

/// What must be equal, and what of it can be said.
const DIGESTS: [(&str, ProofPart); 6] = [
    ("/pool/digest", ProofPart::Pool),
    ("/target/digest", ProofPart::Goal),
    ("/model/digest", ProofPart::Model),
    ("/model/settings_digest", ProofPart::Reading),
    ("/neurosieve", ProofPart::Version),
    ("/selection", ProofPart::Selection),
];

/// Characters shown of a row and of a digest.
const SHOWN: usize = 160;

/// Makes the selection again, in this project, and compares it with the passport and the files in `folder`.
///
/// # Errors
/// [`FailureCode::NotAPassport`] where a part of it cannot be read, or what keeps the selection from being made.
pub fn prove(session: &Session, theirs: &Value, folder: &Path) -> Result<Proof, Failure> {
    let plan = plan_of(session, theirs, folder)?;
    let kept = ranked(session, &session.rankings, &plan.query)?;
    let chosen = super::chosen(&kept, plan.budget, plan.order)?;
    let prepared = prepare(session, &kept, chosen, &plan, &|| false)?;
    let made = Made::write(session, &prepared, &plan)?;
    let ours = passport::of(session, &kept, &plan, &prepared.chosen, &made.files)?;
    let ours = passport::parsed(&ours, folder)?;
    let mut differences = differing(theirs, &ours);
    let their_files: Vec<WrittenFile> = part(theirs, "/files").unwrap_or_default();
    let mut proof = Proof {
        identical: false,
        documents: prepared.chosen.rows.len() as u64,
        compared: 0,
        absent: 0,
        differences: Vec::new(),
        first_row: None,
    };
    for (at, file) in made.files.iter().enumerate() {
        compare(&mut proof, &mut differences, their_files.get(at), file, &made.paths[at], &folder.join(&file.name))?;
    }
    proof.identical = differences.iter().all(|one| one.part == ProofPart::Version);
    proof.differences = differences;
    Ok(proof)
}

/// The files as they are written now, in a folder that goes away.
struct Made {
    _folder: tempfile::TempDir,
    paths: Vec<PathBuf>,
    files: Vec<WrittenFile>,
}

impl Made {
    fn write(session: &Session, prepared: &Prepared, plan: &ExportPlan) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(|e| crate::files::io_failure(&std::env::temp_dir(), &e))?;
        let own = || plan.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let names = if plan.is_folder() { plan.file_names() } else { vec![own()] };
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name.replace('/', "-"))).collect();
        let rows = files::write(session, prepared, plan, &paths, &|_| ControlFlow::Continue(()))?.unwrap_or_default();
        let weighed = names.into_iter().zip(&paths).zip(rows);
        let files = weighed.map(|((name, path), rows)| files::weighed(path, name, rows)).collect::<Result<_, _>>()?;
        Ok(Self { _folder: folder, paths, files })
    }
}

/// One file: against its digest in the passport, and against the file that lies there.
fn compare(
    proof: &mut Proof,
    differences: &mut Vec<ProofDifference>,
    theirs: Option<&WrittenFile>,
    ours: &WrittenFile,
    made: &Path,
    place: &Path,
) -> Result<(), Failure> {
    let mut differ = |part, then: &str, now: &str| {
        differences.push(ProofDifference { part, then: format!("{}: {then}", ours.name), now: now.to_owned() });
    };
    if let Some(theirs) = theirs.filter(|theirs| theirs.sha256 != ours.sha256) {
        differ(ProofPart::File, &theirs.sha256, &ours.sha256);
    }
    if !place.is_file() {
        proof.absent += 1;
        return Ok(());
    }
    proof.compared += 1;
    let there = files::weighed(place, ours.name.clone(), 0)?;
    if let Some(theirs) = theirs.filter(|theirs| theirs.sha256 != there.sha256) {
        differ(ProofPart::FileChanged, &theirs.sha256, &there.sha256);
    } else if theirs.is_none() && there.sha256 != ours.sha256 {
        differ(ProofPart::File, &there.sha256, &ours.sha256);
    }
    if there.sha256 != ours.sha256 && proof.first_row.is_none() {
        proof.first_row = first_row(&ours.name, place, made);
    }
    Ok(())
}

/// The first row in which two files differ; none where one of them cannot be read as rows.
fn first_row(name: &str, there: &Path, now: &Path) -> Option<ProofRow> {
    let rows = |path: &Path| Source::open(path).ok().map(|source| source.rows());
    let (mut theirs, mut ours) = (rows(there)?, rows(now)?);
    let mut row = 0;
    loop {
        row += 1;
        match (next(&mut theirs), next(&mut ours)) {
            (None, None) => return None,
            (then, now) if then == now => {}
            (then, now) => {
                let shown = |raw: Option<Vec<u8>>| excerpt(&String::from_utf8_lossy(&raw.unwrap_or_default()), SHOWN);
                return Some(ProofRow { file: name.to_owned(), row, then: shown(then), now: shown(now) });
            }
        }
    }
}

fn next(rows: &mut Rows) -> Option<Vec<u8>> {
    loop {
        match rows.next()?.ok()? {
            Item::Record(record) => return Some(record.raw),
            Item::SetAside(row) => return Some(row.raw),
            Item::Notice(_) => {}
        }
    }
}

fn differing(theirs: &Value, ours: &Value) -> Vec<ProofDifference> {
    let mut found = Vec::new();
    let mut differ = |part, then: Option<&Value>, now: Option<&Value>| {
        let shown = |value: Option<&Value>| match value {
            Some(Value::String(text)) => excerpt(text, SHOWN),
            Some(other) => excerpt(&other.to_string(), SHOWN),
            None => String::new(),
        };
        // A passport of an earlier version may not say it: what nobody said differs from nothing.
        if then.is_some() && then != now {
            found.push(ProofDifference { part, then: shown(then), now: shown(now) });
        }
    };
    for (pointer, part) in DIGESTS {
        differ(part, theirs.pointer(pointer), ours.pointer(pointer));
    }
    differ(ProofPart::MoreGoals, theirs.get("more_targets"), ours.get("more_targets"));
    found.extend(pinned::differing(&Pinned::said_in(theirs), &Pinned::said_in(ours)));
    found
}

/// The export that the passport speaks of, in this project and for the files in this folder.
fn plan_of(session: &Session, passport: &Value, folder: &Path) -> Result<ExportPlan, Failure> {
    let mut query: RankQuery = part(passport, "/method")?;
    query.goal = goal_of(session, &query, passport["target"]["digest"].as_str().unwrap_or_default())?;
    let name: String = part(passport, "/file/name")?;
    let with = |pointer: &str| passport.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
    Ok(ExportPlan {
        query,
        budget: part(passport, "/budget")?,
        format: part(passport, "/file_format")?,
        order: part(passport, "/order")?,
        with_scores: with("/with_scores"),
        split: passport.get("split").map(|_| part(passport, "/split")).transpose()?,
        leave_out: with("/leave_out"),
        language: None,
        path: folder.join(name),
    })
}

/// The goal of that number if it has these examples, else any that has them, else that of the number.
fn goal_of(session: &Session, query: &RankQuery, digest: &str) -> Result<i64, Failure> {
    let number = query.goal;
    let all: Vec<i64> = session.read(goal::all)?.into_iter().map(|one| one.goal).collect();
    let mut likely = all.iter().filter(|&&one| one == number).chain(all.iter().filter(|&&one| one != number));
    for &one in likely.by_ref() {
        if passport::goal_digest(session, query, one)? == digest {
            return Ok(one);
        }
    }
    Ok(number)
}

fn part<T: DeserializeOwned>(passport: &Value, pointer: &str) -> Result<T, Failure> {
    let found = passport.pointer(pointer).cloned().unwrap_or_default();
    serde_json::from_value(found).map_err(|error| {
        Failure::new(FailureCode::NotAPassport).text("path", pointer).text("detail", error.to_string())
    })
}
