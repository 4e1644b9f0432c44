//! Figures on paper: the one [`Figure`] type painted into SVG and PNG, as the window paints it on the screen, or written as
//! the numbers that are painted.
//!
//! Painting only. What is drawn and which sentence stands above it was decided where the numbers are.

use std::path::Path;

use plotters::prelude::{BitMapBackend, SVGBackend};
use tempfile::NamedTempFile;

use crate::operations::figure::Figure;
use crate::operations::{Failure, FailureCode};
use crate::texts::Catalogue;

mod axes;
pub mod keys;
mod legend;
mod lettering;
mod marks;
mod numbers;
mod paint;
mod scale;
mod theme;

/// Width and height in pixels; the window's 640 by 352 twice over, so that a bitmap is sharp in print.
const SIZE: (u32, u32) = (1280, 704);

/// A figure cannot be saved.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// Neither `.svg`, `.png` nor `.csv`.
    #[error("{path} ends neither in .svg, .png nor .csv: choose one of them", path = .path.display())]
    UnknownSuffix {
        /// The file asked for.
        path: std::path::PathBuf,
    },
    /// The painter failed.
    #[error("the figure could not be painted: {detail}")]
    Painting {
        /// The painter's reason.
        detail: String,
    },
    /// The disk refused.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl From<FigureError> for Failure {
    fn from(error: FigureError) -> Self {
        let detail = error.to_string();
        match error {
            FigureError::UnknownSuffix { .. } => Self::new(FailureCode::BadRequest),
            FigureError::Painting { .. } => Self::new(FailureCode::Internal),
            FigureError::Io { path, .. } => Self::new(FailureCode::Io).text("path", path.display().to_string()),
        }
        .text("detail", detail)
    }
}

/// Writes a figure to a file, whole or not at all; SVG, PNG or CSV by its suffix. Answers the bytes written.
///
/// # Errors
/// Each of [`FigureError`].
pub fn save(figure: &Figure, texts: &Catalogue, path: &Path) -> Result<u64, FigureError> {
    let suffix = path.extension().map(|suffix| suffix.to_ascii_lowercase().to_string_lossy().into_owned());
    let io = |source| FigureError::Io { path: path.to_owned(), source };
    let suffix = suffix.filter(|suffix| matches!(suffix.as_str(), "svg" | "png" | "csv"));
    let suffix = suffix.ok_or_else(|| FigureError::UnknownSuffix { path: path.to_owned() })?;
    let file = beside(path, &suffix)?;
    match suffix.as_str() {
        "svg" => std::fs::write(file.path(), svg(figure, texts)?).map_err(io)?,
        "csv" => std::fs::write(file.path(), numbers::csv(figure, texts)).map_err(io)?,
        _ => paint::paint(BitMapBackend::new(file.path(), SIZE), figure, texts, paint::Letters::Drawn)?,
    }
    settled(file, path)
}

/// Writes a figure's numbers, already in lines, whole or not at all. Answers the bytes written.
///
/// # Errors
/// [`FigureError::Io`].
pub fn save_numbers(lines: &str, path: &Path) -> Result<u64, FigureError> {
    let file = beside(path, "csv")?;
    std::fs::write(file.path(), lines).map_err(|source| FigureError::Io { path: path.to_owned(), source })?;
    settled(file, path)
}

/// A file beside the one wanted, to be filled and then put in its place.
fn beside(path: &Path, suffix: &str) -> Result<NamedTempFile, FigureError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    let ending = format!(".{suffix}");
    builder.suffix(&ending);
    // As any file a person saves, not the private one that temporary files are.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|source| FigureError::Io { path: path.to_owned(), source })
}

fn settled(file: NamedTempFile, path: &Path) -> Result<u64, FigureError> {
    let io = |source| FigureError::Io { path: path.to_owned(), source };
    file.as_file().sync_all().map_err(io)?;
    let size = file.path().metadata().map_err(io)?.len();
    file.persist(path).map_err(|error| io(error.error))?;
    Ok(size)
}

/// A figure as SVG, with its sentence as the title that screen readers say.
///
/// # Errors
/// [`FigureError::Painting`].
pub fn svg(figure: &Figure, texts: &Catalogue) -> Result<String, FigureError> {
    let mut text = String::new();
    paint::paint(SVGBackend::with_string(&mut text, SIZE), figure, texts, paint::Letters::Text)?;
    let sentence = texts.say(&figure.title, &figure.arguments);
    let title = format!("<title>{}</title>", escaped(&sentence));
    if let Some(end) = text.find("<svg").and_then(|start| Some(start + text[start..].find('>')? + 1)) {
        text.insert_str(end, &title);
    }
    Ok(text)
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
