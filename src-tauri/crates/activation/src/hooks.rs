//! Hook points: the named places where a forward pass lets others look, and change what they see.
//!
//! Capturing neurons and silencing them are both hooks. The decoder asks [`Hook::wants`] first, so that work after the
//! last site anybody wants is not done.

use selection::Projection;

use crate::error::ReadError;
use crate::ops::Ops;

/// What of a block is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The output of one of its linear maps, whose columns are neurons.
    Projection(Projection),
    /// The output of the gate's linear map, before its non-linearity: `[tokens, intermediate]`.
    Gate,
    /// `activation(gate) · up`, the input of the down projection: `[tokens, intermediate]`.
    Gated,
    /// What leaves the block, the residual stream: `[tokens, hidden]`. Hugging Face's `hidden_states[layer + 1]`, save
    /// for the last block, where that list holds [`Place::Normed`] instead.
    Hidden,
    /// What leaves the last block after the model's final norm, `[tokens, hidden]`: what the output head reads. Of no
    /// other layer.
    Normed,
}

/// A place in the decoder that hooks can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// Decoder block, from 0.
    pub layer: usize,
    /// What of the block.
    pub place: Place,
}

impl Site {
    /// The output of one of a block's linear maps.
    #[must_use]
    pub const fn of(layer: usize, projection: Projection) -> Self {
        Self { layer, place: Place::Projection(projection) }
    }
}

/// What a hook is given at a site.
pub struct Moment<'a, O: Ops> {
    /// The arithmetic that runs this pass.
    pub ops: &'a O,
    /// The batch: which rows belong to which document.
    pub plan: &'a O::Plan,
    /// Where the pass is.
    pub site: Site,
    /// The output head, `[hidden]` to `[vocabulary]`, where the model has it loaded.
    pub head: Option<&'a O::Linear>,
}

/// Something that looks at, or replaces, the outputs of sites.
pub trait Hook<O: Ops> {
    /// Whether [`Hook::at`] wants to be called at this site.
    fn wants(&self, site: Site) -> bool;

    /// Looks at a site's output and may return what the pass goes on with instead.
    ///
    /// # Shapes
    /// `rows` is `[tokens, width]`: documents one after the other, no padding. `k` and `v` are not repeated yet:
    /// their width is key heads x head width. `q` and `k` come after their norm, before rope.
    ///
    /// # Errors
    /// Whatever the hook meets ends the pass.
    fn at(&mut self, moment: &Moment<'_, O>, rows: &O::Rows) -> Result<Option<O::Rows>, ReadError>;
}

/// A pass nobody looks into.
pub struct NoHook;

impl<O: Ops> Hook<O> for NoHook {
    fn wants(&self, _: Site) -> bool {
        false
    }

    fn at(&mut self, _: &Moment<'_, O>, _: &O::Rows) -> Result<Option<O::Rows>, ReadError> {
        Ok(None)
    }
}
