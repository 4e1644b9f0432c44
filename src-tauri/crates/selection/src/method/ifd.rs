//! Instruction value: pairs whose question helps the model little to foresee the answer (IFD).

use super::pairs::pairs;
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::rank::scores::Scores;

const RATIO: Setting = Setting::choice(
    "ratio",
    "Of perplexities, as Superfiltering's code, or of losses, as the first paper's.",
    &["perplexities", "losses"],
);

static DESCRIPTION: Description = Description {
    id: "ifd",
    technical: "IFD",
    plain: "Instruction value",
    sentence: "Keeps question and answer pairs whose answer stays hard although the question is known.",
    good_when: "Your rows are instructions with answers, and you want the ones that teach most.",
    careful_when: "It does not know your goal, and rows without question and answer are left out.",
    source: "arXiv 2308.12032, §2.2 (losses), and 2402.00530, §2 (perplexities)",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: false,
    settings: &[RATIO],
};

/// Instruction-following difficulty: the answer's perplexity (or loss) after its question over that of the answer alone.
///
/// Taken are the largest below 1. From 1 on the question does not help, which the papers take for a mismatch and drop:
/// here these documents come after all others, the one nearest to 1 first, so that nothing vanishes unsaid. Unscored
/// are documents without question and answer, and with losses those whose answer alone has the loss 0 (the published
/// code gives such a failure the ratio 0).
#[derive(Debug, Clone, Copy)]
pub struct Ifd;

impl Method for Ifd {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, _settings: &Settings) -> Vec<Representation> {
        vec![Representation::AnswerLikelihood]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let pairs = pairs(&evidence.pool, Representation::AnswerLikelihood, DESCRIPTION.id)?;
        let of_losses = settings.choice(&RATIO) == "losses";
        let ratio = |[after, alone]: [f64; 2]| if of_losses { after / alone } else { (after - alone).exp() };
        let finite = |ratio: f64| if ratio.is_finite() { ratio } else { f64::NAN };
        let ratios: Vec<f64> = pairs.into_iter().map(|pair| pair.map_or(f64::NAN, |p| finite(ratio(p)))).collect();
        let keys = ratios.iter().map(|&ratio| if ratio < 1.0 { -ratio } else { ratio }).collect();
        Ok(Scores::keyed(ratios, keys))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::data::vectors::Vectors;
    use crate::rank::ranking::Ranking;

    fn scores(values: &[f32], ratio: f64) -> Scores {
        let vectors = Vectors::new(2, values.to_vec()).unwrap();
        let kinds = [(Representation::AnswerLikelihood, &vectors)];
        let pool = Material { documents: vectors.len(), vectors: &kinds, ..Material::default() };
        let settings = Settings::checked(&DESCRIPTION, [("ratio".to_owned(), ratio)].into()).unwrap();
        Ifd.score(&Evidence { pool, ..Evidence::default() }, &settings).unwrap()
    }

    #[test]
    fn the_largest_below_one_come_first_and_the_rest_after_them_nearest_first() {
        let losses = [1.0, 2.0, 3.0, 2.0, 1.5, 2.0, 2.0, 2.0, f32::NAN, f32::NAN];
        let order = Ranking::of(&scores(&losses, 0.0), &|a: usize, b: usize| a.cmp(&b)).order().to_vec();
        assert_eq!(order, [2, 0, 3, 1]);
    }

    #[test]
    fn both_ratios_are_those_of_the_papers() {
        // exp(1) / exp(2), and 1 / 2.
        assert!((scores(&[1.0, 2.0], 0.0).value(0).unwrap() - 0.367_879_441_171_442_3).abs() < 1e-15);
        assert_eq!(scores(&[1.0, 2.0], 1.0).value(0), Some(0.5));
        assert_eq!(scores(&[0.0, 0.0], 1.0).value(0), None);
    }
}
