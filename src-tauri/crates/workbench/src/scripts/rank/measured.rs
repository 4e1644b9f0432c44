//! How far every document is from the examples.

use std::collections::HashSet;

use selection::blend::blend;
use selection::{Features, Profile, Scores};

use super::plan::RankPlan;
use super::pool::PoolRow;
use crate::formats::features_file::FeatureFile;
use crate::formats::written;
use crate::scripts::error::ScriptError;
use crate::scripts::features::{chosen, repeated};
use crate::scripts::keyed::KeyedFile;
use crate::scripts::trouble::Trouble;

/// The features of the examples, of those whose rows pass where there is a filter.
pub(super) fn examples(plan: &RankPlan, all: FeatureFile) -> Result<Features, ScriptError> {
    let Some(filter) = &plan.target else {
        return Ok(all.features);
    };
    ScriptError::refuse_repeated(&plan.target_features, repeated(&all.ids))?;
    let file = KeyedFile::open(&filter.file, plan.id_column.as_deref())?;
    file.needs_ids()?;
    let mut passing = HashSet::new();
    let mut twice = Vec::new();
    file.each(&mut Trouble::default(), |record| {
        let value = record.value(&filter.column).ok().and_then(written);
        let id = file.id(&record).filter(|_| value.as_ref() == Some(&filter.value));
        twice.extend(id.and_then(|id| passing.replace(id)));
        Ok(())
    })?;
    ScriptError::refuse_repeated(&filter.file, twice)?;
    let documents: Vec<usize> = (0..all.ids.len()).filter(|&d| passing.contains(&all.ids[d])).collect();
    if documents.is_empty() {
        return Err(ScriptError::NothingPasses {
            path: filter.file.clone(),
            column: filter.column.clone(),
            value: filter.value.clone(),
        });
    }
    chosen(&all.features, &documents)
}

/// What every document's place follows from.
pub(super) struct Measured {
    /// `1 - similarity`; NaN where there is none.
    pub(super) distances: Vec<f64>,
    /// Distance and quality together, where a quality is asked for.
    pub(super) combined: Option<Vec<Option<f64>>>,
    /// Absent for documents that are not ranked.
    pub(super) keys: Scores,
}

/// Measures every joined document against the examples.
pub(super) fn measure(
    plan: &RankPlan,
    target: &Features,
    pool: &Features,
    joined: &[Option<PoolRow>],
) -> Result<Measured, ScriptError> {
    let mut keys = Profile::of(target, 1.0)?.similarities(pool)?;
    for (document, row) in joined.iter().enumerate() {
        if row.is_none() {
            keys.forget(document);
        }
    }
    let distances: Vec<f64> = (0..keys.len()).map(|document| keys.key(document).unwrap_or(f64::NAN)).collect();
    let combined = plan.quality.as_ref().map(|quality| {
        let qualities: Vec<Option<f64>> =
            joined.iter().zip(&distances).map(|(row, distance)| row.filter(|_| !distance.is_nan())?.quality).collect();
        blend(&distances, &qualities, quality.higher_is_better)
    });
    if let Some(combined) = &combined {
        // Lower is better here, and the higher score stands first.
        keys = Scores::plain(combined.iter().map(|c| c.map_or(f64::NAN, |c| -c)).collect());
    }
    Ok(Measured { distances, combined, keys })
}
