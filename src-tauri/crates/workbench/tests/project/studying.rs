//! Studies: said beforehand, measured part by part as a job, kept with the project, and looked at again.

use workbench::operations::deed::DeedRef;
use workbench::operations::evidence::KnownAnswer;
use workbench::operations::figure::{AnyFigure, Layer, SaveFigure};
use workbench::operations::job::{JobOutcome, JobRef, JobState, ReadingScope, StartReading};
use workbench::operations::model::AddModel;
use workbench::operations::study::{StudyKind, StudyQuery, StudyRef, StudyView};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows, tiny_plan};

/// Two hundred rows of seven kinds, read with the tiny model, and a goal of six examples of bread.
fn ready() -> (Desk, i64) {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(210)));
    let bread = ["rises", "cools", "is sold", "needs salt", "was baked", "smells good"];
    let goal = desk.goal("Bread", &bread.map(|what| format!("The bread {what} and number 4 waits.")).join("\n\n"));
    let path = tiny_plan(ReadingScope::Rest {}).path;
    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&path).ticket })).model;
    let reading =
        StartReading { model, scope: ReadingScope::Rest {}, settings: None, representations: None, autoencoder: None };
    let job = ask!(desk, StartReading(reading)).job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    (desk, goal)
}

fn query(kind: StudyKind, goal: i64) -> StudyQuery {
    let answer = KnownAnswer { column: "kind".to_owned(), value: "bread".to_owned() };
    let answer = (!matches!(kind, StudyKind::SwitchOff | StudyKind::ImpactAndLoss)).then_some(answer);
    StudyQuery { kind, goal: Some(goal), answer, layers: None, neurons: 8, rows: 20, draws: 2, seed: 3 }
}

fn run(desk: &Desk, query: &StudyQuery) -> StudyView {
    let job = ask!(desk, StartStudy(query.clone())).job;
    let ended = desk.workbench.wait(job).unwrap();
    let Some(JobOutcome::Studied { study, measurements }) = ended.outcome else { panic!("{ended:?}") };
    let found = ask!(desk, Studies(Nothing {})).into_iter().find(|one| one.study == study).unwrap();
    assert_eq!((found.done, found.measurements, found.job), (measurements, measurements, None));
    found
}

fn value(view: &StudyView, row: &str, measure: &str) -> f64 {
    let column = view.columns.iter().position(|column| column.measure == measure).unwrap();
    view.rows.iter().find(|one| one.name == row).unwrap().values[column].unwrap().value
}

#[test]
fn switching_neurons_off_says_its_cost_is_kept_and_its_changes_are_differences_of_losses() {
    let (desk, goal) = ready();
    let asked = query(StudyKind::SwitchOff, goal);
    let cost = ask!(desk, StudyEstimate(asked.clone()));
    assert_eq!((cost.measurements, cost.done, cost.job), (10, 0, None));
    assert!(cost.seconds > 0.0 && cost.model.is_some(), "{cost:?}");

    let view = run(&desk, &asked);
    let names: Vec<&str> = view.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["nothing", "frequent", "contrast", "mean", "random"]);
    for arm in &names[1..] {
        let change = value(&view, arm, "goal_loss") - value(&view, "nothing", "goal_loss");
        assert!((change - value(&view, arm, "goal_change")).abs() < 1e-9, "{arm}");
        assert!(value(&view, arm, "pool_change") != 0.0, "{arm} was heard");
    }
    let Some(figure) = &view.figure else { panic!("a study that is done has a figure") };
    let Layer::Spans { spans, .. } = &figure.layers[0] else { panic!("{figure:?}") };
    assert!((spans[0].2 - value(&view, "frequent", "goal_change")).abs() < 1e-12);

    let after = ask!(desk, StudyEstimate(asked.clone()));
    assert_eq!((after.done, after.seconds), (10, 0.0));
    desk.workbench.close();
    desk.workbench.open_path(&desk.project()).unwrap();
    assert_eq!(ask!(desk, Studies(Nothing {}))[0].rows, view.rows);

    for (name, begin) in [("a.svg", "<svg"), ("a.csv", "What was measured,")] {
        let path = desk.folder.path().join(name);
        let figure = AnyFigure::Study(StudyRef { study: view.study.clone() });
        ask!(desk, SaveFigure(SaveFigure { figure, ticket: desk.workbench.grant(&path).ticket }));
        assert!(std::fs::read_to_string(path).unwrap().starts_with(begin), "{name}");
    }
    let deed = ask!(desk, DeleteStudy(StudyRef { study: view.study.clone() }));
    assert!(ask!(desk, Studies(Nothing {})).is_empty());
    let gone = desk.fails(Request::DeleteStudy(StudyRef { study: view.study }));
    assert_eq!(gone.code, FailureCode::NoSuchThing);
    ask!(desk, TakeBack(DeedRef { deed: deed.deed }));
    let back = ask!(desk, Studies(Nothing {}));
    assert_eq!((back[0].measurements, &back[0].rows), (view.measurements, &view.rows), "nothing is measured again");
}

#[test]
fn a_pause_changes_no_figure_and_the_same_question_is_begun_once() {
    let figures = |pause: bool| {
        let (desk, goal) = ready();
        let asked = query(StudyKind::ImpactAndLoss, goal);
        let job = ask!(desk, StartStudy(asked.clone())).job;
        // It may have ended before the pause reaches it: then there is nothing to resume.
        if pause
            && desk.workbench.answer(Request::PauseJob(JobRef { job })).is_ok()
            && desk.workbench.wait(job).unwrap().state == JobState::Paused
        {
            assert_eq!(ask!(desk, StudyEstimate(asked.clone())).job, Some(job));
            assert_eq!(ask!(desk, StartStudy(asked.clone())).job, job);
        }
        desk.workbench.wait(job).unwrap();
        let view = ask!(desk, Studies(Nothing {})).remove(0);
        assert_eq!(view.done, view.measurements);
        view.rows
    };
    let whole = figures(false);
    // The model as it is, then groups of eight of the neurons of each layer.
    assert!(whole.len() > 2 && whole[1].values.iter().all(Option::is_some), "{whole:?}");
    assert_eq!(whole, figures(true));
}

#[test]
fn studies_of_what_was_read_rank_and_cluster_by_the_column() {
    let (desk, goal) = ready();
    let layers = run(&desk, &query(StudyKind::Layers, goal));
    assert_eq!(layers.rows.len(), 4, "the tiny model has four layers");
    assert_eq!(layers.rows[0].values[0], layers.rows[0].values[1], "the first layer alone is all layers up to it");
    let sparsity = run(&desk, &query(StudyKind::Sparsity, goal));
    let counts: Vec<Option<u32>> = sparsity.rows.iter().map(|row| row.number).collect();
    assert_eq!(counts, [Some(1), Some(2), Some(5)]);
    let separability = run(&desk, &query(StudyKind::Separability, goal));
    let chance = value(&separability, "by_chance", "adjusted_rand");
    assert!(chance.abs() < 0.4, "rows that were mixed lie apart by {chance}");
    let projections = run(&desk, &query(StudyKind::Projections, goal));
    assert_eq!(projections.rows.len(), 6);
    for row in layers.rows.iter().chain(&projections.rows) {
        assert!(row.values.iter().flatten().all(|found| (0.0..=1.0).contains(&found.value)), "{row:?}");
    }
    assert_eq!(ask!(desk, Studies(Nothing {})).len(), 4);
}

#[test]
fn what_cannot_be_studied_is_said_before_anything_starts() {
    let (desk, goal) = ready();
    let fails = |query: StudyQuery| desk.fails(Request::StudyEstimate(query));
    let asked = query(StudyKind::SwitchOff, goal);
    assert_eq!(fails(StudyQuery { neurons: 0, ..asked.clone() }).code, FailureCode::BadSetting);
    assert_eq!(fails(StudyQuery { layers: Some((2, 9)), ..asked.clone() }).code, FailureCode::NoSuchThing);
    assert_eq!(fails(StudyQuery { goal: None, ..asked.clone() }).code, FailureCode::NoSuchThing);
    let layers = query(StudyKind::Layers, goal);
    assert_eq!(fails(StudyQuery { answer: None, ..layers }).code, FailureCode::MethodRefused);
    let few = desk.goal("Few", "One.\n\nTwo.");
    let refused = fails(StudyQuery { goal: Some(few), ..asked });
    assert_eq!(refused.code, FailureCode::MethodRefused);
    assert!(format!("{refused}").contains("2 ticked examples"), "{refused}");
}

/// Needs the starter model: `NEUROSIEVE_STARTER_MODEL`.
#[test]
fn the_goals_neurons_of_a_real_model_hurt_the_goal_far_more_than_as_many_by_chance() {
    if std::env::var_os("NEUROSIEVE_STARTER_MODEL").is_none() {
        println!("skipped: NEUROSIEVE_STARTER_MODEL names no model");
        return;
    }
    let desk = Desk::new();
    let sample = ask!(desk, OpenSample(Nothing {})).project.unwrap();
    let goal = sample.goals[0].goal;
    let asked = StudyQuery {
        kind: StudyKind::SwitchOff,
        goal: Some(goal),
        answer: None,
        layers: None,
        neurons: 20,
        rows: 12,
        draws: 2,
        seed: 1,
    };
    let view = run(&desk, &asked);
    let [frequent, contrast, random] = ["frequent", "contrast", "random"].map(|arm| value(&view, arm, "goal_change"));
    println!("loss more: most frequent {frequent}, most above other rows {contrast}, by chance {random}");
    assert!(frequent > 10.0 * random.abs(), "{frequent} against {random}");
    assert!(contrast > 3.0 * random.abs(), "{contrast} against {random}");
}
