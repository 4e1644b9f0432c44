//! Killed without warning, again and again: nothing acknowledged is lost, and the features come out the same.

use std::path::Path;
use std::time::Duration;

use workbench::operations::job::{JobKind, JobState, ReadingScope};
use workbench::operations::{Answer, Nothing, Request};
use workbench::{SourcePlan, Workbench};

use crate::at_work::{Desk, all_features, process_of, rows, text_mapping, tiny_plan};

const FOLDER: &str = "NEUROSIEVE_TEST_KILLED_FOLDER";
const ROWS: usize = 2500;

/// What a person does with the command line: the same call, over and over.
fn import_and_read(workbench: &Workbench, folder: &Path) {
    let project = folder.join("a.neurosieve");
    if project.exists() {
        workbench.open_path(&project).unwrap();
    } else {
        workbench.create_path(&project, "killed").unwrap();
    }
    for job in workbench.resume_jobs().unwrap() {
        assert_eq!(workbench.wait(job).unwrap().state, JobState::Done);
    }
    let Answer::Jobs(jobs) = workbench.answer(Request::Jobs(Nothing {})).unwrap() else { panic!() };
    let missing = |kind| jobs.iter().all(|job| job.kind != kind);
    if missing(JobKind::Import) {
        let source = SourcePlan::new(folder.join("pool.jsonl"), Some(text_mapping()));
        let job = workbench.start_import(vec![source]).unwrap().job;
        assert_eq!(workbench.wait(job).unwrap().state, JobState::Done);
    }
    if missing(JobKind::Reading) {
        let job = workbench.start_reading(tiny_plan(ReadingScope::Rest {})).unwrap().job;
        assert_eq!(workbench.wait(job).unwrap().state, JobState::Done);
    }
}

/// Not a test by itself: the process that the test below starts and kills.
#[test]
fn the_process_that_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        import_and_read(&Desk::new().workbench, Path::new(&folder));
    }
}

#[test]
fn a_process_killed_at_any_instant_goes_on_and_ends_with_the_same_features() {
    let whole = Desk::new();
    whole.file("pool.jsonl", rows(ROWS));
    import_and_read(&whole.workbench, whole.folder.path());
    let expected = all_features(&whole.workbench);
    assert_eq!(expected.len(), ROWS);

    let killed = Desk::new();
    killed.file("pool.jsonl", rows(ROWS));
    let (mut kills, mut seed) = (0, 0x9E37_79B9_u64);
    loop {
        let mut child = process_of("killed::the_process_that_is_killed", FOLDER, killed.folder.path()).spawn().unwrap();
        // Later and later, so that every part of the work is hit and the whole ends.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_millis(20 + (seed >> 33) % (60 + 40 * kills)));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "the process failed after {kills} kills");
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        assert!(kills < 200, "it never ends");
    }
    killed.workbench.open_path(&killed.project()).unwrap();
    assert!(kills > 3, "killed only {kills} times: nothing was tried");
    assert_eq!(killed.info().documents, ROWS as u64);
    assert!(all_features(&killed.workbench) == expected, "after {kills} kills");
}
