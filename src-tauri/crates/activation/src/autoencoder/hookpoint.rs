//! Where in a backbone an autoencoder reads: the output of one decoder block.

use super::AutoencoderError;

/// The residual stream as it leaves a block (Hugging Face's `hidden_states[layer + 1]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hookpoint {
    /// Decoder block, from 0.
    pub layer: usize,
}

impl Hookpoint {
    /// sparsify's folder names: `layers.N`, in old releases `layer_N`. Other names are of no folder of a hook point.
    ///
    /// # Errors
    /// [`AutoencoderError::Hookpoint`] for places inside a block and for the embedding.
    pub fn from_folder(name: &str) -> Result<Option<Self>, AutoencoderError> {
        let rest = name.strip_prefix("layers.").or_else(|| name.strip_prefix("layer_"));
        let elsewhere = || AutoencoderError::Hookpoint { found: name.to_owned() };
        match rest {
            None if name == "embed_tokens" => Err(elsewhere()),
            None => Ok(None),
            Some(rest) => rest.parse().map(|layer| Some(Self { layer })).map_err(|_| elsewhere()),
        }
    }

    /// The names in `SAELens`'s settings: `blocks.N.hook_resid_post`, or `blocks.N.hook_resid_pre` with N of at least 1,
    /// which is the output of the block before.
    ///
    /// # Errors
    /// [`AutoencoderError::Hookpoint`] for any other place.
    pub fn from_hook_name(name: &str) -> Result<Self, AutoencoderError> {
        let elsewhere = || AutoencoderError::Hookpoint { found: name.to_owned() };
        let rest = name.strip_prefix("blocks.").ok_or_else(elsewhere)?;
        let (number, place) = rest.split_once('.').ok_or_else(elsewhere)?;
        let number: usize = number.parse().map_err(|_| elsewhere())?;
        match place {
            "hook_resid_post" => Ok(Self { layer: number }),
            "hook_resid_pre" => number.checked_sub(1).map(|layer| Self { layer }).ok_or_else(elsewhere),
            _ => Err(elsewhere()),
        }
    }

    /// sparsify's folder name.
    #[must_use]
    pub fn folder(self) -> String {
        format!("layers.{}", self.layer)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn both_spellings_of_a_block_output_name_its_layer() {
        assert_eq!(Hookpoint::from_folder("layers.30").unwrap(), Some(Hookpoint { layer: 30 }));
        assert_eq!(Hookpoint::from_folder("layer_7").unwrap(), Some(Hookpoint { layer: 7 }));
        assert_eq!(Hookpoint::from_folder("my-autoencoder").unwrap(), None);
    }

    #[test]
    fn places_inside_a_block_are_refused_by_name() {
        for name in ["layers.3.mlp", "embed_tokens", "layers.-1"] {
            assert!(Hookpoint::from_folder(name).unwrap_err().to_string().contains(name));
        }
        for name in ["blocks.3.hook_mlp_out", "blocks.0.hook_resid_pre", "blocks.x.hook_resid_post"] {
            assert!(Hookpoint::from_hook_name(name).unwrap_err().to_string().contains(name));
        }
    }

    #[test]
    fn what_enters_a_block_is_what_left_the_one_before() {
        assert_eq!(Hookpoint::from_hook_name("blocks.8.hook_resid_pre").unwrap().layer, 7);
        assert_eq!(Hookpoint::from_hook_name("blocks.8.hook_resid_post").unwrap().layer, 8);
    }
}
