//! `neurosieve evaluate`.

use std::path::PathBuf;

use selection::Projection;
use workbench::operations::compare::Interval;
use workbench::operations::evidence::{
    EvidenceCard, EvidenceColumn, EvidenceCost, EvidenceKind, EvidenceUnit, KnownAnswer,
};
use workbench::scripts::{
    AutoencoderPlace, Columns, EvaluatePlan, EvaluateReport, Files, Goal, ModelUse, Neurons, SentenceUse, evaluate,
};

use super::column_and_value;
use super::model::{Named, Reading, watch};
use super::select::Wanted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Neurons of each layer that a reading keeps.
const KEPT: u16 = 40;

/// Compare rankings by several methods, and hold them against evidence on your own data.
///
/// Of a project (--project and --goal, with what was read there), or of files (--pool and --target). With --json the same
/// figures as the window's cards. What a card lacks is said, and the others are filled. Random picks of the same size
/// stand beside every selection. None of these figures proves that a selection trains a better model.
#[derive(clap::Args)]
pub struct Arguments {
    /// A project with documents, a goal and what was read.
    #[arg(long, requires = "goal", conflicts_with_all = ["pool", "target", "heldout", "model"])]
    project: Option<PathBuf>,
    /// The goal, by name or number.
    #[arg(long, requires = "project")]
    goal: Option<String>,
    /// The documents to choose from.
    #[arg(long, requires = "target")]
    pool: Option<PathBuf>,
    /// The examples.
    #[arg(long, requires = "pool")]
    target: Option<PathBuf>,
    /// Use only the examples whose row has this value: column=value.
    #[arg(long, requires = "target", value_parser = column_and_value)]
    target_filter: Option<(String, String)>,
    /// Examples that no ranking is shown, to test it by.
    #[arg(long, requires = "pool")]
    heldout: Option<PathBuf>,
    /// A model folder or GGUF file, for methods that need one.
    #[arg(long, requires = "pool")]
    model: Option<PathBuf>,
    /// A sentence encoder's folder, for the method meaning and those that use it beside others.
    #[arg(long, requires = "pool", value_name = "FOLDER")]
    sentence_model: Option<PathBuf>,
    /// A sparse autoencoder's folder (sparsify's or `SAELens`'s), for the method mona.
    #[arg(long, requires = "model", value_name = "FOLDER")]
    autoencoder: Option<PathBuf>,
    /// The autoencoder's layer, from 0, where its folder does not say it or holds several.
    #[arg(long, requires = "autoencoder", value_name = "LAYER")]
    autoencoder_layer: Option<usize>,
    /// The methods, separated by commas.
    #[arg(long, value_delimiter = ',', default_value = "nag,random")]
    methods: Vec<String>,
    #[command(flatten)]
    budget: Wanted,
    /// The column of the pool that says what is right.
    #[arg(long, requires = "category")]
    category_column: Option<String>,
    /// The value that right rows have in it.
    #[arg(long, requires = "category_column")]
    category: Option<String>,
    /// The cards, separated by commas, as `known_composition,stability`; all if not given.
    #[arg(long, value_delimiter = ',', value_parser = card)]
    cards: Vec<EvidenceKind>,
    /// Rows that are examples themselves stay in.
    #[arg(long)]
    keep_examples: bool,
    /// Seed of draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Train briefly for the cards deciles and `proxy_training`. Takes minutes; how many is said before it starts.
    #[arg(long)]
    trainings: bool,
    #[command(flatten)]
    named: Named,
    /// The column with token counts; counted by the model if not given.
    #[arg(long)]
    token_column: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Every card, weakest first.
const ALL: [EvidenceKind; 10] = [
    EvidenceKind::LengthAndFormat,
    EvidenceKind::Coverage,
    EvidenceKind::Stability,
    EvidenceKind::Separability,
    EvidenceKind::Distance,
    EvidenceKind::Leak,
    EvidenceKind::KnownComposition,
    EvidenceKind::HeldBack,
    EvidenceKind::Deciles,
    EvidenceKind::ProxyTraining,
];

fn name(kind: EvidenceKind) -> String {
    serde_json::json!(kind).as_str().unwrap_or_default().to_owned()
}

fn card(text: &str) -> Result<EvidenceKind, String> {
    let known = || ALL.map(name).join(", ");
    ALL.into_iter().find(|&kind| name(kind) == text).ok_or_else(|| format!("no such card; there are {}", known()))
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let told = |kind, cost: &EvidenceCost| face.tell(&estimate(kind, cost));
        let report = evaluate(&self.plan()?, &watch(face), &told)?;
        face.name_unreadable(&report.unreadable);
        for refused in &report.refused {
            face.tell(&format!("{} could not rank: {}", refused.method, Complaint::from(refused.failure.clone())));
        }
        face.answer(&report, &words(&report));
        Ok(Ended::with(&report.unreadable))
    }

    fn plan(self) -> Result<EvaluatePlan, Complaint> {
        let budget = self.budget.required()?;
        let reading = &self.reading;
        let layer = self.autoencoder_layer;
        let autoencoder = self.autoencoder.map(|path| AutoencoderPlace { path, layer });
        let model = self.model.map(|path| ModelUse {
            path,
            autoencoder,
            projections: vec![Projection::Up],
            neurons: Neurons::TopK(KEPT),
            max_tokens: reading.max_tokens,
            profile: reading.profile(),
            device: reading.device(),
            threads: reading.threads,
        });
        let goal = match (self.project.zip(self.goal), self.pool.zip(self.target)) {
            (Some((project, goal)), _) => Goal::OfProject { project, goal },
            (None, Some((pool, target))) => Goal::Files(Box::new(Files {
                pool,
                target,
                target_filter: self.target_filter,
                held_out: self.heldout,
                columns: Columns { id: self.named.id_column, text: self.named.text_column, tokens: self.token_column },
                model,
                sentence: self.sentence_model.map(|path| SentenceUse { path, threads: reading.threads }),
            })),
            (None, None) => {
                let problem = "name a project with --project and --goal, or files with --pool and --target";
                return Err(Complaint::Arguments(problem.to_owned()));
            }
        };
        let answer = self.category_column.zip(self.category).map(|(column, value)| KnownAnswer { column, value });
        Ok(EvaluatePlan {
            goal,
            methods: self.methods,
            budget,
            answer,
            cards: if self.cards.is_empty() { ALL.to_vec() } else { self.cards },
            keep_examples: self.keep_examples,
            seed: self.seed,
            trainings: self.trainings,
        })
    }
}

/// What trainings will take, before they start.
fn estimate(kind: EvidenceKind, cost: &EvidenceCost) -> String {
    let left = cost.trainings - cost.done;
    let minutes = (cost.seconds / 60.0).ceil();
    format!(
        "{}: {left} brief trainings with {} on {} tokens each, {} held-out examples; about {minutes:.0} min.",
        name(kind),
        cost.model,
        cost.tokens,
        cost.held_out
    )
}

fn words(report: &EvaluateReport) -> String {
    let mut lines = Vec::new();
    for pair in report.comparison.iter().flat_map(|comparison| &comparison.pairs) {
        let (a, b) = (&report.methods[pair.a as usize], &report.methods[pair.b as usize]);
        lines.push(format!("{a} and {b}: {} rows in common, Jaccard {:.3}", pair.both, pair.jaccard));
    }
    lines.extend(report.cards.iter().map(|card| table(card, &report.methods)));
    lines.join("\n")
}

/// A card as a table of words.
fn table(card: &EvidenceCard, methods: &[String]) -> String {
    let head = |column: &EvidenceColumn| match column {
        EvidenceColumn::Ranking { place } => methods[*place as usize].clone(),
        other => serde_json::json!(other)["of"].as_str().unwrap_or_default().to_owned(),
    };
    let mut lines = vec![format!("\n{}", name(card.kind))];
    if let Some(need) = card.missing {
        lines.push(format!("  missing: {}", serde_json::json!(need).as_str().unwrap_or_default()));
    }
    if !card.rows.is_empty() {
        let heads: Vec<String> = card.columns.iter().map(|column| format!("  {:>20}", head(column))).collect();
        lines.push(format!("  {:<24}{}", "", heads.concat()));
    }
    for row in &card.rows {
        let values: Vec<String> = row.values.iter().map(|value| format!("  {:>20}", said(*value, row.unit))).collect();
        lines.push(format!("  {:<24}{}", row.measure, values.concat()));
    }
    lines.join("\n")
}

fn said(value: Option<Interval>, unit: EvidenceUnit) -> String {
    let Some(Interval { value, low, high }) = value else { return "–".to_owned() };
    let number = |value: f64| match unit {
        EvidenceUnit::Share => format!("{:.0}%", value * 100.0),
        EvidenceUnit::Rows | EvidenceUnit::Tokens => format!("{value:.0}"),
        _ => format!("{value:.2}"),
    };
    match low.zip(high) {
        Some((low, high)) => format!("{} ({}–{})", number(value), number(low), number(high)),
        None => number(value),
    }
}
