//! Longest first: a yardstick, and a cheap signal of its own.

use super::{Description, Evidence, Kind, Method, MethodError, Representation, Settings, Standing};
use crate::rank::scores::Scores;

static DESCRIPTION: Description = Description {
    id: "length",
    technical: "Length",
    plain: "Longest first",
    sentence: "Keeps the longest texts, counted in the model's tokens.",
    good_when: "You want to know whether another method does more than pick long texts.",
    careful_when: "It knows neither your goal nor quality, and few long texts use up the budget.",
    source: "arXiv 2410.09335 (length as a baseline)",
    standing: Standing::Baseline,
    kind: Kind::Pointwise,
    needs_examples: false,
    settings: &[],
};

/// A document's score is its number of tokens; documents without any are unscored.
#[derive(Debug, Clone, Copy)]
pub struct Length;

impl Method for Length {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::Length]
    }

    fn score(&self, evidence: &Evidence, _settings: &Settings) -> Result<Scores, MethodError> {
        let Some(tokens) = evidence.pool.tokens else {
            return Err(MethodError::NothingRead { method: DESCRIPTION.id, needs: Representation::Length });
        };
        let score = |&tokens: &u64| if tokens == 0 { f64::NAN } else { tokens as f64 };
        Ok(Scores::plain(tokens.iter().map(score).collect()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::rank::ranking::Ranking;

    #[test]
    fn the_longest_come_first_and_what_has_no_token_is_not_ranked() {
        let pool = Material { documents: 4, tokens: Some(&[3, 0, 90, 3]), ..Material::default() };
        let scores = Length.score(&Evidence { pool, ..Evidence::default() }, &Settings::default()).unwrap();
        assert_eq!(Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b)).order(), [2, 0, 3]);
    }
}
