//! The passport of an export: everything from which the same selection can be made again, and checked.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::files::WrittenFile;
use super::pinned::Pinned;
use super::{Chosen, write_failure};
use crate::jobs::plan::ExportPlan;
use crate::operations::export::{ExportFormat, ExportOrder, ExportSplit};
use crate::operations::ranking::{Budget, RankQuery};
use crate::operations::{Failure, FailureCode};
use crate::ranking::Kept;
use crate::reading::loaded::{current_reading, reading_by};
use crate::session::Session;
use crate::store::{StoreError, example, goal, import};
use crate::writing::AtomicFile;

/// What every passport of this form begins with.
const FORMAT: &str = "neurosieve passport 1";

#[derive(Debug, Serialize)]
struct Passport<'a> {
    format: &'static str,
    neurosieve: &'static str,
    method: &'a RankQuery,
    budget: Budget,
    order: ExportOrder,
    file_format: ExportFormat,
    with_scores: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<&'a ExportSplit>,
    #[serde(skip_serializing_if = "is_false")]
    leave_out: bool,
    pool: Pool,
    target: Target,
    /// The other goals that share the budget.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more_targets: Vec<Target>,
    model: Option<Model>,
    /// Rows that people put first or took out, whatever they score; who and when.
    #[serde(skip_serializing_if = "Pinned::is_empty")]
    pinned: Pinned,
    counts: Counts,
    /// Over the ids of the chosen rows, in the order of the file.
    selection: String,
    file: File,
    /// The data files with their digests.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    files: &'a [WrittenFile],
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the serialiser asks so")]
const fn is_false(yes: &bool) -> bool {
    !*yes
}

#[derive(Debug, Serialize)]
struct Pool {
    /// Over every document's hash of its text, in import order.
    digest: String,
    documents: u64,
    imports: Vec<Source>,
}

#[derive(Debug, Serialize)]
struct Source {
    name: String,
    format: String,
    mapping: serde_json::Value,
    documents: u64,
    set_aside: u64,
}

#[derive(Debug, Serialize)]
struct Target {
    name: String,
    /// Over the texts of the examples that count, in order.
    digest: String,
    examples: u64,
    /// Of them, examples of what is not wanted.
    #[serde(skip_serializing_if = "is_none")]
    unwanted: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

#[derive(Debug, Serialize)]
struct Model {
    name: String,
    digest: String,
    settings: serde_json::Value,
    settings_digest: String,
    profile: String,
    projection: String,
    layers: u32,
    top_k: u32,
    max_tokens: u32,
}

#[derive(Debug, Serialize)]
struct Counts {
    ranked: u64,
    unscored: u64,
    unread: u64,
    left_out: u64,
    collapsed: u64,
    without_quality: u64,
    pinned: u64,
    barred: u64,
    selected: u64,
    selected_tokens: u64,
    /// Chosen rows that did not fit the format and are in no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out_unfit: Option<u64>,
    tokens: u64,
    tokens_counted_by_model: bool,
}

#[derive(Debug, Serialize)]
struct File {
    name: String,
    size_bytes: u64,
}

/// The passport as JSON.
pub fn of(
    session: &Session,
    kept: &Kept,
    plan: &ExportPlan,
    chosen: &Chosen,
    files: &[WrittenFile],
) -> Result<String, Failure> {
    let view = &kept.view;
    let passport = Passport {
        format: FORMAT,
        neurosieve: env!("CARGO_PKG_VERSION"),
        method: &plan.query,
        budget: plan.budget,
        order: plan.order,
        file_format: plan.format,
        with_scores: plan.with_scores,
        split: plan.split.as_ref(),
        leave_out: plan.leave_out,
        pool: pool(session)?,
        target: target(session, &plan.query, plan.query.goal)?,
        more_targets: more_targets(session, &plan.query)?,
        model: if view.model_name.is_some() { model(session, &plan.query)? } else { None },
        pinned: Pinned::of(session, kept)?,
        counts: Counts {
            ranked: view.ranked,
            unscored: view.unscored,
            unread: view.unread,
            left_out: view.left_out,
            collapsed: view.collapsed,
            without_quality: view.without_quality,
            pinned: view.pinned,
            barred: view.barred,
            selected: chosen.rows.len() as u64,
            selected_tokens: chosen.tokens,
            left_out_unfit: (chosen.left_out > 0).then_some(chosen.left_out),
            tokens: view.tokens,
            tokens_counted_by_model: view.tokens_counted,
        },
        file: File {
            name: plan.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            size_bytes: files.iter().map(|file| file.bytes).sum(),
        },
        selection: selection(kept, chosen),
        files,
    };
    serde_json::to_string_pretty(&passport).map_err(|error| StoreError::from(error).into())
}

/// Writes it beside the export: `name.jsonl.passport.json`.
pub fn write(export: &Path, passport: &str) -> Result<PathBuf, Failure> {
    put_beside(export, ".passport.json", passport)
}

/// Writes words beside a file, under its name with this ending.
pub fn put_beside(export: &Path, ending: &str, words: &str) -> Result<PathBuf, Failure> {
    let mut path = export.to_owned().into_os_string();
    path.push(ending);
    let path = PathBuf::from(path);
    let mut file = AtomicFile::create(&path).map_err(|error| write_failure(&path, error))?;
    file.write_all(words.as_bytes()).map_err(|error| crate::files::io_failure(&path, &error))?;
    file.commit().map_err(|error| write_failure(&path, error))?;
    Ok(path)
}

/// A passport from its text; `path` says in a refusal whose.
///
/// # Errors
/// [`FailureCode::NotAPassport`].
pub fn parsed(json: &str, path: &Path) -> Result<serde_json::Value, Failure> {
    let found: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    if found["format"] == FORMAT {
        return Ok(found);
    }
    let detail = format!("its \"format\" is not \"{FORMAT}\"");
    Err(Failure::new(FailureCode::NotAPassport).text("path", crate::folders::shortened(path)).text("detail", detail))
}

/// The digest of those examples of a goal that count in this question.
pub fn goal_digest(session: &Session, query: &RankQuery, goal: i64) -> Result<String, Failure> {
    Ok(target(session, query, goal)?.digest)
}

/// Names a selection: equal rows in an equal order have equal names.
pub fn selection(kept: &Kept, chosen: &Chosen) -> String {
    let mut digest = Sha256::new();
    for (row, ..) in &chosen.rows {
        let id = kept.pool.frame.position(*row).map_or("", |place| kept.pool.frame.ids.at(place));
        digest.update((id.len() as u64).to_le_bytes());
        digest.update(id.as_bytes());
    }
    hex::encode(digest.finalize())
}

fn pool(session: &Session) -> Result<Pool, Failure> {
    let frame = session.frame()?;
    let mut digest = Sha256::new();
    for hash in &frame.hashes {
        digest.update(hash.to_le_bytes());
    }
    let imports = session.read(import::all)?.into_iter().map(|found| Source {
        mapping: serde_json::from_str(&found.mapping).unwrap_or_default(),
        name: found.name,
        format: found.format,
        documents: found.documents,
        set_aside: found.set_aside,
    });
    Ok(Pool { digest: hex::encode(digest.finalize()), documents: frame.len() as u64, imports: imports.collect() })
}

fn target(session: &Session, query: &RankQuery, number: i64) -> Result<Target, Failure> {
    let (found, examples) = session.read(|c| Ok((goal::one(c, number)?, example::of_goal(c, number)?)))?;
    let mut digest = Sha256::new();
    let query = query.for_goal(number);
    let (mut counting, mut unwanted) = (0, 0);
    for one in examples.iter().filter(|one| query.counts(one.example, one.ticked)) {
        counting += 1;
        if one.unwanted {
            unwanted += 1;
            digest.update(b"unwanted");
        }
        digest.update((one.text.len() as u64).to_le_bytes());
        digest.update(one.text.as_bytes());
    }
    Ok(Target { name: found.name, digest: hex::encode(digest.finalize()), examples: counting, unwanted })
}

fn more_targets(session: &Session, query: &RankQuery) -> Result<Vec<Target>, Failure> {
    let others = query.composition.goals.iter().filter(|one| one.goal != query.goal);
    others.map(|one| target(session, query, one.goal)).collect()
}

fn model(session: &Session, query: &RankQuery) -> Result<Option<Model>, Failure> {
    let reading = match &query.model {
        Some(model) => reading_by(session, Some(model))?,
        None => match current_reading(session)? {
            Some(reading) => Some(reading),
            None => reading_by(session, None)?,
        },
    };
    Ok(reading.map(|reading| {
        let facts = reading.facts;
        Model {
            name: facts.model_name,
            digest: facts.backbone,
            settings: serde_json::from_str(&facts.settings).unwrap_or_default(),
            settings_digest: facts.settings_digest,
            profile: facts.profile,
            projection: facts.projection,
            layers: facts.layers,
            top_k: facts.top_k,
            max_tokens: facts.max_tokens,
        }
    }))
}
