//! What a ranking's method adds up for one row. The goal is gathered once more, since a kept ranking holds no vectors of it.

use std::sync::Arc;

use selection::Material;
use selection::method::explanation::neurons;
use selection::method::{Evidence, Explanation, Settings, by_id};

use super::super::gather::gather;
use super::super::kept::{Kept, Rankings};
use super::super::made::{dense, said, sparse};
use crate::operations::{Failure, FailureCode};
use crate::session::Session;

/// Why a row has its score.
#[derive(Default)]
pub struct Explained {
    /// By each thing that the method looks at.
    pub all: Vec<Explanation>,
    /// The goal's examples as the method saw them, with their texts' beginnings.
    pub examples: Vec<(i64, String)>,
}

/// Why a row has its score, by each thing that the method looks at.
///
/// # Errors
/// [`FailureCode::RankingGone`] where pool or goal changed since it was ranked, and what the method says.
pub fn explained(session: &Session, rankings: &Rankings, kept: &Kept, position: usize) -> Result<Explained, Failure> {
    if kept.scores.value(position).is_none() {
        return Ok(Explained::default());
    }
    if let Some(goal) = kept.goal.as_ref().filter(|goal| goal.exact) {
        let is_scored = goal.pool_features.is_scored(position);
        let found = is_scored.then(|| neurons::explained(goal.pool_features.document(position), &goal.profile));
        return Ok(Explained { all: found.into_iter().collect(), examples: Vec::new() });
    }
    let query = &kept.view.query;
    let gathered = gather(session, rankings, query)?;
    if !Arc::ptr_eq(&gathered.pool, &kept.pool) || gathered.goal.fingerprint() != kept.examples_seen {
        return Err(Failure::new(FailureCode::RankingGone));
    }
    let told = |error| said(&error, &gathered.goal);
    let method = by_id(&query.method).map_err(told)?;
    let settings = Settings::checked(method.description(), query.settings.clone()).map_err(told)?;
    let (pool, seen) = (&kept.pool, kept.goal.as_deref());
    let pool_vectors = dense(pool.vectors.iter().map(|v| (v.representation, &v.numbers)));
    let goal_vectors = gathered.goal.dense();
    let unwanted_features = match seen {
        Some(seen) => gathered.goal.unwanted_features(&seen.layers)?,
        None => None,
    };
    let unwanted_vectors = gathered.goal.unwanted.as_ref().map_or_else(Vec::new, |unwanted| unwanted.dense());
    let fired = seen.filter(|_| method.counts_neurons()).and_then(|seen| pool.fired(&seen.layers));
    let evidence = Evidence {
        pool: Material {
            documents: pool.frame.len(),
            features: seen.map(|seen| &*seen.pool_features),
            vectors: &pool_vectors,
            latents: sparse(pool.vectors.iter().map(|v| &v.numbers)),
            texts: pool.texts.as_deref(),
            tokens: Some(&pool.tokens),
        },
        examples: Material {
            documents: gathered.goal.examples.len(),
            features: seen.map(|seen| &seen.features),
            vectors: &goal_vectors,
            latents: sparse(gathered.goal.vectors.iter().map(|(_, numbers)| numbers)),
            texts: Some(&gathered.goal.texts),
            tokens: Some(&gathered.goal.tokens),
        },
        ignored: seen.map_or(&[], |seen| &*seen.ignored),
        unwanted: match &gathered.goal.unwanted {
            Some(unwanted) => unwanted.material(unwanted_features.as_ref(), &unwanted_vectors),
            None => Material::default(),
        },
        known: Some(&pool.known),
        fired: fired.as_ref(),
    };
    let all = method.explain(&evidence, &settings, position).map_err(told)?;
    let examples = gathered.goal.examples.iter().copied().zip(gathered.goal.excerpts.iter().cloned()).collect();
    Ok(Explained { all, examples })
}
