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

/// What the journal says holds, worked out anew: of each row's aspect, the last decision that was not taken back.
pub fn folded(c: &Connection) -> Vec<(String, String, i64, String)> {
    let mut folded = std::collections::BTreeMap::new();
    let mut ask = c
        .prepare(
            "SELECT c.whose, c.aspect, c.row, c.after, coalesce((SELECT r.act FROM decision r WHERE r.about = d.decision \
             ORDER BY r.moment DESC, r.mark DESC LIMIT 1), 2) FROM decision_change c \
             JOIN decision d ON d.decision = c.decision ORDER BY d.moment, d.mark",
        )
        .unwrap();
    let mut found = ask.query([]).unwrap();
    while let Some(one) = found.next().unwrap() {
        let key: (String, String, i64) = (one.get(0).unwrap(), one.get(1).unwrap(), one.get(2).unwrap());
        if one.get::<_, i64>(4).unwrap() == 2 {
            folded.insert(key, one.get::<_, Option<String>>(3).unwrap());
        }
    }
    folded.into_iter().filter_map(|((whose, aspect, row), value)| Some((whose, aspect, row, value?))).collect()
}

/// What holds, as it is kept.
pub fn kept(c: &Connection) -> Vec<(String, String, i64, String)> {
    let mut ask = c.prepare("SELECT whose, aspect, row, value FROM judgement ORDER BY whose, aspect, row").unwrap();
    let found = ask.query_map([], |one| Ok((one.get(0)?, one.get(1)?, one.get(2)?, one.get(3)?)));
    found.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Somebody does something: decides, tags, pins, rules, takes back or makes again.
pub fn anything(c: &Connection, seed: u64, people: &[&str], rows: std::ops::Range<i64>) {
    let die = |of: u64, salt: u64| selection::random::mixed(seed, salt) % of;
    let who = people[die(people.len() as u64, 0) as usize];
    let rows: Vec<i64> = rows.filter(|&row| die(2, 10 + row as u64) == 0).collect();
    let verdict = [Some("keep"), Some("drop"), None][die(3, 1) as usize];
    let made_ms = 1_000 + die(40, 2);
    match die(8, 3) {
        0 | 1 => drop(undo(c, who, made_ms).unwrap()),
        2 => drop(redo(c, who, made_ms).unwrap()),
        3 => drop(put(c, who, Aspect::Tags, &rows, Some(["odd", "verse"][die(2, 4) as usize]), die(2, 5) == 0)),
        4 => drop(put(c, who, Aspect::Pin, &rows, [Some("always"), None][die(2, 4) as usize], false)),
        5 => drop(put(c, who, Aspect::Ruling, &rows, verdict, false)),
        _ => drop(put(c, who, Aspect::Verdict, &rows, verdict, false)),
    }
}

#[test]
fn what_holds_is_always_the_last_decision_that_was_not_taken_back() {
    let c = empty();
    for step in 0..400 {
        anything(&c, step, &["Ada", "Bo"], 0..4);
        assert_eq!(kept(&c), folded(&c), "after step {step}");
    }
    assert!(kept(&c).len() > 3);
    let moments: i64 = c.query_row("SELECT count(DISTINCT moment) FROM decision", [], |one| one.get(0)).unwrap();
    assert_eq!(
        moments as u64,
        count(&c).unwrap(),
        "each entry has a moment after all before it, whatever the clock says"
    );
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
    let tag = |name: &str| judgement::value(&c, judgement::SHARED, &format!("tag:{name}"), 1).unwrap();
    assert_eq!((tag("odd").as_deref(), tag("poetry")), (Some("on"), None));
    undo(&c, "Ada", 7).unwrap().unwrap();
    assert_eq!(tag("poetry"), None, "Bo took it off since, and that stays");
    undo(&c, "Bo", 7).unwrap().unwrap();
    undo(&c, "Bo", 7).unwrap().unwrap();
    assert_eq!(
        judgement::of_row(&c, 1).unwrap().len(),
        1,
        "the pin alone is left: the tag of Bo is gone with its decision"
    );
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

#[test]
fn a_journal_of_the_schema_before_says_the_same_and_forgets_nothing() {
    let mut c = Connection::open_in_memory().unwrap();
    crate::store::schema::migrate(&mut c, std::path::Path::new("memory"), &crate::store::schema::MIGRATIONS[..9])
        .unwrap();
    // Ada keeps 1 and 2, tags 1, takes the tag back and makes it again; keeps 3 and takes that back; the clock went back once.
    c.execute_batch(
        "INSERT INTO decision (decision, mark, annotator, made_ms, act, aspect, value, off, changed, about) VALUES
         (1, x'01', 'Ada', 100, 0, 'verdict', 'keep', 0, 2, NULL), (2, x'02', 'Ada', 90, 0, 'tags', 'odd', 0, 1, NULL),
         (3, x'03', 'Ada', 110, 1, 'tags', 'odd', 0, 1, 2), (4, x'04', 'Ada', 111, 2, 'tags', 'odd', 0, 1, 2),
         (5, x'05', 'Ada', 112, 0, 'verdict', 'keep', 0, 1, NULL), (6, x'06', 'Ada', 113, 1, 'verdict', 'keep', 0, 1, 5);
         INSERT INTO decision_change VALUES (1, 1, 7, 'Ada', 'verdict', NULL, 'keep'), (1, 2, 7, 'Ada', 'verdict', NULL, 'keep'),
         (2, 1, 7, '', 'tags', NULL, 'odd'), (3, 1, 7, '', 'tags', 'odd', NULL), (4, 1, 7, '', 'tags', NULL, 'odd'),
         (5, 3, 7, 'Ada', 'verdict', NULL, 'keep'), (6, 3, 7, 'Ada', 'verdict', 'keep', NULL);
         INSERT INTO judgement VALUES ('Ada', 'verdict', 1, 'keep'), ('Ada', 'verdict', 2, 'keep'), ('', 'tags', 1, 'odd');",
    )
    .unwrap();
    c.pragma_update(None, "user_version", 0).unwrap();
    // In memory there is no file to copy beside itself: the step alone.
    c.execute_batch(crate::store::schema::MIGRATIONS[9]).unwrap();
    let said =
        |whose: &str, aspect: &str, row, value: &str| (whose.to_owned(), aspect.to_owned(), row, value.to_owned());
    let now = [said("", "tag:odd", 1, "on"), said("Ada", "verdict", 1, "keep"), said("Ada", "verdict", 2, "keep")];
    assert_eq!(kept(&c), now);
    assert_eq!(folded(&c), now);
    assert_eq!(count(&c).unwrap(), 6);
    let order: Vec<i64> = page(&c, 0, 9).unwrap().iter().map(|entry| entry.decision).collect();
    assert_eq!(order, [6, 5, 4, 3, 2, 1]);
    assert_eq!(redo(&c, "Ada", 120).unwrap().unwrap().changed, 1);
    assert_eq!(kept(&c).len(), 4);
}
