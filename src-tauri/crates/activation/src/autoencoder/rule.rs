//! Which latents of a token count, by the activation an autoencoder was trained with.
//!
//! Zeros are left out: they add nothing to any mean. Equal activations go to the lower latent (the published code leaves
//! that order to its sort).

/// From pre-activations to activations.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The `k` largest that are more than zero (sparsify: of the rectified ones; `SAELens`: rectified afterwards; the same).
    TopK {
        /// How many.
        k: usize,
    },
    /// The `k` largest by absolute value, sign kept (sparsify's old `signed`).
    SignedTopK {
        /// How many.
        k: usize,
    },
    /// The largest rectified one of each of `k` equal runs of latents.
    GroupMax {
        /// How many runs.
        k: usize,
    },
    /// All that are more than zero.
    Relu,
    /// All that are more than zero and more than their latent's threshold.
    JumpRelu {
        /// One for each latent.
        thresholds: Vec<f32>,
    },
}

impl Rule {
    /// The activations of one token, by rising latent, none of them zero.
    ///
    /// `pre` are its finite pre-activations, one for each latent.
    #[must_use]
    pub fn pick(&self, pre: &[f32]) -> Vec<(u32, f32)> {
        match self {
            Self::TopK { k } => largest(pre, *k, |value| value),
            Self::SignedTopK { k } => largest(pre, *k, f32::abs),
            Self::GroupMax { k } => group_max(pre, *k),
            Self::Relu => above(pre, |_| 0.0),
            Self::JumpRelu { thresholds } => above(pre, |latent| thresholds[latent].max(0.0)),
        }
    }

    /// In words, for people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::TopK { k } => format!("top {k}"),
            Self::SignedTopK { k } => format!("top {k}, signed"),
            Self::GroupMax { k } => format!("largest of {k} groups"),
            Self::Relu => "ReLU".to_owned(),
            Self::JumpRelu { .. } => "JumpReLU".to_owned(),
        }
    }
}

fn above(pre: &[f32], threshold: impl Fn(usize) -> f32) -> Vec<(u32, f32)> {
    let kept = pre.iter().enumerate().filter(|&(latent, &value)| value > threshold(latent));
    kept.map(|(latent, &value)| (latent as u32, value)).collect()
}

fn group_max(pre: &[f32], groups: usize) -> Vec<(u32, f32)> {
    let width = (pre.len() / groups.max(1)).max(1);
    let mut kept = Vec::with_capacity(groups);
    for (group, values) in pre.chunks_exact(width).enumerate() {
        let (mut place, mut most) = (0, 0.0);
        for (index, &value) in values.iter().enumerate() {
            if value > most {
                (place, most) = (index, value);
            }
        }
        if most > 0.0 {
            kept.push(((group * width + place) as u32, most));
        }
    }
    kept
}

/// The `k` latents with the largest strength above zero. One pass: what cannot be among them any more is not looked at twice.
fn largest(pre: &[f32], k: usize, strength: impl Fn(f32) -> f32) -> Vec<(u32, f32)> {
    let room = 2 * k.max(32);
    let mut keys: Vec<u64> = Vec::with_capacity(room);
    let mut floor = 0.0;
    for (latent, &value) in pre.iter().enumerate() {
        let value = strength(value);
        if value > floor {
            keys.push(falling(value, latent as u32));
            if keys.len() == room {
                floor = keep_smallest(&mut keys, k);
            }
        }
    }
    keep_smallest(&mut keys, k);
    let mut kept: Vec<u32> = keys.into_iter().map(|key| key as u32).collect();
    kept.sort_unstable();
    kept.into_iter().map(|latent| (latent, pre[latent as usize])).collect()
}

/// Keeps the `k` smallest keys and gives the strength that a later latent has to exceed.
fn keep_smallest(keys: &mut Vec<u64>, k: usize) -> f32 {
    if k == 0 || keys.len() < k {
        keys.truncate(k);
        return if k == 0 { f32::INFINITY } else { 0.0 };
    }
    let (_, &mut last, _) = keys.select_nth_unstable(k - 1);
    keys.truncate(k);
    f32::from_bits(!((last >> 32) as u32))
}

/// A number that is smaller for a stronger latent, then for a lower one: bits of floats that are not negative rise with them.
fn falling(strength: f32, latent: u32) -> u64 {
    u64::from(!strength.to_bits()) << 32 | u64::from(latent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_activations_go_to_the_lower_latent() {
        assert_eq!(Rule::TopK { k: 2 }.pick(&[1.0, 3.0, 3.0, 3.0]), [(1, 3.0), (2, 3.0)]);
        assert_eq!(Rule::SignedTopK { k: 2 }.pick(&[1.0, -3.0, 3.0, 3.0]), [(1, -3.0), (2, 3.0)]);
        assert_eq!(Rule::GroupMax { k: 2 }.pick(&[1.0, 1.0, -2.0, 0.5]), [(0, 1.0), (3, 0.5)]);
    }

    #[test]
    fn what_is_not_above_zero_is_no_activation() {
        assert_eq!(Rule::TopK { k: 3 }.pick(&[-1.0, 0.0, 2.0]), [(2, 2.0)]);
        assert_eq!(Rule::GroupMax { k: 2 }.pick(&[-1.0, -1.0, -2.0, 0.0]), []);
        assert_eq!(Rule::Relu.pick(&[-1.0, 0.0, 2.0]), [(2, 2.0)]);
        let jump = Rule::JumpRelu { thresholds: vec![0.5, 0.5, -1.0, -1.0] };
        assert_eq!(jump.pick(&[0.5, 0.6, 0.1, -0.1]), [(1, 0.6), (2, 0.1)]);
    }

    proptest! {
        #[test]
        fn one_pass_keeps_what_a_full_sort_keeps(
            pre in prop::collection::vec((-9i8..10).prop_map(f32::from), 1..400),
            k in 1usize..40,
        ) {
            for (rule, signed) in [(Rule::TopK { k }, false), (Rule::SignedTopK { k }, true)] {
                let strength = |value: f32| if signed { value.abs() } else { value };
                let mut order: Vec<usize> = (0..pre.len()).filter(|&i| strength(pre[i]) > 0.0).collect();
                order.sort_by(|&a, &b| strength(pre[b]).total_cmp(&strength(pre[a])).then(a.cmp(&b)));
                order.truncate(k);
                order.sort_unstable();
                let wanted: Vec<(u32, f32)> = order.into_iter().map(|i| (i as u32, pre[i])).collect();
                prop_assert_eq!(rule.pick(&pre), wanted);
            }
        }
    }
}
