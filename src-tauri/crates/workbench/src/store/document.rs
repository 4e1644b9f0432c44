//! Table `document`: what is known of each document, without its bytes.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;

/// A document before it has a row number.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Its file, by number.
    pub file: i64,
    /// Line in the file, from 1.
    pub line: u64,
    /// Its own id.
    pub id: String,
    /// 0 text, 1 instruction, 2 chat.
    pub kind: u8,
    /// Length of its text in characters.
    pub characters: u64,
    /// Its words; see [`super::search::words`].
    pub words: u64,
    /// Tokens, where the file says so.
    pub tokens: Option<u64>,
    /// The first eight bytes of the SHA-256 of its text: equal texts are found by it.
    pub text_hash: i64,
    /// Values of its facets; see [`super::facet`].
    pub facets: Vec<u8>,
    /// The source's bytes.
    pub raw: Vec<u8>,
}

/// A document as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Row number, from 1, never used again.
    pub row: i64,
    /// Line in the file.
    pub line: u64,
    /// Its own id.
    pub id: String,
    /// 0 text, 1 instruction, 2 chat.
    pub kind: u8,
    /// Tokens, where the file says so.
    pub tokens: Option<u64>,
}

/// What a scan shows of each document, borrowed from the page it stands on.
pub struct Scanned<'a> {
    /// Row number.
    pub row: i64,
    /// Its own id.
    pub id: &'a str,
    /// 0 text, 1 instruction, 2 chat.
    pub kind: u8,
    /// Characters of its text.
    pub characters: u64,
    /// Words of its text.
    pub words: u64,
    /// Tokens, where the file says so.
    pub tokens: Option<u64>,
    /// Hash of its text.
    pub text_hash: i64,
    /// Values of its facets.
    pub facets: &'a [u8],
}

/// Adds a document with its bytes; gives its row number.
pub fn insert(connection: &Connection, import: i64, new: &NewDocument) -> Result<i64, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO document (import, file, line, id, kind, characters, words, tokens, text_hash, facets) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            import,
            new.file,
            new.line as i64,
            &new.id,
            new.kind,
            new.characters as i64,
            new.words as i64,
            new.tokens.map(|tokens| tokens as i64),
            new.text_hash,
            &new.facets,
        ))?;
    let row = connection.last_insert_rowid();
    super::original::insert(connection, row, &new.raw)?;
    Ok(row)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        row: row.get(0)?,
        line: row.get::<_, i64>(1)? as u64,
        id: row.get(2)?,
        kind: row.get(3)?,
        tokens: row.get::<_, Option<i64>>(4)?.map(|tokens| tokens as u64),
    })
}

/// One document; none if it was deleted or never was.
pub fn one(connection: &Connection, row: i64) -> Result<Option<Document>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT row, line, id, kind, tokens FROM document WHERE row = ?1")?;
    Ok(ask.query_row([row], read).optional()?)
}

/// How many documents there are.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT coalesce(sum(documents), 0) FROM import", [], |row| row.get(0))?;
    Ok(count as u64)
}

/// Row number and line of its file, of every document in row order.
pub fn lines(connection: &Connection) -> Result<Vec<(i64, u64)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT row, line FROM document ORDER BY row")?;
    let lines = ask.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// Shows every document in row order. Takes about a microsecond a document.
pub fn scan(connection: &Connection, mut see: impl FnMut(&Scanned<'_>)) -> Result<(), StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT row, id, kind, characters, words, tokens, text_hash, facets FROM document ORDER BY row",
    )?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        see(&Scanned {
            row: row.get(0)?,
            id: row.get_ref(1)?.as_str().map_err(|e| StoreError::Value(e.to_string()))?,
            kind: row.get(2)?,
            characters: row.get::<_, i64>(3)? as u64,
            words: row.get::<_, i64>(4)? as u64,
            tokens: row.get::<_, Option<i64>>(5)?.map(|tokens| tokens as u64),
            text_hash: row.get(6)?,
            facets: row.get_ref(7)?.as_blob().map_err(|e| StoreError::Value(e.to_string()))?,
        });
    }
    Ok(())
}

/// Deletes an import's documents with their bytes and their words in the search; gives their row numbers.
pub fn delete_import(connection: &Connection, import: i64) -> Result<Vec<i64>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT row FROM document WHERE import = ?1 ORDER BY row")?;
    let rows: Vec<i64> = ask.query_map([import], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for &row in &rows {
        super::search::delete(connection, row)?;
        super::original::delete(connection, row)?;
        connection.prepare_cached("DELETE FROM document WHERE row = ?1")?.execute([row])?;
    }
    Ok(rows)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::store::tests::empty;

    /// A document to try things with.
    pub fn some(id: &str) -> NewDocument {
        NewDocument {
            file: 1,
            line: 3,
            id: id.to_owned(),
            kind: 0,
            characters: 4,
            words: 1,
            tokens: Some(2),
            text_hash: -5,
            facets: vec![1],
            raw: b"{}".to_vec(),
        }
    }

    #[test]
    fn row_numbers_are_never_used_again() {
        let connection = empty();
        let first = insert(&connection, 1, &some("001")).unwrap();
        assert_eq!(delete_import(&connection, 1).unwrap(), [first]);
        let second = insert(&connection, 2, &some("001")).unwrap();
        assert!(second > first);
        assert_eq!(one(&connection, first).unwrap(), None);
        assert_eq!(one(&connection, second).unwrap().unwrap().id, "001", "an id is text and keeps its zeros");
    }
}
