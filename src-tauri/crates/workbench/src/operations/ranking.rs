//! Rankings: what stands where, where the cut falls, and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::composition::Composition;
use super::data::{Filter, RecordKind};
use super::neuron::NeuronRef;

pub use super::cut::{Budget, Cut, CutQuery};
pub use super::figure::Histogram;
pub use super::method::{MethodSettingView, MethodStanding, MethodView};
pub use super::whatif::TriedExample;

/// A ranking that is kept in memory, by number; it goes when others need the room.
pub type RankingId = u64;

/// Asks for a ranking. The same question again is answered from memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankQuery {
    /// For this goal.
    pub goal: i64,
    /// By this method.
    pub method: String,
    /// On what this model has read; the project's chosen one if none.
    pub model: Option<String>,
    /// Settings that differ from the defaults, by name.
    pub settings: std::collections::BTreeMap<String, f64>,
    /// First and last layer used; all if none.
    pub layers: Option<(u32, u32)>,
    /// Only these examples of the goal count, ticked or not; the ticked ones if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub examples: Option<Vec<i64>>,
    /// A row that counts as one more example, for a look: the goal stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tried: Option<TriedExample>,
    /// Rows that are examples themselves stay in.
    pub keep_examples: bool,
    /// Neurons that count for nothing, in methods on neurons.
    #[serde(default)]
    pub ignored: Vec<NeuronRef>,
    /// What is done to the method's ranking; nothing if it is left out.
    #[serde(default)]
    #[ts(as = "Option<Composition>", optional)]
    pub composition: Composition,
}

impl RankQuery {
    /// The plain question: on what the chosen model has read, with the method's defaults, all layers and the goal's ticked
    /// examples; rows that are examples left out, and nothing done to the order.
    #[must_use]
    pub fn new(goal: i64, method: &str) -> Self {
        Self {
            goal,
            method: method.to_owned(),
            model: None,
            settings: std::collections::BTreeMap::new(),
            layers: None,
            examples: None,
            tried: None,
            keep_examples: false,
            ignored: Vec::new(),
            composition: Composition::default(),
        }
    }

    /// Whether an example of the question's goal counts.
    #[must_use]
    pub fn counts(&self, example: i64, ticked: bool) -> bool {
        self.examples.as_ref().map_or(ticked, |these| these.contains(&example))
    }

    /// The same question for another goal that shares the budget: which examples count there is that goal's own.
    #[must_use]
    pub fn for_goal(&self, goal: i64) -> Self {
        let examples = self.examples.clone().filter(|_| goal == self.goal);
        let tried = self.tried.filter(|_| goal == self.goal);
        Self { goal, examples, tried, composition: Composition::default(), ..self.clone() }
    }
}

/// A ranking as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankingView {
    /// Names it in further questions.
    pub ranking: RankingId,
    /// The question it answers.
    pub query: RankQuery,
    /// The model's name; none where the method needs none.
    pub model_name: Option<String>,
    /// What its scores are.
    pub score_kind: RankingScore,
    /// What is worth knowing of how it came about.
    pub notes: Vec<RankingNote>,
    /// Documents ranked.
    pub ranked: u64,
    /// Documents that could not be scored: nothing to read in them. They stand below all others.
    pub unscored: u64,
    /// Documents of the pool not read yet: the ranking is provisional while there are any.
    pub unread: u64,
    /// Rows left out because they are examples.
    pub left_out: u64,
    /// Rows left out because a better one is so alike.
    pub collapsed: u64,
    /// Rows that stand first because they are always kept.
    pub pinned: u64,
    /// Rows left out because they are never kept. They are shown below all ranked ones.
    pub barred: u64,
    /// Rows not ranked because they have no quality, where that counts.
    pub without_quality: u64,
    /// Score of a typical row: the median.
    pub median_score: f64,
    /// Best score.
    pub best_score: f64,
    /// Tokens of all ranked documents.
    pub tokens: u64,
    /// Tokens are counted by the model's tokenizer; if not, they are the file's own or words.
    pub tokens_counted: bool,
    /// Scores by rank, best first, at up to 256 evenly spaced ranks.
    pub curve: Vec<f64>,
    /// Scores in 48 equal bins from least to best.
    pub histogram: Histogram,
    /// Milliseconds the ranking took.
    pub elapsed_ms: f64,
}

/// What a ranking's scores are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum RankingScore {
    /// The share of the goal's neurons that a row fires, each with its weight, 0 to 1.
    Share,
    /// A likeness of vectors, at most 1.
    Likeness,
    /// Spreads of the pool above the average row.
    Spreads,
    /// Any other number of which more is better.
    Score,
    /// The share of the selection's mass that a row has.
    Probability,
    /// When the row was taken: 1 for the first, falling evenly.
    PickOrder,
}

/// Something worth knowing of a ranking, by key of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankingNote {
    /// Key of its words.
    pub note: String,
    /// Names and numbers in them.
    pub arguments: std::collections::BTreeMap<String, super::failure::Argument>,
    /// The same in English, for the command line.
    pub english: String,
}

/// A stretch of a ranking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankingPageQuery {
    /// Which ranking.
    pub ranking: RankingId,
    /// Only these documents; ranks stay those of the whole.
    pub filter: Filter,
    /// Only documents that fire all of these.
    #[serde(default)]
    pub fires: Vec<NeuronRef>,
    /// First wanted, from 0, counted among those the filter lets through.
    pub offset: u64,
    /// How many, 500 at most.
    pub limit: u64,
    /// Each row is told beside its rank in this ranking, too: the one before a change.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<RankingId>,
}

impl RankingPageQuery {
    /// Rows of the whole ranking, one after the other.
    #[must_use]
    pub fn new(ranking: RankingId, offset: u64, limit: u64) -> Self {
        Self { ranking, filter: Filter::default(), fires: Vec::new(), offset, limit, before: None }
    }
}

/// A stretch of a ranking, best first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankingPage {
    /// Documents the filter lets through.
    pub total: u64,
    /// Of those, how many stand at or above each rank is not said: ask [`super::ranking::Cut`] for the whole.
    pub rows: Vec<RankedRow>,
}

/// A document in a ranking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct RankedRow {
    /// From 1; none for documents that could not be scored.
    pub rank: Option<u64>,
    /// Row number in the project.
    pub row: i64,
    /// Its own id.
    pub id: String,
    /// The start of the text, 400 characters at most.
    pub excerpt: String,
    /// What it is.
    pub kind: RecordKind,
    /// Higher is closer; none for documents that could not be scored.
    pub score: Option<f64>,
    /// Share of the ranked documents that stand below it, 0 to 100.
    pub percentile: Option<f64>,
    /// Tokens.
    pub tokens: u64,
    /// Value of the pool's first column of categories; empty where there is none.
    pub source: String,
    /// It is itself an example of the goal.
    pub is_example: bool,
    /// The goal it was taken for, where several goals share the budget.
    pub goal: Option<i64>,
    /// Rows left out because they are so like this one.
    pub alike: u64,
    /// It is always or never kept.
    pub pin: Option<super::review::Pin>,
    /// Its rank in the ranking before a change; none where it had none, or no such ranking was named.
    pub was: Option<u64>,
}

/// Why is a row where it is?
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct WhyQuery {
    /// In this ranking.
    pub ranking: RankingId,
    /// This row.
    pub row: i64,
}

/// The exact shares of a row's score (arXiv 2604.15706, App. D: the score is the mean over examples of the share of
/// strongest neurons in common).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Why {
    /// The row.
    pub row: i64,
    /// Its rank.
    pub rank: Option<u64>,
    /// Its score.
    pub score: Option<f64>,
    /// A typical row's score.
    pub median_score: f64,
    /// What each representation adds to the score; empty where the method does not add them up.
    pub parts: Vec<ScorePartShare>,
    /// Share of strongest neurons in common with each ticked example, largest first; their mean is the score.
    pub by_example: Vec<ExampleShare>,
    /// Match in each layer; their mean is the score.
    pub by_layer: Vec<LayerShare>,
    /// The neurons that carry most of what sets the row apart, most telling first, 12 at most.
    pub telling: Vec<TellingNeuron>,
    /// What each of `telling` adds to the score.
    pub telling_adds: Vec<f64>,
    /// What all other neurons add; with `telling_adds` it makes the score where that is exact.
    pub other_neurons: f64,
    /// Of the goal's 20 most telling neurons, how many the row fires.
    pub of_most_telling: u64,
    /// How many those are: 20, or all if there are fewer.
    pub most_telling: u64,
    /// The shares add up exactly to the score. False for methods that can only be explained approximately or not at all.
    pub exact: bool,
}

/// What one representation adds to a score.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ScorePartShare {
    /// The representation's name.
    pub representation: String,
    /// What it adds.
    pub value: f64,
}

/// What one example contributes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ExampleShare {
    /// The example.
    pub example: i64,
    /// The start of its text, 160 characters at most.
    pub excerpt: String,
    /// Share of strongest neurons in common, 0 to 1.
    pub share: f64,
}

/// What one layer contributes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct LayerShare {
    /// Decoder block, from 0.
    pub layer: u32,
    /// This row's match in it, 0 to 1.
    pub share: f64,
    /// A typical row's: the pool's median.
    pub median: f64,
}

/// A neuron that a row and the goal have in common and the pool seldom fires.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct TellingNeuron {
    /// Decoder block, from 0.
    pub layer: u32,
    /// Output column, from 0.
    pub neuron: u32,
    /// Share of the ticked examples that fire it.
    pub goal_share: f64,
    /// Share of the pool that fires it.
    pub pool_share: f64,
    /// Lower bound (95 %, Wilson) of goal share over pool share: how telling it is at least.
    pub lift: f64,
}

/// A row's neurons against the goal's, layer by layer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronStrip {
    /// The row.
    pub row: i64,
    /// Input side first.
    pub layers: Vec<StripLayer>,
    /// Telling neurons of the goal that the row fires too.
    pub shared: u64,
    /// Telling neurons of the goal that it does not fire.
    pub missing: u64,
    /// Neurons it fires that no example does.
    pub only_here: u64,
    /// Neurons that fire on nearly everything, left out of the three counts.
    pub common: u64,
    /// Of the goal's 20 most telling neurons, how many the row fires.
    pub of_most_telling: u64,
    /// How many those are: 20, or all if there are fewer.
    pub most_telling: u64,
    /// Telling neurons of the goal that the ranking ignores, left out of the counts.
    pub ignored: u64,
}

/// One layer of a strip.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StripLayer {
    /// Decoder block, from 0.
    pub layer: u32,
    /// The goal's neurons, most telling first, common ones left out, 40 at most.
    pub slots: Vec<StripSlot>,
    /// Further ones, less telling: counted and not drawn.
    pub left_out: u32,
    /// Neurons that the row fires and no example does.
    pub only_here: Vec<u32>,
    /// Neurons of goal or row that fire on nearly everything: not drawn.
    pub common: Vec<u32>,
    /// The row's match in this layer, 0 to 1.
    pub share: f64,
    /// A typical row's.
    pub median: f64,
}

/// A neuron of the goal in a strip.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StripSlot {
    /// Output column, from 0.
    pub neuron: u32,
    /// Share of the ticked examples that fire it: the height.
    pub goal_share: f64,
    /// Share of the pool that fires it.
    pub pool_share: f64,
    /// Lower bound of the lift.
    pub lift: f64,
    /// The row fires it too.
    pub fired: bool,
    /// The ranking ignores it.
    pub ignored: bool,
}
