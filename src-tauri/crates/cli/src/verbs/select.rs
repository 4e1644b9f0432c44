//! `neurosieve select`.

use std::path::PathBuf;

use selection::Projection;
use selection::method::{MethodError, Representation, Settings, TOP_K, by_id, said};
use workbench::operations::ranking::Budget;
use workbench::scripts::{
    AutoencoderPlace, Columns, ModelUse, Neurons, OutsideVectors, SelectPlan, SelectReport, SentenceUse, select,
};

use super::column_and_value;
use super::composing::{Composing, weighed};
use super::model::{Named, Reading, watch};
use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Neurons that a reading keeps at least: what the window keeps, so that it can use the same project.
const KEPT: u16 = 40;

/// The setting of methods that compare by vectors, and its choice for those that are brought along.
const VECTORS: (&str, &str) = ("representation", "outside");

/// Choose the documents of a pool that are most like some examples: the whole job.
///
/// Writes the pool's own rows unchanged, best first, and OUTPUT.passport.json, from which the same selection can be made
/// again. Interrupted or killed, the same call again goes on where it stopped; finished, it does nothing. Examples that
/// are in the pool stay in.
#[derive(clap::Args)]
pub struct Arguments {
    /// The documents to choose from.
    #[arg(long)]
    pool: PathBuf,
    /// The examples.
    #[arg(long)]
    target: PathBuf,
    /// Use only the examples whose row has this value: column=value.
    #[arg(long, value_parser = column_and_value)]
    target_filter: Option<(String, String)>,
    /// The examples of another goal that shares the budget: FILE or FILE=WEIGHT. Repeatable; each row is taken once.
    #[arg(long, value_parser = weighed, value_name = "FILE[=WEIGHT]")]
    also_target: Vec<(String, f64)>,
    /// The weight of the first goal against the others'.
    #[arg(long, default_value_t = 1.0, requires = "also_target", value_name = "WEIGHT")]
    target_weight: f64,
    /// A model folder or GGUF file.
    #[arg(long)]
    model: Option<PathBuf>,
    /// A sentence encoder's folder, for the method meaning and those that use it beside others.
    #[arg(long, value_name = "FOLDER")]
    sentence_model: Option<PathBuf>,
    /// A sparse autoencoder's folder (sparsify's or `SAELens`'s), for the method mona.
    #[arg(long, requires = "model", value_name = "FOLDER")]
    autoencoder: Option<PathBuf>,
    /// The autoencoder's layer, from 0, where its folder does not say it or holds several.
    #[arg(long, requires = "autoencoder", value_name = "LAYER")]
    autoencoder_layer: Option<usize>,
    /// Vectors of your own, one for each row of the pool (.npy or Parquet): methods that compare by vectors compare by these.
    #[arg(long, requires = "target_vectors", value_name = "FILE")]
    pool_vectors: Option<PathBuf>,
    /// Vectors of the examples, from the same model.
    #[arg(long, requires = "pool_vectors", conflicts_with = "also_target", value_name = "FILE")]
    target_vectors: Option<PathBuf>,
    /// The method: nag, or one of those that `neurosieve methods` lists.
    #[arg(long, default_value = "nag")]
    method: String,
    /// A setting of the method: name=value, where the value is a number or one of its choices. Repeatable.
    #[arg(long = "set", value_parser = column_and_value, value_name = "NAME=VALUE")]
    set: Vec<(String, String)>,
    /// Neurons per layer that count, for methods that count neurons (the same as `--set top_k=N`).
    #[arg(long)]
    use_top_k: Option<u16>,
    #[command(flatten)]
    budget: Wanted,
    #[command(flatten)]
    composing: Composing,
    /// The file to write; its suffix says the format.
    #[arg(long)]
    output: PathBuf,
    /// Also write id, rank, score and selected of every document.
    #[arg(long)]
    scores: Option<PathBuf>,
    /// Keep everything in this project, which the window can open.
    #[arg(long)]
    project: Option<PathBuf>,
    /// Also draw score by rank: .svg or .png.
    #[arg(long)]
    figure: Option<PathBuf>,
    /// Print the best rows as a table.
    #[arg(long, default_value_t = 0, value_name = "N")]
    show: u64,
    /// Make the same selection again: method, budget and reading are taken from this passport, and other input is refused.
    #[arg(long)]
    passport: Option<PathBuf>,
    #[command(flatten)]
    named: Named,
    /// The column with token counts; counted by the model if not given.
    #[arg(long)]
    token_column: Option<String>,
    #[command(flatten)]
    reading: Reading,
    /// Replace the output, whatever it was made of.
    #[arg(long)]
    overwrite: bool,
}

/// How much is kept.
#[derive(clap::Args)]
#[group(required = false, multiple = false)]
pub struct Wanted {
    /// The share of all tokens to keep, 0 to 1.
    #[arg(long)]
    ratio: Option<f64>,
    /// Tokens to keep.
    #[arg(long)]
    tokens: Option<u64>,
    /// Documents to keep.
    #[arg(long)]
    documents: Option<u64>,
}

impl Wanted {
    /// The budget; none if nothing was said.
    pub fn budget(&self) -> Option<Budget> {
        let documents = self.documents.map(|documents| Budget::Documents { documents });
        let tokens = self.tokens.map(|tokens| Budget::Tokens { tokens });
        self.ratio.map(|ratio| Budget::Ratio { ratio }).or(tokens).or(documents)
    }

    /// The budget.
    pub fn required(&self) -> Result<Budget, Complaint> {
        self.budget()
            .ok_or_else(|| Complaint::Arguments("say how much to keep: --ratio, --tokens or --documents".to_owned()))
    }
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let plan = self.plan()?;
        let asked = match plan.budget {
            Budget::Documents { documents } => Some(documents),
            _ => None,
        };
        let report = select(&plan, &watch(face))?;
        face.name_unreadable(&report.unreadable);
        if !face.is_json() {
            table(&report, face);
        }
        face.report(&report, &words(&report, asked));
        Ok(Ended::with(&report.unreadable))
    }

    fn plan(self) -> Result<SelectPlan, Complaint> {
        let budget = match (&self.passport, self.budget.budget()) {
            // The passport's own takes its place.
            (Some(_), None) => Budget::Documents { documents: 0 },
            (Some(_), Some(_)) => {
                return Err(Complaint::Arguments(
                    "the passport says how much to keep: leave the budget out".to_owned(),
                ));
            }
            (None, _) => self.budget.required()?,
        };
        let method = by_id(&self.method).map_err(refused)?;
        let mut settings = said(method.description(), &self.set).map_err(refused)?;
        let compares = method.description().settings.iter().any(|setting| setting.name == VECTORS.0);
        if self.pool_vectors.is_some() && compares && !settings.contains_key(VECTORS.0) {
            let by_these = [(VECTORS.0.to_owned(), VECTORS.1.to_owned())];
            settings.extend(said(method.description(), &by_these).map_err(refused)?);
        }
        let top_k = self.use_top_k.map(f64::from);
        let usual = Settings::checked(method.description(), settings.clone()).map_err(refused)?;
        if let Some(top_k) = top_k.or_else(|| usual.named(method.description(), TOP_K.name)) {
            settings.insert(TOP_K.name.to_owned(), top_k);
        }
        let checked = Settings::checked(method.description(), settings.clone()).map_err(refused)?;
        let needs_model = method.needs(&checked).into_iter().any(Representation::needs_backbone);
        // A passport names its own method, which says what is lacking.
        let follows = self.passport.is_some();
        if self.model.is_none() && needs_model && !follows {
            let problem = format!("the method {} needs a model: name it with --model", self.method);
            return Err(Complaint::Arguments(problem));
        }
        let welcomes_model = method.welcomes(&checked).into_iter().any(Representation::needs_backbone);
        let needs = method.needs(&checked);
        let uses = |one: Representation| follows || needs.contains(&one) || method.welcomes(&checked).contains(&one);
        let lacks = |one: Representation, flag: &str, what: &str| {
            let problem = format!("the method {} needs {what}: name it with {flag}", self.method);
            if needs.contains(&one) && !follows { Err(Complaint::Arguments(problem)) } else { Ok(()) }
        };
        if self.sentence_model.is_none() {
            lacks(Representation::Sentence, "--sentence-model", "a sentence encoder")?;
        }
        if self.autoencoder.is_none() {
            lacks(Representation::Latents, "--autoencoder", "a sparse autoencoder")?;
        }
        let outside = self.pool_vectors.zip(self.target_vectors).map(|(pool, target)| OutsideVectors { pool, target });
        if outside.is_none() {
            lacks(Representation::Outside, "--pool-vectors and --target-vectors", "vectors of your own")?;
        } else if !uses(Representation::Outside) {
            let problem = format!("the method {} does not compare by vectors of your own", self.method);
            return Err(Complaint::Arguments(problem));
        }
        let layer = self.autoencoder_layer;
        let autoencoder = self.autoencoder.filter(|_| uses(Representation::Latents));
        let sentence = self.sentence_model.filter(|_| uses(Representation::Sentence));
        let counted = settings.get(TOP_K.name).map_or(KEPT, |&top_k| top_k as u16);
        let reading = &self.reading;
        let model = self.model.filter(|_| needs_model || welcomes_model || follows).map(|path| ModelUse {
            path,
            autoencoder: autoencoder.map(|path| AutoencoderPlace { path, layer }),
            projections: vec![Projection::Up],
            neurons: Neurons::TopK(counted.max(KEPT)),
            max_tokens: reading.max_tokens,
            profile: reading.profile(),
            device: reading.device(),
            threads: reading.threads,
        });
        Ok(SelectPlan {
            pool: self.pool,
            target: self.target,
            target_filter: self.target_filter,
            columns: Columns { id: self.named.id_column, text: self.named.text_column, tokens: self.token_column },
            method: self.method,
            settings,
            model,
            sentence: sentence.map(|path| SentenceUse { path, threads: reading.threads }),
            outside,
            budget,
            composition: self.composing.composition(),
            also: self.also_target.into_iter().map(|(path, weight)| (path.into(), weight)).collect(),
            weight: self.target_weight,
            output: self.output,
            scores: self.scores,
            figure: self.figure,
            project: self.project,
            passport: self.passport,
            show: self.show,
            overwrite: self.overwrite,
        })
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where errors are turned into complaints")]
fn refused(error: MethodError) -> Complaint {
    Complaint::Arguments(error.to_string())
}

fn table(report: &SelectReport, face: &Face) {
    const TEXT: usize = 60;
    const ID: usize = 24;
    if report.table.is_empty() {
        return;
    }
    let cut = |text: &str, most: usize| -> String {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat.chars().count() <= most { flat } else { flat.chars().take(most - 1).chain(['…']).collect() }
    };
    let width = report.table.iter().map(|row| row.id.chars().count().min(ID)).max().unwrap_or(2).max(2);
    face.print(&format!("{:>5}  {:>8}  {:>7}  {:>10}  {:<width$}  text", "rank", "above", "score", "x typical", "id"));
    for row in &report.table {
        face.print(&format!(
            "{:>5}  {:>6.1} %  {:>7.4}  {:>10.2}  {:<width$}  {}",
            row.rank,
            row.percentile,
            row.score,
            row.score / report.typical,
            cut(&row.id, ID),
            cut(&row.text, TEXT)
        ));
    }
}

/// `asked` is how many documents were wanted, where the budget counts them.
fn words(report: &SelectReport, asked: Option<u64>) -> String {
    let unit = if report.tokens_counted { "tokens" } else { "words, which stand for tokens" };
    let earlier = if report.was_finished { ", by an earlier call; nothing was left to do" } else { "" };
    let mut words = vec![format!(
        "{} of {} selected ({} of {} {unit}), by {}{earlier}",
        report.selected,
        counted(report.ranked, "document"),
        report.selected_tokens,
        report.tokens,
        counted(report.examples, "example")
    )];
    if asked.is_some_and(|asked| asked > report.ranked) {
        words.push(format!("there are only {} documents to choose from: all of them are kept", report.ranked));
    }
    if report.unscored > 0 {
        words.push(format!("{} documents hold no token and have no rank", report.unscored));
    }
    if report.unscored_examples > 0 {
        words.push(format!("{} examples hold no token and do not count", report.unscored_examples));
    }
    words.join("\n")
}
