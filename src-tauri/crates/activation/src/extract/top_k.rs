//! The strongest neurons of one layer.

use std::cmp::Ordering;

/// The indices of the `k` largest impacts, falling, equal ones by rising index (the published code leaves that order
/// to its sort).
///
/// # Panics
/// When `k` is more than the impacts at hand, or an index does not fit a feature number; callers have checked both.
#[must_use]
pub fn strongest(impacts: &[f32], k: usize) -> Vec<u16> {
    let stronger = |&a: &u16, &b: &u16| -> Ordering {
        impacts[usize::from(b)]
            .total_cmp(&impacts[usize::from(a)])
            .then(a.cmp(&b))
    };
    let width = u16::try_from(impacts.len()).expect("widths were checked to fit feature numbers");
    let mut order: Vec<u16> = (0..width).collect();
    if k < order.len() {
        order.select_nth_unstable_by(k, stronger);
        order.truncate(k);
    }
    order.sort_unstable_by(stronger);
    order
}

#[cfg(test)]
mod tests {
    use super::strongest;
    use proptest::prelude::*;

    #[test]
    fn equal_impacts_go_to_the_lower_index() {
        assert_eq!(strongest(&[1.0, 3.0, 0.5, 3.0, 1.0], 4), [1, 3, 0, 4]);
    }

    proptest! {
        #[test]
        fn the_partial_order_is_the_head_of_the_full_one(
            impacts in prop::collection::vec((0u8..20).prop_map(f32::from), 1..80),
            k in 1usize..80,
        ) {
            let k = k.min(impacts.len());
            let full = strongest(&impacts, impacts.len());
            prop_assert_eq!(&strongest(&impacts, k)[..], &full[..k]);
        }
    }
}
