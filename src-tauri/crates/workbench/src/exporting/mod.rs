//! Exports: which rows a plan chooses, how they are laid out, what a preview shows, and the passport.

pub mod passport;
pub mod requests;

use std::path::Path;

use crate::formats::Record;
use crate::operations::export::{ExportFormat, ExportOrder};
use crate::operations::ranking::Budget;
use crate::operations::{Failure, FailureCode};
use crate::ranking::{Kept, cut};
use crate::session::Session;
use crate::writing::{Extra, ExtraKind, ExtraValue, Layout, OutFormat, SeenColumns, WriteError};

/// Names of the added columns.
const RANK: &str = "neurosieve_rank";
const SCORE: &str = "neurosieve_score";

/// The rows that are written, in their order.
pub struct Chosen {
    /// Row number, rank from 1, score.
    pub rows: Vec<(i64, u64, f64)>,
    /// Their tokens.
    pub tokens: u64,
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
    Ok(Chosen { rows, tokens: cut.tokens })
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

/// How the rows are laid out: for CSV and Parquet all of them are looked at first, for their columns and types.
pub fn layout(
    session: &Session,
    chosen: &Chosen,
    format: ExportFormat,
    with_scores: bool,
    stop: &dyn Fn() -> bool,
) -> Result<Layout, Failure> {
    let mut seen = SeenColumns::default();
    if format != ExportFormat::Jsonl {
        for found in chosen.records(session, false) {
            seen.see(&found?.0);
            if stop() {
                break;
            }
        }
    }
    laid_out(&seen, format, with_scores)
}

fn laid_out(seen: &SeenColumns, format: ExportFormat, with_scores: bool) -> Result<Layout, Failure> {
    let extras = if with_scores {
        vec![
            Extra { name: RANK.to_owned(), kind: ExtraKind::Count },
            Extra { name: SCORE.to_owned(), kind: ExtraKind::Number },
        ]
    } else {
        Vec::new()
    };
    let layout = Layout::new(out_format(format), seen, extras);
    let layout = layout.map_err(|error| write_failure(Path::new(""), error))?;
    Ok(layout.spreadsheet_safe(format == ExportFormat::Csv))
}

const fn out_format(format: ExportFormat) -> OutFormat {
    match format {
        ExportFormat::Jsonl => OutFormat::Jsonl,
        ExportFormat::Csv => OutFormat::Csv,
        ExportFormat::Parquet => OutFormat::Parquet,
    }
}

/// Why a file was not written, as a failure.
pub fn write_failure(path: &Path, error: WriteError) -> Failure {
    match error {
        WriteError::Io { path, source } => crate::files::io_failure(&path, &source),
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
