//! The passport of a selection: everything from which the same one can be made again, and the check that it is the same.

use std::path::Path;

use serde_json::Value;

use super::plan::SelectPlan;
use crate::exporting::{Chosen, passport};
use crate::jobs::plan::ExportPlan;
use crate::operations::composition::Composition;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::ranking::Kept;
use crate::scripts::error::ScriptError;
use crate::session::Session;
use crate::writing::OutFormat;

/// What must be equal for two selections to be the same.
const DIGESTS: [(&str, &str); 7] = [
    ("/pool/digest", "the documents of the pool"),
    ("/target/digest", "the examples"),
    ("/model/digest", "the model"),
    ("/model/settings_digest", "the way the model reads"),
    ("/script/sentence", "the sentence encoder"),
    ("/script/autoencoder", "the autoencoder"),
    ("/script/outside", "the vectors from outside"),
];

/// The passport of a selection, with what it was made of.
pub(super) fn of(
    session: &Session,
    kept: &Kept,
    plan: &SelectPlan,
    query: &RankQuery,
    chosen: &Chosen,
    made_of: &Value,
) -> Result<Value, ScriptError> {
    let format = OutFormat::of(&plan.output)?;
    // What is said of the format follows below: a script's rows are written as they came.
    let export = ExportPlan::plain(query.clone(), plan.budget, plan.output.clone());
    let mut passport = parsed(&passport::of(session, kept, &export, chosen, &[])?)?;
    passport["file_format"] = serde_json::json!(format);
    passport["script"] = made_of.clone();
    if let Some(file) = passport["file"].as_object_mut() {
        file.shift_remove("size_bytes");
    }
    Ok(passport)
}

/// A passport from its file.
pub(super) fn read(path: &Path) -> Result<Value, ScriptError> {
    let text = std::fs::read_to_string(path).map_err(ScriptError::io(path))?;
    let passport: Value = serde_json::from_str(&text).unwrap_or_default();
    if passport["format"] != "neurosieve passport 1" {
        let problem = "it is no passport of a selection, or one of another version".to_owned();
        return Err(ScriptError::Passport { path: path.to_owned(), problem });
    }
    Ok(passport)
}

/// Takes from a passport what decides: method and settings, budget, and how the model reads.
pub(super) fn follow(plan: &SelectPlan, passport: &Value) -> Result<SelectPlan, ScriptError> {
    let mut plan = plan.clone();
    let query: RankQuery = part(passport, "/method")?;
    plan.budget = part(passport, "/budget")?;
    share_as(&mut plan, &query)?;
    plan.settings = query.settings;
    plan.composition = Composition { goals: Vec::new(), ..query.composition };
    plan.method = query.method;
    if let Some(model) = &mut plan.model {
        if passport.pointer("/model/max_tokens").is_some() {
            model.max_tokens = part(passport, "/model/max_tokens")?;
        }
        if let Some(settings) = passport.pointer("/script/settings") {
            model.neurons = part(settings, "/neurons")?;
            model.profile = part(settings, "/profile")?;
        }
    }
    if plan.target_filter.is_none() {
        plan.target_filter = part(passport, "/script/target/filter").ok().flatten();
    }
    Ok(plan)
}

/// The passport's weights, for as many other goals as it has.
fn share_as(plan: &mut SelectPlan, query: &RankQuery) -> Result<(), ScriptError> {
    let goals = &query.composition.goals;
    let theirs = goals.len().saturating_sub(1);
    if plan.also.len() != theirs {
        let detail = format!("the passport names {theirs} other goals and --also-target {}", plan.also.len());
        return Err(Failure::new(FailureCode::BadRequest).text("detail", detail).into());
    }
    let mut weights = goals.iter().map(|one| one.weight);
    plan.weight = weights.next().unwrap_or(plan.weight);
    for ((_, weight), theirs) in plan.also.iter_mut().zip(weights) {
        *weight = theirs;
    }
    Ok(())
}

/// The digests of the other goals' examples.
fn others(passport: &Value) -> Vec<&Value> {
    passport["more_targets"].as_array().into_iter().flatten().map(|target| &target["digest"]).collect()
}

/// Refuses where the selection is not the passport's.
pub(super) fn check(path: &Path, theirs: &Value, ours: &Value) -> Result<(), ScriptError> {
    let mut differing = DIGESTS.iter().filter(|(pointer, _)| theirs.pointer(pointer) != ours.pointer(pointer));
    let differs = differing.next().map(|(_, what)| *what);
    match differs.or_else(|| (others(theirs) != others(ours)).then_some("the examples of another goal")) {
        None => Ok(()),
        Some(what) => {
            let problem = format!("it was made with other input: {what} is not the same. Nothing was written");
            Err(ScriptError::Passport { path: path.to_owned(), problem })
        }
    }
}

fn part<T: serde::de::DeserializeOwned>(value: &Value, pointer: &str) -> Result<T, ScriptError> {
    let found = value.pointer(pointer).cloned().unwrap_or_default();
    serde_json::from_value(found).map_err(|error| {
        Failure::new(FailureCode::BadRequest).text("detail", format!("passport, {pointer}: {error}")).into()
    })
}

fn parsed(json: &str) -> Result<Value, ScriptError> {
    serde_json::from_str(json)
        .map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()).into())
}
