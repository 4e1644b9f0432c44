//! Putting a salvaged project right: rows without their other half go, and counts say what is there.

use rusqlite::Connection;

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

/// Hash of the text of every document, with its row number, in row order.
pub fn hashes(connection: &Connection) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT row, text_hash FROM document ORDER BY row")?;
    Ok(ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// Sets a document aside whose bytes are not those that were imported.
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
