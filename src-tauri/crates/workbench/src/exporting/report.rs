//! A page about a selection, for a colleague: what was chosen, how, two figures, the first rows. Its words are in the language
//! of who asked; its figures are English like all figures, whose letters on paper have no Chinese ones.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::page::{escaped, facts, page, table};
use super::passport;
use crate::jobs::plan::ExportPlan;
use crate::operations::export::ExportOrder;
use crate::operations::figure::{FigureKind, FigureQuery};
use crate::operations::ranking::Budget;
use crate::operations::{Argument, Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::ranking::{Kept, saved};
use crate::session::Session;
use crate::texts::{Arguments, Catalogue};

/// Rows shown, and characters of each.
const ROWS: usize = 20;
const CHARACTERS: usize = 400;

/// The page as HTML.
///
/// # Errors
/// [`Failure`] for an impossible cut, or a row that cannot be read any more.
pub fn report(session: &Session, kept: &Kept, budget: Budget, texts: &Catalogue) -> Result<String, Failure> {
    let chosen = super::chosen(kept, budget, ExportOrder::Rank)?;
    let plan = ExportPlan::plain(kept.view.query.clone(), budget, PathBuf::new());
    let passport = passport::of(session, kept, &plan, &chosen, &[])?;
    let internal = |error: serde_json::Error| Failure::new(FailureCode::Internal).text("detail", error.to_string());
    let facts = facts(&serde_json::from_str(&passport).map_err(internal)?, texts);
    let goal = session.read(|c| crate::store::goal::one(c, kept.view.query.goal))?.name;
    let say = |key: &str| escaped(&texts.say(key, &Arguments::new()));
    let mut body = format!("<p class=\"soft\">{}</p>\n", say("report.words"));
    body += &table(&facts);
    let _infallible = writeln!(body, "<h2>{}</h2>", say("report.figures"));
    for kind in [FigureKind::ScoreByRank, FigureKind::ScoreHistogram] {
        let query = FigureQuery { ranking: kept.view.ranking, kind, budget: Some(budget), row: None };
        let _infallible = writeln!(body, "<figure>{}</figure>", saved::inline(kept, &query)?);
    }
    let _infallible = writeln!(body, "<h2>{}</h2>", say("report.rows"));
    body += &first_rows(session, &chosen)?;
    let title = texts.say("report.title", &[("goal".to_owned(), Argument::Text(goal))].into());
    Ok(page(&title, &body, texts))
}

fn first_rows(session: &Session, chosen: &super::Chosen) -> Result<String, Failure> {
    let mut rows = "<table>\n".to_owned();
    for &(row, rank, score) in chosen.rows.iter().take(ROWS) {
        let mapped = session.read(|c| session.texts.document(c, row))?.1;
        let text = escaped(&excerpt(&mapped.text, CHARACTERS));
        let _infallible = writeln!(
            rows,
            "<tr><td class=\"number\">{rank}</td><td class=\"number\">{score:.4}</td><td dir=\"auto\">{text}</td></tr>"
        );
    }
    Ok(rows + "</table>\n")
}
