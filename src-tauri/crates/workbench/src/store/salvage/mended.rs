//! Putting a salvaged project right: rows without their other half go, and counts say what is there.

use rusqlite::{Connection, Row};

use crate::store::document::NewDocument;
use crate::store::error::StoreError;
use crate::store::set_aside::{self, SetAsideRow};
use crate::store::{document, original};

/// Documents that the imports once had.
pub fn documents_once(connection: &Connection) -> Result<u64, StoreError> {
    document::count(connection)
}

/// Takes out documents without bytes, without their file, and bytes without a document.
pub fn drop_halves(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM document WHERE row NOT IN (SELECT row FROM original) OR file NOT IN (SELECT file FROM file) \
           OR import NOT IN (SELECT import FROM import); \
         DELETE FROM original WHERE row NOT IN (SELECT row FROM document);",
    )?;
    Ok(())
}

/// Forgets columns and categories, which documents are described by anew.
pub fn forget_facets(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch("DELETE FROM facet_value; DELETE FROM facet;")?)
}

/// What a damaged project says of a document that its row says too.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// Its own id.
    pub id: String,
    /// Tokens, where the file says so.
    pub tokens: Option<i64>,
    /// Hash of its text.
    pub text_hash: i64,
}

/// What is said of a document.
pub fn said(connection: &Connection, row: i64) -> Result<Said, StoreError> {
    let mut ask = connection.prepare_cached("SELECT id, tokens, text_hash FROM document WHERE row = ?1")?;
    let said = |found: &Row<'_>| Ok(Said { id: found.get(0)?, tokens: found.get(1)?, text_hash: found.get(2)? });
    Ok(ask.query_row([row], said)?)
}

/// Row numbers of all documents, in order.
pub fn rows(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT row FROM document ORDER BY row")?;
    Ok(ask.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Writes down anew what follows from a document's row alone.
pub fn describe(connection: &Connection, row: i64, as_now: &NewDocument) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE document SET kind = ?2, characters = ?3, words = ?4, facets = ?5 WHERE row = ?1")?
        .execute((row, as_now.kind, as_now.characters as i64, as_now.words as i64, &as_now.facets))?;
    Ok(())
}

/// Sets a document aside whose bytes, or what is said of them, are not those of its import.
pub fn set_aside(connection: &Connection, row: i64) -> Result<(), StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT document.import, import.name, line, raw FROM document JOIN original USING (row) \
         JOIN import USING (import) WHERE document.row = ?1",
    )?;
    let (import, aside) = ask.query_row([row], |found| {
        let (code, reason) = ("damaged".to_owned(), "the project file was damaged where this row stood".to_owned());
        let (file, line) = (found.get(1)?, found.get::<_, i64>(2)? as u64);
        Ok((found.get(0)?, SetAsideRow { file, line, code, reason, raw: found.get(3)? }))
    })?;
    set_aside::insert(connection, import, &aside)?;
    original::delete(connection, row)?;
    connection.prepare_cached("DELETE FROM document WHERE row = ?1")?.execute([row])?;
    Ok(())
}

/// Makes the counts of all imports those of the rows that are there.
pub fn recount(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE import SET documents = (SELECT count(*) FROM document WHERE document.import = import.import), \
         set_aside = (SELECT count(*) FROM set_aside WHERE set_aside.import = import.import)",
        [],
    )?;
    Ok(())
}
