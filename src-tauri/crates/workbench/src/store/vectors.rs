//! Table `vectors`: what a pass gives beside neurons, some documents to a row of the table.
//!
//! `rows` is `[documents]` i64, `tokens` is `[documents][2]` u32 (of the whole text, read), `numbers` as
//! [`super::numbers`] lays them out, with one CRC-32. Units are not put together into blocks as neurons are: a unit of 32
//! vectors is large already.

use rusqlite::Connection;

use super::chunk::{blob, i64_numbers, token_pairs};
use super::error::StoreError;
use super::numbers::{self, Layout, Numbers};

/// Some documents' vectors.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorChunk {
    /// Row numbers, rising.
    pub rows: Vec<i64>,
    /// Tokens of each whole text, and tokens read of it; none read = not there.
    pub tokens: Vec<[u32; 2]>,
    /// Their vectors.
    pub numbers: Numbers,
}

/// Adds documents to a reading.
pub fn insert(connection: &Connection, reading: i64, chunk: &VectorChunk) -> Result<(), StoreError> {
    let numbers: Vec<u8> = (0..chunk.rows.len()).flat_map(|document| chunk.numbers.bytes_of(document)).collect();
    write(connection, reading, &chunk.rows, &chunk.tokens, &numbers)
}

fn write(
    connection: &Connection,
    reading: i64,
    rows: &[i64],
    tokens: &[[u32; 2]],
    numbers: &[u8],
) -> Result<(), StoreError> {
    let row_bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    let token_bytes: Vec<u8> = tokens.iter().flatten().flat_map(|count| count.to_le_bytes()).collect();
    connection
        .prepare_cached(
            "INSERT INTO vectors (reading, documents, rows, tokens, checksum, numbers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((reading, rows.len() as i64, row_bytes, token_bytes, crc32fast::hash(numbers), numbers))?;
    Ok(())
}

/// Numbers of a reading's chunks, in the order they were written.
pub fn of_reading(connection: &Connection, reading: i64) -> Result<Vec<i64>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT vectors FROM vectors WHERE reading = ?1 ORDER BY vectors")?;
    Ok(ask.query_map([reading], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Documents read in a reading, and bytes they take.
pub fn totals(connection: &Connection, reading: i64) -> Result<(u64, u64), StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT coalesce(sum(documents), 0), coalesce(sum(length(numbers) + length(rows) + length(tokens)), 0) \
         FROM vectors WHERE reading = ?1",
    )?;
    Ok(ask.query_row([reading], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)))?)
}

/// How many chunks a reading has, and the newest one's number; asks only the index.
pub fn pieces(connection: &Connection, reading: i64) -> Result<(u64, i64), StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT count(*), coalesce(max(vectors), 0) FROM vectors WHERE reading = ?1")?;
    Ok(ask.query_row([reading], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?)
}

/// Row numbers and tokens (whole, read) of every document read, in no particular order.
pub fn rows_and_tokens(connection: &Connection, reading: i64) -> Result<Vec<(i64, [u32; 2])>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT rows, tokens FROM vectors WHERE reading = ?1")?;
    let mut found = ask.query([reading])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        all.extend(i64_numbers(blob(row, 0)?).into_iter().zip(token_pairs(blob(row, 1)?)));
    }
    Ok(all)
}

/// One chunk, its checksum held against its numbers.
pub fn one(connection: &Connection, chunk: i64, layout: Layout) -> Result<VectorChunk, StoreError> {
    let (rows, tokens, bytes) = raw(connection, chunk)?;
    let numbers = numbers::numbers(&bytes, layout)?;
    if numbers.len() != rows.len() {
        return Err(StoreError::Value(format!("chunk {chunk} has {} vectors for {} rows", numbers.len(), rows.len())));
    }
    Ok(VectorChunk { rows, tokens, numbers })
}

/// Rows, tokens and bytes of a chunk.
type Raw = (Vec<i64>, Vec<[u32; 2]>, Vec<u8>);

fn raw(connection: &Connection, chunk: i64) -> Result<Raw, StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT rows, tokens, checksum, numbers FROM vectors WHERE vectors = ?1")?;
    let mut found = ask.query([chunk])?;
    let row = found.next()?.ok_or(StoreError::NoSuch { what: "vectors", id: chunk })?;
    let bytes = blob(row, 3)?;
    if crc32fast::hash(bytes) != row.get::<_, u32>(2)? {
        return Err(StoreError::Value(format!("vectors {chunk}: the checksum does not agree")));
    }
    Ok((i64_numbers(blob(row, 0)?), token_pairs(blob(row, 1)?), bytes.to_vec()))
}

/// Takes documents out of a reading; chunks that keep none go.
pub fn remove_documents(
    connection: &Connection,
    reading: i64,
    layout: Layout,
    gone: impl Fn(i64) -> bool,
) -> Result<(), StoreError> {
    for chunk in of_reading(connection, reading)? {
        let (rows, tokens, bytes) = raw(connection, chunk)?;
        if !rows.iter().any(|&row| gone(row)) {
            continue;
        }
        connection.prepare_cached("DELETE FROM vectors WHERE vectors = ?1")?.execute([chunk])?;
        let ends = numbers::ends(&bytes, layout)
            .ok_or_else(|| StoreError::Value(format!("vectors {chunk}: a row is cut short")))?;
        let kept: Vec<usize> = (0..rows.len()).filter(|&document| !gone(rows[document])).collect();
        if kept.is_empty() {
            continue;
        }
        let start = |document: usize| if document == 0 { 0 } else { ends[document - 1] };
        let numbers: Vec<u8> = kept.iter().flat_map(|&d| &bytes[start(d)..ends[d]]).copied().collect();
        let rows: Vec<i64> = kept.iter().map(|&d| rows[d]).collect();
        let tokens: Vec<[u32; 2]> = kept.iter().map(|&d| tokens[d]).collect();
        write(connection, reading, &rows, &tokens, &numbers)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::reading::{self, tests::some};
    use crate::store::tests::empty;
    use selection::Vectors;

    fn dense(rows: &[i64]) -> VectorChunk {
        let values = rows.iter().flat_map(|&row| [row as f32, -row as f32]).collect();
        VectorChunk {
            rows: rows.to_vec(),
            tokens: rows.iter().map(|&row| [row as u32, 1]).collect(),
            numbers: Numbers::Dense(Vectors::new(2, values).unwrap()),
        }
    }

    #[test]
    fn deleted_rows_take_their_vectors_with_them_and_the_others_stay() {
        let connection = empty();
        let reading = reading::find_or_insert(&connection, &some(1, 0), 1).unwrap();
        insert(&connection, reading, &dense(&[1, 2, 3])).unwrap();
        insert(&connection, reading, &dense(&[4])).unwrap();
        let layout = Layout::Dense { width: 2 };
        remove_documents(&connection, reading, layout, |row| row == 2 || row == 4).unwrap();
        let chunks = of_reading(&connection, reading).unwrap();
        assert_eq!(chunks.len(), 1);
        assert_eq!(one(&connection, chunks[0], layout).unwrap(), dense(&[1, 3]));
        assert_eq!(totals(&connection, reading).unwrap().0, 2);
    }

    #[test]
    fn numbers_that_changed_on_disk_are_noticed() {
        let connection = empty();
        let reading = reading::find_or_insert(&connection, &some(1, 0), 1).unwrap();
        insert(&connection, reading, &dense(&[1])).unwrap();
        connection.execute("UPDATE vectors SET numbers = zeroblob(8)", []).unwrap();
        let chunk = of_reading(&connection, reading).unwrap()[0];
        assert!(one(&connection, chunk, Layout::Dense { width: 2 }).unwrap_err().to_string().contains("checksum"));
    }
}
