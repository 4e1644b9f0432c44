//! `neurosieve export`.

use std::path::PathBuf;

use workbench::operations::composition::GoalWeight;
use workbench::operations::export::{ExportFormat, ExportOrder, ExportPlan, ExportSplit, StartExport};
use workbench::operations::job::JobOutcome;
use workbench::operations::neuron::NeuronRef;
use workbench::operations::ranking::RankQuery;
use workbench::operations::{Answer, Request};

use super::composing::{Composing, weighed};
use super::layer_and_neuron;
use super::select::Wanted;
use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Rank a project's pool for one of its goals, and write what is chosen, with its passport.
///
/// CSV is written safe to open in a spreadsheet. Examples that are in the pool are left out unless --keep-examples.
/// For training tools the rows are made over: see --for. A folder is written where the tool wants one, or where the rows
/// are divided by --validation.
#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct Arguments {
    /// The project.
    #[arg(long)]
    project: PathBuf,
    /// The goal's number; see `neurosieve goal list`.
    #[arg(long)]
    goal: i64,
    /// The method.
    #[arg(long, default_value = "nag")]
    method: String,
    /// Another goal that shares the budget: NUMBER or NUMBER=WEIGHT. Repeatable; each row is taken once.
    #[arg(long, value_parser = weighed, value_name = "NUMBER[=WEIGHT]")]
    also_goal: Vec<(String, f64)>,
    /// The weight of the first goal against the others'.
    #[arg(long, default_value_t = 1.0, requires = "also_goal", value_name = "WEIGHT")]
    goal_weight: f64,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    composing: Composing,
    /// The file to write: .jsonl, .json, .csv or .parquet. For llama-factory, axolotl and datasets a folder; that of
    /// llama-factory may be there and gets one more data set.
    #[arg(long)]
    output: PathBuf,
    /// Make the rows over for a training tool.
    #[arg(long = "for", value_enum, value_name = "TOOL")]
    tool: Option<Tool>,
    /// Leave out rows that do not fit the tool's format, rather than refuse.
    #[arg(long, requires = "tool")]
    leave_out: bool,
    /// Divide the rows, with this share of them to check with: above 0, at most 0.5. The output is a folder.
    #[arg(long, value_name = "SHARE")]
    validation: Option<f64>,
    /// Draws the rows to check with.
    #[arg(long, requires = "validation", default_value_t = 1)]
    split_seed: u64,
    /// Each value of this column gives its share of the rows to check with.
    #[arg(long, requires = "validation", value_name = "COLUMN")]
    stratify: Option<String>,
    /// Write the rows as they were imported, not best first.
    #[arg(long)]
    original_order: bool,
    /// Add the columns `neurosieve_rank` and `neurosieve_score`.
    #[arg(long)]
    with_scores: bool,
    /// Examples that are in the pool stay in.
    #[arg(long)]
    keep_examples: bool,
    /// A neuron that counts for nothing, as layer:neuron; once for each.
    #[arg(long, value_name = "LAYER:NEURON", value_parser = layer_and_neuron)]
    ignore: Vec<NeuronRef>,
    /// Replace the output if it is there.
    #[arg(long)]
    overwrite: bool,
}

/// What reads the rows.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Tool {
    /// instruction, input, output.
    Alpaca,
    /// conversations of human and gpt.
    Sharegpt,
    /// messages of user and assistant.
    Openai,
    /// A folder with `dataset_info.json`.
    LlamaFactory,
    /// A folder with lines for a configuration.
    Axolotl,
    /// A folder for the Hugging Face `datasets` library, with a card.
    Datasets,
}

impl Tool {
    const fn format(self) -> ExportFormat {
        match self {
            Self::Alpaca => ExportFormat::Alpaca,
            Self::Sharegpt => ExportFormat::Sharegpt,
            Self::Openai => ExportFormat::Openai,
            Self::LlamaFactory => ExportFormat::LlamaFactory,
            Self::Axolotl => ExportFormat::Axolotl,
            Self::Datasets => ExportFormat::Datasets,
        }
    }
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let format = self.format()?;
        let merges = format == ExportFormat::LlamaFactory;
        if self.output.exists() && !self.overwrite && !merges {
            return Err(workbench::scripts::ScriptError::AlreadyThere(self.output).into());
        }
        let split = self.validation.map(|validation| ExportSplit {
            validation,
            seed: self.split_seed,
            column: self.stratify.clone(),
        });
        let opened = Opened::project(&self.project, face)?;
        let mut composition = self.composing.composition();
        if !self.also_goal.is_empty() {
            composition.goals.push(GoalWeight { goal: self.goal, weight: self.goal_weight });
        }
        for (number, weight) in self.also_goal {
            let wrong = |_| Complaint::Arguments(format!("\"{number}\" is no goal: see `neurosieve goal list`"));
            composition.goals.push(GoalWeight { goal: number.parse().map_err(wrong)?, weight });
        }
        let query = RankQuery {
            keep_examples: self.keep_examples,
            ignored: self.ignore,
            composition,
            ..RankQuery::new(self.goal, &self.method)
        };
        let Answer::Rank(ranking) = opened.ask(Request::Rank(query))? else { return Ok(Ended::Failed) };
        let plan = ExportPlan {
            ranking: ranking.ranking,
            budget: self.wanted.required()?,
            format,
            order: if self.original_order { ExportOrder::Original } else { ExportOrder::Rank },
            with_scores: self.with_scores,
            split,
            leave_out: self.leave_out,
            language: None,
        };
        let ticket = opened.ticket(&self.output);
        let Answer::StartExport(started) = opened.ask(Request::StartExport(StartExport { plan, ticket }))? else {
            return Ok(Ended::Failed);
        };
        let ended = opened.finish(started.job, &self.project)?;
        let Some(JobOutcome::Exported { documents, tokens, passport, next, .. }) = &ended.outcome else {
            return Ok(Ended::Failed);
        };
        let (documents, tokens) = (counted(*documents, "document"), counted(*tokens, "token"));
        let next = next.as_ref().map_or_else(String::new, |next| format!("\nnext:\n{next}"));
        face.answer(&ended, &format!("{documents} written ({tokens}); passport: {passport}{next}"));
        Ok(Ended::Done)
    }

    /// The tool's format, or the one that the output's name says.
    fn format(&self) -> Result<ExportFormat, Complaint> {
        if let Some(tool) = self.tool {
            return Ok(tool.format());
        }
        match self.output.extension().and_then(|suffix| suffix.to_str()) {
            Some("jsonl") => Ok(ExportFormat::Jsonl),
            Some("json") => Ok(ExportFormat::Json),
            Some("csv") => Ok(ExportFormat::Csv),
            Some("parquet") => Ok(ExportFormat::Parquet),
            None if self.validation.is_some() => Ok(ExportFormat::Jsonl),
            _ => Err(Complaint::Arguments("end the output's name in .jsonl, .json, .csv or .parquet".to_owned())),
        }
    }
}
