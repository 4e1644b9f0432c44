//! Exports: which rows a plan chooses, what they become, the files and folders written, a preview, the passport.
//!
//! A plan is prepared (every row looked at once), then written in one pass; a folder gets what its tool wants beside.

pub mod files;
pub mod folder;
mod kits;
pub mod page;
pub mod passport;
mod pinned;
pub mod prepared;
pub mod proof;
mod report;
pub mod requests;
mod shape;
mod split;
mod survey;

use std::path::Path;

use crate::formats::Record;
use crate::operations::export::ExportOrder;
use crate::operations::ranking::Budget;
use crate::operations::settings::Language;
use crate::operations::{Failure, FailureCode};
use crate::ranking::{Kept, cut};
use crate::session::Session;
use crate::texts::Catalogue;
use crate::writing::{Extra, ExtraKind, ExtraValue, WriteError};

/// The words of pages and cards, in the language of who asked; English where nobody said one, so that scripts write the same
/// everywhere.
pub fn texts(language: Option<Language>) -> Result<Catalogue, Failure> {
    let texts = Catalogue::spoken(language.unwrap_or(Language::English));
    texts.map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))
}

/// Names of the added columns.
const RANK: &str = "neurosieve_rank";
const SCORE: &str = "neurosieve_score";

/// The rows that are written, in their order.
pub struct Chosen {
    /// Row number, rank from 1, score.
    pub rows: Vec<(i64, u64, f64)>,
    /// Their tokens.
    pub tokens: u64,
    /// Rows within the budget that are not among them because they do not fit the format.
    pub left_out: u64,
}

/// The rows within a budget.
pub fn chosen(kept: &Kept, budget: Budget, order: ExportOrder) -> Result<Chosen, Failure> {
    let cut = cut(kept, budget)?;
    let mut rows: Vec<(i64, u64, f64)> = kept.ranking.order()[..cut.documents as usize]
        .iter()
        .enumerate()
        .map(|(index, &place)| {
            let place = place as usize;
            (kept.pool.frame.rows[place], index as u64 + 1, kept.scores.value(place).unwrap_or(f64::NAN))
        })
        .collect();
    if order == ExportOrder::Original {
        rows.sort_unstable_by_key(|(row, ..)| *row);
    }
    Ok(Chosen { rows, tokens: cut.tokens, left_out: 0 })
}

impl Chosen {
    /// Their original records, read one after the other.
    pub fn records<'a>(
        &'a self,
        session: &'a Session,
        with_scores: bool,
    ) -> impl Iterator<Item = Result<(Record, Vec<ExtraValue>), Failure>> + 'a {
        self.rows.iter().map(move |&(row, rank, score)| {
            let record = session.read(|c| session.texts.record(c, row))?;
            let extras =
                if with_scores { vec![ExtraValue::Count(rank), ExtraValue::Number(score)] } else { Vec::new() };
            Ok((record, extras))
        })
    }
}

/// The columns that are added.
fn extras_of(with_scores: bool) -> Vec<Extra> {
    let added = [(RANK, ExtraKind::Count), (SCORE, ExtraKind::Number)];
    let extras = added.map(|(name, kind)| Extra { name: name.to_owned(), kind });
    extras.into_iter().filter(|_| with_scores).collect()
}

/// Why a file was not written, as a failure.
pub fn write_failure(path: &Path, error: WriteError) -> Failure {
    match error {
        WriteError::Io { path, source } => crate::files::io_failure(&path, &source),
        WriteError::Taken { path } => {
            Failure::new(FailureCode::AlreadyThere).text("path", crate::folders::shortened(&path))
        }
        WriteError::Check { file, row, problem } => {
            Failure::new(FailureCode::CheckFailed).text("file", file).number("row", row as f64).text("detail", problem)
        }
        WriteError::Rows(inner) => match inner.downcast::<Failure>() {
            Ok(failure) => *failure,
            Err(inner) => io(path, &inner.to_string()),
        },
        other => io(path, &other.to_string()),
    }
}

fn io(path: &Path, detail: &str) -> Failure {
    Failure::new(FailureCode::Io).text("path", crate::folders::shortened(path)).text("detail", detail)
}
