//! Killed while a folder is exported: afterwards it is whole or not there, the next export works, and nothing is left beside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use workbench::operations::export::{ExportFormat, ExportPlan};
use workbench::operations::job::JobState;
use workbench::operations::ranking::{Budget, RankQuery};

use crate::at_work::{Desk, ask, process_of, rows};
use crate::profile::{Draws, many, row};
use crate::shim;

const FOLDER: &str = "NEUROSIEVE_TEST_FOLDERS_FOLDER";
/// Somebody's own data set in the folder that is added to.
const OWN: &str = r#"{"theirs": {"file_name": "theirs.json"}}"#;

/// What lies below a folder, hidden or not: paths with bytes.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// A project whose exports are killed, and where they go.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        let desk = Desk::new();
        desk.workbench.create_path(&place.project(), "Killed").unwrap();
        let pool = place.folder.path().join("pool.jsonl");
        std::fs::write(&pool, rows(300)).unwrap();
        desk.import(&pool);
        desk.goal("Law", "An example that is in no row.");
        desk.workbench.close();
        place.anew();
        place
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("a.neurosieve")
    }

    /// Where folders are written.
    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// As if nothing had been written yet.
    fn anew(&self) {
        let _none_yet = std::fs::remove_dir_all(self.out());
        std::fs::create_dir_all(self.out().join("lf")).unwrap();
        std::fs::write(self.out().join("lf/dataset_info.json"), OWN).unwrap();
    }

    /// The command that exports here.
    fn process(&self) -> Command {
        process_of("killed_folders::the_process_that_exports_folders", FOLDER, self.folder.path())
    }

    /// The parts of what was written: the folder for the hub, the entry, and the files of the data set that is added.
    fn assert_whole_or_absent(&self, whole: &Tree, killed: &str) -> usize {
        let now = tree(&self.out());
        let under = |tree: &Tree, name: &str| -> Tree {
            tree.iter()
                .filter(|(path, _)| path.starts_with(name))
                .map(|(path, bytes)| (path.clone(), bytes.clone()))
                .collect()
        };
        let hub = under(&now, "hub");
        assert!(hub.is_empty() || hub == under(whole, "hub"), "{killed}: half of a folder: {:?}", hub.keys());
        let lf = under(&now, "lf");
        let is_entered = lf[Path::new("lf/dataset_info.json")] != OWN.as_bytes();
        assert!(!is_entered || lf == under(whole, "lf"), "{killed}: entered, but half: {:?}", lf.keys());
        for (path, bytes) in &lf {
            let is_own = path.ends_with("dataset_info.json") && !is_entered;
            assert!(is_own || whole.get(path) == Some(bytes), "{killed}: {} is not whole", path.display());
        }
        now.keys().filter(|path| path.to_string_lossy().contains(".neurosieve-partial")).count()
    }

    /// Goes on where the killed process was, and ends with everything and nothing beside.
    fn assert_ends_whole(&self, whole: &Tree, killed: &str) {
        assert!(self.process().status().unwrap().success(), "{killed}: the next export failed");
        let now = tree(&self.out());
        assert!(now == *whole, "{killed}: {:?} instead of {:?}", now.keys(), whole.keys());
    }
}

fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        for entry in std::fs::read_dir(folder.join(&below)).unwrap() {
            let entry = entry.unwrap();
            let path = below.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else {
                found.insert(path, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// Not a test by itself: the process that the tests below start and kill. It resumes what was cut off, and exports what has
/// not been.
#[test]
fn the_process_that_exports_folders() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let desk = Desk::new();
    desk.workbench.open_path(&folder.join("a.neurosieve")).unwrap();
    for job in desk.workbench.resume_jobs().unwrap() {
        let ended = desk.workbench.wait(job).unwrap();
        assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
    }
    let goal = desk.info().goals[0].goal;
    let ranking = ask!(desk, Rank(RankQuery { keep_examples: true, ..RankQuery::new(goal, "random") })).ranking;
    let out = folder.join("out");
    for (format, name, is_written) in [
        (ExportFormat::Datasets, "hub", out.join("hub").exists()),
        (ExportFormat::LlamaFactory, "lf", std::fs::read(out.join("lf/dataset_info.json")).unwrap() != OWN.as_bytes()),
    ] {
        if !is_written {
            let plan = ExportPlan::new(ranking, Budget::Documents { documents: 120 }, format);
            let ended = desk.export(plan, &out.join(name));
            assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
        }
    }
    desk.workbench.close();
}

/// What is there when nobody interferes; the same each time.
fn undisturbed(place: &Place) -> Tree {
    assert!(place.process().status().unwrap().success());
    let whole = tree(&place.out());
    let names: Vec<String> = whole.keys().map(|path| path.display().to_string()).collect();
    let expected = [
        "hub/README.md",
        "hub/data/train-00000-of-00001.parquet",
        "hub/passport.html",
        "hub/passport.json",
        "lf/dataset_info.json",
        "lf/lf.jsonl",
        "lf/lf.passport.html",
        "lf/lf.passport.json",
    ];
    assert_eq!(names, expected);
    place.anew();
    assert!(place.process().status().unwrap().success());
    assert!(tree(&place.out()) == whole, "the same export is the same bytes");
    whole
}

#[test]
fn an_export_of_folders_killed_before_any_call_of_the_system_is_whole_or_absent_and_the_next_one_ends_it() {
    let Some(library) = shim::library() else { return };
    let place = Place::new();
    let whole = undisturbed(&place);
    let (mut kills, mut left) = (0, 0);
    // All of them, in a sample too: what one of them would leave, none beside it leaves.
    for at in 1..1000 {
        place.anew();
        let mut command = place.process();
        command.env("LD_PRELOAD", &library).env("FAILING_FOLDER", place.out());
        let status = command.env("FAILING_AT", at.to_string()).env("FAILING_KILL", "yes").status().unwrap();
        if status.success() {
            break;
        }
        kills += 1;
        let killed = format!("killed before call {at}");
        left += usize::from(place.assert_whole_or_absent(&whole, &killed) > 0);
        place.assert_ends_whole(&whole, &killed);
    }
    assert!(kills > 5 && left > 2, "{kills} kills, {left} of them left something: nothing was tried");
    row(
        "G6",
        &format!("{kills} kills while exporting folders, each before another call of the system"),
        &format!("0 half folders; {left} left something hidden, 0 of it after the next export"),
    );
}

#[test]
fn an_export_of_folders_killed_at_any_instant_is_whole_or_absent_and_the_next_one_ends_it() {
    let place = Place::new();
    let begun = Instant::now();
    let whole = undisturbed(&place);
    let mut longest = begun.elapsed() / 2;
    let (mut hit, mut draws) = (0, Draws::new(6));
    let kills = many(12, 300);
    while hit < kills {
        place.anew();
        let mut child = place.process().spawn().unwrap();
        std::thread::sleep(Duration::from_micros(draws.below(longest.as_micros() as u64 + 1)));
        let is_hit = child.try_wait().unwrap().is_none();
        // One that ended in this instant is no failure.
        let _ended = child.kill();
        child.wait().unwrap();
        // How long one takes changes with what else the computer does: the last instants stay within reach.
        longest = if is_hit { longest * 17 / 16 } else { longest * 3 / 4 };
        hit += usize::from(is_hit);
        let killed = format!("kill {hit}");
        place.assert_whole_or_absent(&whole, &killed);
        place.assert_ends_whole(&whole, &killed);
    }
    row(
        "G6",
        &format!("{hit} kills at any instant while exporting folders"),
        "0 half folders; the next export ended each",
    );
}
