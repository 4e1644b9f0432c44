//! What a selection leaves on the disk: rows, scores, figure.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::exporting::{Chosen, write_failure};
use crate::formats::{FileHead, Record, RowFormat};
use crate::operations::figure::{AnyFigure, FigureKind, FigureQuery};
use crate::operations::ranking::Budget;
use crate::operations::{Failure, FailureCode};
use crate::ranking::{Kept, saved};
use crate::scripts::error::ScriptError;
use crate::session::Session;
use crate::writing::{Extra, ExtraKind, ExtraValue, Layout, OutFormat, RecordWriter, SeenColumns, Written, write_all};

/// Writes the chosen rows as they came, best first. CSV cells are not escaped: a script asked for its own rows.
pub(super) fn rows(session: &Session, output: &Path, chosen: &Chosen) -> Result<Written, ScriptError> {
    let format = OutFormat::of(output)?;
    let mut seen = SeenColumns::default();
    if format != OutFormat::Jsonl {
        for found in chosen.records(session, false) {
            seen.see(&found?.0);
        }
    }
    let layout = Layout::new(format, &seen, Vec::new())?;
    let records = chosen.records(session, false);
    let written = write_all(output, layout, records, |_| ControlFlow::Continue(()));
    Ok(written.map_err(|error| write_failure(output, error))?)
}

/// Writes id, rank, score and whether it was selected of every document, in the pool's order. What could not be scored
/// has neither rank nor score.
pub(super) fn scores(output: &Path, kept: &Kept, selected: u64) -> Result<(), ScriptError> {
    let extra = |name: &str, kind| Extra { name: name.to_owned(), kind };
    let extras = vec![
        extra("id", ExtraKind::Text),
        extra("rank", ExtraKind::Count),
        extra("score", ExtraKind::Number),
        extra("selected", ExtraKind::Flag),
    ];
    let layout = Layout::new(OutFormat::of(output)?, &SeenColumns::default(), extras)?;
    let mut writer = RecordWriter::create(output, layout)?;
    let head = Arc::new(FileHead { name: "scores".into(), format: RowFormat::Json });
    let internal = |detail: String| Failure::new(FailureCode::Internal).text("detail", detail);
    let empty = Record::reread(&head, 1, b"{}".to_vec()).map_err(|reason| internal(reason.to_string()))?;
    for (place, &rank) in kept.ranks.iter().enumerate() {
        let rank = u64::from(rank);
        let score = kept.scores.value(place).filter(|_| rank > 0);
        let values = [
            ExtraValue::Text(kept.pool.frame.ids.at(place).to_owned()),
            if rank > 0 { ExtraValue::Count(rank) } else { ExtraValue::Null },
            score.map_or(ExtraValue::Null, ExtraValue::Number),
            ExtraValue::Flag(rank > 0 && rank <= selected),
        ];
        writer.write(&empty, &values)?;
    }
    writer.finish()?;
    Ok(())
}

/// Draws score by rank with the cut.
pub(super) fn figure(session: &Session, output: &Path, kept: &Kept, budget: Budget) -> Result<(), ScriptError> {
    let query =
        FigureQuery { ranking: kept.view.ranking, kind: FigureKind::ScoreByRank, budget: Some(budget), row: None };
    saved::save(session, &AnyFigure::Ranking(query), output)?;
    Ok(())
}
