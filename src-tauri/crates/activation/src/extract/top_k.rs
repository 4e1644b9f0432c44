//! The strongest neurons of one layer.

/// The indices of the `k` largest impacts, falling, equal ones by rising index (the published code leaves that order
/// to its sort). Only the head of the order is sorted.
///
/// # Panics
/// When `k` is more than the impacts at hand, or an index does not fit a feature number; callers have checked both,
/// and that every impact is finite and not negative.
#[must_use]
pub fn strongest(impacts: &[f32], k: usize) -> Vec<u16> {
    let width = u16::try_from(impacts.len()).expect("widths were checked to fit feature numbers");
    let mut keys: Vec<u64> = impacts.iter().zip(0..width).map(|(&impact, index)| falling(impact, index)).collect();
    if k < keys.len() {
        keys.select_nth_unstable(k);
    }
    let head = &mut keys[..k];
    head.sort_unstable();
    head.iter().map(|&key| key as u16).collect()
}

/// A number that is smaller for a stronger impact, then for a lower index: bits of floats that are not negative rise
/// with them.
fn falling(impact: f32, index: u16) -> u64 {
    u64::from(!impact.to_bits()) << 16 | u64::from(index)
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
