//! A project at work: a pool imported, goals made, documents read, rankings held against the answer.

use std::error::Error;
use std::path::Path;

use activation::{DeviceChoice, Neurons, NumericProfile};
use selection::Projection;
use selection::method::Representation;
use workbench::operations::autoencoder::TrainAutoencoder;
use workbench::operations::compare::CompareQuery;
use workbench::operations::evidence::{EvidenceKind, EvidenceQuery, KnownAnswer};
use workbench::operations::goal::{AddExamples, CreateGoal, ExampleSource};
use workbench::operations::import::{ImportMapping, TextRule};
use workbench::operations::job::{JobState, JobView, ReadingScope, Started};
use workbench::operations::project::ProjectInfo;
use workbench::operations::ranking::{Budget, RankQuery, RankingPageQuery};
use workbench::operations::{Answer, Nothing, Request};
use workbench::scripts::AutoencoderPlace;
use workbench::{Folders, ReadingPlan, SourcePlan, Workbench};

use super::right::Figures;

/// The model's name in the projects.
const MODEL: &str = "evaluated";
/// The sentence encoder's.
const SENTENCE: &str = "sentence";
/// The app's own folders, beside the projects.
const HOME: &str = "home";
/// Rows of a ranking asked for at once.
const PAGE: u64 = 200;
/// Seed of the intervals that cards draw.
const SEED: u64 = 1;

/// A workbench with one project open.
pub struct Desk {
    workbench: Workbench,
}

/// Asks, and takes the answer of the same name.
macro_rules! ask {
    ($desk:expr, $name:ident($with:expr)) => {
        match $desk.workbench.answer(Request::$name($with)) {
            Ok(Answer::$name(answer)) => Ok(answer),
            Ok(other) => Err(format!("another answer: {other:?}").into()),
            Err(failure) => Err(Box::<dyn Error>::from(format!("{failure:?}"))),
        }
    };
}

impl Desk {
    /// Opens the project of a pool, made anew where there is none; what a row's text is, is guessed.
    pub fn open(projects: &Path, pool: &str, file: &Path) -> Result<Self, Box<dyn Error>> {
        Self::opened(projects, pool, SourcePlan::new(file.to_owned(), None))
    }

    /// The same with rows that are an instruction and its answer.
    pub fn open_instructions(projects: &Path, pool: &str, file: &Path) -> Result<Self, Box<dyn Error>> {
        let text = TextRule::Instruction {
            instruction: "instruction".to_owned(),
            input: Some("input".to_owned()),
            output: "output".to_owned(),
        };
        let mapping = ImportMapping { text, id_column: Some("id".to_owned()), token_column: None };
        Self::opened(projects, pool, SourcePlan::new(file.to_owned(), Some(mapping)))
    }

    fn opened(projects: &Path, pool: &str, source: SourcePlan) -> Result<Self, Box<dyn Error>> {
        let workbench = Workbench::start(Folders::under(&projects.join(HOME)), std::sync::Arc::new(|_| {}));
        let desk = Self { workbench: workbench.map_err(|failure| format!("{failure:?}"))? };
        let project = projects.join(format!("{pool}.neurosieve"));
        let opened = if project.exists() {
            desk.workbench.open_path(&project)
        } else {
            desk.workbench.create_path(&project, pool)
        };
        opened.map_err(|failure| format!("{failure:?}"))?;
        for job in desk.workbench.resume_jobs().map_err(|failure| format!("{failure:?}"))? {
            desk.wait(job)?;
        }
        if desk.rows()? == 0 {
            let started = desk.workbench.start_import(vec![source]);
            desk.done(started)?;
        }
        Ok(desk)
    }

    /// A goal with the examples of a file, made where it is not there.
    pub fn goal(&self, name: &str, examples: &Path) -> Result<i64, Box<dyn Error>> {
        if let Some(known) = self.known_goal(name)? {
            return Ok(known);
        }
        let goal = self.empty_goal(name)?;
        let source = ExampleSource::File { ticket: self.workbench.grant(examples).ticket, mapping: None };
        ask!(self, AddExamples(AddExamples { goal, source, unwanted: false }))?;
        Ok(goal)
    }

    /// A goal without examples, made where it is not there.
    pub fn empty_goal(&self, name: &str) -> Result<i64, Box<dyn Error>> {
        match self.known_goal(name)? {
            Some(known) => Ok(known),
            None => Ok(ask!(self, CreateGoal(CreateGoal { name: name.to_owned() }))?.goal),
        }
    }

    fn known_goal(&self, name: &str) -> Result<Option<i64>, Box<dyn Error>> {
        Ok(self.project()?.goals.into_iter().find(|goal| goal.name == name).map(|goal| goal.goal))
    }

    /// Reads what is unread: 40 neurons of each layer's up projection, and every vector that a pass gives; with
    /// `answers`, also how the answers of instructions are foreseen.
    pub fn read(&self, model: &Path, answers: bool) -> Result<(), Box<dyn Error>> {
        let is_wanted = |one: Representation| match one {
            Representation::NeuronFeatures | Representation::Latents => false,
            Representation::AnswerLikelihood => answers,
            one => one.needs_backbone(),
        };
        let vectors = Representation::ALL.into_iter().filter(|&one| is_wanted(one));
        let vectors = vectors.map(|one| one.name().to_owned()).collect();
        self.done(self.workbench.start_reading(plan(MODEL, model, vectors)))
    }

    /// Reads what a sentence encoder has not read yet.
    pub fn read_sentences(&self, model: &Path) -> Result<(), Box<dyn Error>> {
        let vectors = vec![Representation::Sentence.name().to_owned()];
        self.done(self.workbench.start_reading(plan(SENTENCE, model, vectors)))
    }

    /// Reads the latents of a sparse autoencoder of the model.
    pub fn read_latents(&self, model: &Path, autoencoder: AutoencoderPlace) -> Result<(), Box<dyn Error>> {
        let vectors = vec![Representation::Latents.name().to_owned()];
        let plan = ReadingPlan { autoencoder: Some(autoencoder), ..plan(MODEL, model, vectors) };
        self.done(self.workbench.start_reading(plan))
    }

    /// Trains a sparse autoencoder on this pool at the app's defaults, or takes the one that was trained before.
    pub fn autoencoder(&self, projects: &Path, model: &Path) -> Result<AutoencoderPlace, Box<dyn Error>> {
        if let Some(known) = trained(projects)? {
            return Ok(known);
        }
        let with = TrainAutoencoder {
            model: String::new(),
            layer: None,
            expansion: None,
            k: None,
            documents: None,
            tokens: None,
            max_tokens: None,
            seed: SEED,
            fast: false,
        };
        let started = self.workbench.train_autoencoder(model, &with, DeviceChoice::Auto, None);
        let ended = self.ended(started)?;
        println!("the autoencoder: {:?}", ended.outcome);
        trained(projects)?.ok_or_else(|| "the training left no autoencoder".into())
    }

    /// The ids of all rows that a method ranks, best first.
    pub fn ranked(&self, method: &str, settings: &[(&str, f64)], goal: i64) -> Result<Vec<String>, Box<dyn Error>> {
        let ranking = self.ranking(method, settings, goal)?;
        let mut ids = Vec::new();
        loop {
            let query = RankingPageQuery::new(ranking, ids.len() as u64, PAGE);
            let page = ask!(self, RankingPage(query))?;
            let before = ids.len();
            ids.extend(page.rows.into_iter().filter(|row| row.rank.is_some()).map(|row| row.id));
            if ids.len() == before {
                return Ok(ids);
            }
        }
    }

    fn ranking(&self, method: &str, settings: &[(&str, f64)], goal: i64) -> Result<u64, Box<dyn Error>> {
        let query = RankQuery {
            model: Some(MODEL.to_owned()),
            settings: settings.iter().map(|&(name, value)| (name.to_owned(), value)).collect(),
            keep_examples: true,
            ..RankQuery::new(goal, method)
        };
        Ok(ask!(self, Rank(query))?.ranking)
    }

    /// Documents of the pool.
    pub fn rows(&self) -> Result<u64, Box<dyn Error>> {
        Ok(self.project()?.documents)
    }

    /// How well a method does where `right` is the category wanted.
    pub fn figures(&self, method: &str, goal: i64, right: &str) -> Result<Figures, Box<dyn Error>> {
        let ranking = self.ranking(method, &[], goal)?;
        let rows = self.rows()?;
        let measure = |share: u64, measure: &str| -> Result<f64, Box<dyn Error>> {
            let budget = Budget::Documents { documents: rows / share };
            let compare = CompareQuery { rankings: vec![ranking], budget };
            let answer = Some(KnownAnswer { column: "category".to_owned(), value: right.to_owned() });
            let kind = EvidenceKind::KnownComposition;
            let card = ask!(self, Evidence(EvidenceQuery { kind, compare, answer, seed: SEED }))?;
            let row = card.rows.iter().find(|row| row.measure == measure);
            let value = row.and_then(|row| row.values.first()).and_then(Option::as_ref);
            Ok(value.ok_or_else(|| format!("the card has no {measure}"))?.value)
        };
        Ok(Figures {
            at_right: measure(100, "precision_at_relevant")?,
            at_1_percent: measure(100, "precision")?,
            at_5_percent: measure(20, "precision")?,
            average: measure(100, "average_precision")?,
        })
    }

    fn project(&self) -> Result<ProjectInfo, Box<dyn Error>> {
        ask!(self, Overview(Nothing {}))?.project.ok_or_else(|| "no project is open".into())
    }

    fn done(&self, started: Result<Started, workbench::operations::Failure>) -> Result<(), Box<dyn Error>> {
        self.ended(started).map(drop)
    }

    fn ended(&self, started: Result<Started, workbench::operations::Failure>) -> Result<JobView, Box<dyn Error>> {
        self.wait(started.map_err(|failure| format!("{failure:?}"))?.job)
    }

    fn wait(&self, job: i64) -> Result<JobView, Box<dyn Error>> {
        let ended = self.workbench.wait(job).map_err(|failure| format!("{failure:?}"))?;
        if ended.state == JobState::Done {
            Ok(ended)
        } else {
            Err(format!("{:?}: {:?}", ended.state, ended.failure).into())
        }
    }
}

/// The autoencoder that a run before this one trained.
fn trained(projects: &Path) -> Result<Option<AutoencoderPlace>, Box<dyn Error>> {
    let kept = Folders::under(&projects.join(HOME)).autoencoders;
    if !kept.is_dir() {
        return Ok(None);
    }
    let mut found: Vec<_> = std::fs::read_dir(kept)?.collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(std::fs::DirEntry::file_name);
    Ok(found.first().map(|folder| AutoencoderPlace { path: folder.path(), layer: None }))
}

/// Everything there is, once, in f32 with up to 120 tokens of each document.
fn plan(name: &str, model: &Path, vectors: Vec<String>) -> ReadingPlan {
    ReadingPlan {
        autoencoder: None,
        model: name.to_owned(),
        model_name: model.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        path: model.to_owned(),
        scope: ReadingScope::Rest {},
        projections: vec![Projection::Up],
        vectors,
        neurons: Neurons::TopK(40),
        max_tokens: 120,
        profile: NumericProfile::F32,
        device: DeviceChoice::Auto,
        threads: None,
        rows: None,
    }
}
