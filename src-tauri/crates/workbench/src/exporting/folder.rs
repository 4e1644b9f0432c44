//! An export that is a folder: data files, what a tool wants beside them, and the passport.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::files::{self, WrittenFile};
use super::kits::{axolotl, card, llama_factory};
use super::prepared::Prepared;
use super::{page, passport, texts, write_failure};
use crate::jobs::plan::ExportPlan;
use crate::operations::Failure;
use crate::operations::export::ExportFormat;
use crate::ranking::Kept;
use crate::session::Session;
use crate::texts::Catalogue;
use crate::writing::AtomicFolder;

/// A folder that was written.
pub struct WrittenFolder {
    /// The passport, as JSON.
    pub passport: String,
    /// Where it lies.
    pub place: PathBuf,
    /// The line that the tool wants next.
    pub next: Option<String>,
}

/// Writes the folder, whole or not at all; none where `watch` stopped it.
///
/// # Errors
/// [`Failure`]; the folder is then what it was.
pub fn write(
    session: &Session,
    kept: &Kept,
    plan: &ExportPlan,
    prepared: &Prepared,
    watch: &dyn Fn(u64) -> ControlFlow<()>,
) -> Result<Option<WrittenFolder>, Failure> {
    let wrong = |error| write_failure(&plan.path, error);
    let folder = AtomicFolder::create(&plan.path).map_err(wrong)?;
    let names = plan.file_names();
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
    make_parents(&paths)?;
    let Some(rows) = files::write(session, prepared, plan, &paths, watch)? else { return Ok(None) };
    let weighed = names.into_iter().zip(&paths).zip(rows).map(|((name, path), rows)| files::weighed(path, name, rows));
    let written: Vec<WrittenFile> = weighed.collect::<Result<_, _>>()?;
    let (json, texts) = (passport::of(session, kept, plan, &prepared.chosen, &written)?, texts(plan.language)?);
    let next = equip(&folder.path(), plan, prepared, &written, (&json, &texts), watch)?;
    let name = passport_name(plan);
    put(&folder.path().join(&name), &json)?;
    put(&folder.path().join(name.replace(".json", ".html")), &page::passport(&json, &texts))?;
    let last = (plan.format == ExportFormat::LlamaFactory).then_some(llama_factory::INFO);
    folder.commit(last).map_err(wrong)?;
    Ok(Some(WrittenFolder { passport: json, place: plan.path.join(name), next }))
}

/// Adds what the tool wants; gives the line that it wants next.
fn equip(
    folder: &Path,
    plan: &ExportPlan,
    prepared: &Prepared,
    written: &[WrittenFile],
    (passport, texts): (&str, &Catalogue),
    watch: &dyn Fn(u64) -> ControlFlow<()>,
) -> Result<Option<String>, Failure> {
    let place = plan.path.display();
    Ok(match plan.format {
        ExportFormat::LlamaFactory => {
            let entries = llama_factory::entries(&plan.set_name(), prepared, written);
            let info = llama_factory::merged(&plan.path, &entries)?;
            put(&folder.join(llama_factory::INFO), &info)?;
            let stop = || watch(prepared.chosen.rows.len() as u64).is_break();
            llama_factory::check(folder, &entries, &stop).map_err(|error| write_failure(&plan.path, error))?;
            Some(format!("dataset_dir: {place}\ndataset: {}", plan.set_name()))
        }
        ExportFormat::Axolotl => {
            put(&folder.join(axolotl::CONFIG), &axolotl::config(&plan.path, prepared, written))?;
            Some(format!("axolotl train {}", plan.path.join(axolotl::CONFIG).display()))
        }
        ExportFormat::Datasets => {
            put(&folder.join("README.md"), &card::card(&plan.set_name(), written, passport, texts))?;
            Some(format!("hf upload OWNER/{} \"{place}\" . --repo-type dataset", plan.set_name()))
        }
        _ => None,
    })
}

/// A folder that may be added to has a passport for each data set.
fn passport_name(plan: &ExportPlan) -> String {
    match plan.format {
        ExportFormat::LlamaFactory => format!("{}.passport.json", plan.set_name()),
        _ => "passport.json".to_owned(),
    }
}

fn make_parents(paths: &[PathBuf]) -> Result<(), Failure> {
    for folder in paths.iter().filter_map(|path| path.parent()) {
        std::fs::create_dir_all(folder).map_err(|error| crate::files::io_failure(folder, &error))?;
    }
    Ok(())
}

fn put(path: &Path, words: &str) -> Result<(), Failure> {
    std::fs::write(path, words).map_err(|error| crate::files::io_failure(path, &error))
}
