//! What the tokens of a text have to do with the neurons and columns that give its score.
//!
//! A neuron's impact is the mean over tokens of |activation| (arXiv 2604.15706, §2.1), a column of a vector the mean of
//! what each token gives. So a token's share of a neuron is its activation over the sum of all tokens', and its part of the
//! score the sum over neurons of that share times what the neuron adds: the tokens' parts add up to what the neurons add.
//! It says of which token the impact comes, not what the score would be without it: other tokens would then read
//! otherwise, and other neurons might be the strongest.

/// What each token gives to the parts of some columns.
///
/// A column that no token fires is shared evenly, so that nothing is lost.
///
/// # Shapes
/// `values` is `[tokens][columns]`, none below 0; `parts` is `[columns]`; the result is `[tokens]`.
///
/// # Panics
/// When `values` are no whole rows.
#[must_use]
pub fn by_token(values: &[f32], parts: &[f64]) -> Vec<f64> {
    if parts.is_empty() || values.is_empty() {
        return Vec::new();
    }
    assert!(values.len().is_multiple_of(parts.len()), "a row of columns for each token");
    let mut totals = vec![0.0; parts.len()];
    for row in values.chunks_exact(parts.len()) {
        totals.iter_mut().zip(row).for_each(|(total, &value)| *total += f64::from(value));
    }
    let tokens = (values.len() / parts.len()) as f64;
    let share = |value: f32, total: f64| if total > 0.0 { f64::from(value) / total } else { 1.0 / tokens };
    let of_row = |row: &[f32]| {
        let columns = row.iter().zip(&totals).zip(parts);
        columns.map(|((&value, &total), part)| part * share(value, total)).sum()
    };
    values.chunks_exact(parts.len()).map(of_row).collect()
}

#[cfg(test)]
mod tests {
    use super::by_token;
    use proptest::prelude::*;

    #[test]
    fn a_token_has_its_share_of_every_neuron_s_impact() {
        // Neuron one: 1 and 3 of 4; neuron two: all of the first token. By hand 0.4 · 1/4 + 0.2, and 0.4 · 3/4.
        let found = by_token(&[1.0, 5.0, 3.0, 0.0], &[0.4, 0.2]);
        assert!((found[0] - 0.3).abs() < 1e-12 && (found[1] - 0.3).abs() < 1e-12);
    }

    #[test]
    fn a_silent_column_is_shared_evenly_and_no_tokens_have_no_parts() {
        assert_eq!(by_token(&[0.0, 0.0], &[0.5]), [0.25, 0.25]);
        assert_eq!(by_token(&[], &[0.5]), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn the_tokens_parts_add_up_to_what_the_neurons_add(
            rows in prop::collection::vec(prop::collection::vec(0.0f32..9.0, 5), 1..40),
            parts in prop::collection::vec(0.0f64..1.0, 5),
        ) {
            let found: f64 = by_token(&rows.concat(), &parts).iter().sum();
            prop_assert!((found - parts.iter().sum::<f64>()).abs() < 1e-12);
        }
    }
}
