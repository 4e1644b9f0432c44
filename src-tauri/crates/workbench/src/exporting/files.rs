//! The data files of an export, written side by side in one pass.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::prepared::Prepared;
use super::{extras_of, write_failure};
use crate::jobs::plan::ExportPlan;
use crate::operations::Failure;
use crate::operations::export::ExportFormat;
use crate::session::Session;
use crate::writing::{Layout, RecordWriter, WriteError};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Its name; inside a folder with forward slashes.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Writes the rows into the first path, and those to check with into the second where there is one.
///
/// # Errors
/// [`Failure`]; none where `watch` stopped it, and nothing stands at the paths then.
pub fn write(
    session: &Session,
    prepared: &Prepared,
    plan: &ExportPlan,
    paths: &[PathBuf],
    watch: &dyn Fn(u64) -> ControlFlow<()>,
) -> Result<Option<Vec<u64>>, Failure> {
    const EVERY: u64 = 256;
    let wrong = |error| write_failure(&plan.path, error);
    let layout = layout(prepared, plan).map_err(wrong)?;
    let writers = paths.iter().map(|path| RecordWriter::create(path, layout.clone()));
    let mut writers: Vec<RecordWriter> = writers.collect::<Result<_, _>>().map_err(wrong)?;
    let mut done = 0;
    for row in prepared.rows(session) {
        let row = row?;
        writers[usize::from(row.checks)].write(&row.record, &row.extras).map_err(wrong)?;
        done += 1;
        if u64::is_multiple_of(done, EVERY) && watch(done).is_break() {
            return Ok(None);
        }
    }
    if watch(done).is_break() {
        return Ok(None);
    }
    let rows = writers.into_iter().map(|writer| Ok(writer.finish()?.rows));
    rows.collect::<Result<Vec<u64>, WriteError>>().map(Some).map_err(wrong)
}

fn layout(prepared: &Prepared, plan: &ExportPlan) -> Result<Layout, WriteError> {
    let format = plan.format.file_format(&plan.path);
    let layout = Layout::new(format, &prepared.survey.columns, extras_of(plan.with_scores))?;
    Ok(layout.spreadsheet_safe(plan.format == ExportFormat::Csv))
}

/// Size and digest of a file that was written.
///
/// # Errors
/// What the system refused.
pub fn weighed(path: &Path, name: String, rows: u64) -> Result<WrittenFile, Failure> {
    let refused = |error: std::io::Error| crate::files::io_failure(path, &error);
    let mut file = std::fs::File::open(path).map_err(refused)?;
    let (mut digest, mut bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece).map_err(refused)?;
        if read == 0 {
            break;
        }
        digest.update(&piece[..read]);
        bytes += read as u64;
    }
    Ok(WrittenFile { name, rows, bytes, sha256: hex::encode(digest.finalize()) })
}
