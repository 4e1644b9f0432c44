//! Other goals that share a selection's budget, each from a file of examples.

use std::path::Path;

use serde_json::{Value, json};

use super::{Parts, target, target_mapping};
use crate::operations::composition::GoalWeight;
use crate::operations::{Failure, FailureCode};
use crate::scripts::digest::digest;
use crate::scripts::error::ScriptError;
use crate::scripts::select::SelectPlan;
use crate::session::Session;

/// Refuses weights that share out nothing, before anything is begun.
pub(super) fn check(plan: &SelectPlan) -> Result<(), ScriptError> {
    let is_wrong = |weight: f64| !(weight > 0.0 && weight.is_finite());
    if is_wrong(plan.weight) || plan.also.iter().any(|(_, weight)| is_wrong(*weight)) {
        return Err(Failure::new(FailureCode::BadGoalShares).number("most", 64.0).into());
    }
    Ok(())
}

/// What the other goals are made of.
pub(super) fn made_of(plan: &SelectPlan) -> Result<Value, ScriptError> {
    let one = |(path, weight): &(std::path::PathBuf, f64)| {
        Ok(json!({ "digest": digest(path)?, "mapping": target_mapping(plan, path)?, "weight": weight }))
    };
    plan.also.iter().map(one).collect()
}

/// Brings their examples into the project.
pub(super) fn goals(session: &Session, plan: &SelectPlan, parts: &Parts) -> Result<Vec<GoalWeight>, ScriptError> {
    let mut goals = Vec::new();
    for (place, (path, weight)) in plan.also.iter().enumerate() {
        let examples = target::read(path, &target_mapping(plan, path)?, None)?;
        // Weights apart, the same examples are the same goal.
        let mut key = parts.made_of["also"][place].clone();
        key["weight"] = Value::Null;
        let goal = target::goal_of(session, &key.to_string(), &named(path), &examples)?;
        goals.push(GoalWeight { goal, weight: *weight });
    }
    Ok(goals)
}

fn named(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    stem.chars().take(crate::project::requests::MOST_NAME).collect()
}
