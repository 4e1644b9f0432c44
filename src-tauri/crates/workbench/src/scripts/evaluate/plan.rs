//! What an evaluation is asked for, and what it says.

use std::path::PathBuf;

use serde::Serialize;

use crate::operations::Failure;
use crate::operations::compare::Comparison;
use crate::operations::evidence::{EvidenceCard, EvidenceKind, KnownAnswer};
use crate::operations::ranking::Budget;
use crate::scripts::reading::{Columns, ModelUse, SentenceUse};
use crate::scripts::trouble::Trouble;

/// What is evaluated: a project as it is, or files.
#[derive(Debug, Clone)]
pub enum Goal {
    /// A goal of a project, by name or number, with what was read there.
    OfProject {
        /// The project.
        project: PathBuf,
        /// The goal.
        goal: String,
    },
    /// Files.
    Files(Box<Files>),
}

/// Files that are evaluated.
#[derive(Debug, Clone)]
pub struct Files {
    /// The documents to choose from.
    pub pool: PathBuf,
    /// The examples.
    pub target: PathBuf,
    /// Only the examples that have this value in this column.
    pub target_filter: Option<(String, String)>,
    /// Examples that no ranking is shown.
    pub held_out: Option<PathBuf>,
    /// Columns of the pool and, where they have them, of the others.
    pub columns: Columns,
    /// The model that reads them; none where no method needs one.
    pub model: Option<ModelUse>,
    /// The sentence encoder that reads them too; none where no method reads meaning.
    pub sentence: Option<SentenceUse>,
}

/// What is to be evaluated.
#[derive(Debug, Clone)]
pub struct EvaluatePlan {
    /// For what.
    pub goal: Goal,
    /// The methods, by id.
    pub methods: Vec<String>,
    /// Where each ranking is cut.
    pub budget: Budget,
    /// Where the pool says what is right.
    pub answer: Option<KnownAnswer>,
    /// Which cards.
    pub cards: Vec<EvidenceKind>,
    /// Rows that are examples themselves stay in.
    pub keep_examples: bool,
    /// Seed of draws.
    pub seed: u64,
    /// The cards that need trainings are trained for; else they are filled only where that was done before.
    pub trainings: bool,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct EvaluateReport {
    /// The methods in the order of the cards' columns.
    pub methods: Vec<String>,
    /// Methods that could not rank, each with why.
    pub refused: Vec<RefusedMethod>,
    /// How the rankings agree; none of one alone.
    pub comparison: Option<Comparison>,
    /// The cards, in the order asked.
    pub cards: Vec<EvidenceCard>,
    /// Rows of the files that could not be read.
    pub unreadable: Trouble,
}

/// A method that could not rank.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedMethod {
    /// Its id.
    pub method: String,
    /// Why.
    pub failure: Failure,
}
