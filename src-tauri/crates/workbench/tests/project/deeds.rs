//! What a person deleted or changed comes back, also after the project was closed.

use workbench::operations::deed::{DeedKind, DeedRef};
use workbench::operations::goal::{
    GoalQuery, GoalRef, GoalView, MarkExamples, MoveExamples, RemoveExamples, RenameGoal, SetExamples,
};
use workbench::operations::job::ReadingScope;
use workbench::operations::ranking::{Budget, RankQuery, RankingPageQuery};
use workbench::operations::run::{KeepRun, RenameRun, RunRef};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

/// Rows read by the tiny model, and a goal of three examples of which one is unticked.
fn desk() -> (Desk, i64) {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(40)));
    desk.read(ReadingScope::Rest {});
    let text =
        format!("Row 5 speaks of law and number 35.\n\n{}\n\nOne more on law.", "A long text on law. ".repeat(500));
    let goal = desk.goal("Law", &text);
    let last = view(&desk, goal).examples[2].example;
    ask!(desk, SetExamples(SetExamples { goal, examples: vec![last], ticked: false }));
    (desk, goal)
}

fn view(desk: &Desk, goal: i64) -> GoalView {
    ask!(desk, Goal(GoalQuery { goal }))
}

/// Everything that a person sees of a goal.
fn seen(desk: &Desk, goal: i64) -> String {
    serde_json::to_string(&view(desk, goal)).unwrap()
}

fn reopened(desk: &Desk) {
    desk.workbench.close();
    desk.workbench.open_path(&desk.project()).unwrap();
}

fn best(desk: &Desk, goal: i64) -> Vec<(String, f64)> {
    let settings = [("top_k".to_owned(), 10.0)].into();
    let query = RankQuery { settings, keep_examples: true, ..RankQuery::new(goal, "nag") };
    let ranking = ask!(desk, Rank(query)).ranking;
    let page = RankingPageQuery {
        ranking,
        filter: workbench::operations::data::Filter::default(),
        fires: Vec::new(),
        offset: 0,
        limit: 10,
        before: None,
    };
    ask!(desk, RankingPage(page)).rows.into_iter().map(|row| (row.id, row.score.unwrap())).collect()
}

#[test]
fn removed_examples_come_back_whole_after_a_restart_with_what_was_read_of_them() {
    let (desk, goal) = desk();
    let (order, before) = (best(&desk, goal), seen(&desk, goal));
    let examples: Vec<i64> = view(&desk, goal).examples.iter().map(|one| one.example).collect();
    let query = RankQuery::new(goal, "nag");
    let budget = Budget::Documents { documents: 5 };
    let run = ask!(desk, KeepRun(KeepRun { name: "First".to_owned(), query, budget, after: None }));
    let deed = ask!(desk, RemoveExamples(RemoveExamples { goal, examples }));
    assert_eq!((deed.kind, deed.count, deed.goal), (DeedKind::ExamplesRemoved, 3, Some(goal)));
    assert_eq!(deed.name, "Row 5 speaks of law and number 35.");
    assert!(view(&desk, goal).examples.is_empty());
    reopened(&desk);
    assert_eq!(ask!(desk, Deeds(Nothing {})), std::slice::from_ref(&deed));
    assert!(ask!(desk, TakeBack(DeedRef { deed: deed.deed })).taken_back);
    assert_eq!(seen(&desk, goal), before, "text, tick, origin and what was read, all as it was");
    assert_eq!(best(&desk, goal), order);
    let kept = ask!(desk, Runs(Nothing {}));
    assert_eq!(kept[0].query.examples, run.query.examples, "the run finds its examples under their numbers");
}

#[test]
fn a_deleted_goal_comes_back_with_its_examples_and_its_runs() {
    let (desk, goal) = desk();
    let keep = |name: &str, after| {
        let (query, budget) = (RankQuery::new(goal, "nag"), Budget::Ratio { ratio: 0.1 });
        ask!(desk, KeepRun(KeepRun { name: name.to_owned(), query, budget, after })).run
    };
    let first = keep("First", None);
    keep("Second", Some(first));
    let all = || (seen(&desk, goal), serde_json::to_string(&ask!(desk, Runs(Nothing {}))).unwrap());
    let before = all();
    let deed = ask!(desk, DeleteGoal(GoalRef { goal }));
    assert_eq!((deed.kind, deed.name.as_str(), deed.count), (DeedKind::GoalDeleted, "Law", 3));
    assert!(ask!(desk, Runs(Nothing {})).is_empty());
    let other = desk.goal("Other", "something else");
    assert_ne!(other, goal, "a number is never given twice");
    reopened(&desk);
    ask!(desk, TakeBack(DeedRef { deed: deed.deed }));
    assert_eq!(all(), before);
}

#[test]
fn names_runs_and_marks_go_back_to_what_they_were() {
    let (desk, goal) = desk();
    let other = desk.goal("Bread", "Row 2 speaks of bread and number 14.");
    let (query, budget) = (RankQuery::new(goal, "nag"), Budget::Documents { documents: 3 });
    let run = ask!(desk, KeepRun(KeepRun { name: "Mine".to_owned(), query, budget, after: None })).run;
    let one = vec![view(&desk, goal).examples[1].example];
    let all = || (seen(&desk, goal), seen(&desk, other), serde_json::to_string(&ask!(desk, Runs(Nothing {}))).unwrap());
    let before = all();
    ask!(desk, RenameGoal(RenameGoal { goal, name: "Laws".to_owned() }));
    ask!(desk, MarkExamples(MarkExamples { goal, examples: one.clone(), unwanted: true }));
    ask!(desk, MoveExamples(MoveExamples { from: goal, to: other, examples: one }));
    ask!(desk, RenameRun(RenameRun { run, name: "Yours".to_owned() }));
    ask!(desk, DeleteRun(RunRef { run }));
    let deeds = ask!(desk, Deeds(Nothing {}));
    let kinds: Vec<(DeedKind, &str)> = deeds.iter().map(|one| (one.kind, one.name.as_str())).collect();
    assert_eq!(kinds[0], (DeedKind::RunDeleted, "Yours"));
    assert_eq!(kinds[1], (DeedKind::RunRenamed, "Mine"));
    assert_eq!((kinds[2].0, kinds[3].0), (DeedKind::ExamplesMoved, DeedKind::ExamplesMarked));
    assert_eq!(kinds[4], (DeedKind::GoalRenamed, "Law"));
    reopened(&desk);
    for deed in deeds {
        ask!(desk, TakeBack(DeedRef { deed: deed.deed }));
    }
    assert_eq!(all(), before);
}

#[test]
fn what_cannot_be_taken_back_is_said_and_nothing_changes() {
    let (desk, goal) = desk();
    let example = view(&desk, goal).examples[0].example;
    let removed = ask!(desk, RemoveExamples(RemoveExamples { goal, examples: vec![example] }));
    let goal_gone = ask!(desk, DeleteGoal(GoalRef { goal }));
    let refused = desk.fails(Request::TakeBack(DeedRef { deed: removed.deed }));
    assert_eq!(refused.code, FailureCode::NoSuchThing, "its goal comes first");
    ask!(desk, TakeBack(DeedRef { deed: goal_gone.deed }));
    ask!(desk, TakeBack(DeedRef { deed: removed.deed }));
    assert_eq!(view(&desk, goal).examples[0].example, example);
    assert_eq!(desk.fails(Request::TakeBack(DeedRef { deed: 99 })).code, FailureCode::NoSuchThing);
}

#[test]
fn a_project_that_may_not_be_written_shows_its_deeds_and_takes_none_back() {
    let (desk, goal) = desk();
    let deed = ask!(desk, DeleteGoal(GoalRef { goal })).deed;
    let second = Desk::new();
    second.workbench.open_path(&desk.project()).unwrap();
    assert!(second.info().read_only);
    assert_eq!(ask!(second, Deeds(Nothing {})).len(), 1);
    assert_eq!(second.fails(Request::TakeBack(DeedRef { deed })).code, FailureCode::ReadOnly);
}
