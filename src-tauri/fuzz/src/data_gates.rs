//! Files of data: rows in every text format, packed ones, Parquet, vectors and features of other programs. What can be
//! read must be the same when it is read twice; the rest must say so, never crash.

use std::path::Path;

use workbench::formats::{Item, Limits, ReadOptions, Source, features_file, guess, vectors_file};

/// Names by the input's first byte: the name says how JSON, CSV and texts are told apart.
const NAMES: [&str; 6] = ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt", "a"];

/// Rows of text; the first byte chooses the file's name.
pub fn rows(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(first) % NAMES.len()];
    with_file(name, rest, |path| assert_eq!(all(path), all(path), "read twice, {name} gives the same"));
}

/// A packed file.
pub fn packed(bytes: &[u8]) {
    with_file("a.jsonl.gz", bytes, |path| {
        all(path);
    });
}

/// A Parquet file: as rows, as vectors, as features.
pub fn parquet(bytes: &[u8]) {
    with_file("a.parquet", bytes, |path| {
        all(path);
        foreign_numbers(path);
    });
}

/// An array of `NumPy`, or feature records.
pub fn vectors(bytes: &[u8]) {
    with_file("a.npy", bytes, foreign_numbers);
    with_file("a.jsonl", bytes, foreign_numbers);
}

fn foreign_numbers(path: &Path) {
    let _ = vectors_file::read(path);
    let _ = features_file::read(path, selection::Projection::Up, None, None);
}

/// Rows, rows set aside, and how it ended.
fn all(path: &Path) -> (usize, usize, Option<String>) {
    let limits = Limits { expansion_floor: 1 << 20, row_bytes: 1 << 20, ..Limits::default() };
    let source = match Source::open_with(path, ReadOptions { limits, ..ReadOptions::default() }) {
        Ok(source) => source,
        Err(error) => return (0, 0, Some(error.to_string())),
    };
    let mapping = guess(source.found());
    let (mut rows, mut aside, mut ended) = (0, 0, None);
    for item in source.rows() {
        match item {
            Ok(Item::Record(record)) => {
                rows += 1;
                let _ = mapping.apply(&record);
            }
            Ok(Item::SetAside(_)) => aside += 1,
            Ok(Item::Notice(_)) => {}
            Err(error) => ended = Some(error.to_string()),
        }
    }
    (rows, aside, ended)
}

fn with_file(name: &str, bytes: &[u8], see: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a scratch file can be written");
    see(&path);
}
