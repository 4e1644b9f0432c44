//! What computes, and how much it takes at once.

use super::{Backbone, Engine};
use crate::ops::room::Narrowed;

impl Backbone {
    /// What computes, in words.
    #[must_use]
    pub fn device_label(&self) -> &str {
        &self.device_label
    }

    /// Whether a graphics card computes, whose memory may run out.
    #[must_use]
    pub fn is_on_card(&self) -> bool {
        matches!(&self.engine, Engine::Tensor(decoder) if !decoder.ops().is_on_processor())
    }

    /// How much less than usual goes through the device at once, since its memory ran out.
    #[must_use]
    pub fn narrowed(&self) -> Option<Narrowed> {
        match &self.engine {
            Engine::Packed(decoder) => decoder.room().narrowed(),
            Engine::Tensor(decoder) => decoder.room().narrowed(),
        }
    }
}
