//! A new project of what can still be read of a damaged one. The damaged file is never changed.
//!
//! The store copies rows; here each document is made again from its bytes. Its text is held against the hash that was taken
//! when it was imported, and its id against the table's, so that nothing changed passes for the original: such rows are set
//! aside with their bytes. Whatever else follows from the bytes (categories, lengths, the search) is made again from them.

use std::path::{Path, PathBuf};

use super::requests::with_suffix;
use crate::folders::shortened;
use crate::operations::project::{OpenProject, SalvageProject, Salvaged};
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::{Described, TextKeeper};
use crate::store::facet::Packer;
use crate::store::salvage::{self, mended};
use crate::store::{Connection, Store, StoreError, Transaction, decision, document, goal, reading, search};
use crate::workbench::Workbench;

/// Salvages what a request names.
pub fn requested(workbench: &Workbench, with: &SalvageProject) -> Result<Salvaged, Failure> {
    let from = match with.project {
        OpenProject::Ticket { ticket } => workbench.path_of(ticket)?,
        OpenProject::Recent { recent } => super::recent::path_of(&workbench.folders, recent)?,
    };
    let to = with_suffix(workbench.path_of(with.ticket)?);
    salvage(&from, &to)
}

/// Writes a new project beside its place, then moves it there.
///
/// # Errors
/// [`FailureCode::AlreadyThere`]: nothing is ever replaced; whatever hinders reading or writing.
pub fn salvage(from: &Path, to: &Path) -> Result<Salvaged, Failure> {
    if to.exists() {
        return Err(Failure::new(FailureCode::AlreadyThere).text("path", shortened(to)));
    }
    if !from.is_file() {
        return Err(StoreError::NotFound(from.to_owned()).into());
    }
    let part = PathBuf::from(format!("{}.part", to.display()));
    let _ = std::fs::remove_file(&part);
    let salvaged = written(from, &part).and_then(|salvaged| {
        std::fs::File::open(&part)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, to))
            .map_err(|error| crate::files::io_failure(to, &error))?;
        Ok(Salvaged { place: shortened(to), ..salvaged })
    });
    if salvaged.is_err() {
        for left in ["", "-wal", "-shm", "-lock"] {
            let _ = std::fs::remove_file(format!("{}{left}", part.display()));
        }
    }
    salvaged
}

fn written(from: &Path, part: &Path) -> Result<Salvaged, Failure> {
    let found = salvage::salvage(from, part)?;
    let store = Store::open(part)?;
    let (once, changed) = store.write(mend)?;
    store
        .read(|c| {
            let documents = document::count(c)?;
            Ok(Salvaged {
                place: String::new(),
                documents,
                changed,
                lost: once.saturating_sub(documents + changed),
                goals: goal::all(c)?.len() as u64,
                decisions: decision::count(c)?,
                unreadable: found.unreadable + found.orphans,
                chunks: found.chunks,
            })
        })
        .map_err(Failure::from)
}

/// Documents there once were, and documents set aside because they are not what they were.
fn mend(connection: &Transaction<'_>) -> Result<(u64, u64), StoreError> {
    let once = mended::documents_once(connection)?;
    mended::drop_halves(connection)?;
    let changed = check_rows(connection)?;
    mended::recount(connection)?;
    let rows = mended::rows(connection)?;
    for found in reading::all(connection)? {
        found.remove_documents(connection, |row| rows.binary_search(&row).is_err())?;
    }
    Ok((once, changed))
}

/// Describes every document anew by its row, and puts its words into the search. Sets those aside whose text is not the one
/// that was imported, or whose row says another id or number of tokens than the table: one of the two is damaged.
fn check_rows(connection: &Connection) -> Result<u64, StoreError> {
    mended::forget_facets(connection)?;
    let (texts, mut packer) = (TextKeeper::default(), Packer::default());
    let mut changed = 0;
    for row in mended::rows(connection)? {
        let said = mended::said(connection, row)?;
        let is_as_said = |now: &Described| {
            now.document.text_hash == said.text_hash
                && (now.id_made || now.document.id == said.id)
                && now.document.tokens.map(|tokens| tokens as i64) == said.tokens
        };
        if let Some(now) = texts.described(connection, row, &mut packer)?.filter(is_as_said) {
            mended::describe(connection, row, &now.document)?;
            search::insert(connection, row, &now.text)?;
        } else {
            mended::set_aside(connection, row)?;
            changed += 1;
        }
    }
    packer.take_new().save(connection)?;
    Ok(changed)
}
