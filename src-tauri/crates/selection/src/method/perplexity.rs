//! Model's ease: documents that the model finds easy, middling or hard to foresee.

use super::explanation::{Doubt, Exactness, Parts};
use super::pairs::pairs;
use super::{
    Description, Evidence, Explanation, Kind, Method, MethodError, Representation, Setting, Settings, Standing,
};
use crate::numbers::percentiles::percentiles;
use crate::rank::scores::Scores;

const KEEP: Setting =
    Setting::choice("keep", "Texts that the model foresees well, middling or badly.", &["low", "middle", "high"]);

static DESCRIPTION: Description = Description {
    id: "perplexity",
    technical: "Perplexity",
    plain: "Model's ease",
    sentence: "Keeps texts by how well the model foresees them: well, middling or badly.",
    good_when: "You want to leave out broken or foreign texts, and know your data's kind.",
    careful_when: "It does not know your goal, and which side is best differs from data to data.",
    source: "arXiv 2309.04564, §2.1, and 2405.20541, §2",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: false,
    settings: &[KEEP],
};

/// Perplexity is the exponential of a document's mean negative log-likelihood. The score is the perplexity, with a minus
/// sign where low is kept; for the middle it is minus the distance of its percentile from one half.
#[derive(Debug, Clone, Copy)]
pub struct Perplexity;

impl Method for Perplexity {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Likelihood]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let pairs = pairs(&evidence.pool, Representation::Likelihood, DESCRIPTION.id)?;
        // No text of a real model comes near f64's largest number; a score has to be finite all the same.
        let perplexity = |pair: &Option<[f64; 2]>| pair.map_or(f64::NAN, |[loss, _]| loss.exp().min(f64::MAX));
        let perplexities: Vec<f64> = pairs.iter().map(perplexity).collect();
        Ok(Scores::plain(match settings.choice(&KEEP) {
            "low" => perplexities.iter().map(|p| -p).collect(),
            "middle" => percentiles(&perplexities).iter().map(|p| -(p - 0.5).abs()).collect(),
            _ => perplexities,
        }))
    }

    fn explain(
        &self,
        evidence: &Evidence,
        settings: &Settings,
        document: usize,
    ) -> Result<Vec<Explanation>, MethodError> {
        let pairs = pairs(&evidence.pool, Representation::Likelihood, DESCRIPTION.id)?;
        // The mean of the losses is exactly the perplexity's logarithm; only the middle asks for more than it.
        let exactness = if settings.choice(&KEEP) == "middle" { Exactness::Approximate } else { Exactness::Exact };
        let found = Explanation { of: Representation::Likelihood, parts: Parts::Doubt(Doubt::Loss), exactness };
        Ok(pairs[document].map(|_| found).into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::data::vectors::Vectors;
    use crate::rank::ranking::Ranking;

    fn scores(values: &[f32], keep: f64) -> Result<Scores, MethodError> {
        let vectors = Vectors::new(2, values.to_vec()).unwrap();
        let kinds = [(Representation::Likelihood, &vectors)];
        let pool = Material { documents: vectors.len(), vectors: &kinds, ..Material::default() };
        let settings = Settings::checked(&DESCRIPTION, [("keep".to_owned(), keep)].into()).unwrap();
        Perplexity.score(&Evidence { pool, ..Evidence::default() }, &settings)
    }

    #[test]
    fn low_middle_and_high_each_come_first_where_asked_for() {
        let likelihoods = [3.0, 0.0, 1.0, 0.0, f32::NAN, f32::NAN, 2.0, 0.0];
        let order = |keep| {
            let scores = scores(&likelihoods, keep).unwrap();
            Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b)).order().to_vec()
        };
        assert_eq!(order(0.0), [1, 3, 0]);
        assert_eq!(order(1.0)[0], 3);
        assert_eq!(order(2.0), [0, 3, 1]);
    }

    #[test]
    fn the_score_is_the_perplexity() {
        let high = scores(&[2.0, 0.0], 2.0).unwrap();
        assert!((high.value(0).unwrap() - 7.389_056_098_930_65).abs() < 1e-12);
        let none = MethodError::NoneScored { method: "perplexity", needs: Representation::Likelihood };
        assert_eq!(scores(&[f32::NAN; 4], 0.0), Err(none));
    }
}
