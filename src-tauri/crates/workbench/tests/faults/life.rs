//! The life of a project from its making to its export, in a process of its own that goes on where it was when it is
//! started again. It writes down what was acknowledged, in a place that no fault reaches.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use workbench::operations::export::{ExportFormat, ExportPlan, StartExport};
use workbench::operations::goal::{AddExamples, CreateGoal, ExampleSource};
use workbench::operations::job::{JobKind, JobState, JobView, ReadingScope};
use workbench::operations::ranking::{Budget, RankQuery};
use workbench::operations::review::{Decide, DecideOn, Decision, DecisionsQuery, Verdict};
use workbench::operations::{Answer, Failure, FailureCode, Nothing, Request};
use workbench::{SourcePlan, Workbench};

use crate::at_work::{Desk, all_features, process_of, rows, text_mapping, tiny_plan};

const FOLDER: &str = "NEUROSIEVE_TEST_LIFE_FOLDER";
const THREADS: &str = "NEUROSIEVE_TEST_LIFE_THREADS";
const ROWS: &str = "NEUROSIEVE_TEST_LIFE_ROWS";
const EXPORTS: &str = "NEUROSIEVE_TEST_LIFE_EXPORTS";
/// Decisions that are made.
pub const DECISIONS: usize = 12;
/// Rows of the two exports, which take turns.
pub const EXPORTED: [u64; 2] = [7, 20];

/// Where a life takes place: the project in a folder that faults reach, the rest beside it.
pub struct Place {
    /// The world that fails.
    pub world: PathBuf,
    /// What stays.
    pub safe: PathBuf,
    pub rows: usize,
    pub threads: usize,
    /// How many exports a life ends with, one over the other.
    pub exports: usize,
}

impl Place {
    pub fn under(folder: &Path, rows: usize) -> Self {
        let place = Self { world: folder.join("world"), safe: folder.join("safe"), rows, threads: 1, exports: 2 };
        std::fs::create_dir_all(&place.world).unwrap();
        std::fs::create_dir_all(&place.safe).unwrap();
        place.write_pool();
        place
    }

    pub fn write_pool(&self) {
        std::fs::write(self.safe.join("pool.jsonl"), rows(self.rows)).unwrap();
    }

    pub fn project(&self) -> PathBuf {
        self.world.join("a.neurosieve")
    }

    pub fn export(&self) -> PathBuf {
        self.world.join("selected.jsonl")
    }

    /// The command that lives on here.
    pub fn process(&self) -> Command {
        let mut command = process_of("life::the_process_that_lives", FOLDER, self.world.parent().unwrap());
        command
            .arg("--nocapture")
            .env(THREADS, self.threads.to_string())
            .env(ROWS, self.rows.to_string())
            .env("TMPDIR", &self.safe)
            .env(EXPORTS, self.exports.to_string());
        command
    }

    /// Lines that were acknowledged, whole ones only.
    pub fn acknowledged(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.safe.join("acknowledged.txt")).unwrap_or_default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(str::to_owned).collect()
    }

    /// How the last life ended: "done" or the failure.
    pub fn ended(&self) -> String {
        std::fs::read_to_string(self.safe.join("ended.txt")).unwrap_or_default()
    }
}

/// What a project holds in the end, for comparing.
#[derive(PartialEq, Eq)]
pub struct Held {
    pub documents: u64,
    pub features: Vec<(String, Vec<u16>)>,
    pub goals: Vec<String>,
    pub decisions: u64,
    pub export: Vec<u8>,
}

/// Looks into a project that nobody has open; SQLite must find nothing wrong with it.
pub fn held(place: &Place) -> Held {
    let desk = Desk::new();
    desk.workbench.open_path(&place.project()).unwrap();
    let info = desk.info();
    assert!(!info.read_only, "{:?}", info.read_only_because);
    let is_read = info.readings.iter().any(|reading| reading.documents_read > 0);
    let features = if is_read { all_features(&desk.workbench) } else { Vec::new() };
    let held = Held {
        documents: info.documents,
        features,
        goals: info.goals.iter().map(|goal| format!("{} {}", goal.name, goal.examples)).collect(),
        decisions: journal(&desk.workbench).unwrap(),
        export: std::fs::read(place.export()).unwrap_or_default(),
    };
    desk.workbench.close();
    assert_sound(&place.project());
    held
}

/// SQLite's own check of every page and index.
pub fn assert_sound(project: &Path) {
    let connection = rusqlite::Connection::open(project).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

/// Everything that was acknowledged is there.
pub fn assert_nothing_lost(place: &Place, held: &Held) {
    let acknowledged = place.acknowledged();
    let said = |what: &str| acknowledged.iter().filter(|line| line.starts_with(what)).count();
    if said("import") > 0 {
        assert_eq!(held.documents, place.rows as u64, "an acknowledged import is whole");
    }
    if said("goal") > 0 {
        assert_eq!(held.goals, ["Law 1"]);
    }
    if said("read") > 0 {
        assert_eq!(held.features.len(), place.rows);
    }
    assert!(held.decisions >= said("decision") as u64, "{} of {} decisions", held.decisions, said("decision"));
    let lines = held.export.split_inclusive(|&byte| byte == b'\n').count() as u64;
    assert!(lines == 0 || EXPORTED.contains(&lines), "an export of {lines} rows is neither the old nor the new one");
}

/// Starts a life and waits for its end.
pub fn lived(mut command: Command) -> ExitStatus {
    command.status().unwrap()
}

/// Not a test by itself: the process that the others start, kill and hinder.
#[test]
fn the_process_that_lives() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let number = |name: &str| std::env::var(name).unwrap().parse().unwrap();
    let place = Place {
        world: Path::new(&folder).join("world"),
        safe: Path::new(&folder).join("safe"),
        rows: number(ROWS),
        threads: number(THREADS),
        exports: number(EXPORTS),
    };
    let ended = match live(&place) {
        Ok(()) => "done".to_owned(),
        Err(failure) => format!("{:?} {failure}", failure.code),
    };
    std::fs::write(place.safe.join("ended.txt"), ended).unwrap();
}

fn live(place: &Place) -> Result<(), Failure> {
    let desk = Desk::new();
    let workbench = &desk.workbench;
    let mut told = File::options().append(true).create(true).open(place.safe.join("acknowledged.txt")).unwrap();
    // In one piece: a line is there or not.
    let mut tell = |line: String| told.write_all(format!("{line}\n").as_bytes()).unwrap();
    if place.project().exists() {
        workbench.open_path(&place.project())?;
    } else {
        workbench.create_path(&place.project(), "A life")?;
        tell("project".to_owned());
    }
    for job in workbench.resume_jobs()? {
        well(workbench.wait(job)?)?;
    }
    if !was_done(workbench, JobKind::Import)? {
        let source = SourcePlan::new(place.safe.join("pool.jsonl"), Some(text_mapping()));
        well(workbench.wait(workbench.start_import(vec![source])?.job)?)?;
    }
    tell("import".to_owned());
    let goal = goal(workbench)?;
    tell("goal".to_owned());
    for _ in journal(workbench)?..DECISIONS as u64 {
        decide(workbench)?;
        tell("decision".to_owned());
    }
    if !was_done(workbench, JobKind::Reading)? {
        let plan = workbench::ReadingPlan { threads: Some(place.threads), ..tiny_plan(ReadingScope::Rest {}) };
        well(workbench.wait(workbench.start_reading(plan)?.job)?)?;
    }
    tell("read".to_owned());
    for documents in EXPORTED.into_iter().cycle().take(place.exports) {
        export(workbench, goal, documents, &place.export())?;
        tell(format!("export {documents}"));
    }
    workbench.close();
    Ok(())
}

/// A job that did not end well is the failure it ended with.
fn well(job: JobView) -> Result<(), Failure> {
    match (job.state, job.failure) {
        (JobState::Done, _) => Ok(()),
        (_, Some(failure)) => Err(failure),
        // Its end could not be written down either: it is left to be resumed, and said to be.
        (state, None) => Err(Failure::new(FailureCode::Io).text("detail", format!("{:?} is {state:?}", job.kind))),
    }
}

fn was_done(workbench: &Workbench, kind: JobKind) -> Result<bool, Failure> {
    let Answer::Jobs(jobs) = workbench.answer(Request::Jobs(Nothing {}))? else { panic!("another answer") };
    Ok(jobs.iter().any(|job| job.kind == kind && job.state == JobState::Done))
}

fn goal(workbench: &Workbench) -> Result<i64, Failure> {
    let Answer::Goals(goals) = workbench.answer(Request::Goals(Nothing {}))? else { panic!("another answer") };
    let (goal, examples) = match goals.first() {
        Some(found) => (found.goal, found.examples),
        None => match workbench.answer(Request::CreateGoal(CreateGoal { name: "Law".to_owned() }))? {
            Answer::CreateGoal(made) => (made.goal, 0),
            other => panic!("{other:?}"),
        },
    };
    if examples == 0 {
        let source = ExampleSource::Pasted { text: "Row 5 speaks of law and number 35.".to_owned(), split: false };
        workbench.answer(Request::AddExamples(AddExamples { goal, source, unwanted: false }))?;
    }
    Ok(goal)
}

/// Decisions in the journal.
fn journal(workbench: &Workbench) -> Result<u64, Failure> {
    match workbench.answer(Request::Decisions(DecisionsQuery { offset: 0, limit: 0 }))? {
        Answer::Decisions(page) => Ok(page.total),
        other => panic!("{other:?}"),
    }
}

fn decide(workbench: &Workbench) -> Result<(), Failure> {
    let row = journal(workbench)? as i64 + 1;
    let decision = Decision::Verdict { verdict: Some(Verdict::Keep) };
    let on = DecideOn::Rows { rows: vec![row] };
    let request = Decide { annotator: "Ada".to_owned(), on, decision, blind: false };
    workbench.answer(Request::Decide(request)).map(drop)
}

fn export(workbench: &Workbench, goal: i64, documents: u64, path: &Path) -> Result<(), Failure> {
    let settings = [("top_k".to_owned(), 10.0)].into();
    let query = RankQuery { settings, keep_examples: true, ..RankQuery::new(goal, "nag") };
    let Answer::Rank(view) = workbench.answer(Request::Rank(query))? else { panic!("another answer") };
    let plan = ExportPlan::new(view.ranking, Budget::Documents { documents }, ExportFormat::Jsonl);
    let ticket = workbench.grant(path).ticket;
    let Answer::StartExport(started) = workbench.answer(Request::StartExport(StartExport { plan, ticket }))? else {
        panic!("another answer")
    };
    well(workbench.wait(started.job)?)
}

/// Failures that say what the disk did: a person can do something about each.
pub fn is_about_the_disk(ended: &str) -> bool {
    let codes = [FailureCode::Io, FailureCode::DiskFull, FailureCode::DiskFilled, FailureCode::NotAllowed];
    codes.iter().any(|code| ended.starts_with(&format!("{code:?} ")))
}
