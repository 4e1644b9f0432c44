//! The journal as people use it.

use super::*;
use crate::store::tests::empty;

fn keep(connection: &Connection, annotator: &str, rows: &[i64], value: Option<&str>) -> Option<Entered> {
    put(connection, annotator, Aspect::Verdict, rows, value, false)
}

fn put(c: &Connection, who: &str, aspect: Aspect, rows: &[i64], value: Option<&str>, off: bool) -> Option<Entered> {
    let rows = rows.iter().map(|&row| (row, row * 100)).collect();
    let (annotator, value) = (who.to_owned(), value.map(str::to_owned));
    decide(c, &NewDecision { annotator, made_ms: 5, aspect, value, off, rows }).unwrap()
}

fn now(connection: &Connection, who: &str, row: i64) -> Option<String> {
    judgement::value(connection, who, "verdict", row).unwrap()
}

#[test]
fn decisions_are_taken_back_and_made_again_in_their_order_and_a_new_one_ends_the_way_forward() {
    let c = empty();
    keep(&c, "Ada", &[1], Some("keep"));
    keep(&c, "Ada", &[1, 2], Some("drop"));
    keep(&c, "Ada", &[3], Some("unsure"));
    assert_eq!(undo(&c, "Ada", 6).unwrap().unwrap().changed, 1);
    assert_eq!(undo(&c, "Ada", 7).unwrap().unwrap().changed, 2);
    assert_eq!((now(&c, "Ada", 1), now(&c, "Ada", 2)), (Some("keep".to_owned()), None));
    redo(&c, "Ada", 8).unwrap().unwrap();
    assert_eq!((now(&c, "Ada", 1).as_deref(), now(&c, "Ada", 3)), (Some("drop"), None));
    undo(&c, "Ada", 9).unwrap().unwrap();
    assert_eq!(now(&c, "Ada", 1).as_deref(), Some("keep"), "what was made again is taken back again");
    keep(&c, "Ada", &[4], Some("keep"));
    assert_eq!(redo(&c, "Ada", 10).unwrap(), None, "nothing is made again after something new");
    for _ in 0..2 {
        undo(&c, "Ada", 11).unwrap().unwrap();
    }
    assert_eq!(undo(&c, "Ada", 12).unwrap(), None);
    assert_eq!(now(&c, "Ada", 1), None);
    redo(&c, "Ada", 13).unwrap().unwrap();
    assert_eq!(now(&c, "Ada", 1).as_deref(), Some("keep"), "the first decision comes back first");
    assert_eq!(count(&c).unwrap(), 11, "nothing was ever removed from the journal");
}

#[test]
fn what_holds_is_always_the_fold_of_the_journal() {
    let c = empty();
    let (values, mut seed) = ([Some("keep"), Some("drop"), None], 9_u64);
    for step in 0..400_u64 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let who = if seed >> 63 == 0 { "Ada" } else { "Bo" };
        let rows: Vec<i64> = (0..4).filter(|bit| seed >> (20 + bit) & 1 == 1).collect();
        match (seed >> 40) % 5 {
            0 => drop(undo(&c, who, step).unwrap()),
            1 => drop(redo(&c, who, step).unwrap()),
            2 => drop(put(&c, who, Aspect::Tags, &rows, Some("odd"), seed >> 50 & 1 == 1)),
            _ => drop(keep(&c, who, &rows, values[(seed >> 33) as usize % 3])),
        }
    }
    let mut folded = std::collections::BTreeMap::new();
    let mut ask = c.prepare("SELECT whose, aspect, row, after FROM decision_change ORDER BY decision").unwrap();
    let mut found = ask.query([]).unwrap();
    while let Some(one) = found.next().unwrap() {
        let key: (String, String, i64) = (one.get(0).unwrap(), one.get(1).unwrap(), one.get(2).unwrap());
        folded.insert(key, one.get::<_, Option<String>>(3).unwrap());
    }
    folded.retain(|_, value| value.is_some());
    assert!(folded.len() > 3);
    let kept: i64 = c.query_row("SELECT count(*) FROM judgement", [], |one| one.get(0)).unwrap();
    assert_eq!(kept as usize, folded.len());
    for ((whose, aspect, row), value) in folded {
        assert_eq!(judgement::value(&c, &whose, &aspect, row).unwrap(), value, "{whose} {aspect} {row}");
    }
}

#[test]
fn tags_and_pins_are_shared_verdicts_are_not_and_what_another_changed_since_stays() {
    let c = empty();
    put(&c, "Ada", Aspect::Pin, &[1], Some("always"), false);
    put(&c, "Bo", Aspect::Pin, &[1], Some("never"), false);
    assert_eq!(undo(&c, "Ada", 6).unwrap().unwrap().changed, 0, "Bo's pin is Bo's to take back");
    assert_eq!(judgement::all(&c, judgement::SHARED, Aspect::Pin).unwrap(), [(1, "never".to_owned())]);
    put(&c, "Ada", Aspect::Tags, &[1], Some("poetry"), false);
    put(&c, "Bo", Aspect::Tags, &[1], Some("odd"), false);
    put(&c, "Bo", Aspect::Tags, &[1], Some("poetry"), true);
    let tags = judgement::value(&c, judgement::SHARED, "tags", 1).unwrap();
    assert_eq!(tags.as_deref(), Some("odd"));
    keep(&c, "Ada", &[1], Some("keep"));
    assert_eq!(now(&c, "Bo", 1), None);
}

#[test]
fn what_is_so_already_is_no_entry() {
    let c = empty();
    keep(&c, "Ada", &[1], Some("keep"));
    assert_eq!(keep(&c, "Ada", &[1], Some("keep")), None);
    assert_eq!(keep(&c, "Ada", &[1, 2], Some("keep")).unwrap().changed, 1);
    undo(&c, "Ada", 9).unwrap();
    let journal = page(&c, 0, 10).unwrap();
    assert_eq!(
        journal.iter().map(|e| (e.act, e.is_undone)).collect::<Vec<_>>(),
        [(Act::TakenBack, false), (Act::Decided, true), (Act::Decided, false)]
    );
}
