//! Goals: their names, their examples, and what can be said of them before anything is ranked.

pub mod examples;
pub mod health;
pub mod requests;
pub mod stability;

use crate::operations::goal::GoalInfo;
use crate::store::goal::Goal;

/// A goal as faces see it.
pub fn info(goal: Goal) -> GoalInfo {
    GoalInfo {
        goal: goal.goal,
        name: goal.name,
        examples: goal.examples,
        ticked: goal.ticked,
        characters: goal.characters,
        unwanted: goal.unwanted,
    }
}
