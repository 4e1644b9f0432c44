//! Flipped bits and cut ends: a damaged project never crashes the app, is never written over, and nearly everything that
//! the damage did not touch is salvaged.
//!
//! What the damage touched is known from the file's bytes alone: a document is intact when no flipped bit lies in its
//! row or its record, and both lie before the cut.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use workbench::Workbench;
use workbench::operations::data::{Distribution, Filter, PoolQuery};
use workbench::operations::job::ReadingScope;
use workbench::operations::project::{OpenProject, SalvageProject, Salvaged};
use workbench::operations::{Answer, Nothing, Request};

use crate::at_work::{Desk, ask};
use crate::life::assert_sound;
use crate::profile::{Draws, many, row};

const ROWS: usize = 1500;

/// Rows of about a thousand characters, so that a page holds some tens of them.
fn long_rows() -> Vec<String> {
    let text = |n: usize| format!("Row {n} says {}", format!("word{} ", n * 7919).repeat(80));
    let fruit = |n: usize| ["quince", "medlar"][n % 2];
    (0..ROWS).map(|n| format!(r#"{{"id":"doc-{n:05}","text":"{}","fruit":"{}"}}"#, text(n), fruit(n))).collect()
}

/// A sound project's bytes, and where each document stands in them.
struct Sound {
    bytes: Vec<u8>,
    places: Vec<Vec<Range<usize>>>,
    rows: Vec<String>,
}

fn sound() -> Sound {
    let desk = Desk::with_project();
    let rows = long_rows();
    desk.import(&desk.file("a.jsonl", rows.join("\n")));
    desk.goal("Words", "word7919");
    desk.read(ReadingScope::Rest {});
    desk.workbench.close();
    let bytes = std::fs::read(desk.project()).unwrap();
    // An id of 9 characters stands in the record of its document and in its row, and nowhere else.
    let mut places = vec![Vec::new(); ROWS];
    for at in bytes.windows(4).enumerate().filter(|(_, four)| *four == b"doc-").map(|(at, _)| at) {
        let number = std::str::from_utf8(&bytes[at + 4..at + 9]).ok().and_then(|n| n.parse::<usize>().ok());
        let Some(number) = number.filter(|&number| number < ROWS) else { continue };
        let raw = rows[number].as_bytes();
        let is_row = at >= 7 && bytes[at - 7..].starts_with(raw);
        places[number].push(if is_row { at - 7 - 8..at - 7 + raw.len() } else { at - 32..at + 64 });
    }
    assert!(places.iter().all(|places| places.len() >= 2), "every document stands in two places");
    Sound { bytes, places, rows }
}

/// Flips of bits, and a cut.
struct Damage {
    flips: Vec<(usize, u8)>,
    cut: usize,
}

impl Damage {
    fn drawn(draws: &mut Draws, length: usize, turn: usize) -> Self {
        let flips = if turn % 4 == 3 { 0 } else { 1 + draws.below(16) };
        let flip = |draws: &mut Draws| (draws.below(length as u64) as usize, 1 << draws.below(8));
        let flips = (0..flips).map(|_| flip(draws)).collect();
        let cut = if turn % 4 >= 2 { length / 4 + draws.below(length as u64 * 3 / 4) as usize } else { length };
        Self { flips, cut }
    }

    fn on(&self, sound: &[u8]) -> Vec<u8> {
        let mut bytes = sound.to_vec();
        for &(at, bit) in &self.flips {
            bytes[at] ^= bit;
        }
        bytes.truncate(self.cut);
        bytes
    }

    fn spares(&self, places: &[Range<usize>]) -> bool {
        // A page that is cut inside is no page: rows on it are gone as those behind it are.
        let whole = self.cut / 65_536 * 65_536;
        places.iter().all(|place| place.end <= whole && self.flips.iter().all(|(at, _)| !place.contains(at)))
    }
}

fn salvaged(workbench: &Workbench, from: &Path, to: &Path) -> Salvaged {
    let project = OpenProject::Ticket { ticket: workbench.grant(from).ticket };
    let ticket = workbench.grant(to).ticket;
    match workbench.answer(Request::SalvageProject(SalvageProject { project, ticket })) {
        Ok(Answer::SalvageProject(salvaged)) => salvaged,
        other => panic!("{other:?}"),
    }
}

/// Opens a project and asks it this and that; whether it had an answer to everything.
fn look_at(workbench: &Workbench, project: &Path) -> bool {
    let page = PoolQuery { filter: Filter::default(), offset: 0, limit: 50 };
    let questions = [Request::PoolPage(page), Request::Goals(Nothing {}), Request::Imports(Nothing {})];
    let answers = match workbench.open_path(project) {
        Ok(_) => questions.into_iter().filter(|question| workbench.answer(question.clone()).is_ok()).count(),
        Err(_) => 0,
    };
    workbench.close();
    answers == 3
}

/// Bytes of every document of a salvaged project, by its id.
fn documents(project: &Path) -> HashMap<String, Vec<u8>> {
    let connection = rusqlite::Connection::open(project).unwrap();
    let mut ask = connection.prepare("SELECT id, raw FROM document JOIN original USING (row)").unwrap();
    let found = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn nearly_all_that_damage_did_not_touch_is_salvaged_and_the_damaged_file_stays() {
    let sound = sound();
    let desk = Desk::new();
    let (mut draws, turns) = (Draws::new(4), many(20, 1000));
    let (mut intact, mut saved, mut refused) = (0_usize, 0_usize, 0);
    for turn in 0..turns {
        let damage = Damage::drawn(&mut draws, sound.bytes.len(), turn);
        let bytes = damage.on(&sound.bytes);
        let (looked, damaged) = (desk.file("looked.neurosieve", &bytes), desk.file("damaged.neurosieve", &bytes));
        // Any answer will do.
        let opened = catch_unwind(AssertUnwindSafe(|| look_at(&desk.workbench, &looked)));
        assert!(opened.is_ok(), "turn {turn}: opening panics");
        refused += usize::from(std::fs::read(&looked).unwrap() == bytes);
        let to = desk.folder.path().join("new.neurosieve");
        let _ = std::fs::remove_file(&to);
        let told = salvaged(&desk.workbench, &damaged, &to);
        assert!(std::fs::read(&damaged).unwrap() == bytes, "turn {turn}: the damaged file was written to");
        assert_sound(&to);
        let found = documents(&to);
        assert_eq!(told.documents, found.len() as u64, "turn {turn}: two documents have one id");
        assert!(look_at(&desk.workbench, &to), "turn {turn}: the new project does not answer");
        let is_intact = |number: &usize| damage.spares(&sound.places[*number]);
        for number in (0..ROWS).filter(is_intact) {
            intact += 1;
            saved += usize::from(
                found.get(&format!("doc-{number:05}")).is_some_and(|raw| *raw == sound.rows[number].as_bytes()),
            );
        }
    }
    let share = saved as f64 / intact as f64;
    row(
        "G9",
        &format!("{turns} projects with flipped bits or a cut end, {refused} refused untouched"),
        &format!("{saved} of {intact} intact documents salvaged ({:.4} %)", 100.0 * share),
    );
    assert!(share >= 0.99, "{saved} of {intact}");
}

/// A project of which one bit is flipped, salvaged and opened; what was told of it.
fn salvaged_but_for(desk: &Desk, sound: &Sound, at: usize) -> Salvaged {
    let mut bytes = sound.bytes.clone();
    bytes[at] ^= 1;
    let damaged = desk.file("damaged.neurosieve", &bytes);
    let to = desk.folder.path().join("new.neurosieve");
    let told = salvaged(&desk.workbench, &damaged, &to);
    desk.workbench.open_path(&to).unwrap();
    told
}

/// Where a row's bytes stand.
fn row_of(sound: &Sound, number: usize) -> Range<usize> {
    sound.places[number].iter().find(|place| place.len() > 200).unwrap().clone()
}

#[test]
fn a_text_that_the_damage_changed_is_set_aside_and_never_passes_for_the_original() {
    let (sound, desk) = (sound(), Desk::new());
    let told = salvaged_but_for(&desk, &sound, row_of(&sound, 700).start + 100);
    assert_eq!((told.documents, told.changed, told.lost, told.goals), (ROWS as u64 - 1, 1, 0, 1));
    let info = desk.info();
    assert_eq!(
        (info.documents, info.set_aside, info.readings[0].documents_read),
        (ROWS as u64 - 1, 1, ROWS as u64 - 1)
    );
    let found = desk.page(Filter { search: Some("word7919".to_owned()), ..Filter::default() });
    // Words are found by their beginning: rows 1, 10, 100 and 1,000.
    assert_eq!(found.total, 4, "the search was made again");
}

#[test]
fn a_document_whose_row_and_entry_say_different_ids_is_set_aside() {
    let sound = sound();
    let id = b"doc-00700";
    let mut set_aside = 0;
    for at in (0..sound.bytes.len() - id.len()).filter(|&at| sound.bytes[at..].starts_with(id)) {
        let desk = Desk::new();
        let told = salvaged_but_for(&desk, &sound, at + id.len() - 1);
        assert_eq!((told.documents + told.changed, told.lost), (ROWS as u64, 0));
        set_aside += told.changed;
    }
    // It may stand in room that is free as well, where nothing reads it.
    assert_eq!(set_aside, 2, "in the row, and in the table");
}

#[test]
fn categories_are_made_again_from_the_rows() {
    let sound = sound();
    let is_in_a_row = |at: usize| sound.places.iter().flatten().any(|place| place.contains(&at));
    let named = |at: &usize| sound.bytes[*at..].starts_with(b"medlar");
    let at = (0..sound.bytes.len()).filter(named).find(|&at| !is_in_a_row(at)).unwrap();
    let desk = Desk::new();
    let told = salvaged_but_for(&desk, &sound, at);
    assert_eq!((told.documents, told.changed, told.lost), (ROWS as u64, 0, 0));
    let columns = ask!(desk, PoolColumns(Filter::default()));
    let Distribution::Categories { bars, .. } = &columns.iter().find(|column| column.name == "fruit").unwrap().values
    else {
        panic!("{columns:?}")
    };
    let mut counts: Vec<(&str, u64)> = bars.iter().map(|bar| (bar.value.as_str(), bar.documents)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [("medlar", 750), ("quince", 750)]);
}
