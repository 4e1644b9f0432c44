//! Reading with a model, and what can be asked once something is read.

use workbench::operations::goal::{AddExamples, ExampleSource, GoalQuery};
use workbench::operations::job::{JobOutcome, JobRef, JobState, ReadingScope};
use workbench::operations::ranking::{RankQuery, RankingPageQuery, WhyQuery};
use workbench::operations::{Event, FailureCode, Nothing, Request};

use crate::at_work::{Desk, all_features, ask, rows, tiny_plan};

fn question(goal: i64) -> RankQuery {
    RankQuery { settings: [("top_k".to_owned(), 10.0)].into(), ..RankQuery::new(goal, "nag") }
}

#[test]
fn a_first_look_reads_a_spread_of_rows_and_the_rest_is_read_later_alone() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(150)));
    let goal = desk.goal("Bread", "Bread rises.\n\nA loaf of bread.");
    let job = desk.read(ReadingScope::Spread { rows: 40 });
    assert!(matches!(job.outcome, Some(JobOutcome::Read { documents: 40, .. })), "{job:?}");
    let view = ask!(desk, Rank(question(goal)));
    assert_eq!((view.ranked, view.unread), (40, 110));
    let job = desk.read(ReadingScope::Rest {});
    assert!(matches!(job.outcome, Some(JobOutcome::Read { documents: 110, .. })), "{job:?}");
    let view = ask!(desk, Rank(question(goal)));
    assert_eq!((view.ranked, view.unread, view.tokens_counted), (150, 0, true));
    assert_eq!(desk.info().readings[0].documents_read, 150);

    desk.import(&desk.file("b.jsonl", rows(5)));
    let job = desk.read(ReadingScope::Rest {});
    assert!(matches!(job.outcome, Some(JobOutcome::Read { documents: 5, .. })), "rows added later are read alone");
}

#[test]
fn what_is_read_in_pieces_equals_what_is_read_at_once() {
    let (pieces, at_once) = (Desk::with_project(), Desk::with_project());
    for desk in [&pieces, &at_once] {
        desk.import(&desk.file("a.jsonl", rows(100)));
    }
    pieces.read(ReadingScope::Spread { rows: 33 });
    pieces.read(ReadingScope::Rest {});
    at_once.read(ReadingScope::Rest {});
    assert_eq!(all_features(&pieces.workbench), all_features(&at_once.workbench));
}

#[test]
fn an_example_that_the_pool_has_needs_no_model_to_rank_by() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(60)));
    desk.read(ReadingScope::Rest {});
    let goal = desk.goal("From the pool", "");
    ask!(desk, AddExamples(AddExamples { goal, source: ExampleSource::Rows { rows: vec![5] }, unwanted: false }));
    let view = ask!(desk, Rank(RankQuery { keep_examples: true, ..question(goal) }));
    let page = RankingPageQuery::new(view.ranking, 0, 3);
    let page = ask!(desk, RankingPage(page));
    assert_eq!((page.total, page.rows[0].row, page.rows[0].score), (60, 5, Some(1.0)), "a row is closest to itself");
    assert!(page.rows[0].is_example);
    let why = ask!(desk, Why(WhyQuery { ranking: view.ranking, row: 5 }));
    assert!(
        why.exact
            && (why.by_layer.iter().map(|l| l.share).sum::<f64>() / why.by_layer.len() as f64 - 1.0).abs() < 1e-12
    );
    let health = ask!(desk, Goal(GoalQuery { goal })).health;
    assert_eq!((health.unread, health.in_pool), (0, 1));
}

#[test]
fn examples_agree_with_each_other_more_than_random_rows_do() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(60)));
    let goal = desk.goal("Same words", "the same words again\n\nthe same words again.\n\nthe same words again!");
    desk.read(ReadingScope::Rest {});
    let view = ask!(desk, Goal(GoalQuery { goal }));
    let (agreement, random) = (view.health.agreement.unwrap(), view.health.random_agreement.unwrap());
    assert!(agreement > 0.0 && agreement <= 1.0 && (0.0..1.0).contains(&random));
    assert!(view.examples.iter().all(|one| one.tokens.is_some() && one.agreement.is_some()));
}

#[test]
fn a_paused_reading_keeps_what_it_committed_and_goes_on_there() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(3000)));
    let job = desk.workbench.start_reading(tiny_plan(ReadingScope::Rest {})).unwrap().job;
    while ask!(desk, Jobs(Nothing {})).iter().find(|one| one.job == job).unwrap().done < 64 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    ask!(desk, PauseJob(JobRef { job }));
    let paused = desk.workbench.wait(job).unwrap();
    assert_eq!(paused.state, JobState::Paused);
    let committed = desk.info().readings[0].documents_read;
    assert!((64..3000).contains(&committed), "{committed}");
    ask!(desk, ResumeJob(JobRef { job }));
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    assert_eq!(desk.info().readings[0].documents_read, 3000);
    let told = desk.events.lock().unwrap();
    let states = told.iter().filter_map(|event| match event {
        Event::Job(view) if view.job == job => Some(view.state),
        _ => None,
    });
    let mut states: Vec<JobState> = states.collect();
    states.dedup();
    assert_eq!(
        states,
        [JobState::Queued, JobState::Running, JobState::Paused, JobState::Queued, JobState::Running, JobState::Done]
    );
}

#[test]
fn a_cancelled_job_cannot_go_on_and_can_be_dismissed() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(3000)));
    let job = desk.workbench.start_reading(tiny_plan(ReadingScope::Rest {})).unwrap().job;
    ask!(desk, CancelJob(JobRef { job }));
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Cancelled);
    assert_eq!(desk.fails(Request::ResumeJob(JobRef { job })).code, FailureCode::WrongState);
    ask!(desk, DismissJob(JobRef { job }));
    assert!(ask!(desk, Jobs(Nothing {})).iter().all(|one| one.job != job));
}

#[test]
fn a_model_whose_files_are_away_fails_the_job_and_says_where_they_were() {
    let desk = Desk::with_project();
    let plan = workbench::ReadingPlan { path: "/nowhere/model".into(), ..tiny_plan(ReadingScope::Rest {}) };
    let job = desk.workbench.start_reading(plan).unwrap().job;
    let failed = desk.workbench.wait(job).unwrap();
    assert_eq!(failed.failure.unwrap().code, FailureCode::ModelNotConnected);
}
