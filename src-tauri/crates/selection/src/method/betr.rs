//! Best rank: each example ranks the pool, and a row counts by its best rank.

use rayon::prelude::*;

use super::vector_settings::{CENTRED, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::pick::by_example::each_example;
use crate::rank::scores::Scores;

const VALUE: Setting = Setting::choice(
    "value",
    "The best rank counts, or the mean over examples of the rank's logarithm.",
    &["best_rank", "mean_log_rank"],
);

static DESCRIPTION: Description = Description {
    id: "betr",
    technical: "BETR",
    plain: "Best rank",
    sentence: "Each example ranks all rows; a row counts by the best rank it got.",
    good_when: "Your examples differ, and some are near everything.",
    careful_when: "As many rows share a rank as there are examples. The published classifier is left out.",
    source: "the max-rank aggregation of BETR, as its paper gives it",
    standing: Standing::Published,
    kind: Kind::Pointwise,
    needs_examples: true,
    settings: &[VALUE, REPRESENTATION, CENTRED],
};

/// BETR's aggregation: `S_j = max over examples of 1 / r_ij`, or the mean over examples of `log2(1 / r_ij)`.
///
/// Rows equally near to an example share the best of their ranks. The published method trains a text classifier on these
/// scores because its pool is too large to embed; here every document is scored directly.
#[derive(Debug, Clone, Copy)]
pub struct Betr;

impl Method for Betr {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        let (centring, documents) = (sides.centring(settings, &CENTRED), sides.pool.len());
        let goal = sides.goal(centring.as_ref());
        let is_mean = settings.choice(&VALUE) == "mean_log_rank";
        let mut values = vec![if is_mean { 0.0 } else { f64::NEG_INFINITY }; documents];
        let ranks_of = |column: crate::pick::by_example::Column| column.ranks(documents);
        each_example(sides.pool, &goal, centring.as_ref(), ranks_of, |some| {
            values.par_iter_mut().enumerate().for_each(|(document, value)| {
                for rank in some.iter().map(|ranks| f64::from(ranks[document])) {
                    *value = if is_mean { *value - rank.log2() / goal.len() as f64 } else { value.max(1.0 / rank) };
                }
            });
        });
        // A rank of 0 is none.
        let is_read = |document: usize| sides.pool.row(document).is_some();
        values.iter_mut().enumerate().filter(|(document, _)| !is_read(*document)).for_each(|(_, v)| *v = f64::NAN);
        Ok(Scores::plain(values))
    }
}
