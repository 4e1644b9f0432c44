//! What happens if: other examples, other layers, and the runs that are kept of it, on the sample.

use std::collections::HashMap;

use workbench::operations::goal::{
    AddExamples, CreateGoal, ExampleSource, GoalQuery, GoalStabilityQuery, MarkExamples, MoveExamples, RemoveExamples,
    SetExamples,
};
use workbench::operations::ranking::{
    Budget, RankQuery, RankedRow, RankingId, RankingPageQuery, TriedExample, WhyQuery,
};
use workbench::operations::run::{KeepRun, RenameRun, RunRef};
use workbench::operations::whatif::{RankChangesQuery, WithoutExampleQuery};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask};

const BUDGET: Budget = Budget::Documents { documents: 30 };

fn sample() -> (Desk, i64, Vec<i64>) {
    let (desk, goal) = Desk::with_sample();
    let examples = ask!(desk, Goal(GoalQuery { goal })).examples;
    let ticked = examples.iter().filter(|one| one.ticked).map(|one| one.example).collect();
    (desk, goal, ticked)
}

fn question(goal: i64, method: &str) -> RankQuery {
    RankQuery { keep_examples: true, ..RankQuery::new(goal, method) }
}

fn all_rows(desk: &Desk, ranking: RankingId, before: Option<RankingId>) -> Vec<RankedRow> {
    ask!(desk, RankingPage(RankingPageQuery { before, ..RankingPageQuery::new(ranking, 0, 500) })).rows
}

fn ranks(desk: &Desk, ranking: RankingId) -> HashMap<i64, u64> {
    all_rows(desk, ranking, None).into_iter().filter_map(|row| Some((row.row, row.rank?))).collect()
}

#[test]
fn an_example_left_out_moves_rows_and_every_row_says_where_it_was() {
    let (desk, goal, ticked) = sample();
    let before = ask!(desk, Rank(question(goal, "nag"))).ranking;
    let without = RankQuery { examples: Some(ticked[1..].to_vec()), ..question(goal, "nag") };
    let after = ask!(desk, Rank(without)).ranking;
    let was = ranks(&desk, before);
    let rows = all_rows(&desk, after, Some(before));
    assert!(rows.iter().all(|row| row.was == was.get(&row.row).copied()));
    let moved = rows.iter().filter(|row| row.rank.is_some() && row.was.is_some() && row.rank != row.was).count();
    let came = rows.iter().filter(|row| row.rank.is_some_and(|r| r <= 30) && row.was.is_some_and(|r| r > 30)).count();
    let changes = ask!(desk, RankChanges(RankChangesQuery { ranking: after, before, budget: BUDGET }));
    assert_eq!((changes.moved, changes.came_in, changes.went_out), (moved as u64, came as u64, came as u64));
    assert!(moved > 0, "one example less is another order");
    let first = changes.risen[0];
    assert!(first.from > first.to && was[&first.row] == first.from);
    assert!(all_rows(&desk, before, None).iter().all(|row| row.was.is_none()));
}

#[test]
fn where_a_row_would_stand_without_an_example_is_where_it_stands_once_it_is_left_out() {
    let (desk, goal, ticked) = sample();
    for method in ["nag", "rarity", "best", "bm25"] {
        let ranking = ask!(desk, Rank(question(goal, method))).ranking;
        let row = all_rows(&desk, ranking, None)[9].row;
        let told = ask!(desk, WithoutExample(WithoutExampleQuery { ranking, row, example: ticked[0] })).rank;
        let without = RankQuery { examples: Some(ticked[1..].to_vec()), ..question(goal, method) };
        let without = ask!(desk, Rank(without)).ranking;
        assert_eq!(told, ranks(&desk, without).get(&row).copied(), "{method}");
    }
    let ranking = ask!(desk, Rank(question(goal, "nag"))).ranking;
    let gone = desk.fails(Request::WithoutExample(WithoutExampleQuery { ranking, row: 1, example: 99_999 }));
    assert_eq!(gone.code, FailureCode::NoSuchThing);
    let alone = RankQuery { examples: Some(ticked[..1].to_vec()), ..question(goal, "nag") };
    let ranking = ask!(desk, Rank(alone)).ranking;
    let nothing = ask!(desk, WithoutExample(WithoutExampleQuery { ranking, row: 1, example: ticked[0] }));
    assert_eq!(nothing.rank, None, "without its only example a goal has no ranking");
}

#[test]
fn chosen_layers_alone_make_the_score_and_methods_without_layers_say_so() {
    let (desk, goal, _) = sample();
    let some = RankQuery { layers: Some((8, 20)), ..question(goal, "nag") };
    let view = ask!(desk, Rank(some.clone()));
    let why = ask!(desk, Why(WhyQuery { ranking: view.ranking, row: all_rows(&desk, view.ranking, None)[0].row }));
    assert_eq!(why.by_layer.iter().map(|one| one.layer).collect::<Vec<_>>(), (8..=20).collect::<Vec<_>>());
    let mean = why.by_layer.iter().map(|one| one.share).sum::<f64>() / 13.0;
    assert!((mean - why.score.unwrap()).abs() < 1e-12);
    let all = ask!(desk, Rank(question(goal, "nag"))).ranking;
    assert!(ask!(desk, RankChanges(RankChangesQuery { ranking: view.ranking, before: all, budget: BUDGET })).moved > 0);
    let notes = |method: &str| -> Vec<String> {
        let view = ask!(desk, Rank(RankQuery { method: method.to_owned(), ..some.clone() }));
        view.notes.into_iter().map(|note| note.note).collect()
    };
    assert!(notes("bm25").contains(&"layers_unused".to_owned()));
    assert!(!notes("rarity").contains(&"layers_unused".to_owned()));
}

#[test]
fn a_kept_run_ranks_as_it_did_whatever_becomes_of_the_goals_ticks() {
    let (desk, goal, ticked) = sample();
    let query = RankQuery { layers: Some((0, 9)), ..question(goal, "nag") };
    let first = ranks(&desk, ask!(desk, Rank(query.clone())).ranking);
    let keep = KeepRun { name: "Early layers".to_owned(), query, budget: BUDGET, after: None };
    let run = ask!(desk, KeepRun(keep.clone()));
    assert_eq!(run.query.examples, Some(ticked.clone()));
    ask!(desk, SetExamples(SetExamples { goal, examples: vec![ticked[0]], ticked: false }));
    assert_eq!(ranks(&desk, ask!(desk, Rank(run.query.clone())).ranking), first);
    let all = ask!(desk, Runs(Nothing {}));
    assert_eq!((all.len(), all[0].name.as_str(), all[0].budget), (1, "Early layers", BUDGET));
    let renamed = ask!(desk, RenameRun(RenameRun { run: run.run, name: "Early".to_owned() }));
    assert_eq!((renamed.name.as_str(), renamed.query == run.query), ("Early", true));
    ask!(desk, RemoveExamples(RemoveExamples { goal, examples: vec![ticked[0]] }));
    let view = ask!(desk, Rank(run.query));
    assert!(view.notes.iter().any(|note| note.note == "examples_gone"), "{:?}", view.notes);
    ask!(desk, DeleteRun(RunRef { run: run.run }));
    assert!(ask!(desk, Runs(Nothing {})).is_empty());
    let blank = desk.fails(Request::KeepRun(KeepRun { name: " ".to_owned(), ..keep }));
    assert_eq!(blank.code, FailureCode::BadName);
}

#[test]
fn a_question_of_before_runs_and_changed_examples_reads_back_as_it_was() {
    let old = r#"{"goal":1,"method":"nag","model":null,"settings":{},"layers":[2,5],"keep_examples":false}"#;
    let read: RankQuery = serde_json::from_str(old).unwrap();
    assert_eq!((read.layers, read.examples.clone()), (Some((2, 5)), None));
    assert!(
        !serde_json::to_string(&read).unwrap().contains("examples\":null"),
        "nothing new is written where nothing is named"
    );
}

/// A goal of some rows of the sample, so many of each kind, in the order of the pool.
fn goal_of(desk: &Desk, name: &str, kinds: &[(&str, usize)]) -> i64 {
    let goal = ask!(desk, CreateGoal(CreateGoal { name: name.to_owned() })).goal;
    for (kind, count) in kinds {
        let rows = rows_of(desk, kind).into_iter().take(*count).collect();
        ask!(desk, AddExamples(AddExamples { goal, source: ExampleSource::Rows { rows }, unwanted: false }));
    }
    goal
}

/// The sample's rows of a kind, in the order of a chance ranking: alike ones do not stand together.
fn rows_of(desk: &Desk, kind: &str) -> Vec<i64> {
    let goal = ask!(desk, Goals(Nothing {}))[0].goal;
    let ranking = ask!(desk, Rank(question(goal, "random"))).ranking;
    all_rows(desk, ranking, None).into_iter().filter(|row| row.source == kind).map(|row| row.row).collect()
}

#[test]
fn two_planted_groups_are_named_and_split_off_and_one_kind_is_left_whole() {
    let (desk, _, _) = sample();
    let goal = goal_of(&desk, "Code and recipes", &[("code", 6), ("recipe", 6)]);
    let view = ask!(desk, Goal(GoalQuery { goal }));
    let groups = view.health.groups.clone().unwrap();
    let numbers: Vec<i64> = view.examples.iter().map(|one| one.example).collect();
    let is_astray = |&(at, one): &(usize, &i64)| groups.first.contains(one) != (at < 6);
    // One of these recipes shares more with the code than with the other recipes.
    assert!(numbers.iter().enumerate().filter(is_astray).count() <= 1, "{groups:?}");
    assert!(groups.between < groups.within_first.min(groups.within_second));
    let second = ask!(desk, CreateGoal(CreateGoal { name: "Recipes".to_owned() })).goal;
    let moved = MoveExamples { from: goal, to: second, examples: groups.second.clone() };
    assert_eq!(ask!(desk, MoveExamples(moved)).examples, groups.second.len() as u64);
    for (goal, group) in [(goal, groups.first), (second, groups.second)] {
        let health = ask!(desk, Goal(GoalQuery { goal })).health;
        let found = (health.ticked, health.groups, health.unread);
        assert_eq!(found, (group.len() as u64, None, 0), "what was read moves with them");
    }
}

#[test]
fn a_planted_odd_one_is_named_and_of_one_or_two_examples_nothing_is_said() {
    let (desk, maths, _) = sample();
    let goal = goal_of(&desk, "Code", &[("code", 7), ("letter", 1)]);
    let view = ask!(desk, Goal(GoalQuery { goal }));
    let odd = view.health.odd.unwrap();
    assert_eq!(odd.example, view.examples[7].example, "{odd:?}");
    assert!(odd.with_others < view.health.random_agreement.unwrap() && odd.among_others > odd.with_others);
    for count in [1, 2] {
        let few = goal_of(&desk, "Few", &[("code", count)]);
        let health = ask!(desk, Goal(GoalQuery { goal: few })).health;
        assert_eq!((health.odd, health.groups, health.agreement.is_some()), (None, None, count == 2));
        let ranking = ask!(desk, Rank(question(few, "nag"))).ranking;
        let stability = ask!(desk, GoalStability(GoalStabilityQuery { ranking, budget: BUDGET }));
        assert_eq!(stability.stays.is_some(), count == 2);
    }
    let ranking = ask!(desk, Rank(question(maths, "nag"))).ranking;
    let stability = ask!(desk, GoalStability(GoalStabilityQuery { ranking, budget: BUDGET }));
    assert_eq!((stability.kept, stability.draws), (30, 20));
    assert!(stability.least <= stability.stays.unwrap() && stability.stays.unwrap() <= stability.most);
    assert!(stability.stays.unwrap() > 0.5, "{stability:?}");
}

#[test]
fn rows_marked_as_not_wanted_push_their_kind_down_where_the_method_can_and_say_so_where_not() {
    let (desk, _, _) = sample();
    let goal = goal_of(&desk, "Letters", &[("letter", 5)]);
    let unwanted: Vec<i64> = rows_of(&desk, "review").into_iter().take(3).collect();
    let reviews = |method: &str| {
        let query = RankQuery { keep_examples: false, ..question(goal, method) };
        let view = ask!(desk, Rank(query));
        let rows = all_rows(&desk, view.ranking, None);
        let marked = rows.iter().any(|row| unwanted.contains(&row.row));
        let first = rows.iter().filter(|row| row.rank.is_some_and(|rank| rank <= 30));
        let notes: Vec<String> = view.notes.into_iter().map(|note| note.note).collect();
        (first.filter(|row| row.source == "review" && !unwanted.contains(&row.row)).count(), marked, notes)
    };
    let before: Vec<usize> = ["nag", "rarity", "best"].map(|method| reviews(method).0).to_vec();
    let source = ExampleSource::Rows { rows: unwanted.clone() };
    let added = ask!(desk, AddExamples(AddExamples { goal, source, unwanted: true }));
    assert_eq!((added.info.examples, added.info.ticked, added.info.unwanted), (5, 5, 3));
    for (method, before) in ["nag", "rarity", "best"].into_iter().zip(before) {
        let (after, marked, notes) = reviews(method);
        assert!(after < before, "{method}: {before} reviews among the first thirty, then {after}");
        assert!(!marked && !notes.contains(&"unwanted_unused".to_owned()), "{method}: {notes:?}");
    }
    assert!(reviews("bm25").2.contains(&"unwanted_unused".to_owned()));
    let health = ask!(desk, Goal(GoalQuery { goal })).health;
    assert_eq!(health.ticked, 5, "what is not wanted is no example of the goal");
    ask!(desk, MarkExamples(MarkExamples { goal, examples: added.added, unwanted: false }));
    assert_eq!(ask!(desk, Goal(GoalQuery { goal })).info.ticked, 8);
}

#[test]
fn a_row_is_tried_as_an_example_and_the_ranking_is_that_of_the_goal_with_it() {
    let (desk, before) = Desk::ranked_for("Law");
    let goal = ask!(desk, Goals(Nothing {}))[0].goal;
    let settings: std::collections::BTreeMap<String, f64> = [("top_k".to_owned(), 10.0)].into();
    let question = || RankQuery { settings: settings.clone(), keep_examples: true, ..RankQuery::new(goal, "nag") };
    let order = |ranking| -> Vec<i64> {
        ask!(desk, RankingPage(RankingPageQuery::new(ranking, 0, 100))).rows.iter().map(|row| row.row).collect()
    };
    let last = order(before)[39];
    for unwanted in [false, true] {
        let tried = Some(TriedExample { row: last, unwanted });
        let tried = ask!(desk, Rank(RankQuery { tried, ..question() }));
        assert_eq!(ask!(desk, Goal(GoalQuery { goal })).examples.len(), 1, "the goal stays as it is");
        assert!(unwanted || order(tried.ranking) != order(before), "another example makes another order");
        let source = ExampleSource::Rows { rows: vec![last] };
        let added = ask!(desk, AddExamples(AddExamples { goal, source, unwanted })).added;
        let after = ask!(desk, Rank(question()));
        assert_ne!(after.ranking, tried.ranking);
        assert_eq!(order(tried.ranking), order(after.ranking), "what was shown is what comes, unwanted: {unwanted}");
        // Tried once more it is an example already, and changes nothing.
        let again = Some(TriedExample { row: last, unwanted });
        assert_eq!(order(ask!(desk, Rank(RankQuery { tried: again, ..question() })).ranking), order(after.ranking));
        ask!(desk, RemoveExamples(RemoveExamples { goal, examples: added }));
    }
    let gone = Some(TriedExample { row: 99, unwanted: false });
    let failure = desk.fails(Request::Rank(RankQuery { tried: gone, ..question() }));
    assert_eq!(failure.code, FailureCode::NoSuchThing);
}
