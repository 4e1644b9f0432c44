//! Balanced selection from files of vectors (TSDS, arXiv 2410.11303): probabilities, and rows drawn by them.

mod plan;

use std::io::Write as _;
use std::path::Path;

use selection::Vectors;
use selection::tsds::{Balanced, balanced, drawn, published};

use super::error::ScriptError;
use crate::formats::vectors_file::{self, NpyWriter};
use crate::writing::{AtomicFile, WriteError, remove_stale};

pub use plan::{Sample, TsdsPlan, TsdsReport};

/// Gives each document of the pool its probability, writes them, and draws where that is asked for. Vectors are taken as
/// they are: what is to have length 1 must come so.
///
/// # Errors
/// [`ScriptError`]; the outputs are then what they were, unless the second alone could not be brought to its name.
pub fn tsds(plan: &TsdsPlan) -> Result<TsdsReport, ScriptError> {
    let outputs = [Some(plan.probabilities.as_path()), plan.sample.as_ref().map(|sample| sample.output.as_path())];
    for output in outputs.into_iter().flatten() {
        make_room(output, plan.overwrite)?;
    }
    let (pool, examples) = (vectors(&plan.pool_vectors)?, vectors(&plan.target_vectors)?);
    let rule = if plan.upstream { published } else { balanced };
    let found = rule(&pool, &examples, &plan.wanted)?;
    let probabilities = NpyWriter::create(&plan.probabilities, &found.probabilities)?;
    let mut count = None;
    if let Some(sample) = &plan.sample {
        let rows = drawn(&found.probabilities, sample.count, sample.seed, sample.draw);
        count = Some(rows.len());
        let file = write(&sample.output, &rows)?;
        probabilities.finish()?;
        file.commit()?;
    } else {
        probabilities.finish()?;
    }
    Ok(report(plan, (&pool, &examples), found, count))
}

fn report(
    plan: &TsdsPlan,
    (pool, examples): (&Vectors, &Vectors),
    found: Balanced,
    drawn: Option<usize>,
) -> TsdsReport {
    TsdsReport {
        documents: pool.len(),
        examples: examples.len(),
        width: pool.width(),
        rule: if plan.upstream { "published" } else { "corrected" },
        support: found.support(),
        effective_size: found.effective_size(),
        s: found.s,
        neighbours_taken: found.taken,
        neighbours_looked_at: found.looked_at,
        mean_distance: found.transport,
        near_duplicates: found.near_duplicates,
        mean_density: found.mean_density,
        asked: plan.sample.as_ref().map(|sample| sample.count),
        drawn,
    }
}

fn vectors(path: &Path) -> Result<Vectors, ScriptError> {
    vectors_file::read(path).map_err(|source| ScriptError::Vectors { path: path.to_owned(), source })
}

fn make_room(output: &Path, overwrite: bool) -> Result<(), ScriptError> {
    if let Some(folder) = output.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(ScriptError::NoFolder(folder.to_owned()));
    }
    if output.exists() && !overwrite {
        return Err(ScriptError::AlreadyThere(output.to_owned()));
    }
    remove_stale(output)?;
    Ok(())
}

fn write(output: &Path, rows: &[u32]) -> Result<AtomicFile, WriteError> {
    let mut file = AtomicFile::create(output)?;
    rows.iter().try_for_each(|row| writeln!(file, "{row}")).map_err(WriteError::io(output))?;
    Ok(file)
}
