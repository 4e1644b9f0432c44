//! Copies of a project that were joined: in any order, as often as one likes, with every decision of each.

use super::super::tests::{anything, folded, kept};
use super::super::{NewDecision, annotators, count, decide, page, undo};
use super::*;
use crate::store::document;
use crate::store::tests::empty;

const ROWS: i64 = 6;

/// A project with rows 1 to 6, whose texts have the hashes 100 to 600.
fn project() -> Connection {
    let c = empty();
    for row in 1..=ROWS {
        let some = document::tests::some(&row.to_string());
        document::insert(&c, 1, &document::NewDocument { text_hash: row * 100, ..some }).unwrap();
    }
    c
}

fn any(_: &str, _: &str, _: Option<&str>, _: bool) -> bool {
    true
}

fn keep(c: &Connection, annotator: &str, rows: &[i64]) {
    let rows = rows.iter().map(|&row| (row, row * 100)).collect();
    let (annotator, value) = (annotator.to_owned(), Some("keep".to_owned()));
    decide(c, &NewDecision { annotator, made_ms: 5, aspect: Aspect::Verdict, value, off: false, rows }).unwrap();
}

/// Everything that entries say, without the numbers they have in this file.
fn entries(c: &Connection) -> Vec<(Vec<u8>, String, i64, i64, bool, i64)> {
    let sql = "SELECT mark, annotator, act, moment, holds, changed FROM decision ORDER BY mark";
    let mut ask = c.prepare(sql).unwrap();
    let read = |f: &Row<'_>| Ok((f.get(0)?, f.get(1)?, f.get(2)?, f.get(3)?, f.get(4)?, f.get(5)?));
    ask.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A start that copies share, and three copies in which people went on by themselves, the same name in two of them.
fn copies(seed: u64) -> Vec<Connection> {
    let people: [&[&str]; 3] = [&["Ada", "Me"], &["Bo", "Me"], &["Cy"]];
    let copy = |(place, people): (usize, &&[&str])| {
        let c = project();
        join(&c, &started(seed), any).unwrap();
        (0..25).for_each(|step| {
            anything(&c, selection::random::mixed(seed, place as u64 * 100 + step), people, 1..ROWS + 1);
        });
        c
    };
    people.iter().enumerate().map(copy).collect()
}

thread_local! {
    static START: std::cell::RefCell<Option<(u64, std::rc::Rc<Connection>)>> = const { std::cell::RefCell::new(None) };
}

/// Marks are drawn by chance, so the start that copies share is made once a seed.
fn started(seed: u64) -> std::rc::Rc<Connection> {
    START.with_borrow_mut(|start| match start {
        Some((known, c)) if *known == seed => std::rc::Rc::clone(c),
        _ => {
            let c = project();
            (0..10).for_each(|step| anything(&c, selection::random::mixed(seed, step), &["Ada", "Bo"], 1..ROWS + 1));
            let c = std::rc::Rc::new(c);
            *start = Some((seed, std::rc::Rc::clone(&c)));
            c
        }
    })
}

#[test]
fn copies_joined_in_any_order_and_twice_say_the_same_and_no_decision_is_lost() {
    for seed in 0..60 {
        let all = copies(seed);
        let mut marks: Vec<Vec<u8>> = all.iter().flat_map(entries).map(|entry| entry.0).collect();
        marks.sort();
        marks.dedup();
        let mut first: Option<(Vec<_>, Vec<_>)> = None;
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
            let c = project();
            for place in order {
                join(&c, &all[place], any).unwrap();
            }
            let found = (entries(&c), kept(&c));
            assert_eq!(kept(&c), folded(&c), "seed {seed}, order {order:?}");
            assert_eq!(found.0.iter().map(|entry| entry.0.clone()).collect::<Vec<_>>(), marks, "seed {seed}");
            for place in order {
                let again = join(&c, &all[place], any).unwrap();
                assert_eq!((again.entries(), again.rows.len()), (0, 0));
            }
            assert_eq!(found, (entries(&c), kept(&c)), "twice, seed {seed}");
            assert_eq!(*first.get_or_insert(found.clone()), found, "seed {seed}, order {order:?}");
        }
        // In a copy itself, and there and back.
        join(&all[0], &all[1], any).unwrap();
        join(&all[1], &all[0], any).unwrap();
        assert_eq!((entries(&all[0]), kept(&all[0])), (entries(&all[1]), kept(&all[1])), "seed {seed}");
    }
}

#[test]
fn undo_goes_on_after_copies_were_joined_and_reaches_ones_own_decisions_in_the_other() {
    let (here, there) = (project(), project());
    keep(&here, "Ada", &[1, 2]);
    keep(&there, "Bo", &[2, 3]);
    join(&here, &there, any).unwrap();
    assert_eq!(annotators(&here).unwrap(), ["Ada", "Bo"]);
    assert_eq!(undo(&here, "Bo", 9).unwrap().unwrap().changed, 2);
    assert!(kept(&here).iter().all(|(whose, ..)| whose == "Ada"));
    join(&there, &here, any).unwrap();
    assert_eq!(kept(&there), kept(&here), "what was taken back here is taken back there");
    assert_eq!(count(&there).unwrap(), 3);
}

#[test]
fn the_same_name_in_both_copies_is_one_person_and_taking_one_of_two_decisions_back_leaves_the_other() {
    let (here, there) = (project(), project());
    keep(&here, "Me", &[1]);
    keep(&there, "Me", &[1]);
    assert!(is_ahead(&here, &there, "Me").unwrap());
    join(&here, &there, any).unwrap();
    assert!(!is_ahead(&there, &here, "Me").unwrap());
    assert_eq!(undo(&here, "Me", 9).unwrap().unwrap().changed, 0, "the other decision says so as well");
    assert_eq!(kept(&here).len(), 1);
    assert_eq!(undo(&here, "Me", 10).unwrap().unwrap().changed, 1);
    assert!(kept(&here).is_empty());
}

#[test]
fn rows_that_are_not_the_same_stay_out_are_counted_and_come_in_when_they_are_here() {
    let (here, there) = (project(), project());
    document::insert(&there, 1, &document::NewDocument { text_hash: 700, ..document::tests::some("7") }).unwrap();
    here.execute("UPDATE document SET text_hash = 1 WHERE row = 2", []).unwrap();
    keep(&there, "Bo", &[1, 2, 7]);
    keep(&there, "Bo", &[2, 7, 6]);
    undo(&there, "Bo", 9).unwrap();
    let planned = survey(&here, &there, any).unwrap();
    assert_eq!(kept(&here).len(), 0, "looking changes nothing");
    let found = join(&here, &there, any).unwrap();
    assert_eq!(found, planned);
    assert_eq!((found.entries(), found.rows, found.strays), (3, [1, 6].into(), [2, 7].into()));
    assert_eq!(kept(&here).len(), 1);
    document::insert(&here, 1, &document::NewDocument { text_hash: 700, ..document::tests::some("7") }).unwrap();
    let again = join(&here, &there, any).unwrap();
    assert_eq!((again.entries(), again.rows, again.strays), (0, [7].into(), [2].into()));
    assert_eq!(kept(&here).len(), 2, "the decision that holds is now about row 7 too");
}

#[test]
fn a_decision_whose_rows_are_all_elsewhere_stays_out_with_its_being_taken_back() {
    let (here, there) = (project(), project());
    document::insert(&there, 1, &document::NewDocument { text_hash: 700, ..document::tests::some("7") }).unwrap();
    keep(&there, "Bo", &[7]);
    undo(&there, "Bo", 9).unwrap();
    let planned = survey(&here, &there, any).unwrap();
    assert_eq!((planned.entries(), planned.strays.len()), (0, 1));
    assert_eq!(join(&here, &there, any).unwrap(), planned);
    assert_eq!(page(&here, 0, 9).unwrap(), []);
}

#[test]
fn an_entry_that_cannot_be_told_is_refused() {
    let spoiled = |sql: &str| {
        let (here, there) = (project(), project());
        keep(&there, "Bo", &[1]);
        there.execute(sql, []).unwrap();
        join(&here, &there, any).is_err() && kept(&here).is_empty()
    };
    assert!(spoiled("UPDATE decision SET aspect = 'colour'"));
    assert!(spoiled("UPDATE decision SET act = 7"));
    assert!(spoiled("UPDATE decision SET moment = 9223372036854775807"));
    assert!(spoiled("UPDATE decision SET mark = x'00'"));
    assert!(spoiled("UPDATE decision SET act = 1"));
    let (here, there) = (project(), project());
    keep(&there, "Bo", &[1]);
    assert!(join(&here, &there, |_, _, value, _| value != Some("keep")).is_err());
    // Whose a change is follows from its entry.
    there.execute("UPDATE decision_change SET whose = 'Ada', after = 'drop'", []).unwrap();
    join(&here, &there, any).unwrap();
    assert_eq!(kept(&here), [("Bo".to_owned(), "verdict".to_owned(), 1, "keep".to_owned())]);
}
