//! One run: an adapter trained on texts.

use selection::evidence::resample::shuffled;
use selection::random::mixed;
use serde::{Deserialize, Serialize};

use super::adapter::Adapter;
use super::error::ProxyError;
use super::head::Head;
use super::settings::ProxySettings;
use super::text::{Gathered, ReadText};
use crate::kernels::sparse::AdamStep;

/// What a run did to the loss on held-out texts, in nats per token.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProxyLosses {
    /// Of the frozen model.
    pub before: f64,
    /// With the trained adapter.
    pub after: f64,
    /// Held-out tokens.
    pub held_out_tokens: u64,
    /// Tokens it was trained on, all passes together.
    pub trained_tokens: u64,
}

/// Trains an adapter on the first `settings.tokens` tokens of texts, in the texts' order; tokens are shuffled into batches
/// by the seed. `scale` is the root mean square of rows, one number for all runs that are compared.
///
/// # Errors
/// [`ProxyError::TooFew`] for texts with fewer tokens, so that every run has the same; [`ProxyError::Stopped`] when `stop`,
/// asked before every step, said so; [`ProxyError::NotFinite`].
pub fn train(
    head: &Head,
    texts: &[ReadText],
    scale: f32,
    settings: &ProxySettings,
    seed: u64,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Adapter, ProxyError> {
    settings.check()?;
    same_width(head, texts)?;
    let found = texts.iter().map(ReadText::tokens).sum();
    if found < settings.tokens {
        return Err(ProxyError::TooFew { found, wanted: settings.tokens });
    }
    let all = Gathered::of(texts, settings.tokens);
    let mut adapter = Adapter::new(head.width(), settings.rank, scale, mixed(seed, 0));
    let mut step = 0;
    for pass in 1..=settings.passes {
        for batch in shuffled(settings.tokens, mixed(seed, pass as u64)).chunks(settings.batch_tokens) {
            if stop() {
                return Err(ProxyError::Stopped);
            }
            let at = AdamStep::at(step as u64, settings.rate(step));
            if !adapter.learn(head, &all.chosen(batch, head.width()), at).is_finite() {
                return Err(ProxyError::NotFinite);
            }
            step += 1;
        }
    }
    Ok(adapter)
}

pub(super) fn same_width(head: &Head, texts: &[ReadText]) -> Result<(), ProxyError> {
    match texts.iter().find(|text| text.width() != head.width()) {
        Some(other) => Err(ProxyError::Width { found: other.width(), wanted: head.width() }),
        None => Ok(()),
    }
}
