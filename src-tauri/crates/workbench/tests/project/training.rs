//! Brief trainings behind two cards: said beforehand, done as a job, looked up afterwards.

use workbench::operations::compare::CompareQuery;
use workbench::operations::evidence::{EvidenceCard, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRun};
use workbench::operations::job::{JobOutcome, JobRef, JobState, ReadingScope, StartReading};
use workbench::operations::model::AddModel;
use workbench::operations::ranking::{Budget, RankQuery, RankingId};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask, rows, tiny_plan};

/// Six hundred rows read with the tiny model, and two rankings for bread, two of whose examples are held out.
fn ranked() -> (Desk, Vec<RankingId>) {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(600)));
    let goal =
        desk.goal("Bread", "Bread rises.\n\nA loaf of bread.\n\nBread and number 4.\n\nThe row speaks of bread.");
    let path = tiny_plan(ReadingScope::Rest {}).path;
    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&path).ticket })).id;
    let reading = StartReading { model, scope: ReadingScope::Rest {}, settings: None, representations: None };
    let job = ask!(desk, StartReading(reading)).job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    let rankings = ["nag", "random"].map(|method| {
        let settings = [].into();
        let query =
            RankQuery { goal, method: method.into(), model: None, settings, layers: None, keep_examples: false };
        ask!(desk, Rank(query)).ranking
    });
    (desk, rankings.to_vec())
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
    assert_eq!((cost.trainings, cost.done, cost.held_out), (9, 0, 2));
    assert!(cost.seconds > Some(0.0) && cost.tokens >= 512, "{cost:?}");

    let job = ask!(desk, StartEvidenceRun(asked.clone())).job;
    let ended = desk.workbench.wait(job).unwrap();
    assert!(matches!(ended.outcome, Some(JobOutcome::Trained { trainings: 9, .. })), "{ended:?}");
    let filled = card(&desk, &asked);
    assert_eq!((filled.missing, filled.columns.len()), (None, 3));
    let losses = values(&filled, "held_out_loss");
    assert!(losses.iter().all(|loss| loss.is_finite() && *loss > 0.0), "{losses:?}");
    assert!(values(&filled, "loss_saved").iter().any(|saved| *saved != 0.0));
    assert_eq!(values(&filled, "trained_tokens"), [cost.tokens as f64; 3]);
    let spread = filled.rows[0].values[0].unwrap();
    assert!(spread.low < Some(spread.value) && spread.high > Some(spread.value), "seeds differ: {spread:?}");

    let after = ask!(desk, EvidenceEstimate(asked));
    assert_eq!((after.done, after.seconds), (9, Some(0.0)));
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
        if pause && desk.workbench.answer(Request::PauseJob(JobRef { job })).is_ok() {
            if desk.workbench.wait(job).unwrap().state == JobState::Paused {
                assert_eq!(card(&desk, &asked).missing, Some(EvidenceNeed::Run));
                ask!(desk, ResumeJob(JobRef { job }));
            }
        }
        let ended = desk.workbench.wait(job).unwrap();
        assert!(matches!(ended.outcome, Some(JobOutcome::Trained { trainings: 30, .. })), "{ended:?}");
        let filled = card(&desk, &asked);
        assert!((-1.0..=1.0).contains(&values(&filled, "loss_follows_rank")[0]));
        (1..=10).map(|bin| values(&filled, &format!("decile_{bin}"))[0]).collect::<Vec<f64>>()
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
