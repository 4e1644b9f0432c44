//! Dividing a budget into shares: whole units, nothing lost, nobody given more than there is.

/// Divides `budget` in proportion to `weights`, each part at most its `most`; what one cannot take goes to the others,
/// again in proportion. Units that do not divide go to the largest remainders, the first of equals.
///
/// The parts add up to the budget, or to all that the parts with a weight can take where that is less. Weights that are
/// not above 0 take nothing.
///
/// # Panics
/// When there are not as many weights as bounds.
#[must_use]
pub fn divided(budget: u64, weights: &[f64], most: &[u64]) -> Vec<u64> {
    assert_eq!(weights.len(), most.len(), "a bound for every weight");
    let mut parts = vec![0; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).filter(|&part| weights[part] > 0.0 && most[part] > 0).collect();
    let mut left = budget;
    loop {
        let total: f64 = open.iter().map(|&part| weights[part]).sum();
        let wish = |part: usize| left as f64 * (weights[part] / total);
        let (full, rest): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&part| wish(part) >= most[part] as f64);
        if full.is_empty() {
            break spread(left, &rest, &wish, &mut parts);
        }
        for part in full {
            // Rounding of the wishes can promise a unit more than is left.
            parts[part] = most[part].min(left);
            left -= parts[part];
        }
        open = rest;
    }
    parts
}

/// Whole parts of wishes that add up to `left` and that no bound cuts: rounded down, then one more to the largest rests.
fn spread(left: u64, open: &[usize], wish: &impl Fn(usize) -> f64, parts: &mut [u64]) {
    for &part in open {
        parts[part] = wish(part) as u64;
    }
    let given: u64 = open.iter().map(|&part| parts[part]).sum();
    let mut by_rest = open.to_vec();
    by_rest.sort_by(|&a, &b| wish(b).fract().total_cmp(&wish(a).fract()));
    for &part in by_rest.iter().take(left.saturating_sub(given) as usize) {
        parts[part] += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FREE: u64 = u64::MAX;

    #[test]
    fn units_that_do_not_divide_go_to_the_largest_remainders() {
        // Wishes 3.33 each, and 5, 2.5, 2.5.
        assert_eq!(divided(10, &[1.0; 3], &[FREE; 3]), [4, 3, 3]);
        assert_eq!(divided(10, &[2.0, 1.0, 1.0], &[FREE; 3]), [5, 3, 2]);
        assert_eq!(divided(5, &[0.0, 1.0, f64::NAN], &[FREE; 3]), [0, 5, 0]);
    }

    #[test]
    fn what_one_cannot_take_goes_to_the_others() {
        assert_eq!(divided(12, &[1.0; 3], &[1, FREE, FREE]), [1, 6, 5]);
        assert_eq!(divided(12, &[1.0; 3], &[1, 5, 3]), [1, 5, 3]);
        assert_eq!(divided(12, &[], &[]), Vec::<u64>::new());
        assert_eq!(divided(0, &[1.0], &[3]), [0]);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_no_bound_is_passed(
            budget in 0_u64..1000,
            parts in proptest::collection::vec((0.01_f64..10.0, 0_u64..300), 1..8),
        ) {
            let (weights, most): (Vec<f64>, Vec<u64>) = parts.into_iter().unzip();
            let found = divided(budget, &weights, &most);
            prop_assert_eq!(found.iter().sum::<u64>(), budget.min(most.iter().sum()));
            prop_assert!(found.iter().zip(&most).all(|(part, most)| part <= most));
        }
    }
}
