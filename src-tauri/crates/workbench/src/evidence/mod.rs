//! Evidence cards: small tables of measures by ranking, on the project's own data.
//!
//! The measures are `selection::evidence`; each card has a file that asks them of kept rankings and says what it lacks as
//! data. A random pick of the same size stands beside every selection. No card runs a model: what
//! needs one is a job ([`training`]), whose figures a card looks up.

mod asked;
mod composition;
mod coverage;
mod distance;
mod heldback;
mod leak;
mod length;
mod lens;
mod separability;
mod stability;
mod table;
pub mod training;

use std::time::Instant;

use crate::operations::Failure;
use crate::operations::evidence::{EvidenceCard, EvidenceKind, EvidenceQuery};
use crate::ranking::Rankings;
use crate::session::Session;

use asked::Asked;
pub use table::spread;

/// One card.
///
/// # Errors
/// As [`crate::compare::Compared::of`]; [`crate::operations::FailureCode::NoSuchColumn`] for an answer's column that is
/// not there. What a card lacks is no error.
pub fn card(session: &Session, rankings: &Rankings, query: &EvidenceQuery) -> Result<EvidenceCard, Failure> {
    let begun = Instant::now();
    let asked = Asked::of(session, rankings, query)?;
    let table = match query.kind {
        EvidenceKind::LengthAndFormat => length::table(&asked)?,
        EvidenceKind::Coverage => coverage::table(&asked)?,
        EvidenceKind::Stability => stability::table(&asked)?,
        EvidenceKind::Separability => separability::table(&asked)?,
        EvidenceKind::Distance => distance::table(&asked)?,
        EvidenceKind::Leak => leak::table(&asked)?,
        EvidenceKind::KnownComposition => composition::table(&asked)?,
        EvidenceKind::HeldBack => heldback::table(&asked)?,
        EvidenceKind::Deciles => training::deciles(&asked)?,
        EvidenceKind::ProxyTraining => training::proxy(&asked)?,
    };
    Ok(EvidenceCard {
        kind: query.kind,
        missing: table.missing,
        columns: table.columns,
        rows: table.rows,
        elapsed_ms: begun.elapsed().as_secs_f64() * 1000.0,
    })
}
