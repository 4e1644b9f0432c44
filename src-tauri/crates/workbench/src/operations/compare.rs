//! Comparing two to four rankings of one pool: where they agree, where they differ, and what each picks that the others
//! do not.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::data::RecordKind;
use super::ranking::{Budget, RankQuery, RankingId, TellingNeuron};

/// Names the rankings that are compared, each cut by the same budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CompareQuery {
    /// Two to four, in the order in which they are shown.
    pub rankings: Vec<RankingId>,
    /// Where each is cut.
    pub budget: Budget,
}

/// How rankings of one pool agree and differ.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Comparison {
    /// One for each ranking, in the order asked.
    pub sides: Vec<ComparedSide>,
    /// Documents by who keeps them: every combination that occurs, largest first; nobody's is left out.
    pub overlap: Vec<OverlapPart>,
    /// Every two of them.
    pub pairs: Vec<PairAgreement>,
    /// Settings in which they differ.
    pub differing: Vec<DifferingSetting>,
}

/// One of the compared rankings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ComparedSide {
    /// The ranking.
    pub ranking: RankingId,
    /// The question it answers.
    pub query: RankQuery,
    /// The model's name; none where the method needs none.
    pub model_name: Option<String>,
    /// Documents kept.
    pub documents: u64,
    /// Their tokens.
    pub tokens: u64,
    /// Documents kept that no other keeps.
    pub alone: u64,
}

/// Documents that the same rankings keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct OverlapPart {
    /// Whether each ranking keeps them, in the order asked.
    pub kept_by: Vec<bool>,
    /// How many.
    pub documents: u64,
}

/// How much two rankings agree.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct PairAgreement {
    /// Place of the one in the question.
    pub a: u32,
    /// Place of the other.
    pub b: u32,
    /// Documents that both keep.
    pub both: u64,
    /// Share of what either keeps that both keep, 0 to 1.
    pub jaccard: f64,
    /// Rank-biased overlap, extrapolated (Webber et al. 2010), its weight on the first ranks up to the cut; 0 to 1. None
    /// where a ranking is empty.
    pub rbo: Option<f64>,
    /// Kendall's tau-b over all documents that both rank, -1 to 1; none where all scores of one are equal.
    pub tau_b: Option<f64>,
    /// Spearman's rank correlation over the same, -1 to 1; none as for tau-b.
    pub spearman: Option<f64>,
    /// Documents that both rank.
    pub ranked_by_both: u64,
}

/// A setting in which rankings differ.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DifferingSetting {
    /// "method", "model", "layers", or a setting's name.
    pub name: String,
    /// Its value in each ranking, in the order asked; none where that method has no such setting.
    pub values: Vec<Option<String>>,
}

/// The figures of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum CompareFigureKind {
    /// Documents by who keeps them, as bars.
    Overlap,
    /// Jaccard index at each cut, a line for each two.
    JaccardCurve,
    /// Where the rows of the first ranking stand in the second.
    RankShifts,
    /// How each ranking's scores are distributed, as shares of ranked documents.
    ScoreDistributions,
}

/// Asks for a figure of a comparison.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct CompareFigureQuery {
    /// Of this comparison.
    pub compare: CompareQuery,
    /// Which figure.
    pub kind: CompareFigureKind,
}

/// Asks for rows on which rankings disagree most.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct DisagreementQuery {
    /// Of this comparison.
    pub compare: CompareQuery,
    /// First wanted, from 0.
    pub offset: u64,
    /// How many, 200 at most.
    pub limit: u64,
}

/// Rows on which rankings disagree, most disputed first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct DisagreementPage {
    /// Rows that some keep and others do not.
    pub total: u64,
    /// A stretch of them.
    pub rows: Vec<ComparedRow>,
}

/// Asks where some rows stand in each ranking.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StandingsQuery {
    /// Of this comparison.
    pub compare: CompareQuery,
    /// Row numbers, 500 at most.
    pub rows: Vec<i64>,
}

/// A row with its places in the compared rankings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct ComparedRow {
    /// Row number in the project.
    pub row: i64,
    /// Its own id.
    pub id: String,
    /// The start of the text, 400 characters at most.
    pub excerpt: String,
    /// What it is.
    pub kind: RecordKind,
    /// Value of the pool's first column of categories; empty where there is none.
    pub source: String,
    /// Its rank in each ranking, from 1; none where it is not ranked.
    pub ranks: Vec<Option<u64>>,
    /// Whether each keeps it.
    pub kept: Vec<bool>,
}

/// Asks how kept documents are spread over slices of the pool.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct SlicesQuery {
    /// Of this comparison.
    pub compare: CompareQuery,
    /// By this column of the pool; by length in tokens if none.
    pub column: Option<String>,
}

/// How kept documents are spread over slices.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Slices {
    /// Columns that can be asked for.
    pub columns: Vec<String>,
    /// Largest slice of the pool first; by length, shortest first. 40 at most; what is beyond stands in `others`.
    pub slices: Vec<Slice>,
    /// Values that have no slice of their own.
    pub others: u64,
}

/// A part of the pool.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Slice {
    /// The column's value, or a range of tokens as "120–240".
    pub value: String,
    /// Share of the pool, 0 to 1.
    pub pool_share: f64,
    /// Share of what each ranking keeps.
    pub kept: Vec<Interval>,
}

/// A share or other number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Interval {
    /// The number.
    pub value: f64,
    /// Lower end; none where there is no interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Asks what one ranking picks that another does not.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct WhyDifferQuery {
    /// The one.
    pub a: RankingId,
    /// The other.
    pub b: RankingId,
    /// Where each is cut.
    pub budget: Budget,
}

/// What each of two rankings picks that the other does not.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct WhyDiffer {
    /// Documents only the first keeps.
    pub only_a: u64,
    /// Documents only the second keeps.
    pub only_b: u64,
    /// Words that tell the first's own picks from the second's, most telling first, 20 at most.
    pub words_a: Vec<TellingWord>,
    /// The other way round.
    pub words_b: Vec<TellingWord>,
    /// Neurons that tell the first's own picks; empty where no features were read. 12 at most.
    pub neurons_a: Vec<TellingNeuron>,
    /// The other way round.
    pub neurons_b: Vec<TellingNeuron>,
    /// Fewer than 5 documents differ on a side: too few to tell.
    pub too_few: bool,
}

/// A word that stands more often in one set of documents than in another.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct TellingWord {
    /// The word, in small letters.
    pub word: String,
    /// Share of the one set's documents that have it.
    pub share: f64,
    /// Share of the other's.
    pub other_share: f64,
    /// How many times as often it stands in the one, at least: lower end over upper end of the 95 % Wilson intervals.
    pub lift: f64,
}

/// Begins a blind round: pairs of documents to judge without knowing which ranking took which.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct StartBlindRound {
    /// The one.
    pub a: RankingId,
    /// The other.
    pub b: RankingId,
    /// Where each is cut.
    pub budget: Budget,
    /// Draws the pairs and their sides.
    pub seed: u64,
}

/// Names a blind round.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct BlindRoundRef {
    /// Which.
    pub round: i64,
}

/// A blind round in the list of them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct BlindRoundInfo {
    /// Its number.
    pub round: i64,
    /// The goal's name.
    pub goal: String,
    /// When it was begun, milliseconds since 1970.
    pub begun_ms: u64,
    /// Its pairs.
    pub pairs: u32,
    /// Those that are judged.
    pub judged: u32,
}

/// A blind round: at most 20 pairs, each of a document only the one keeps and a document only the other keeps.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct BlindRound {
    /// Its number.
    pub round: i64,
    /// The goal's name.
    pub goal: String,
    /// The pairs, sides shuffled.
    pub pairs: Vec<BlindPair>,
    /// What came out; none before every pair is judged.
    pub outcome: Option<BlindOutcome>,
}

/// Two documents side by side.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct BlindPair {
    /// Row number of the left one.
    pub left: i64,
    /// The left text, 2,000 characters at most.
    pub left_text: String,
    /// Row number of the right one.
    pub right: i64,
    /// The right text.
    pub right_text: String,
    /// What was judged; none yet.
    pub verdict: Option<BlindVerdict>,
}

/// Which of two documents fits the goal better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum BlindVerdict {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// Neither more than the other.
    Neither,
}

/// Judges one pair; judging again changes the verdict.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct JudgeBlindPair {
    /// In this round.
    pub round: i64,
    /// Which pair, from 0.
    pub pair: u32,
    /// The verdict.
    pub verdict: BlindVerdict,
}

/// What came out of a blind round.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct BlindOutcome {
    /// The one's question.
    pub a: RankQuery,
    /// The other's.
    pub b: RankQuery,
    /// Pairs the one's document won.
    pub wins_a: u32,
    /// Pairs the other's won.
    pub wins_b: u32,
    /// Pairs without a winner.
    pub neither: u32,
    /// The one's share of the decided pairs with its 95 % Wilson interval.
    pub win_rate: Interval,
    /// The interval lies to one side of one half.
    pub decided: bool,
}
