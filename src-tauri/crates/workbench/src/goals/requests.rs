//! Requests about goals.

use std::collections::HashMap;

use super::health::{Reading, health};
use super::info;
use crate::deeds::done;
use crate::operations::deed::{DeedKind, DeedView};
use crate::operations::goal::{
    CreateGoal, ExampleOrigin, ExampleView, GoalInfo, GoalQuery, GoalRef, GoalView, MarkExamples, MoveExamples,
    RemoveExamples, RenameGoal, SetExamples,
};
use crate::operations::{Changed, Failure};
use crate::pool::texts::excerpt;
use crate::project::requests::checked_name;
use crate::session::Session;
use crate::store::deed::NewDeed;
use crate::store::example::Example;
use crate::store::{Transaction, example, goal, meta};

/// Characters of an example's text that are shown.
const SHOWN: usize = 4000;

/// All goals.
pub fn all(session: &Session) -> Result<Vec<GoalInfo>, Failure> {
    Ok(session.read(goal::all)?.into_iter().map(info).collect())
}

/// Makes a goal, which becomes the current one.
pub fn create(session: &Session, with: &CreateGoal) -> Result<GoalInfo, Failure> {
    let name = checked_name(&with.name)?;
    let made = session.write(move |c| {
        let number = goal::insert(c, &name)?;
        meta::set(c, meta::CURRENT_GOAL, &number.to_string())?;
        goal::one(c, number)
    })?;
    Ok(told(session, made))
}

/// Changes a goal's name.
pub fn rename(session: &Session, with: &RenameGoal) -> Result<GoalInfo, Failure> {
    let (number, name) = (with.goal, checked_name(&with.name)?);
    let change = move |c: &Transaction<'_>| {
        goal::rename(c, number, &name)?;
        goal::one(c, number)
    };
    let (_, renamed) = done(session, Changed::Goals, move |c| NewDeed::goal_renamed(c, number), change)?;
    Ok(info(renamed))
}

/// Deletes a goal; gives the deed by which it comes back.
pub fn delete(session: &Session, with: GoalRef) -> Result<DeedView, Failure> {
    let number = with.goal;
    let change = move |c: &Transaction<'_>| {
        goal::delete(c, number)?;
        if meta::value(c, meta::CURRENT_GOAL)? == Some(number.to_string()) {
            meta::remove(c, meta::CURRENT_GOAL)?;
        }
        Ok(())
    };
    let (deed, ()) = done(session, Changed::Goals, move |c| NewDeed::goal_deleted(c, number), change)?;
    session.events.changed(&[Changed::Runs]);
    Ok(deed)
}

/// Ticks or unticks examples.
pub fn tick(session: &Session, with: SetExamples) -> Result<GoalInfo, Failure> {
    let changed = session.write(move |c| {
        example::tick(c, with.goal, &with.examples, with.ticked)?;
        goal::one(c, with.goal)
    })?;
    Ok(told(session, changed))
}

/// Says of examples whether they are of what is not wanted.
pub fn mark(session: &Session, with: MarkExamples) -> Result<GoalInfo, Failure> {
    let MarkExamples { goal: number, examples, unwanted } = with;
    let these = examples.clone();
    let before =
        move |c: &Transaction<'_>| NewDeed::examples_changed(c, DeedKind::ExamplesMarked, number, &these, "unwanted");
    let change = move |c: &Transaction<'_>| {
        example::mark(c, number, &examples, unwanted)?;
        goal::one(c, number)
    };
    Ok(info(done(session, Changed::Goals, before, change)?.1))
}

/// Moves examples to another goal, which is told of.
pub fn move_to(session: &Session, with: MoveExamples) -> Result<GoalInfo, Failure> {
    let MoveExamples { from, to, examples } = with;
    let these = examples.clone();
    let before = move |c: &Transaction<'_>| NewDeed::examples_changed(c, DeedKind::ExamplesMoved, from, &these, "goal");
    let change = move |c: &Transaction<'_>| {
        let to = goal::one(c, to)?.goal;
        example::move_to(c, from, to, &examples)?;
        goal::one(c, to)
    };
    Ok(info(done(session, Changed::Goals, before, change)?.1))
}

/// Removes examples; gives the deed by which they come back.
pub fn remove(session: &Session, with: RemoveExamples) -> Result<DeedView, Failure> {
    let RemoveExamples { goal: number, examples } = with;
    let these = examples.clone();
    let before = move |c: &Transaction<'_>| NewDeed::examples_removed(c, number, &these);
    let (deed, ()) = done(session, Changed::Goals, before, move |c| example::remove(c, number, &examples))?;
    Ok(deed)
}

fn told(session: &Session, changed: goal::Goal) -> GoalInfo {
    session.events.changed(&[Changed::Goals]);
    info(changed)
}

/// A goal with its examples; looking at one makes it the current one.
pub fn view(session: &Session, with: &GoalQuery) -> Result<GoalView, Failure> {
    let number = with.goal;
    let (found, examples) = session.read(|c| Ok((goal::one(c, number)?, example::of_goal(c, number)?)))?;
    if session.check_writable().is_ok() {
        session.write(move |c| meta::set(c, meta::CURRENT_GOAL, &number.to_string()))?;
    }
    let same = SameTexts::find(session, &examples)?;
    let reading = Reading::of_current_model(session, &examples)?;
    let health = health(&examples, &same, reading.as_ref());
    let agreements = reading.as_ref().map(Reading::agreements).unwrap_or_default();
    let views = examples
        .iter()
        .map(|one| {
            let place = reading.as_ref().and_then(|reading| reading.of(one.example));
            Ok(ExampleView {
                example: one.example,
                text: excerpt(&one.text, SHOWN),
                ticked: one.ticked,
                unwanted: one.unwanted,
                origin: origin_of(one)?,
                tokens: place.map(|known| u64::from(known.tokens)),
                agreement: agreements.get(&one.example).copied(),
                same_as_row: same.row.get(&one.example).copied(),
                same_as_example: same.example.get(&one.example).copied(),
            })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(GoalView { info: info(found), examples: views, health })
}

fn origin_of(example: &Example) -> Result<ExampleOrigin, Failure> {
    serde_json::from_str(&example.origin).map_err(|error| crate::store::StoreError::from(error).into())
}

/// Which examples' texts occur before, in the goal or in the pool.
#[derive(Debug, Default)]
pub struct SameTexts {
    /// Example to the pool's first row with the same text.
    pub row: HashMap<i64, i64>,
    /// Example to the first example with the same text.
    pub example: HashMap<i64, i64>,
}

impl SameTexts {
    /// Finds them by hash; pairs are then compared letter by letter.
    pub fn find(session: &Session, examples: &[Example]) -> Result<Self, Failure> {
        let mut same = Self::default();
        let mut first: HashMap<&str, i64> = HashMap::new();
        for one in examples {
            match first.get(one.text.as_str()) {
                Some(&earlier) => {
                    same.example.insert(one.example, earlier);
                }
                None => {
                    first.insert(&one.text, one.example);
                }
            }
        }
        let rows = rows_with_texts(session, examples.iter().map(|one| (one.text_hash, one.text.as_str())))?;
        for one in examples {
            if let Some(found) = rows.get(one.text.as_str()) {
                same.row.insert(one.example, found[0]);
            }
        }
        Ok(same)
    }
}

/// The pool's rows with each of these texts, rising.
pub fn rows_with_texts<'a>(
    session: &Session,
    texts: impl Iterator<Item = (i64, &'a str)>,
) -> Result<HashMap<&'a str, Vec<i64>>, Failure> {
    let frame = session.frame()?;
    let mut rows: HashMap<&str, Vec<i64>> = HashMap::new();
    for (hash, text) in texts {
        if rows.contains_key(text) {
            continue;
        }
        for &position in frame.with_hash(hash) {
            let row = frame.rows[position as usize];
            if session.texts(&[row])?[0] == text {
                rows.entry(text).or_default().push(row);
            }
        }
    }
    Ok(rows)
}
