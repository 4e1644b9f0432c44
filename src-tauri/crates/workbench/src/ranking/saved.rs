//! A figure of a ranking on paper.

use std::path::Path;

use super::figure;
use crate::folders::shortened;
use crate::operations::figure::SaveFigure;
use crate::operations::project::Saved;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::texts::Catalogue;

/// Writes a figure to a file.
///
/// # Errors
/// [`Failure`] when the ranking is no longer kept, or the file cannot be written.
pub fn save(session: &Session, with: &SaveFigure, path: &Path) -> Result<Saved, Failure> {
    let kept = session.rankings.by_id(with.figure.ranking)?;
    let drawn = figure(&kept, &with.figure)?;
    let size_bytes = crate::figures::save(&drawn, &english()?, path)?;
    Ok(Saved { place: shortened(path), size_bytes })
}

/// The one catalogue that window, figures and reports share.
fn english() -> Result<Catalogue, Failure> {
    Catalogue::english().map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))
}
