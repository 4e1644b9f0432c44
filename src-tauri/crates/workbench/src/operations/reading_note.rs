//! What a reading did differently because a device's memory ran out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something a person should know of how documents were read. On the processor such a reading is the same bit for bit; a
/// graphics card may round the products of another batch otherwise, as another card would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "workbench.ts")]
pub enum ReadingNote {
    /// The device's memory ran out, so fewer documents went through it at once.
    SmallerBatches {
        /// The device, in words.
        device: String,
        /// Tokens at once since then.
        tokens: u32,
        /// Tokens at once that such a device usually takes.
        usual: u32,
    },
    /// The device's memory was too small even so, and the processor went on.
    OnProcessor {
        /// The device that was left, in words; empty where the model itself did not fit it.
        device: String,
    },
}

impl ReadingNote {
    /// Adds a note to others. What an earlier one says of the same kind is overtaken: batches only become smaller.
    pub fn join(self, notes: &mut Vec<Self>) {
        let is_overtaken = |other: &Self| std::mem::discriminant(other) == std::mem::discriminant(&self);
        match notes.iter_mut().find(|other| is_overtaken(other)) {
            Some(earlier) if self.tokens() <= earlier.tokens() => *earlier = self,
            Some(_) => {}
            None => notes.push(self),
        }
    }

    const fn tokens(&self) -> Option<u32> {
        match self {
            Self::SmallerBatches { tokens, .. } => Some(*tokens),
            Self::OnProcessor { .. } => None,
        }
    }
}
