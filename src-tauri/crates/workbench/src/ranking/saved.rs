//! A figure of a ranking, or of several compared, on paper.

use std::path::Path;

use selection::method::by_id;

use super::kept::Kept;
use super::{figure, flow, pair_drawn};
use crate::compare;
use crate::folders::shortened;
use crate::operations::figure::{AnyFigure, Figure, FigureQuery};
use crate::operations::project::Saved;
use crate::operations::{Argument, Failure, FailureCode};
use crate::session::Session;
use crate::studies;
use crate::texts::Catalogue;

/// Writes a figure to a file.
///
/// # Errors
/// [`Failure`] when a ranking is no longer kept, or the file cannot be written.
pub fn save(session: &Session, wanted: &AnyFigure, path: &Path) -> Result<Saved, Failure> {
    let mut drawn = match wanted {
        AnyFigure::Ranking(query) => figure(&*session.rankings.by_id(query.ranking)?, query)?,
        AnyFigure::Comparison(query) => compare::figures::figure(&session.rankings, query)?,
        AnyFigure::Study(study) if is_csv(path) => {
            let table = studies::csv(session, &study.study, &english()?)?;
            let size_bytes = crate::figures::save_numbers(&table, path)?;
            return Ok(Saved { place: shortened(path), size_bytes });
        }
        AnyFigure::Study(study) => studies::figure(session, &study.study)?,
        AnyFigure::Neurons(query) if is_csv(path) => {
            let size_bytes = crate::figures::save_numbers(&pair_drawn::csv(session, query)?, path)?;
            return Ok(Saved { place: shortened(path), size_bytes });
        }
        AnyFigure::Flow(query) if is_csv(path) => {
            let size_bytes = crate::figures::save_numbers(&flow::csv(session, query)?, path)?;
            return Ok(Saved { place: shortened(path), size_bytes });
        }
        AnyFigure::Flow(query) => flow::flow_figure(&*session.rankings.by_id(query.ranking)?, query.row)?,
        AnyFigure::Neurons(query) => pair_drawn::neuron_pair_figure(session, query)?,
    };
    let texts = english()?;
    name_methods(&mut drawn, &texts);
    let size_bytes = crate::figures::save(&drawn, &texts, path)?;
    Ok(Saved { place: shortened(path), size_bytes })
}

/// A figure of a ranking as the SVG element alone, to stand inside a page.
///
/// # Errors
/// [`Failure`] when it cannot be drawn.
pub fn inline(kept: &Kept, query: &FigureQuery) -> Result<String, Failure> {
    let mut drawn = figure(kept, query)?;
    let texts = english()?;
    name_methods(&mut drawn, &texts);
    let svg = crate::figures::svg(&drawn, &texts)?;
    let from = svg.find("<svg").unwrap_or(0);
    Ok(svg[from..].to_owned())
}

/// Neurons and studies have more numbers than their marks: as CSV they are written as a table of their own.
fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("csv"))
}

/// Methods stand in a figure by their ids; on paper they have their plain names, by the catalogue or else by the code.
fn name_methods(figure: &mut Figure, texts: &Catalogue) {
    for (key, value) in &mut figure.arguments {
        let Argument::Text(id) = value else { continue };
        if !key.starts_with("method_") {
            continue;
        }
        let named = format!("method.{id}.plain");
        if texts.has(&named) {
            *value = Argument::Text(texts.say(&named, &[].into()));
        } else if let Ok(method) = by_id(id) {
            *value = Argument::Text(method.description().plain.to_owned());
        }
    }
}

/// The one catalogue that window, figures and reports share.
fn english() -> Result<Catalogue, Failure> {
    Catalogue::english().map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))
}
