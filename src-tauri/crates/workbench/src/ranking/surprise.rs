//! The surprise filter's histograms: the entropies of the pool as its handles see them.

use selection::Material;
use selection::method::euds::Surprise;
use selection::method::{Evidence, Settings, by_id};

use super::gather::gather;
use super::kept::Rankings;
use super::made::{dense, said};
use crate::operations::Failure;
use crate::operations::ranking::RankQuery;
use crate::operations::surprise::{EntropySpread, SurpriseQuery, Surprises};
use crate::session::Session;

const METHOD: &str = "euds";
/// Bins of a histogram that is drawn.
const BINS: usize = 48;
/// Steps of a handle.
const PERCENTILES: u32 = 100;

/// The entropies that these settings ask for.
///
/// # Errors
/// What is missing, as when ranking; [`crate::operations::FailureCode::MethodRefused`] where no entropy tells rows apart.
pub fn surprises(session: &Session, rankings: &Rankings, query: &SurpriseQuery) -> Result<Surprises, Failure> {
    let asked = RankQuery {
        model: query.model.clone(),
        settings: query.settings.clone(),
        keep_examples: true,
        ..RankQuery::new(query.goal, METHOD)
    };
    let gathered = gather(session, rankings, &asked)?;
    let told = |error| said(&error, &gathered.goal);
    let description = by_id(METHOD).map_err(told)?.description();
    let settings = Settings::checked(description, query.settings.clone()).map_err(told)?;
    let pool = &gathered.pool;
    let vectors = dense(pool.vectors.iter().map(|v| (v.representation, &v.numbers)));
    let none = selection::Texts::new();
    let documents = pool.frame.len();
    let material = |documents, vectors, texts, tokens| Material {
        documents,
        features: None,
        vectors,
        latents: None,
        texts,
        tokens,
    };
    let evidence = Evidence {
        pool: material(documents, &vectors, pool.texts.as_deref(), Some(&pool.tokens)),
        examples: material(0, &[], Some(&none), Some(&[])),
        ignored: &[],
        unwanted: Material::default(),
        known: Some(&pool.known),
        fired: None,
    };
    let found = Surprise::of(&evidence, &settings).map_err(told)?;
    let entropies = found
        .histograms(BINS, &settings)
        .into_iter()
        .map(|histogram| EntropySpread {
            entropy: histogram.entropy.to_owned(),
            least: histogram.range[0],
            most: histogram.range[1],
            bins: histogram.counts.iter().map(|&count| count as u64).collect(),
            at_percentile: found.at_percentiles(histogram.entropy, PERCENTILES),
        })
        .collect();
    Ok(Surprises { documents: documents as u64, inside: found.kept(&settings) as u64, entropies })
}
