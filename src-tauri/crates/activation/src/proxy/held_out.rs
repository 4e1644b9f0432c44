//! The texts that nothing is trained on, and the loss on them.

use super::adapter::Adapter;
use super::error::ProxyError;
use super::head::Head;
use super::text::{Gathered, ReadText};
use super::train::same_width;

/// Rows measured between two questions whether to stop.
const MEASURED_AT_ONCE: usize = 512;

/// Held-out texts, shared by all runs that are compared.
pub struct HeldOut {
    all: Gathered,
    scale: f32,
    before: f64,
}

impl HeldOut {
    /// Texts with the frozen model's loss on them.
    ///
    /// # Errors
    /// [`ProxyError::NothingHeldOut`] without a token to predict; as [`HeldOut::loss`].
    pub fn new(head: &Head, texts: &[ReadText], stop: &(dyn Fn() -> bool + Sync)) -> Result<Self, ProxyError> {
        same_width(head, texts)?;
        let all = Gathered::of(texts, usize::MAX);
        if all.next.is_empty() {
            return Err(ProxyError::NothingHeldOut);
        }
        let mut held_out = Self { scale: root_mean_square(&all.rows), all, before: 0.0 };
        held_out.before = held_out.loss(head, None, stop)?;
        Ok(held_out)
    }

    /// The mean loss over all tokens in nats; of the frozen model where there is no adapter.
    ///
    /// # Errors
    /// [`ProxyError::Stopped`], [`ProxyError::NotFinite`].
    pub fn loss(
        &self,
        head: &Head,
        adapter: Option<&Adapter>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<f64, ProxyError> {
        let (rows, next) = (&self.all.rows, &self.all.next);
        let mut sum = 0.0;
        for (rows, next) in rows.chunks(MEASURED_AT_ONCE * head.width()).zip(next.chunks(MEASURED_AT_ONCE)) {
            if stop() {
                return Err(ProxyError::Stopped);
            }
            let adapted = adapter.map(|adapter| adapter.adapted(rows));
            sum += head.losses(adapted.as_deref().unwrap_or(rows), next).iter().sum::<f64>();
        }
        let loss = sum / next.len() as f64;
        if loss.is_finite() { Ok(loss) } else { Err(ProxyError::NotFinite) }
    }

    /// The frozen model's loss, nats per token.
    #[must_use]
    pub const fn before(&self) -> f64 {
        self.before
    }

    /// The root mean square of the rows: what runs measure rows in.
    #[must_use]
    pub const fn scale(&self) -> f32 {
        self.scale
    }

    /// Tokens to predict.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.all.next.len() as u64
    }
}

/// 1 where all numbers are zero.
fn root_mean_square(numbers: &[f32]) -> f32 {
    let squares: f64 = numbers.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
    let root = (squares / numbers.len().max(1) as f64).sqrt() as f32;
    if root > 0.0 { root } else { 1.0 }
}
