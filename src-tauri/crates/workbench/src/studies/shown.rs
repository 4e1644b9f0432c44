//! A study as it is shown: its table from what was measured so far, and its protocol's names and numbers.

use selection::Projection;

use super::cells::Cells;
use super::figures;
use super::plan::{ARMS, Study, StudyPlan};
use crate::operations::Failure;
use crate::operations::evidence::EvidenceUnit;
use crate::operations::study::{StudyColumn, StudyKind, StudyRow, StudyView};
use crate::session::Session;
use crate::store::{StoreError, study};

/// A kept study with its table, and its figure once everything is measured.
pub fn view(session: &Session, row: study::StudyRow) -> Result<StudyView, Failure> {
    let plan: StudyPlan = serde_json::from_str(&row.plan).map_err(StoreError::from)?;
    let study = &plan.study;
    let parts = session.read(|c| study::parts(c, &row.study))?;
    let cells = Cells::of(&parts, study.steps())?;
    let (done, all) = (parts.len() as u64, study.measurements());
    let columns = columns(study.query.kind);
    let rows = if done == 0 { Vec::new() } else { rows(study, &cells, &columns) };
    Ok(StudyView {
        job: super::begun::unfinished(session, &row.study)?,
        figure: (done == all).then(|| figures::figure(&plan, &cells, &rows)),
        study: row.study,
        query: plan.study.query.clone(),
        begun_ms: row.begun_ms,
        measurements: all,
        done,
        facts: plan.facts,
        columns,
        rows,
    })
}

/// What the columns of a study's table measure.
fn columns(kind: StudyKind) -> Vec<StudyColumn> {
    use EvidenceUnit::{Nats, Number, Share};
    let clusters = [("purity", Share), ("mutual_information", Number), ("adjusted_rand", Number)];
    let own: Vec<(&str, EvidenceUnit)> = match kind {
        StudyKind::SwitchOff => vec![
            ("goal_change", Nats),
            ("pool_change", Nats),
            ("goal_loss", Nats),
            ("pool_loss", Nats),
            ("in_pool_too", Share),
        ],
        StudyKind::ImpactAndLoss => vec![("impact", Number), ("loss_change", Nats), ("loss", Nats)],
        StudyKind::Layers => vec![("single", Share), ("first", Share)],
        StudyKind::Projections => vec![("precision", Share)],
        StudyKind::Sparsity => std::iter::once(("precision", Share)).chain(clusters).collect(),
        StudyKind::Separability => clusters.to_vec(),
    };
    own.into_iter().map(|(measure, unit)| StudyColumn { measure: measure.to_owned(), unit }).collect()
}

fn rows(study: &Study, cells: &Cells, columns: &[StudyColumn]) -> Vec<StudyRow> {
    let row = |(at, (name, number)): (usize, (String, Option<u32>))| {
        let values = columns.iter().enumerate().map(|(column, of)| {
            let mut found = cells.interval(at, column)?;
            if of.unit == EvidenceUnit::Share {
                // The range of draws is symmetric, a share is not.
                (found.low, found.high) = (found.low.map(|low| low.max(0.0)), found.high.map(|high| high.min(1.0)));
            }
            Some(found)
        });
        StudyRow { name, number, values: values.collect() }
    };
    names(study).into_iter().enumerate().map(row).collect()
}

/// Key and number of every row's words.
fn names(study: &Study) -> Vec<(String, Option<u32>)> {
    let named = |name: &str| (name.to_owned(), None);
    match study.query.kind {
        StudyKind::SwitchOff => ARMS.iter().map(|(name, _)| named(name)).collect(),
        StudyKind::ImpactAndLoss => {
            let bins = (1..study.steps() as u32).map(|bin| ("bin".to_owned(), Some(bin)));
            std::iter::once(named("nothing")).chain(bins).collect()
        }
        StudyKind::Layers => (0..study.layers).map(|layer| ("layer".to_owned(), Some(layer))).collect(),
        StudyKind::Projections => {
            Projection::ALL.iter().map(|one| named(&format!("projection_{}", one.name()))).collect()
        }
        StudyKind::Sparsity => study.counts().into_iter().map(|count| ("neurons".to_owned(), Some(count))).collect(),
        StudyKind::Separability => vec![named("clusters"), named("by_chance")],
    }
}
