//! What belongs to each kind of deed: the rows that go with it, those first that others refer to.

use rusqlite::Connection;

use super::{Before, NewDeed};
use crate::operations::deed::DeedKind;
use crate::operations::run::Run;
use crate::operations::study::StudyKind;
use crate::pool::texts::excerpt;
use crate::store::error::StoreError;
use crate::store::{example, goal, run};

/// Characters of an example's text that name it.
const NAMED: usize = 80;
/// Those of `?2`, a list as JSON, that the goal `?1` has.
const THESE: &str = "goal = ?1 AND example IN (SELECT value FROM json_each(?2))";

impl NewDeed {
    /// Examples of a goal that are about to be removed, with what was read of them.
    ///
    /// # Errors
    /// What the file says.
    pub fn examples_removed(c: &Connection, goal: i64, examples: &[i64]) -> Result<Self, StoreError> {
        let these = serde_json::to_string(examples)?;
        let mut before = vec![Before::gone(c, "example", "", THESE, (goal, &these))?];
        before.extend(read_of(c, THESE, &(goal, &these))?);
        Self::of_examples(c, DeedKind::ExamplesRemoved, goal, examples, before)
    }

    /// Examples of a goal that are about to be moved or marked: the column is `goal` or `unwanted`.
    ///
    /// # Errors
    /// What the file says.
    pub fn examples_changed(
        c: &Connection,
        kind: DeedKind,
        goal: i64,
        examples: &[i64],
        column: &str,
    ) -> Result<Self, StoreError> {
        let these = serde_json::to_string(examples)?;
        let before = Before::changed(c, "example", &["example", column], THESE, (goal, these))?;
        Self::of_examples(c, kind, goal, examples, vec![before])
    }

    fn of_examples(
        c: &Connection,
        kind: DeedKind,
        goal: i64,
        examples: &[i64],
        before: Vec<Before>,
    ) -> Result<Self, StoreError> {
        let first = example::of_goal(c, goal)?.into_iter().find(|one| examples.contains(&one.example));
        let name = first.map_or_else(String::new, |one| {
            let more = if one.text.chars().nth(NAMED).is_some() { "…" } else { "" };
            excerpt(&one.text, NAMED) + more
        });
        Ok(Self { kind, goal: Some(goal), name, count: examples.len() as u64, before })
    }

    /// A goal that is about to be deleted, with its examples, its runs and its blind rounds.
    ///
    /// # Errors
    /// What the file says.
    pub fn goal_deleted(c: &Connection, number: i64) -> Result<Self, StoreError> {
        let found = goal::one(c, number)?;
        let (of, count) = ("goal = ?1", found.examples + found.unwanted);
        let links = "(goal = ?1 AND after IS NOT NULL) OR after IN (SELECT run FROM run WHERE goal = ?1)";
        let mut before = vec![Before::gone(c, "goal", "", of, [number])?];
        before.push(Before::gone(c, "example", "", of, [number])?);
        before.extend(read_of(c, of, &[number])?);
        before.push(Before::gone(c, "run", "after", of, [number])?);
        before.push(Before::changed(c, "run", &["run", "after"], links, [number])?.spare());
        before.push(Before::gone(c, "blind_round", "", of, [number])?);
        Ok(Self { kind: DeedKind::GoalDeleted, goal: Some(number), name: found.name, count, before })
    }

    /// A goal that is about to get another name.
    ///
    /// # Errors
    /// What the file says.
    pub fn goal_renamed(c: &Connection, number: i64) -> Result<Self, StoreError> {
        let name = goal::one(c, number)?.name;
        let before = vec![Before::changed(c, "goal", &["goal", "name"], "goal = ?1", [number])?];
        Ok(Self { kind: DeedKind::GoalRenamed, goal: Some(number), name, count: 1, before })
    }

    /// A run that is about to be deleted, with its links to others.
    ///
    /// # Errors
    /// What the file says.
    pub fn run_deleted(c: &Connection, number: i64) -> Result<Self, StoreError> {
        let found = run::one(c, number)?;
        let links = "(run = ?1 AND after IS NOT NULL) OR after = ?1";
        let before = vec![
            Before::gone(c, "run", "after", "run = ?1", [number])?,
            Before::changed(c, "run", &["run", "after"], links, [number])?.spare(),
        ];
        let (goal, name) = (Some(found.query.goal), called(&found));
        Ok(Self { kind: DeedKind::RunDeleted, goal, name, count: 1, before })
    }

    /// A run that is about to get another name, with how it came to be kept.
    ///
    /// # Errors
    /// What the file says.
    pub fn run_renamed(c: &Connection, number: i64) -> Result<Self, StoreError> {
        let found = run::one(c, number)?;
        let before = vec![Before::changed(c, "run", &["run", "name", "origin"], "run = ?1", [number])?];
        let (goal, name) = (Some(found.query.goal), called(&found));
        Ok(Self { kind: DeedKind::RunRenamed, goal, name, count: 1, before })
    }

    /// A study that is about to be deleted, with its measurements.
    ///
    /// # Errors
    /// What the file says.
    pub fn study_deleted(c: &Connection, study: &str, kind: StudyKind) -> Result<Self, StoreError> {
        let name = serde_json::to_value(kind)?.as_str().unwrap_or_default().to_owned();
        let before = vec![
            Before::gone(c, "study", "", "study = ?1", [study])?,
            Before::gone(c, "measurement", "", "study = ?1", [study])?,
        ];
        Ok(Self { kind: DeedKind::StudyDeleted, goal: None, name, count: 1, before })
    }
}

/// A run without a name is called by its method.
fn called(run: &Run) -> String {
    if run.name.is_empty() { run.query.method.clone() } else { run.name.clone() }
}

/// What was read of examples; it can be read again.
fn read_of(c: &Connection, which: &str, with: &(impl rusqlite::Params + Clone)) -> Result<Vec<Before>, StoreError> {
    let these = format!("example IN (SELECT example FROM example WHERE {which})");
    let of = |table| Ok(Before::gone(c, table, "", &these, with.clone())?.spare());
    ["example_features", "example_vectors"].into_iter().map(of).collect()
}
