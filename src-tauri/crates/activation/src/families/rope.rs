//! Rotary position embeddings (arXiv 2104.09864) as Hugging Face checkpoints expect them: wavelengths, and how later
//! models stretch them for longer texts.

use super::settings::Settings;
use crate::error::BackboneError;
use crate::ops::RopeTable;

/// How wavelengths are stretched.
#[derive(Debug, Clone, PartialEq)]
pub enum Scaling {
    /// Not at all.
    None,
    /// All alike: frequencies divided by the factor.
    Linear(f64),
    /// Llama 3.1: long wavelengths by the factor, short ones not, those between in part.
    Llama3 {
        /// By how much long wavelengths are stretched.
        factor: f64,
        /// Wavelengths above `original / low` are long.
        low: f64,
        /// Wavelengths below `original / high` are short.
        high: f64,
        /// Tokens of context before stretching.
        original: f64,
    },
    /// One divisor for each frequency, as GGUF files carry them.
    Factors(Vec<f32>),
}

/// One kind of rotary embedding.
#[derive(Debug, Clone, PartialEq)]
pub struct Rope {
    /// Base of the wavelengths.
    pub theta: f64,
    /// How they are stretched.
    pub scaling: Scaling,
}

impl Rope {
    /// Without stretching.
    #[must_use]
    pub const fn plain(theta: f64) -> Self {
        Self { theta, scaling: Scaling::None }
    }

    /// From `rope_theta` and `rope_scaling` (or `rope_parameters`).
    ///
    /// # Errors
    /// [`BackboneError::Setting`] when the kind of scaling is not known.
    pub fn read(settings: &Settings) -> Result<Self, BackboneError> {
        Ok(Self { theta: settings.rope_theta(10_000.0)?, scaling: Scaling::read(settings)? })
    }

    /// Cosines and sines for positions from 0, computed in f32 as the published models' own code does.
    #[must_use]
    pub fn table(&self, head_width: usize, positions: usize) -> RopeTable {
        let half = head_width / 2;
        let frequencies = self.frequencies(head_width);
        let angles = (0..positions).flat_map(|position| frequencies.iter().map(move |f| position as f32 * f));
        let (sin, cos) = angles.map(f32::sin_cos).unzip();
        RopeTable { half, cos, sin }
    }

    /// `[half]`: turns a token, in radians.
    fn frequencies(&self, head_width: usize) -> Vec<f32> {
        let plain = (0..head_width).step_by(2).map(|i| 1.0 / self.theta.powf(i as f64 / head_width as f64) as f32);
        match &self.scaling {
            Scaling::None => plain.collect(),
            Scaling::Linear(factor) => plain.map(|f| f / *factor as f32).collect(),
            Scaling::Factors(factors) => plain.zip(factors).map(|(f, factor)| f / factor).collect(),
            &Scaling::Llama3 { factor, low, high, original } => plain
                .map(|f| {
                    let turns = original as f32 * f / std::f32::consts::TAU;
                    let smooth = ((turns - low as f32) / (high as f32 - low as f32)).clamp(0.0, 1.0);
                    (1.0 - smooth) * f / factor as f32 + smooth * f
                })
                .collect(),
        }
    }
}

impl Scaling {
    fn read(settings: &Settings) -> Result<Self, BackboneError> {
        let key = if settings.has("rope_scaling") { "rope_scaling" } else { "rope_parameters" };
        let scaling = settings.nested(key);
        let scaling = if scaling.has("full_attention") { scaling.nested("full_attention") } else { scaling };
        match scaling.text("rope_type").or_else(|| scaling.text("type")) {
            None | Some("default") => Ok(Self::None),
            Some("linear") => Ok(Self::Linear(scaling.number_or("factor", 1.0)?)),
            Some("llama3") => Ok(Self::Llama3 {
                factor: scaling.number_or("factor", 8.0)?,
                low: scaling.number_or("low_freq_factor", 1.0)?,
                high: scaling.number_or("high_freq_factor", 4.0)?,
                original: scaling.number_or("original_max_position_embeddings", 8192.0)?,
            }),
            Some(_) => Err(settings.wrong(key, "rope type default, linear or llama3")),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "the same operations give the same bits")]

    use super::*;

    #[test]
    fn llama3_scaling_leaves_short_wavelengths_and_stretches_long_ones() {
        let scaling = Scaling::Llama3 { factor: 8.0, low: 1.0, high: 4.0, original: 64.0 };
        let scaled = Rope { theta: 500_000.0, scaling }.frequencies(24);
        let plain = Rope::plain(500_000.0).frequencies(24);
        assert_eq!(scaled[0], plain[0]);
        assert_eq!(scaled[11], plain[11] / 8.0);
    }

    #[test]
    fn the_first_position_is_not_turned() {
        let table = Rope::plain(10_000.0).table(4, 2);
        assert_eq!((&table.cos[..2], &table.sin[..2]), (&[1.0, 1.0][..], &[0.0, 0.0][..]));
        assert_eq!(table.cos[2], 1f32.cos());
    }
}
