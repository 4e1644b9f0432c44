//! What was done differently for a reading, in table `meta` under the reading's number: few readings have such a note.

use rusqlite::Connection;

use super::error::StoreError;
use super::meta;
use crate::operations::reading_note::ReadingNote;

fn key(reading: i64) -> String {
    format!("reading_notes.{reading}")
}

/// The notes of a reading, in the order in which they came.
pub fn of_reading(connection: &Connection, reading: i64) -> Result<Vec<ReadingNote>, StoreError> {
    let kept = meta::value(connection, &key(reading))?;
    Ok(kept.map(|kept| serde_json::from_str(&kept)).transpose()?.unwrap_or_default())
}

/// Adds notes to those of a reading; one that says less than what is known changes nothing.
pub fn add(connection: &Connection, reading: i64, notes: &[ReadingNote]) -> Result<(), StoreError> {
    let before = of_reading(connection, reading)?;
    let mut kept = before.clone();
    for note in notes {
        note.clone().join(&mut kept);
    }
    if kept == before {
        return Ok(());
    }
    meta::set(connection, &key(reading), &serde_json::to_string(&kept)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn notes_stay_with_their_reading_and_say_the_same_once() {
        let connection = empty();
        let note = |tokens| ReadingNote::SmallerBatches { device: "CUDA".to_owned(), tokens, usual: 8192 };
        let moved = ReadingNote::OnProcessor { device: "CUDA".to_owned() };
        add(&connection, 3, &[note(2048)]).unwrap();
        // Another day the card had more room: the least is what is said.
        add(&connection, 3, &[note(4096), moved.clone()]).unwrap();
        add(&connection, 3, &[note(1024), moved.clone()]).unwrap();
        assert_eq!(of_reading(&connection, 3).unwrap(), [note(1024), moved]);
        assert!(of_reading(&connection, 30).unwrap().is_empty());
    }
}
