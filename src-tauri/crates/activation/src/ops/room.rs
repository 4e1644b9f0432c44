//! How much goes through a device at once: what it takes usually, and less once its memory ran out.
//!
//! Deliberately absent: asking the device how much is free. Another program may take it a moment later, and what a pass
//! needs depends on kernels that are not ours; the device's refusal is the one answer that is sure.

use std::sync::atomic::{AtomicUsize, Ordering};

use candle_core::Error;

/// The tokens of a batch. What one reading has learnt holds for the next one with the same model.
#[derive(Debug)]
pub struct Room {
    usual: usize,
    tokens: AtomicUsize,
}

/// Room that turned out smaller than usual, in tokens of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrowed {
    /// What such a device usually takes.
    pub usual: usize,
    /// What it is given now.
    pub tokens: usize,
}

impl Room {
    /// Begins with what the device usually takes.
    #[must_use]
    pub const fn new(usual: usize) -> Self {
        Self { usual, tokens: AtomicUsize::new(usual) }
    }

    /// Tokens of a batch at most.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.tokens.load(Ordering::Relaxed)
    }

    /// A batch of so many tokens was refused: the next ones hold half of them at most.
    pub fn halve(&self, refused: usize) {
        self.tokens.fetch_min((refused / 2).max(1), Ordering::Relaxed);
    }

    /// What was learnt; nothing while the device takes what it usually does.
    #[must_use]
    pub fn narrowed(&self) -> Option<Narrowed> {
        let tokens = self.tokens();
        (tokens < self.usual).then_some(Narrowed { usual: self.usual, tokens })
    }
}

/// How the drivers of graphics cards say that memory ran out: CUDA's driver, cuBLAS, and the buffers of Metal.
const NO_ROOM: [&str; 3] =
    ["CUDA_ERROR_OUT_OF_MEMORY", "CUBLAS_STATUS_ALLOC_FAILED", "Failed to create metal resource: Buffer"];

/// Whether a device says that its memory ran out. Only what a device's driver says counts, by the driver's own name for
/// it; the processor's allocations do not fail this way, they end the process.
#[must_use]
pub fn is_out_of_memory(error: &Error) -> bool {
    match error {
        Error::Cuda(said) => NO_ROOM.iter().any(|name| said.to_string().contains(name)),
        Error::Metal(said) => NO_ROOM.iter().any(|name| said.to_string().contains(name)),
        Error::WithBacktrace { inner, .. } | Error::Context { inner, .. } | Error::WithPath { inner, .. } => {
            is_out_of_memory(inner)
        }
        _ => false,
    }
}

#[cfg(test)]
/// What other tests need of these.
pub(crate) mod tests {
    use super::*;

    /// As candle hands on what a card's driver says.
    pub(crate) fn refusal() -> Error {
        Error::Cuda("DriverError(CUDA_ERROR_OUT_OF_MEMORY, \"out of memory\")".into()).bt()
    }

    #[test]
    fn only_a_driver_that_names_memory_is_out_of_it() {
        assert!(is_out_of_memory(&refusal()));
        assert!(is_out_of_memory(&Error::Cuda("CublasError(CUBLAS_STATUS_ALLOC_FAILED)".into()).context("matmul")));
        assert!(!is_out_of_memory(&Error::Cuda("DriverError(CUDA_ERROR_ILLEGAL_ADDRESS, \"…\")".into())));
        // Words of the same kind from elsewhere: a file's name, say.
        assert!(!is_out_of_memory(&Error::Msg("CUDA_ERROR_OUT_OF_MEMORY.safetensors".to_owned())));
    }

    #[test]
    fn room_only_shrinks_and_never_to_nothing() {
        let room = Room::new(1000);
        assert_eq!(room.narrowed(), None);
        room.halve(700);
        assert_eq!(room.narrowed(), Some(Narrowed { usual: 1000, tokens: 350 }));
        room.halve(900);
        assert_eq!(room.tokens(), 350);
        room.halve(1);
        assert_eq!(room.tokens(), 1);
    }
}
