//! The trainings that two cards need, done before the cards are filled.

use crate::evidence::{card, training};
use crate::operations::evidence::{EvidenceCost, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRun};
use crate::scripts::error::ScriptError;
use crate::scripts::partial::Partial;
use crate::scripts::watch::Watch;

/// Hears for which card trainings are about to start, and what they will take.
pub type Told<'a> = dyn Fn(EvidenceKind, &EvidenceCost) + 'a;

/// Trains for each of these cards that lacks nothing else.
pub(super) fn train(
    partial: &Partial,
    cards: &[EvidenceKind],
    ask: &dyn Fn(EvidenceKind) -> EvidenceQuery,
    watch: &Watch,
    told: &Told<'_>,
) -> Result<(), ScriptError> {
    let project = &partial.project;
    let session = &project.session;
    for &kind in cards.iter().filter(|kind| training::trains(**kind)) {
        let query = ask(kind);
        if card(session, &session.rankings, &query)?.missing != Some(EvidenceNeed::Run) {
            continue;
        }
        let run = EvidenceRun { kind, compare: query.compare, seed: query.seed };
        told(kind, &training::estimate(session, &run)?);
        watch.wait(project, training::begin(session, &project.jobs, &run)?.job)?;
    }
    Ok(())
}
