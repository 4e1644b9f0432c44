//! Four processes on one project: one writes, three look, and nobody is ever told that something is busy.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use workbench::operations::data::{Filter, PoolQuery};
use workbench::operations::project::ReadOnlyBecause;
use workbench::operations::review::{Decide, DecideOn, Decision, Verdict};
use workbench::operations::{Answer, Nothing, Request};
use workbench::{SourcePlan, Workbench};

use crate::at_work::{Desk, process_of, rows, text_mapping};
use crate::life::assert_sound;
use crate::profile::{is_full, row};

const FOLDER: &str = "NEUROSIEVE_TEST_TOGETHER_FOLDER";
const WRITES: &str = "NEUROSIEVE_TEST_TOGETHER_WRITES";

fn project(folder: &Path) -> PathBuf {
    folder.join("a.neurosieve")
}

/// Not a test by itself: one of the four.
#[test]
fn the_process_among_others() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let (folder, desk) = (Path::new(&folder), Desk::new());
    if std::env::var_os(WRITES).is_some() { writes(folder, &desk.workbench) } else { looks(folder, &desk.workbench) }
}

/// Imports a large file and decides all the while; writes down how long each decision took until it was on the disk.
fn writes(folder: &Path, workbench: &Workbench) {
    workbench.open_path(&project(folder)).unwrap();
    let source = SourcePlan::new(folder.join("large.jsonl"), Some(text_mapping()));
    let job = workbench.start_import(vec![source]).unwrap().job;
    std::fs::write(folder.join("ready"), "").unwrap();
    let mut took = Vec::new();
    while !folder.join("stop-writing").exists() {
        let verdict = [Verdict::Keep, Verdict::Drop][took.len() % 2];
        let on = DecideOn::Rows { rows: vec![took.len() as i64 / 2 % 10 + 1] };
        let decision = Decision::Verdict { verdict: Some(verdict) };
        let begun = Instant::now();
        workbench.answer(Request::Decide(Decide { annotator: "Ada".to_owned(), on, decision, blind: false })).unwrap();
        took.push(begun.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
    let shown = workbench.answer(Request::Jobs(Nothing {})).unwrap();
    let Answer::Jobs(jobs) = shown else { panic!("another answer") };
    let state = jobs.iter().find(|one| one.job == job).map(|one| (one.state, one.failure.clone())).unwrap();
    assert!(state.1.is_none(), "{state:?}");
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    let said = format!("{} decisions, p50 {:.0} ms, p99 {:.0} ms", took.len(), at(0.5), at(0.99));
    std::fs::write(folder.join("decided"), said).unwrap();
}

/// Opens, looks and closes without end.
fn looks(folder: &Path, workbench: &Workbench) {
    let mut looked = 0;
    while !folder.join("stop").exists() {
        let overview = workbench.open_path(&project(folder)).unwrap();
        assert_eq!(overview.project.unwrap().read_only_because, Some(ReadOnlyBecause::Busy));
        for offset in [0, 5] {
            workbench.answer(Request::PoolPage(PoolQuery { filter: Filter::default(), offset, limit: 50 })).unwrap();
            workbench.answer(Request::Goals(Nothing {})).unwrap();
        }
        workbench.close();
        looked += 1;
    }
    std::fs::write(folder.join(format!("looked-{}", std::process::id())), looked.to_string()).unwrap();
}

fn started(folder: &Path, writes: bool) -> Child {
    let mut command = process_of("together::the_process_among_others", FOLDER, folder);
    if writes {
        command.env(WRITES, "yes");
    }
    command.spawn().unwrap()
}

#[test]
fn one_of_four_processes_writes_and_none_is_told_that_the_project_is_busy() {
    let desk = Desk::with_project();
    desk.import(&desk.file("small.jsonl", rows(10)));
    desk.workbench.close();
    let folder = desk.folder.path();
    let (count, time) = if is_full() { (1_000_000, 600) } else { (20_000, 3) };
    desk.file("large.jsonl", rows(count).replace(r#""id":"r"#, r#""id":"l"#));
    let mut writer = started(folder, true);
    while !folder.join("ready").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let lookers = [(); 3].map(|()| started(folder, false));
    std::thread::sleep(Duration::from_secs(time));
    // Lookers end first: once the writer is gone, the next to open the project writes.
    std::fs::write(folder.join("stop"), "").unwrap();
    for mut looker in lookers {
        assert!(looker.wait().unwrap().success());
    }
    std::fs::write(folder.join("stop-writing"), "").unwrap();
    assert!(writer.wait().unwrap().success());
    let looked: u64 = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("looked-"))
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap().parse::<u64>().unwrap())
        .sum();
    assert!(looked > 2, "looked {looked} times: nothing was tried");
    assert!(!desk.workbench.open_path(&project(folder)).unwrap().project.unwrap().read_only, "the next one writes");
    desk.workbench.close();
    assert_sound(&project(folder));
    let said = std::fs::read_to_string(folder.join("decided")).unwrap();
    row(
        "G7",
        &format!("4 processes for {time} s while {count} rows were imported"),
        &format!("0 busy errors; {said}; opened {looked} times beside"),
    );
}
