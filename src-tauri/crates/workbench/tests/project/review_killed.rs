//! Killed while a person decides: no decision that was acknowledged is lost, and none is half there.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use workbench::operations::review::{Annotator, Decide, DecideOn, Decision, DecisionsQuery, Verdict};
use workbench::operations::{Answer, Request};

use crate::at_work::{Desk, ask, process_of, rows};

const FOLDER: &str = "NEUROSIEVE_TEST_REVIEW_KILLED_FOLDER";
const KILLS: u64 = 12;

/// Decides without end, three rows at a time, takes every fourth decision back, and writes down what was acknowledged.
fn decides(folder: &Path) {
    let desk = Desk::new();
    desk.workbench.open_path(&folder.join("a.neurosieve")).unwrap();
    let acknowledged = folder.join("acknowledged.txt");
    let mut acknowledged = std::fs::File::options().append(true).create(true).open(acknowledged).unwrap();
    for turn in 0_i64.. {
        let first = turn % 37 + 1;
        let verdict = [Verdict::Keep, Verdict::Drop, Verdict::Unsure][(turn / 37 % 3) as usize];
        let annotator = "Ada".to_owned();
        let request = if turn % 4 == 3 {
            Request::UndoDecision(Annotator { annotator, blind: false })
        } else {
            let on = DecideOn::Rows { rows: vec![first, first + 1, first + 2] };
            let decision = Decision::Verdict { verdict: Some(verdict) };
            Request::Decide(Decide { annotator, on, decision, blind: false })
        };
        let (Answer::Decide(made) | Answer::UndoDecision(made)) = desk.workbench.answer(request).unwrap() else {
            panic!("another answer")
        };
        if let Some(decision) = made.decision {
            // In one piece: a line is there or not.
            acknowledged.write_all(format!("{decision} {}\n", made.changed).as_bytes()).unwrap();
        }
    }
}

/// Not a test by itself: the process that the test below starts and kills.
#[test]
fn the_process_that_decides_and_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        decides(Path::new(&folder));
    }
}

#[test]
fn a_process_killed_while_deciding_has_every_acknowledged_decision_when_it_starts_again() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(40)));
    desk.workbench.close();
    let (mut seed, mut acknowledged) = (0x9E37_79B9_u64, 0);
    for kill in 1..=KILLS {
        let mut child = process_of("review_killed::the_process_that_decides_and_is_killed", FOLDER, desk.folder.path())
            .spawn()
            .unwrap();
        let told = desk.folder.path().join("acknowledged.txt");
        let lines = || std::fs::read_to_string(&told).map_or(0, |text| text.lines().count());
        // It is at work: killed before its first decision, it would try nothing.
        while lines() <= acknowledged {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(2));
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((seed >> 33) % 200_000));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged = lines();

        desk.workbench.open_path(&desk.project()).unwrap();
        let text = std::fs::read_to_string(&told).unwrap();
        let journal = ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 0 })).total as usize;
        assert!(journal >= acknowledged, "after {kill} kills {journal} of {acknowledged} decisions are there");
        let page = ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 500 })).entries;
        for line in text.lines().rev().take(400).filter(|line| line.contains(' ')) {
            let (decision, changed) = line.split_once(' ').unwrap();
            let (decision, changed): (i64, u64) = (decision.parse().unwrap(), changed.parse().unwrap());
            let found = page.iter().find(|entry| entry.decision == decision);
            assert_eq!(found.map(|entry| entry.changed), Some(changed), "decision {decision}, after {kill} kills");
        }
        desk.workbench.close();
    }
    assert!(acknowledged > KILLS as usize, "only {acknowledged} decisions: nothing was tried");
}
