//! What holds of rows.

use super::words;
use crate::operations::review::RowReview;
use crate::store::judgement::{Aspect, value};
use crate::store::{Connection, StoreError};

/// What holds of some rows for an annotator, in the order given.
pub fn reviews(connection: &Connection, annotator: &str, rows: &[i64]) -> Result<Vec<RowReview>, StoreError> {
    rows.iter().map(|&row| review(connection, annotator, row)).collect()
}

fn review(connection: &Connection, annotator: &str, row: i64) -> Result<RowReview, StoreError> {
    let of = |aspect: Aspect| value(connection, aspect.whose(annotator), aspect.name(), row);
    Ok(RowReview {
        row,
        verdict: of(Aspect::Verdict)?.as_deref().and_then(words::verdict),
        label: of(Aspect::Label)?.and_then(|label| label.parse().ok()),
        note: of(Aspect::Note)?.unwrap_or_default(),
        tags: of(Aspect::Tags)?.unwrap_or_default().lines().map(str::to_owned).collect(),
        pin: of(Aspect::Pin)?.as_deref().and_then(words::pin),
    })
}
