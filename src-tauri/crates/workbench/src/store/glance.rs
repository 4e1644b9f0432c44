//! A glance into a project that is not open here: nothing is locked, migrated or made beside it, and nobody waits for it.

use std::path::Path;
use std::time::Duration;

use super::connection;
use super::error::StoreError;
use super::lock::beside;
use super::{check_header, schema};

/// How long another process that writes just then is waited for.
const PATIENCE: Duration = Duration::from_millis(200);

/// Documents that a model, by its id, has read in the project at a path: of its readings the one with most.
///
/// A project that somebody has open is read beside them; any other as it lies there. What a crashed process left in its WAL
/// may be missing from the answer: playing it in would change the project.
///
/// # Errors
/// [`StoreError::TooNew`] for a form that is not known here; [`StoreError::NotAProject`] and whatever else is wrong with it.
pub fn documents_read(path: &Path, model: &str) -> Result<u64, StoreError> {
    let (found, known) = (check_header(path)?, schema::MIGRATIONS.len());
    if found > known {
        return Err(StoreError::TooNew { path: path.to_owned(), found, known });
    }
    let is_in_use = beside(path, "wal").exists() && beside(path, "shm").exists();
    let connection = connection::reading(path, !is_in_use).map_err(|error| error.at(path))?;
    connection.busy_timeout(PATIENCE)?;
    // The first form had neurons alone.
    let tables: &[&str] = if found < 2 { &["chunk"] } else { &["chunk", "vectors"] };
    let mut most = 0;
    for table in tables {
        let ask = format!(
            "SELECT coalesce(max(read), 0) FROM (SELECT sum(documents) AS read FROM {table} \
             WHERE reading IN (SELECT reading FROM reading WHERE model = ?1) GROUP BY reading)"
        );
        let read: i64 =
            connection.query_row(&ask, [model], |row| row.get(0)).map_err(|e| StoreError::from(e).at(path))?;
        most = most.max(read as u64);
    }
    Ok(most)
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Read as _;

    use rusqlite::Connection;
    use selection::FeatureShape;

    use super::*;
    use crate::store::chunk::{self, ChunkRow};
    use crate::store::reading::{self, tests::some};

    /// Documents read with the neurons of model "m", and one of them with another model.
    pub fn fill(connection: &Connection, documents: usize) -> Result<(), StoreError> {
        let shape = FeatureShape { layers: 2, top_k: 3 };
        let other = reading::ReadingFacts { model: "n".to_owned(), backbone: "c".to_owned(), ..some(2, 3) };
        for (facts, documents) in [(some(2, 3), documents), (other, 1)] {
            let reading = reading::find_or_insert(connection, &facts, 1)?;
            for row in 0..documents {
                let unit = ChunkRow::from_documents(vec![row as i64], vec![[4, 4]], &[1; 6], shape);
                chunk::insert(connection, reading, &unit, shape, false)?;
            }
        }
        Ok(())
    }

    #[test]
    fn projects_of_every_form_are_understood_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/schemas");
        let mut seen = 0;
        for entry in std::fs::read_dir(fixtures).unwrap() {
            let packed = entry.unwrap().path();
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(&packed).unwrap()).read_to_end(&mut bytes).unwrap();
            let path = folder.path().join(packed.file_stem().unwrap());
            std::fs::write(&path, &bytes).unwrap();
            documents_read(&path, "nobody's").unwrap();
            assert!(std::fs::read(&path).unwrap() == bytes, "{} was changed", path.display());
            seen += 1;
        }
        assert_eq!(seen, schema::MIGRATIONS.len());
    }
}
