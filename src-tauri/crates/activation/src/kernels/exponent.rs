//! e to the x for whole vectors: within two units in the last place of f32, and the same bits on every vector width that
//! fuses multiply and add.
//!
//! Range reduction after Cody and Waite with a two-part ln 2; the polynomial is that of Cephes' `expf`.

use super::isa::mul_add;

/// Below this the result would not be a normal number and is 0.
const LOWEST: f32 = -87.336_54;
/// Above this the result is that of this: far beyond what a softmax or a gate can tell apart.
const HIGHEST: f32 = 88.0;
/// 1.5 · 2^23: adding it leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 as a part with trailing zero bits and the rest.
const LN2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
const POLYNOMIAL: [f32; 6] = [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];

/// e to the `x`: 0 below the least normal number, constant above 88; no number stays no number.
#[inline(always)]
pub(super) fn exp<const FUSED: bool>(x: f32) -> f32 {
    let clamped = x.clamp(LOWEST, HIGHEST);
    let shifted = mul_add::<FUSED>(clamped, std::f32::consts::LOG2_E, ROUNDER);
    let power = shifted - ROUNDER;
    let rest = mul_add::<FUSED>(power, -LN2[1], mul_add::<FUSED>(power, -LN2[0], clamped));
    let mut series = POLYNOMIAL[0];
    for &coefficient in &POLYNOMIAL[1..] {
        series = mul_add::<FUSED>(series, rest, coefficient);
    }
    let fraction = mul_add::<FUSED>(series, rest * rest, rest) + 1.0;
    // The integer stands in the low bits of `shifted`; moved to the exponent's place it multiplies by 2^power.
    let scale = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    if x < LOWEST { 0.0 } else { fraction * scale }
}

/// 1 / (1 + e^-x).
#[inline(always)]
pub(super) fn sigmoid<const FUSED: bool>(x: f32) -> f32 {
    1.0 / (1.0 + exp::<FUSED>(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worst_error<const FUSED: bool>() -> f64 {
        (0..400_000)
            .map(|i| -87.3 + f64::from(i) * (175.2 / 400_000.0))
            .map(|x| x as f32)
            .map(|x| {
                let truth = f64::from(x).exp();
                let ulp = f64::from(f32::EPSILON) * 2f64.powf(truth.log2().floor());
                (f64::from(exp::<FUSED>(x)) - truth).abs() / ulp
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn the_exponential_is_within_two_units_in_the_last_place_of_the_true_one() {
        assert!(worst_error::<true>() <= 2.0, "fused: {}", worst_error::<true>());
        assert!(worst_error::<false>() <= 2.0, "not fused: {}", worst_error::<false>());
    }

    #[test]
    fn the_exponentials_ends_are_zero_finite_and_no_number() {
        assert_eq!(exp::<true>(f32::NEG_INFINITY).to_bits(), 0);
        assert_eq!(exp::<true>(-90.0).to_bits(), 0);
        assert!(exp::<true>(f32::INFINITY).is_finite());
        assert!(exp::<true>(f32::NAN).is_nan());
        assert!((exp::<true>(0.0) - 1.0).abs() < f32::EPSILON);
    }
}
