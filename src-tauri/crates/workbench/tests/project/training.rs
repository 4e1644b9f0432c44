//! Brief trainings behind two cards: said beforehand, done as a job, looked up afterwards.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use workbench::operations::compare::CompareQuery;
use workbench::operations::evidence::{EvidenceCard, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRun};
use workbench::operations::job::{JobOutcome, JobRef, JobState, ReadingScope, StartReading};
use workbench::operations::model::AddModel;
use workbench::operations::ranking::{Budget, RankQuery, RankingId};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, process_of, rows, tiny_plan};

/// Six hundred rows read with the tiny model, and two rankings for bread, two of whose examples are held out.
fn ranked() -> (Desk, Vec<RankingId>) {
    let desk = Desk::with_project();
    let goal = read(&desk);
    let rankings = rank(&desk, goal);
    (desk, rankings)
}

fn read(desk: &Desk) -> i64 {
    desk.import(&desk.file("a.jsonl", rows(600)));
    let goal =
        desk.goal("Bread", "Bread rises.\n\nA loaf of bread.\n\nBread and number 4.\n\nThe row speaks of bread.");
    let path = tiny_plan(ReadingScope::Rest {}).path;
    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&path).ticket })).model;
    let reading =
        StartReading { model, scope: ReadingScope::Rest {}, settings: None, representations: None, autoencoder: None };
    let job = ask!(desk, StartReading(reading)).job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    goal
}

fn rank(desk: &Desk, goal: i64) -> Vec<RankingId> {
    let one = |method: &str| {
        let settings = [].into();
        let query = RankQuery { settings, ..RankQuery::new(goal, method) };
        ask!(desk, Rank(query)).ranking
    };
    ["nag", "random"].map(one).to_vec()
}

fn run(kind: EvidenceKind, rankings: &[RankingId], documents: u64, seed: u64) -> EvidenceRun {
    let compare = CompareQuery { rankings: rankings.to_vec(), budget: Budget::Documents { documents } };
    EvidenceRun { kind, compare, seed }
}

fn card(desk: &Desk, run: &EvidenceRun) -> EvidenceCard {
    let query = EvidenceQuery { kind: run.kind, compare: run.compare.clone(), answer: None, seed: run.seed };
    ask!(desk, Evidence(query))
}

fn values(card: &EvidenceCard, measure: &str) -> Vec<f64> {
    let row = card.rows.iter().find(|row| row.measure == measure).unwrap_or_else(|| panic!("{measure}: {card:?}"));
    row.values.iter().map(|value| value.unwrap().value).collect()
}

#[test]
fn trainings_say_their_cost_before_and_fill_the_card_for_the_same_question_alone() {
    let (desk, rankings) = ranked();
    let asked = run(EvidenceKind::ProxyTraining, &rankings, 200, 1);
    assert_eq!(card(&desk, &asked).missing, Some(EvidenceNeed::Run));
    let cost = ask!(desk, EvidenceEstimate(asked.clone()));
    assert_eq!((cost.trainings, cost.done, cost.held_out, cost.job), (15, 0, 2, None));
    assert!(cost.seconds > 0.0 && cost.tokens >= 512, "{cost:?}");

    let job = ask!(desk, StartEvidenceRun(asked.clone())).job;
    let ended = desk.workbench.wait(job).unwrap();
    assert!(matches!(ended.outcome, Some(JobOutcome::Trained { trainings: 15, .. })), "{ended:?}");
    let filled = card(&desk, &asked);
    assert_eq!((filled.missing, filled.columns.len()), (None, 3));
    let losses = values(&filled, "held_out_loss");
    assert!(losses.iter().all(|loss| loss.is_finite() && *loss > 0.0), "{losses:?}");
    assert!(values(&filled, "loss_saved").iter().any(|saved| *saved != 0.0));
    assert_eq!(values(&filled, "trained_tokens"), [cost.tokens as f64; 3]);
    let spread = filled.rows[0].values[0].unwrap();
    assert!(spread.low < Some(spread.value) && spread.high > Some(spread.value), "seeds differ: {spread:?}");

    let after = ask!(desk, EvidenceEstimate(asked));
    assert_eq!((after.done, after.seconds, after.job), (15, 0.0, None));
    let other_seed = run(EvidenceKind::ProxyTraining, &rankings, 200, 2);
    assert_eq!(card(&desk, &other_seed).missing, Some(EvidenceNeed::Run));
}

#[test]
fn tenths_of_a_ranking_are_trained_on_and_a_pause_changes_no_figure() {
    let figures = |pause: bool| {
        let (desk, rankings) = ranked();
        let asked = run(EvidenceKind::Deciles, &rankings[..1], 200, 5);
        let job = ask!(desk, StartEvidenceRun(asked.clone())).job;
        // It may have ended before the pause reaches it: then there is nothing to resume.
        if pause
            && desk.workbench.answer(Request::PauseJob(JobRef { job })).is_ok()
            && desk.workbench.wait(job).unwrap().state == JobState::Paused
        {
            assert_eq!(card(&desk, &asked).missing, Some(EvidenceNeed::Run));
            assert_eq!(ask!(desk, EvidenceEstimate(asked.clone())).job, Some(job));
            // Started again is resumed: nothing is trained twice.
            assert_eq!(ask!(desk, StartEvidenceRun(asked.clone())).job, job);
        }
        let ended = desk.workbench.wait(job).unwrap();
        assert!(matches!(ended.outcome, Some(JobOutcome::Trained { trainings: 30, .. })), "{ended:?}");
        let filled = card(&desk, &asked);
        assert!((-1.0..=1.0).contains(&values(&filled, "loss_follows_rank")[0]));
        losses(&filled)
    };
    assert_eq!(figures(false), figures(true));
}

#[test]
fn a_selection_with_too_little_text_is_said_before_anything_runs() {
    let (desk, rankings) = ranked();
    let asked = run(EvidenceKind::ProxyTraining, &rankings, 5, 1);
    assert_eq!(card(&desk, &asked).missing, Some(EvidenceNeed::LargerSelection));
    assert_eq!(desk.fails(Request::StartEvidenceRun(asked.clone())).code, FailureCode::MethodRefused);
    let other = run(EvidenceKind::Coverage, &rankings, 200, 1);
    assert_eq!(desk.fails(Request::EvidenceEstimate(other)).code, FailureCode::BadRequest);
}

const FOLDER: &str = "NEUROSIEVE_TEST_KILLED_TRAINING";

fn tenths(desk: &Desk) -> EvidenceRun {
    let goal = ask!(desk, Goals(Nothing {}))[0].goal;
    run(EvidenceKind::Deciles, &rank(desk, goal)[..1], 200, 5)
}

/// Not a test by itself: the process that the test below starts and kills.
#[test]
fn the_process_that_is_killed_while_it_trains() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let desk = Desk::new();
        desk.workbench.open_path(&Path::new(&folder).join("a.neurosieve")).unwrap();
        let job = ask!(desk, StartEvidenceRun(tenths(&desk))).job;
        assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    }
}

#[test]
fn trainings_killed_at_any_instant_go_on_behind_the_last_one_that_was_done() {
    let desk = Desk::with_project();
    read(&desk);
    let asked = tenths(&desk);
    let total = ask!(desk, EvidenceEstimate(asked)).trainings;
    ask!(desk, CloseProject(Nothing {}));
    let killed = |pause: Duration| {
        let mut child = process_of("training::the_process_that_is_killed_while_it_trains", FOLDER, desk.folder.path())
            .spawn()
            .unwrap();
        std::thread::sleep(pause);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "the process failed");
            return false;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        true
    };
    let (mut kills, mut kept, mut jobs) = (0_u32, Vec::new(), BTreeSet::new());
    while killed(Duration::from_millis(u64::from(100 + 60 * kills))) {
        desk.workbench.open_path(&desk.project()).unwrap();
        let cost = ask!(desk, EvidenceEstimate(tenths(&desk)));
        assert!(kept.last().is_none_or(|&before| before <= cost.done), "{} after {kept:?}", cost.done);
        kept.push(cost.done);
        jobs.extend(cost.job);
        ask!(desk, CloseProject(Nothing {}));
        kills += 1;
        assert!(kills < 200, "it never ends");
    }
    assert!(kept.iter().any(|done| (1..total).contains(done)), "never killed between two trainings: {kept:?}");
    assert_eq!(jobs.len(), 1, "one job went on");
    desk.workbench.open_path(&desk.project()).unwrap();
    let whole = ranked_and_trained();
    let asked = tenths(&desk);
    assert_eq!(losses(&card(&desk, &asked)), whole, "killed {kills} times");
}

/// The same without a kill.
fn ranked_and_trained() -> Vec<f64> {
    let (desk, _) = ranked();
    let asked = tenths(&desk);
    let job = ask!(desk, StartEvidenceRun(asked.clone())).job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    losses(&card(&desk, &asked))
}

fn losses(card: &EvidenceCard) -> Vec<f64> {
    (1..=10).map(|bin| values(card, &format!("decile_{bin}"))[0]).collect()
}
