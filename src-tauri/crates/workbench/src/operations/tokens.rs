//! Which tokens of a row drive its score, and which fire a neuron.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ranking::RankingId;

/// Asks which tokens drive a row's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct TokensQuery {
    /// In this ranking.
    pub ranking: RankingId,
    /// This row.
    pub row: i64,
    /// By which of the things that the method looks at (a representation's name); by the first if none.
    pub of: Option<String>,
}

/// Why a row has its score, down to its tokens where the method allows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct Tokens {
    /// The row.
    pub row: i64,
    /// What the method looks at and can take apart; empty where its score is no sum over anything in the text.
    pub kinds: Vec<TokenKind>,
    /// Which of them this is about: its place in `kinds`.
    pub shown: u32,
    /// What all parts add up to: the score, where they are exact; for nats their mean over tokens.
    pub sum: f64,
    /// The text with its tokens' parts; none where examples and not tokens are the parts.
    pub text: Option<MarkedText>,
    /// The words that give most, most first, 8 at most.
    pub strongest: Vec<StrongWord>,
    /// The neurons or columns that give most, most first, 8 at most.
    pub features: Vec<StrongFeature>,
    /// The examples that give most, most first, 8 at most.
    pub nearest: Vec<NearExample>,
}

/// One thing that a method looks at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct TokenKind {
    /// The representation's name.
    pub of: String,
    /// How it is taken apart.
    pub by: TokensBy,
    /// The parts add up to the score.
    pub exact: bool,
}

/// How a score is taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum TokensBy {
    /// Neurons in common with the goal, and of which token their impact comes.
    Neurons,
    /// Columns of a vector that overlap with the goal's, and of which token they come.
    Columns,
    /// The direction of a vector, and how far each token goes along it.
    Along,
    /// Examples near the row.
    Nearest,
    /// Words and how often they stand in pool and goal.
    Words,
    /// How little the model expected each token.
    Loss,
    /// How unsure the model was before each token.
    Entropy,
}

/// A text in pieces.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct MarkedText {
    /// In order; together the text as far as it was looked at.
    pub pieces: Vec<TextPiece>,
    /// The text after that, 20,000 characters at most.
    pub rest: String,
    /// The text goes on beyond `rest`.
    pub shortened: bool,
    /// Tokens looked at; 0 where words are counted and not tokens.
    pub tokens: u32,
    /// Tokens of the whole text; 0 likewise.
    pub whole: u32,
    /// From which value on a piece is of step 1, 2 and 3.
    pub steps: [f64; 3],
    /// Values are nats, in fixed steps. If not, they are shares of all that speaks for the row, and steps hold the 30, 15
    /// and 5 of a hundred pieces that give most, as far as they give more than an even share.
    pub nats: bool,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct TextPiece {
    /// Its characters.
    pub text: String,
    /// What it gives; 0 for pieces that were put together because none of them reaches step 1.
    pub value: f64,
    /// 0 to 3.
    pub step: u8,
}

/// A word that gives much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StrongWord {
    /// The word.
    pub text: String,
    /// What all its places give.
    pub value: f64,
    /// How often it stands there.
    pub times: u32,
}

/// A neuron or column that gives much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct StrongFeature {
    /// Decoder block, from 0.
    pub layer: u32,
    /// Neuron, column or latent.
    pub number: u32,
    /// Its share of all that speaks for the row.
    pub share: f64,
}

/// An example near a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NearExample {
    /// The example.
    pub example: i64,
    /// The start of its text, 160 characters at most.
    pub excerpt: String,
    /// How far it is, as the method measures.
    pub distance: f64,
    /// What it passes on to the row.
    pub mass: f64,
}

/// Asks which tokens of some rows fire a neuron.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronTokensQuery {
    /// As the model of this ranking read them.
    pub ranking: RankingId,
    /// Decoder block, from 0.
    pub layer: u32,
    /// Output column, from 0.
    pub neuron: u32,
    /// These rows, 7 at most.
    pub rows: Vec<i64>,
}

/// A row with the tokens that fire a neuron.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct NeuronInRow {
    /// The row.
    pub row: i64,
    /// The neuron's impact on it: the mean over its tokens of |activation|.
    pub impact: f64,
    /// The text; values are shares of the impact.
    pub text: MarkedText,
}
