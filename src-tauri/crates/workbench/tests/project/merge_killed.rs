//! Killed while it takes another copy's decisions in: afterwards all of them are there, or none.

use std::path::Path;
use std::time::Duration;

use workbench::operations::annotators::MergeDecisions;
use workbench::operations::project::SaveCopy;
use workbench::operations::review::{Decide, DecideOn, Decision, DecisionsQuery, Verdict};

use crate::at_work::{Desk, ask, process_of, rows};

const FOLDER: &str = "NEUROSIEVE_TEST_MERGE_KILLED_FOLDER";
const ENTRIES: u64 = 400;
const KILLS: u64 = 15;

/// Not a test by itself: the process that the test below starts and kills.
#[test]
fn the_process_that_merges_and_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let desk = Desk::new();
    desk.workbench.open_path(&folder.join("try.neurosieve")).unwrap();
    let ticket = desk.workbench.grant(&folder.join("copy.neurosieve")).ticket;
    std::fs::write(folder.join("begun"), "").unwrap();
    ask!(desk, MergeDecisions(MergeDecisions { ticket, leave_out: false }));
    std::fs::write(folder.join("done"), "").unwrap();
    std::thread::sleep(Duration::from_mins(1));
}

fn decisions(desk: &Desk) -> u64 {
    ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 0 })).total
}

#[test]
fn a_process_killed_while_merging_leaves_the_project_as_it_was_or_merged_whole() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(400)));
    let copy = desk.folder.path().join("copy.neurosieve");
    ask!(desk, SaveCopy(SaveCopy { ticket: desk.workbench.grant(&copy).ticket }));
    desk.workbench.open_path(&copy).unwrap();
    for entry in 0..ENTRIES {
        let verdict = Some([Verdict::Keep, Verdict::Drop][(entry / 3 % 2) as usize]);
        let rows: Vec<i64> = (1..=400).filter(|row| (row + entry as i64) % 3 == 0).collect();
        let (annotator, decision) = ("Bo".to_owned(), Decision::Verdict { verdict });
        ask!(desk, Decide(Decide { annotator, on: DecideOn::Rows { rows }, decision, blind: false }));
    }
    let all = decisions(&desk);
    desk.workbench.close();
    let file = |name: &str| desk.folder.path().join(name);
    let (mut before, mut after, mut seed) = (0, 0, 7_u64);
    for kill in 0..KILLS {
        for left in ["try.neurosieve", "try.neurosieve-wal", "try.neurosieve-shm", "begun", "done"] {
            let _none_yet = std::fs::remove_file(file(left));
        }
        std::fs::copy(desk.project(), file("try.neurosieve")).unwrap();
        let mut child = process_of("merge_killed::the_process_that_merges_and_is_killed", FOLDER, desk.folder.path())
            .spawn()
            .unwrap();
        while !file("begun").exists() {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // The last is let come to its end, so that both sides were met.
        if kill + 1 < KILLS {
            std::thread::sleep(Duration::from_micros((seed >> 33) % 400_000));
        } else {
            while !file("done").exists() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        let was_done = file("done").exists();
        child.kill().unwrap();
        child.wait().unwrap();
        desk.workbench.open_path(&file("try.neurosieve")).unwrap();
        let found = decisions(&desk);
        assert!(found == 0 || found == all, "kill {kill}: {found} of {all} decisions");
        assert!(found == all || !was_done, "kill {kill}: what was acknowledged is gone");
        *(if found == 0 { &mut before } else { &mut after }) += 1;
        desk.workbench.close();
    }
    println!("killed before the commit {before} times, after it {after} times");
    assert!(before > 0 && after > 0, "{before} before and {after} after: nothing was tried");
}
