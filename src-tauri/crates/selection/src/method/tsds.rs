//! Balanced match: near the examples, yet spread out, near-duplicates counted as one.

use rayon::prelude::*;

use super::vector_settings::{CENTRED_UNLESS_SAID, REPRESENTATION, Sides, chosen};
use super::{Description, Evidence, Kind, Method, MethodError, Representation, Setting, Settings, Standing};
use crate::data::vectors::Vectors;
use crate::geometry::directions::write_direction;
use crate::geometry::neighbours::Neighbours;
use crate::pick::tsds::{Spread, Wanted, balanced, race};
use crate::rank::scores::Scores;

const SUPPORT: Setting = Setting::number(
    "support",
    "The share of the pool to draw from, in percent; 0 leaves it to alpha and C.",
    10.0,
    (0.0, 100.0, 0.5),
);
const RADIUS: Setting = Setting::number(
    "radius",
    "Texts nearer than this to each other are near-duplicates; vectors have length 1, 0 turns it off.",
    0.3,
    (0.0, 2.0, 0.05),
);
const SAMPLING: Setting = Setting::choice(
    "sampling",
    "Texts are drawn by chance, or the most probable ones come first.",
    &["drawn", "most_probable"],
);
const SEED: Setting = Setting::seed();
const ALPHA: Setting = Setting::number("alpha", "1 looks at nearness alone, 0 at spread alone.", 0.5, (0.0, 1.0, 0.05));
const C: Setting = Setting::number("c", "The distance that weighs as much as spread.", 1.0, (0.01, 100.0, 0.1));
const MAX_K: Setting = Setting::number(
    "max_k",
    "Neighbours looked at for each example; more where they run out.",
    200.0,
    (1.0, 1_000_000.0, 100.0),
);
const KDE_K: Setting =
    Setting::number("kde_k", "Near-duplicates of a text that count at most.", 1000.0, (1.0, 1_000_000.0, 100.0));

static DESCRIPTION: Description = Description {
    id: "tsds",
    technical: "TSDS",
    plain: "Balanced match",
    sentence: "Like your examples, but spread out, so that you do not get 500 near-copies.",
    good_when: "The pool holds many near-copies, or your examples are of several kinds.",
    careful_when: "It depends on the vectors used; let the support be at least as large as the budget.",
    source: "arXiv 2410.11303 and its published code",
    standing: Standing::Published,
    kind: Kind::Set,
    needs_examples: true,
    settings: &[SUPPORT, RADIUS, SAMPLING, SEED, REPRESENTATION, CENTRED_UNLESS_SAID, ALPHA, C, MAX_K, KDE_K],
};

/// Data selection as optimal transport (TSDS, arXiv 2410.11303), on vectors of length 1.
///
/// Differs from the published code: neighbours are exact, no mass is lost, and each text is drawn once at most. To draw
/// with repeats and to look only at a text's first time gives the same order by chance, so that is no choice here. The
/// published code takes vectors as they are; here they are centred and scaled by the pool unless told otherwise, and a
/// tenth of the pool takes part: what language models give lies so close together that nearly every text would.
#[derive(Debug, Clone, Copy)]
pub struct Tsds;

impl Method for Tsds {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn needs(&self, settings: &Settings) -> Vec<Representation> {
        vec![chosen(settings)]
    }

    fn score(&self, evidence: &Evidence, settings: &Settings) -> Result<Scores, MethodError> {
        let sides = Sides::of(evidence, DESCRIPTION.id, chosen(settings))?;
        if is_flat(sides.pool) {
            return Err(MethodError::Flat { method: DESCRIPTION.id, why: "all their vectors are the same" });
        }
        let centring = sides.centring(settings, &CENTRED_UNLESS_SAID);
        let directions = |vectors| directions(vectors, |row, place| write_direction(row, centring.as_ref(), place));
        let (pool, examples) = (directions(sides.pool)?, directions(sides.examples)?);
        let found = balanced(&pool, &examples, &wanted(settings, pool.len()))?;
        let nearest = Neighbours::of(&pool, &examples, 1);
        let mut probabilities = found.probabilities;
        let unread = (0..pool.len()).filter(|&document| pool.row(document).is_none());
        unread.for_each(|document| probabilities[document] = f64::NAN);
        let keys = keys(&probabilities, &nearest, settings);
        Ok(Scores::drawn(probabilities, keys))
    }
}

fn wanted(settings: &Settings, documents: usize) -> Wanted {
    let spread = match (settings.value(&SUPPORT) / 100.0 * documents as f64).ceil() as usize {
        0 => Spread::Weighed { alpha: settings.value(&ALPHA), c: settings.value(&C) },
        support => Spread::Support(support),
    };
    let count = |setting| settings.value(setting) as usize;
    Wanted { spread, radius: settings.value(&RADIUS), max_k: count(&MAX_K), kde_k: count(&KDE_K) }
}

/// Texts that take mass as they are drawn, then all others by their distance to the nearest example.
fn keys(probabilities: &[f64], nearest: &Neighbours, settings: &Settings) -> Vec<f64> {
    /// Above every key of a draw: logarithms of doubles end far below.
    const OTHERS: f64 = 1e6;
    let mut keys = match settings.choice(&SAMPLING) {
        "drawn" => race(probabilities, settings.value(&SEED) as u64),
        _ => probabilities.iter().map(|p| -p).collect(),
    };
    let distance = |document: usize| nearest.row(document).map(|(_, distances)| distances[0]);
    let without = (0..keys.len()).filter(|&document| probabilities[document] == 0.0);
    let mut others: Vec<(f64, usize)> = without.filter_map(|document| Some((distance(document)?, document))).collect();
    others.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    // Numbered, equal distances alike, so that no digit of a distance is lost beside a large number.
    let mut last = (f64::NEG_INFINITY, OTHERS);
    for (distance, document) in others {
        if distance > last.0 {
            last = (distance, last.1 + 1.0);
        }
        keys[document] = last.1;
    }
    keys
}

fn directions(vectors: &Vectors, write: impl Fn(&[f32], &mut [f32]) + Sync) -> Result<Vectors, MethodError> {
    let width = vectors.width();
    let mut values = vec![f32::NAN; vectors.values().len()];
    values.par_chunks_exact_mut(width).enumerate().for_each(|(document, place)| {
        if let Some(row) = vectors.row(document) {
            write(row, place);
        }
    });
    Ok(Vectors::new(width, values)?)
}

fn is_flat(pool: &Vectors) -> bool {
    let mut read = (0..pool.len()).filter_map(|document| pool.row(document));
    let first = read.next();
    read.next().is_some_and(|second| first == Some(second)) && read.all(|row| first == Some(row))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::material::Material;
    use crate::numbers::random::unit;
    use crate::rank::ranking::Ranking;

    /// The angles of these texts say how near they are: they are taken as they are.
    const RAW: (&str, f64) = ("centred", 0.0);

    fn ranked(pool: &Vectors, examples: &Vectors, given: &[(&str, f64)]) -> Result<(Scores, Vec<u32>), MethodError> {
        let given = given.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
        let settings = Settings::checked(&DESCRIPTION, given).unwrap();
        let (pool, examples) = ([(Representation::LastHidden, pool)], [(Representation::LastHidden, examples)]);
        let material = |vectors| Material { vectors, ..Material::default() };
        let evidence = Evidence { pool: material(&pool), examples: material(&examples), ..Evidence::default() };
        let scores = Tsds.score(&evidence, &settings)?;
        let order = Ranking::of(&scores, &|a: usize, b: usize| a.cmp(&b)).order().to_vec();
        Ok((scores, order))
    }

    /// Forty texts around the example; the ten nearest are copies of one another but for rounding.
    fn with_copies() -> (Vectors, Vectors) {
        let angle = |row: u64| if row < 10 { 0.05 + 1e-4 * row as f64 } else { 0.1 + 0.03 * (row - 10) as f64 };
        let numbers = (0..40).flat_map(|row| [angle(row).cos() as f32, angle(row).sin() as f32]).collect();
        (Vectors::new(2, numbers).unwrap(), Vectors::new(2, vec![1.0, 0.0]).unwrap())
    }

    #[test]
    fn near_copies_share_the_mass_of_one_text() {
        let (pool, example) = with_copies();
        let share = |radius: f64| {
            let (scores, _) = ranked(&pool, &example, &[("support", 50.0), ("radius", radius), RAW]).unwrap();
            (0..10).filter_map(|row| scores.value(row)).sum::<f64>()
        };
        assert!((share(0.0) - 0.5).abs() < 1e-9, "ten of twenty texts: {}", share(0.0));
        assert!(share(0.01) < 0.1, "about one of eleven: {}", share(0.01));
    }

    #[test]
    fn texts_with_mass_come_first_by_chance_and_the_others_by_their_distance() {
        let (pool, example) = with_copies();
        let draw =
            |seed| ranked(&pool, &example, &[("support", 37.5), ("radius", 0.0), ("seed", seed), RAW]).unwrap().1;
        let (one, other) = (draw(1.0), draw(2.0));
        assert_ne!(one, other);
        assert_eq!(one, draw(1.0));
        let sorted = |order: &[u32]| order.iter().copied().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(sorted(&one[..15]), (0..15).collect());
        assert_eq!(one[15..], (15..40).collect::<Vec<_>>());
        let (scores, first) = ranked(&pool, &example, &[("support", 37.5), ("sampling", 1.0), RAW]).unwrap();
        let probabilities: Vec<f64> = first.iter().filter_map(|&row| scores.value(row as usize)).collect();
        assert!(probabilities.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn texts_that_are_all_the_same_are_told_so_and_an_unread_one_stays_unscored() {
        let same = Vectors::new(2, [0.6, 0.8].repeat(9)).unwrap();
        let error = ranked(&same, &with_copies().1, &[]).unwrap_err();
        assert!(error.to_string().contains("all their vectors are the same"), "{error}");
        let numbers = (0..20).map(|i| if i < 2 { f32::NAN } else { unit(1, i) as f32 }).collect();
        let (scores, order) = ranked(&Vectors::new(2, numbers).unwrap(), &with_copies().1, &[]).unwrap();
        assert_eq!((scores.value(0), order.len()), (None, 9));
    }

    #[test]
    fn alpha_and_c_decide_where_no_support_is_asked_for() {
        let (pool, example) = with_copies();
        let support = |alpha: f64| {
            let (scores, _) =
                ranked(&pool, &example, &[("support", 0.0), ("alpha", alpha), ("radius", 0.0), RAW]).unwrap();
            (0..40).filter(|&row| scores.value(row).unwrap() > 0.0).count()
        };
        assert!(support(0.95) < support(0.6), "{} and {}", support(0.95), support(0.6));
        assert_eq!(support(1.0), 1);
    }
}
