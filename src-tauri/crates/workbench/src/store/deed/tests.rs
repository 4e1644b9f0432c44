//! What was deleted comes back as it was, whatever happened since.

use super::*;
use crate::store::example::{self, NewExample};
use crate::store::goal;
use crate::store::tests::empty;

fn goal_with_examples(c: &Connection) -> (i64, Vec<i64>) {
    let goal = goal::insert(c, "Law").unwrap();
    let new = |text: &str| NewExample { text: text.to_owned(), text_hash: 7, origin: "{}".to_owned(), unwanted: false };
    let examples = ["a", "b\u{0}\u{1f600}"].map(|text| example::insert(c, goal, &new(text)).unwrap());
    (goal, examples.to_vec())
}

fn removed(c: &Connection, goal: i64, example: i64) -> DeedView {
    let before = vec![Before::gone(c, "example", "", "example = ?1", [example]).unwrap()];
    example::remove(c, goal, &[example]).unwrap();
    let (name, kind) = ("b".to_owned(), DeedKind::ExamplesRemoved);
    insert(c, &NewDeed { kind, goal: Some(goal), name, count: 1, before }, 5).unwrap()
}

#[test]
fn an_example_comes_back_under_its_number_once() {
    let c = empty();
    let (goal, examples) = goal_with_examples(&c);
    let as_it_was = example::of_goal(&c, goal).unwrap();
    let deed = removed(&c, goal, examples[1]);
    assert_eq!((deed.kind, deed.count, deed.taken_back), (DeedKind::ExamplesRemoved, 1, false));
    assert_eq!(example::of_goal(&c, goal).unwrap().len(), 1);
    for _ in 0..2 {
        assert!(take_back(&c, deed.deed).unwrap().taken_back);
        assert_eq!(example::of_goal(&c, goal).unwrap(), as_it_was);
    }
}

#[test]
fn what_belongs_to_a_goal_that_is_gone_waits_until_the_goal_is_back() {
    let c = empty();
    let (goal, examples) = goal_with_examples(&c);
    let deed = removed(&c, goal, examples[1]);
    goal::delete(&c, goal).unwrap();
    assert!(matches!(take_back(&c, deed.deed), Err(StoreError::NoSuch { what: "goal", .. })));
    assert!(!one(&c, deed.deed).unwrap().taken_back);
}

#[test]
fn a_row_that_refers_to_something_gone_is_left_out_only_where_it_can_be_spared() {
    let c = empty();
    let (goal, examples) = goal_with_examples(&c);
    let before = Before::gone(&c, "example", "", "example = ?1", [examples[0]]).unwrap();
    goal::delete(&c, goal).unwrap();
    assert!(before.put_back(&c).is_err());
    before.spare().put_back(&c).unwrap();
    assert!(example::all(&c).unwrap().is_empty());
}

#[test]
fn a_foreign_file_writes_to_no_other_table_or_column() {
    let c = empty();
    for foreign in [
        r#"{"table":"meta","columns":["name"],"rows":[[{"text":"x"}]],"how":"gone","spare":false}"#,
        r#"{"table":"goal","columns":["name) VALUES ('x'); --"],"rows":[[{"text":"x"}]],"how":"gone","spare":false}"#,
        r#"{"table":"goal","columns":[],"rows":[[]],"how":"changed","spare":false}"#,
    ] {
        let foreign: Before = serde_json::from_str(foreign).unwrap();
        assert!(matches!(foreign.put_back(&c), Err(StoreError::Value(_))), "{foreign:?}");
    }
}

#[test]
fn the_newest_deeds_are_kept() {
    let c = empty();
    let new = |at: u32| NewDeed {
        kind: DeedKind::GoalRenamed,
        goal: None,
        name: at.to_string(),
        count: 1,
        before: Vec::new(),
    };
    for at in 0..MOST + 3 {
        insert(&c, &new(at), 0).unwrap();
    }
    let kept = all(&c).unwrap();
    assert_eq!((kept.len() as u32, kept[0].name.as_str(), kept[199].name.as_str()), (MOST, "202", "3"));
}
