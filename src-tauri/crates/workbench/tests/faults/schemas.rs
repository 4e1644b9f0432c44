//! A project of every schema there ever was, kept: each opens, is copied before it is touched, and loses nothing.
//!
//! A new schema needs its fixture: `cargo test --workspace --test faults -- --ignored makes_the_fixtures` writes those
//! that are missing, from a project of today whose rows are put into the older tables. Fixtures are never made anew.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use workbench::operations::data::Filter;
use workbench::operations::goal::GoalQuery;
use workbench::operations::ranking::RankQuery;
use workbench::operations::review::{Decide, DecideOn, Decision, DecisionsQuery, Verdict};

use crate::at_work::{Desk, ask, rows};
use crate::life::assert_sound;
use crate::profile::row;

const ROWS: usize = 12;
/// The journal of decisions came with this one.
const WITH_DECISIONS: usize = 9;

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// The schemas' files, in order.
fn steps() -> Vec<String> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder("src/store/schema")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

fn fixture(version: usize) -> PathBuf {
    folder("tests/fixtures/schemas").join(format!("{version:03}.neurosieve.gz"))
}

/// Writes the kept project of a version to a place.
pub fn unpack(version: usize, to: &Path) {
    let packed = std::fs::File::open(fixture(version)).unwrap_or_else(|_| {
        panic!("schema {version:03} has no fixture: see the head of {} for how to make it", file!())
    });
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    std::fs::write(to, bytes).unwrap();
}

/// A project of this version opens for writing and has what it had.
pub fn assert_opens(project: &Path, version: usize, turn: usize) {
    let desk = Desk::new();
    desk.workbench.open_path(project).unwrap();
    let info = desk.info();
    assert!(!info.read_only, "version {version}, turn {turn}");
    assert_eq!((info.documents, info.goals.len(), info.goals[0].examples), (ROWS as u64, 1, 1), "version {version}");
    assert_eq!(
        desk.page(Filter { search: Some("moss".to_owned()), ..Filter::default() }).total,
        1,
        "version {version}"
    );
    let goal = info.goals[0].goal;
    assert_eq!(ask!(desk, Goal(GoalQuery { goal })).examples.len(), 1);
    let ranked = ask!(desk, Rank(RankQuery::new(goal, "bm25")));
    assert!(ranked.ranked + ranked.unscored >= ROWS as u64 - 1, "version {version}");
    let decisions = ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 0 })).total;
    assert_eq!(decisions, u64::from(version >= WITH_DECISIONS), "version {version}");
}

#[test]
fn every_schema_there_ever_was_opens_after_a_copy_that_is_sound() {
    let newest = steps().len();
    for version in 1..=newest {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("old.neurosieve");
        unpack(version, &project);
        assert_opens(&project, version, 0);
        let said = |path: &Path| {
            let version =
                Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0));
            version.unwrap() as usize
        };
        assert_eq!(said(&project), newest);
        assert_sound(&project);
        let backups = std::fs::read_dir(folder.path().join("old.neurosieve-backups")).into_iter().flatten();
        let of_old = |path: &PathBuf| path.to_string_lossy().ends_with(&format!(" version-{version}.neurosieve"));
        let copies: Vec<PathBuf> = backups.map(|entry| entry.unwrap().path()).filter(of_old).collect();
        assert_eq!(copies.len(), usize::from(version < newest), "version {version}");
        for copy in copies {
            assert_eq!(said(&copy), version);
            assert_sound(&copy);
        }
    }
    row(
        "P7",
        &format!("projects of schemas 1 to {newest} opened"),
        "all whole, each with a checked copy of what it was",
    );
}

/// A project of today with something in it.
fn of_today(desk: &Desk) {
    desk.import(&desk.file("a.jsonl", rows(ROWS)));
    desk.goal("Law", "Row 5 speaks of law and number 35.");
    let decision = Decision::Verdict { verdict: Some(Verdict::Keep) };
    ask!(
        desk,
        Decide(Decide { annotator: "Ada".to_owned(), on: DecideOn::Rows { rows: vec![1] }, decision, blind: false })
    );
    desk.workbench.close();
}

#[test]
#[ignore = "writes fixtures: run once for a new schema"]
fn makes_the_fixtures_that_are_missing() {
    let steps = steps();
    let desk = Desk::with_project();
    of_today(&desk);
    for version in 1..=steps.len() {
        if fixture(version).exists() {
            continue;
        }
        let old = desk.folder.path().join(format!("{version}.neurosieve"));
        put_into(&old, &desk.project(), &steps[..version]);
        std::fs::create_dir_all(fixture(version).parent().unwrap()).unwrap();
        let packed = std::fs::File::create(fixture(version)).unwrap();
        let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::best());
        packed.write_all(&std::fs::read(&old).unwrap()).unwrap();
        packed.finish().unwrap();
    }
}

/// An empty project made by these steps, with the rows of a newer one that its tables have columns for.
fn put_into(old: &Path, newer: &Path, steps: &[String]) {
    let to = Connection::open(old).unwrap();
    to.execute_batch("PRAGMA page_size = 65536; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = 1314081110;")
        .unwrap();
    for step in steps {
        to.execute_batch(step).unwrap();
    }
    to.pragma_update(None, "user_version", steps.len() as u32).unwrap();
    to.execute("ATTACH ?1 AS newer", [newer.to_str().unwrap()]).unwrap();
    let list = |sql: &str| -> Vec<String> {
        let mut ask = to.prepare(sql).unwrap();
        ask.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for table in list("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 's%'") {
        let columns = list(&format!("SELECT name FROM pragma_table_info('{table}', 'main') ORDER BY cid")).join(", ");
        to.execute_batch(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table};"))
            .unwrap();
    }
    to.execute_batch(
        "INSERT INTO main.set_aside SELECT * FROM newer.set_aside; \
         INSERT INTO search (rowid, text) SELECT row, json_extract(CAST(raw AS TEXT), '$.text') FROM main.original;",
    )
    .unwrap();
}
