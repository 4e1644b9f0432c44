//! The selection methods, as the code describes them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A selection method, as the code describes it. A face in another language has its words under its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MethodView {
    /// "nag", "random", …
    pub method: String,
    /// Its technical name, shown in small grey beside the plain one.
    pub technical: String,
    /// Its plain name.
    pub plain: String,
    /// What it does, in one sentence.
    pub sentence: String,
    /// When it is a good choice.
    pub good_when: String,
    /// What to be careful about.
    pub careful_when: String,
    /// Where it is described.
    pub source: String,
    /// How close it is to that.
    pub standing: MethodStanding,
    /// What it takes depends on what it took before; its score is a place or a probability.
    pub picks_a_set: bool,
    /// It needs examples.
    pub needs_examples: bool,
    /// It needs a model to have read the pool.
    pub needs_model: bool,
    /// The representations it needs, with its default settings.
    pub needs: Vec<String>,
    /// Its settings.
    pub settings: Vec<MethodSettingView>,
}

/// How close a method is to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum MethodStanding {
    /// As published.
    Published,
    /// Our reading of a source that says too little.
    Interpretation,
    /// Ours, built on something published.
    Extension,
    /// A yardstick.
    Baseline,
}

/// A setting of a method: a number within a range, or one of several choices.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MethodSettingView {
    /// Its name.
    pub name: String,
    /// What it does, in one sentence.
    pub means: String,
    /// The default; for choices, the place of the choice.
    pub default: f64,
    /// Least.
    pub least: f64,
    /// Most.
    pub most: f64,
    /// Step between values.
    pub step: f64,
    /// The choices by name; none for a number.
    pub choices: Vec<String>,
}
