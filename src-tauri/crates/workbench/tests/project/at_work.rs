//! A workbench in a folder of its own, and the words that the stories use.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use selection::Projection;
use workbench::operations::data::{Filter, PoolPage, PoolQuery};
use workbench::operations::export::{ExportPlan, StartExport};
use workbench::operations::goal::{AddExamples, AddedExamples, CreateGoal, ExampleSource};
use workbench::operations::import::{ImportMapping, TextRule};
use workbench::operations::job::{JobState, JobView, ReadingScope};
use workbench::operations::project::ProjectInfo;
use workbench::operations::ranking::{RankQuery, RankingId};
use workbench::operations::{Event, Failure, Nothing, Request};
use workbench::{Folders, ReadingPlan, SourcePlan, Workbench};

/// Asks and takes the answer of the same name.
macro_rules! ask {
    ($desk:expr, $name:ident($with:expr)) => {
        match $desk.workbench.answer(::workbench::operations::Request::$name($with)).unwrap() {
            ::workbench::operations::Answer::$name(answer) => answer,
            other => panic!("{other:?}"),
        }
    };
}
pub(crate) use ask;

/// A workbench at work.
pub struct Desk {
    pub workbench: Workbench,
    pub events: Arc<Mutex<Vec<Event>>>,
    pub folder: tempfile::TempDir,
}

impl Desk {
    /// Without a project.
    pub fn new() -> Self {
        Workbench::read_in_process();
        let folder = tempfile::tempdir().unwrap();
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        let listener = Arc::new(move |event| heard.lock().unwrap().push(event));
        let workbench = Workbench::start(Folders::under(&folder.path().join("home")), listener).unwrap();
        Self { workbench, events, folder }
    }

    /// With an empty project.
    pub fn with_project() -> Self {
        let desk = Self::new();
        desk.workbench.create_path(&desk.project(), "A project").unwrap();
        desk
    }

    /// With the sample; and its goal for worked maths.
    pub fn with_sample() -> (Self, i64) {
        let desk = Self::new();
        let info = ask!(desk, OpenSample(Nothing {})).project.unwrap();
        let goal = info.goals.iter().find(|goal| goal.name.contains("maths")).unwrap().goal;
        (desk, goal)
    }

    /// With 40 rows read by the tiny model, ranked by neuron match for a goal of this name.
    pub fn ranked_for(goal: &str) -> (Self, RankingId) {
        let desk = Self::with_project();
        desk.import(&desk.file("a.jsonl", rows(40)));
        let goal = desk.goal(goal, "Row 5 speaks of law and number 35.");
        desk.read(ReadingScope::Rest {});
        let settings = [("top_k".to_owned(), 10.0)].into();
        let query = RankQuery { settings, keep_examples: true, ..RankQuery::new(goal, "nag") };
        let ranking = ask!(desk, Rank(query)).ranking;
        (desk, ranking)
    }

    pub fn project(&self) -> PathBuf {
        self.folder.path().join("a.neurosieve")
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Imports a file whose text is in `text`, and waits.
    pub fn import(&self, path: &Path) -> JobView {
        let started =
            self.workbench.start_import(vec![SourcePlan::new(path.to_owned(), Some(text_mapping()))]).unwrap();
        self.workbench.wait(started.job).unwrap()
    }

    pub fn info(&self) -> ProjectInfo {
        ask!(self, Overview(Nothing {})).project.unwrap()
    }

    pub fn page(&self, filter: Filter) -> PoolPage {
        ask!(self, PoolPage(PoolQuery { filter, offset: 0, limit: 100 }))
    }

    /// A goal with examples split at blank lines.
    pub fn goal(&self, name: &str, text: &str) -> i64 {
        let goal = ask!(self, CreateGoal(CreateGoal { name: name.to_owned() })).goal;
        self.paste(goal, text);
        goal
    }

    pub fn paste(&self, goal: i64, text: &str) -> AddedExamples {
        let source = ExampleSource::Pasted { text: text.to_owned(), split: true };
        ask!(self, AddExamples(AddExamples { goal, source, unwanted: false }))
    }

    /// Reads with the tiny model, and waits until it is done.
    pub fn read(&self, scope: ReadingScope) -> JobView {
        let started = self.workbench.start_reading(tiny_plan(scope)).unwrap();
        let ended = self.workbench.wait(started.job).unwrap();
        assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
        ended
    }

    /// Writes rows of a ranking to a place, and waits.
    pub fn export(&self, plan: ExportPlan, path: &Path) -> JobView {
        let ticket = self.workbench.grant(path).ticket;
        self.workbench.wait(ask!(self, StartExport(StartExport { plan, ticket })).job).unwrap()
    }

    pub fn fails(&self, request: Request) -> Failure {
        self.workbench.answer(request).unwrap_err()
    }
}

/// This program again, at one test alone: what is killed. The variable names the folder where it works, and where all that
/// it leaves goes.
pub fn process_of(test: &str, variable: &str, folder: &Path) -> Command {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", test, "--test-threads=1"]).env(variable, folder).env("TMPDIR", folder);
    again.stdout(Stdio::null());
    again
}

/// The text stands in `text`, the id in `id`.
pub fn text_mapping() -> ImportMapping {
    ImportMapping {
        text: TextRule::Column { column: "text".to_owned() },
        id_column: Some("id".to_owned()),
        token_column: None,
    }
}

/// A random model of a few thousand weights.
pub fn tiny_plan(scope: ReadingScope) -> ReadingPlan {
    let model = "../../../tests/fixtures/goldens/models/tiny-llama-tied";
    ReadingPlan {
        model: "tiny".to_owned(),
        model_name: "Tiny".to_owned(),
        path: Path::new(env!("CARGO_MANIFEST_DIR")).join(model),
        scope,
        projections: vec![Projection::Up],
        vectors: Vec::new(),
        autoencoder: None,
        neurons: activation::Neurons::TopK(10),
        max_tokens: 32,
        profile: activation::NumericProfile::F32,
        device: activation::DeviceChoice::Cpu,
        threads: Some(1),
        rows: None,
    }
}

/// As many rows of JSONL, each with a text of its own and a kind.
pub fn rows(count: usize) -> String {
    let subjects = ["rivers", "sums", "bread", "engines", "stars", "law", "moss"];
    let row = |n: usize| {
        let subject = subjects[n % subjects.len()];
        format!(
            r#"{{"id":"r{n:04}","text":"Row {n} speaks of {subject} and number {}.","kind":"{subject}","n":{n}}}"#,
            n * 7
        )
    };
    (0..count).map(|n| row(n) + "\n").collect()
}

/// Every document's features as the command line would write them.
pub fn all_features(workbench: &Workbench) -> Vec<(String, Vec<u16>)> {
    let mut all = Vec::new();
    workbench
        .each_features(&[Projection::Up], |id, features| {
            all.push((id.to_owned(), features[0].neurons.to_vec()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    all
}
