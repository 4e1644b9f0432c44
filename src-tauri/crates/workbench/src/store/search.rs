//! Table `search`: the words of every document's text (FTS5, without a copy of the text).
//!
//! Chinese, Japanese and Korean are written without spaces, so each of their characters counts as a word, and a query's
//! run of them as a phrase: any part of a sentence is found. Of other scripts, words are found by their beginning.

use rusqlite::Connection;

use super::error::StoreError;

/// Puts a document's words in.
pub fn insert(connection: &Connection, row: i64, text: &str) -> Result<(), StoreError> {
    let spaced = spaced(text);
    connection.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?.execute((row, &*spaced))?;
    Ok(())
}

/// Takes a document's words out.
pub fn delete(connection: &Connection, row: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    Ok(())
}

/// Joins the index's parts, so that later questions are quick.
pub fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', 500)", [])?;
    Ok(())
}

/// Rows whose text has all words of a query, in row order. A query without words finds nothing.
pub fn rows(connection: &Connection, query: &str) -> Result<Vec<i64>, StoreError> {
    let Some(expression) = expression(query) else { return Ok(Vec::new()) };
    let mut ask = connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid")?;
    Ok(ask.query_map([expression], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// How many of the rows up to `last` have all words of a query; counted without naming them, about ten times as fast.
pub fn count(connection: &Connection, query: &str, last: i64) -> Result<u64, StoreError> {
    let Some(expression) = expression(query) else { return Ok(0) };
    let mut ask = connection.prepare_cached("SELECT count(*) FROM search WHERE search MATCH ?1 AND rowid <= ?2")?;
    Ok(ask.query_row((expression, last), |row| row.get::<_, i64>(0))? as u64)
}

/// The first of the rows up to `last` that have all words of a query, in row order.
pub fn first(connection: &Connection, query: &str, last: i64, wanted: usize) -> Result<Vec<i64>, StoreError> {
    let Some(expression) = expression(query) else { return Ok(Vec::new()) };
    let mut ask = connection
        .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 AND rowid <= ?2 ORDER BY rowid LIMIT ?3")?;
    Ok(ask.query_map((expression, last, wanted as i64), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Counts words as the search does: each character of an unspaced script is one.
pub fn words(text: &str) -> u64 {
    text.split_whitespace()
        .map(|piece| {
            let unspaced = piece.chars().filter(|&c| is_unspaced(c)).count() as u64;
            let rest = piece.split(is_unspaced).filter(|part| part.chars().any(char::is_alphanumeric)).count() as u64;
            unspaced + rest
        })
        .sum()
}

/// The query in FTS5's words: each piece between spaces a phrase, its last word open at the end.
fn expression(query: &str) -> Option<String> {
    let pieces: Vec<String> = query
        .split_whitespace()
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .map(|piece| {
            let open = if piece.chars().last().is_some_and(is_unspaced) { "" } else { "*" };
            format!("\"{}\"{open}", spaced(piece).replace('"', " ").trim())
        })
        .collect();
    if pieces.is_empty() { None } else { Some(pieces.join(" ")) }
}

/// Sets every character of an unspaced script apart.
fn spaced(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_unspaced) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_unspaced(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Kana, Hangul, and Han with its extensions.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x3040..=0x30FF | 0x3100..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn words_are_found_by_their_beginning_and_chinese_by_any_part() {
        let connection = empty();
        insert(&connection, 1, "A Café in Paris, photographed twice").unwrap();
        insert(&connection, 2, "我们在北京学习机器学习。").unwrap();
        insert(&connection, 3, "機械学習を東京で学ぶ; in Paris too").unwrap();
        let found = |query: &str| rows(&connection, query).unwrap();
        assert_eq!(found("cafe"), [1]);
        assert_eq!(found("photo paris"), [1]);
        assert_eq!(found("paris"), [1, 3]);
        assert_eq!(found("学习"), [2]);
        assert_eq!(found("京学"), [2]);
        assert_eq!(found("東京"), [3]);
        assert_eq!(found("東"), [3]);
        assert_eq!(found("nowhere"), Vec::<i64>::new());
    }

    #[test]
    fn what_is_typed_is_never_taken_for_query_language() {
        let connection = empty();
        insert(&connection, 1, "alpha OR beta \"quoted\" text:x").unwrap();
        for query in ["\"", "OR", "text:", "NEAR(", "a\"b", "*", "-", "^alpha", "alpha AND", "( )"] {
            rows(&connection, query).unwrap();
        }
        assert_eq!(rows(&connection, "\"quoted\"").unwrap(), [1]);
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(words("Two words, and 3 — four"), 5);
        assert_eq!(words("北京 in 2024年"), 5);
        assert_eq!(words(" \n"), 0);
    }

    #[test]
    fn a_deleted_document_is_found_no_more() {
        let connection = empty();
        insert(&connection, 1, "gone").unwrap();
        delete(&connection, 1).unwrap();
        assert_eq!(rows(&connection, "gone").unwrap(), Vec::<i64>::new());
    }
}
