//! Goals: examples in, out, ticked, and what is said of them.

use workbench::operations::goal::{
    AddExamples, CreateGoal, ExampleSource, GoalQuery, GoalRef, RemoveExamples, SetExamples,
};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

#[test]
fn pasted_examples_are_split_and_repeats_are_left_out_and_counted() {
    let desk = Desk::with_project();
    let goal = desk.goal("Rivers", "one\n\ntwo\nmore of two\n\none");
    let added = desk.paste(goal, "two\nmore of two\n\nthree");
    assert_eq!((added.added.len(), added.already_there, added.info.examples), (1, 1, 3));
    let view = ask!(desk, Goal(GoalQuery { goal }));
    assert_eq!(view.examples[1].text, "two\nmore of two");
    assert_eq!((view.health.ticked, view.health.unread), (3, 3));
    assert_eq!(desk.info().current_goal, Some(goal));
}

#[test]
fn examples_that_are_also_in_the_pool_are_named_with_their_row() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(20)));
    let goal = desk.goal("Sums", "Row 3 speaks of engines and number 21.");
    let from_pool = AddExamples { goal, source: ExampleSource::Rows { rows: vec![9, 10] }, unwanted: false };
    assert_eq!(ask!(desk, AddExamples(from_pool)).added.len(), 2);
    let view = ask!(desk, Goal(GoalQuery { goal }));
    assert_eq!(view.examples.iter().map(|one| one.same_as_row).collect::<Vec<_>>(), [Some(4), Some(9), Some(10)]);
    assert_eq!(view.health.in_pool, 3);
}

#[test]
fn unticked_examples_stay_and_do_not_count_and_removed_ones_are_gone() {
    let desk = Desk::with_project();
    let goal = desk.goal("A", "one\n\ntwo");
    let first = ask!(desk, Goal(GoalQuery { goal })).examples[0].example;
    let info = ask!(desk, SetExamples(SetExamples { goal, examples: vec![first], ticked: false }));
    assert_eq!((info.examples, info.ticked, info.characters), (2, 1, 3));
    ask!(desk, RemoveExamples(RemoveExamples { goal, examples: vec![first] }));
    assert_eq!(ask!(desk, Goals(Nothing {}))[0].examples, 1);
    let twice = Request::RemoveExamples(RemoveExamples { goal, examples: vec![first] });
    assert_eq!(desk.fails(twice).code, FailureCode::NoSuchThing);
    ask!(desk, DeleteGoal(GoalRef { goal }));
    assert!(ask!(desk, Goals(Nothing {})).is_empty());
}

#[test]
fn a_name_must_say_something() {
    let desk = Desk::with_project();
    for name in ["", "  ", &"x".repeat(121), "a\nb"] {
        let create = Request::CreateGoal(CreateGoal { name: name.to_owned() });
        assert_eq!(desk.fails(create).code, FailureCode::BadName, "{name:?}");
    }
}
