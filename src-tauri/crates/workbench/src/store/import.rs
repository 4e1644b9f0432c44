//! Table `import`: one row for each file or folder that was imported, with how far it was read.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;

/// An import as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub import: i64,
    /// The source, as it was given.
    pub path: String,
    /// File or folder name.
    pub name: String,
    /// "JSONL", "CSV", …
    pub format: String,
    /// The mapping, as JSON.
    pub mapping: String,
    /// When it began, milliseconds since 1970.
    pub imported_ms: u64,
    /// Rows of the source that are dealt with: where to go on after a stop.
    pub rows_taken: u64,
    /// Documents that came of them.
    pub documents: u64,
    /// Rows set aside.
    pub set_aside: u64,
    /// Things noticed, in words.
    pub notices: Vec<String>,
    /// All rows were read.
    pub complete: bool,
}

/// What an import is before its first row.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// The source.
    pub path: String,
    /// File or folder name.
    pub name: String,
    /// "JSONL", "CSV", …
    pub format: String,
    /// The mapping, as JSON.
    pub mapping: String,
    /// When it begins.
    pub imported_ms: u64,
}

/// How far an import came with a batch.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// Rows of the source dealt with in all.
    pub rows_taken: u64,
    /// Documents added by this batch.
    pub documents: u64,
    /// Rows set aside by this batch.
    pub set_aside: u64,
    /// Notices of the whole import so far.
    pub notices: Vec<String>,
    /// Nothing is left.
    pub complete: bool,
}

const COLUMNS: &str =
    "import, path, name, format, mapping, imported_ms, rows_taken, documents, set_aside, notices, complete";

fn read(row: &Row<'_>) -> rusqlite::Result<Import> {
    let notices: String = row.get(9)?;
    Ok(Import {
        import: row.get(0)?,
        path: row.get(1)?,
        name: row.get(2)?,
        format: row.get(3)?,
        mapping: row.get(4)?,
        imported_ms: row.get::<_, i64>(5)? as u64,
        rows_taken: row.get::<_, i64>(6)? as u64,
        documents: row.get::<_, i64>(7)? as u64,
        set_aside: row.get::<_, i64>(8)? as u64,
        notices: serde_json::from_str(&notices).unwrap_or_default(),
        complete: row.get(10)?,
    })
}

/// Begins an import.
pub fn insert(connection: &Connection, new: &NewImport) -> Result<i64, StoreError> {
    connection.execute(
        "INSERT INTO import (path, name, format, mapping, imported_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
        (&new.path, &new.name, &new.format, &new.mapping, new.imported_ms as i64),
    )?;
    Ok(connection.last_insert_rowid())
}

/// Moves an import on.
pub fn advance(connection: &Connection, import: i64, by: &Progress) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE import SET rows_taken = ?2, documents = documents + ?3, set_aside = set_aside + ?4, notices = ?5, \
         complete = ?6 WHERE import = ?1",
        (
            import,
            by.rows_taken as i64,
            by.documents as i64,
            by.set_aside as i64,
            serde_json::to_string(&by.notices)?,
            by.complete,
        ),
    )?;
    Ok(())
}

/// One import.
pub fn one(connection: &Connection, import: i64) -> Result<Import, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE import = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([import], read).optional()?;
    found.ok_or(StoreError::NoSuch { what: "import", id: import })
}

/// All imports, in the order they were made.
pub fn all(connection: &Connection) -> Result<Vec<Import>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM import ORDER BY import");
    let mut ask = connection.prepare_cached(&sql)?;
    Ok(ask.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// Deletes an import; its files and rows set aside go with it.
pub fn delete(connection: &Connection, import: i64) -> Result<(), StoreError> {
    connection.execute("DELETE FROM import WHERE import = ?1", [import])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn an_import_remembers_how_far_it_came() {
        let connection = empty();
        let new = NewImport {
            path: "/a/b.jsonl".to_owned(),
            name: "b.jsonl".to_owned(),
            format: "JSONL".to_owned(),
            mapping: "{}".to_owned(),
            imported_ms: 7,
        };
        let import = insert(&connection, &new).unwrap();
        let by = Progress { rows_taken: 10, documents: 8, set_aside: 2, ..Progress::default() };
        advance(&connection, import, &by).unwrap();
        let last = Progress { rows_taken: 12, documents: 2, notices: vec!["odd".to_owned()], complete: true, ..by };
        advance(&connection, import, &Progress { set_aside: 0, ..last }).unwrap();
        let found = one(&connection, import).unwrap();
        assert_eq!((found.rows_taken, found.documents, found.set_aside), (12, 10, 2));
        assert!(found.complete);
        assert_eq!(found.notices, ["odd"]);
    }
}
