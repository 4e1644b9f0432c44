//! What can still be read of a damaged project, copied into a new one. The damaged file is only read.
//!
//! The file is read page by page ([`pages`]), so that damage costs the rows it touches and not those behind them. Where
//! tables begin is taken from an empty project of the same version: roots stand in the order in which tables are made.
//! Deliberately absent: the search index and maps, which are made again from what was saved, and guessing what a damaged
//! value was.

mod cells;
pub mod mended;
mod pages;
mod template;

use std::fs::{self, File};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::error::StoreError;
use super::lock::beside;
use super::reading::What;
use super::{chunk, connection, fold_wal_in, meta, reading, schema, vectors};
use pages::Pages;
use template::Table;

/// What was found in a damaged project's pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows of all tables that were copied.
    pub rows: u64,
    /// Rows that could not be read, or that no table takes.
    pub unreadable: u64,
    /// Rows that were left out because what they belong to is lost.
    pub orphans: u64,
    /// Chunks of features that do not match their checksums; those rows can be read with the model again.
    pub chunks: u64,
}

/// Makes a new project file of what can be read of a damaged one. What its `-wal` holds is taken in first, in a copy.
pub fn salvage(from: &Path, to: &Path) -> Result<Found, StoreError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::Io { path, source }
    };
    let mut source = from.to_owned();
    let copy = beside(to, "damaged-copy");
    if beside(from, "wal").exists() {
        fs::copy(from, &copy).map_err(io(&copy))?;
        fs::copy(beside(from, "wal"), beside(&copy, "wal")).map_err(io(&copy))?;
        // A log that does not fit its file changes nothing: then the file is read as it is.
        let folded = connection::writing(&copy, false).and_then(|wal| fold_wal_in(&wal));
        if folded.is_ok() {
            source.clone_from(&copy);
        }
    }
    let made = make(&source, to).map_err(|error| error.at(to));
    for left in [copy.clone(), beside(&copy, "wal"), beside(&copy, "shm")] {
        let _ = fs::remove_file(left);
    }
    made
}

fn make(source: &Path, to: &Path) -> Result<Found, StoreError> {
    let mut connection = connection::writing(to, true)?;
    let found = copy_rows(source, &mut connection)?;
    if meta::value(&connection, meta::NAME)?.is_none() {
        let name = to.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        meta::set(&connection, meta::NAME, &name)?;
    }
    meta::remove(&connection, meta::OPEN)?;
    fold_wal_in(&connection)?;
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    Ok(found)
}

/// Copies every row that can be read into a new, empty file, and brings that to the newest version.
fn copy_rows(from: &Path, to: &mut Connection) -> Result<Found, StoreError> {
    let io = |source| StoreError::Io { path: from.to_owned(), source };
    let file = File::open(from).map_err(io)?;
    let mut pages = Pages::of(file).map_err(io)?;
    let version = version_of(pages.page(1).as_deref());
    to.pragma_update(None, "foreign_keys", false)?;
    schema::advance(to, 0, &schema::MIGRATIONS[..version])?;
    let tables = template::tables(to)?;
    let transaction = to.transaction()?;
    let mut found = Found::default();
    let roots: Vec<u32> = tables.iter().map(|table| table.root).collect();
    // In the order of the file, so that the same file gives the same copy; counters last, since rows make them.
    let mut owned: Vec<(bool, u32, &Table)> = Vec::new();
    for (page, root) in pages.owners(&roots) {
        owned.extend(tables.iter().find(|table| table.root == root).map(|table| (table.is_counters(), page, table)));
    }
    owned.sort_unstable_by_key(|&(is_counters, page, _)| (is_counters, page));
    for (_, number, table) in owned {
        let Some(page) = pages.page(number) else { continue };
        let of_page = cells::rows(&mut pages, &page, number);
        found.unreadable += of_page.unreadable;
        for row in of_page.rows {
            let copied = put(&transaction, table, row)?;
            *(if copied { &mut found.rows } else { &mut found.unreadable }) += 1;
        }
    }
    found.orphans = template::leave_orphans_out(&transaction)?;
    transaction.commit()?;
    schema::advance(to, version, schema::MIGRATIONS)?;
    found.chunks = drop_bad_chunks(to)?;
    to.pragma_update(None, "foreign_keys", true)?;
    Ok(found)
}

/// The version in the header, where that is one there is; else the newest, whose first tables are those of all others.
fn version_of(head: Option<&[u8]>) -> usize {
    let said = head.map_or(0, |head| u32::from_be_bytes([head[60], head[61], head[62], head[63]]) as usize);
    if (1..=schema::MIGRATIONS.len()).contains(&said) { said } else { schema::MIGRATIONS.len() }
}

/// Puts a row into its table; false where the table does not take it.
fn put(to: &Connection, table: &Table, row: cells::Row) -> Result<bool, StoreError> {
    let mut values = row.values;
    // Columns that came by a later version have no value in older rows; a row has never more than its table.
    if values.is_empty() || values.len() > table.columns.len() || row.number.is_some() != table.has_numbers {
        return Ok(false);
    }
    if let (Some(place), Some(number)) = (table.number_column, row.number)
        && place < values.len()
    {
        values[place] = Value::Integer(number);
    }
    let mut insert = to.prepare_cached(&table.insert(values.len()))?;
    match insert.execute(params_from_iter(values)) {
        Ok(_) => Ok(true),
        Err(rusqlite::Error::SqliteFailure(error, _))
            if matches!(error.code, rusqlite::ErrorCode::ConstraintViolation | rusqlite::ErrorCode::TypeMismatch) =>
        {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// Deletes chunks that do not match their checksums.
fn drop_bad_chunks(connection: &Connection) -> Result<u64, StoreError> {
    let mut dropped = 0;
    for found in reading::all(connection)? {
        let (table, chunks) = match found.what() {
            What::Neurons(_) => ("chunk", chunk::of_reading(connection, found.reading)?),
            What::Vectors(..) => ("vectors", vectors::of_reading(connection, found.reading)?),
        };
        for number in chunks {
            let is_whole = match found.what() {
                What::Neurons(shape) => chunk::one(connection, number, shape).is_ok(),
                What::Vectors(_, layout) => vectors::one(connection, number, layout).is_ok(),
            };
            if !is_whole {
                connection.execute(&format!("DELETE FROM {table} WHERE {table} = ?1"), [number])?;
                dropped += 1;
            }
        }
    }
    Ok(dropped)
}
