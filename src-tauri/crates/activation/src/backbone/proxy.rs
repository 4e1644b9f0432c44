//! A backbone as the frozen part of proxy training.

use super::{Backbone, cut};
use crate::error::ReadError;
use crate::hooks::{Place, Site};
use crate::proxy::{Head, HeldOut, ProxyError, ProxyLosses, ProxySettings, ReadText, train};

impl Backbone {
    /// The output head, ready to be learned through. Costs its f32 weights twice, and once more while it is made.
    ///
    /// # Errors
    /// [`ProxyError::Head`] when its weights cannot be had.
    pub fn proxy_head(&self) -> Result<Head, ProxyError> {
        let (spec, store) = (self.engine.spec(), self.store.as_ref());
        let weights = spec.head_weights(store).map_err(|error| ProxyError::Head(Box::new(error)))?;
        Ok(self.threads.install(|| Head::new(weights.values(), spec.vocabulary, spec.hidden)))
    }

    /// Texts as the frozen model sees them, the first `max_tokens` tokens of each: one pass.
    ///
    /// # Errors
    /// [`ProxyError::Read`], [`ProxyError::Stopped`].
    pub fn proxy_texts(
        &self,
        texts: &[&str],
        max_tokens: u32,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<ReadText>, ProxyError> {
        let spec = self.engine.spec();
        let site = Site { layer: spec.layers - 1, place: Place::Normed };
        let asked = crate::reading::Reading {
            representations: vec![crate::reading::Representation::LastHidden],
            max_tokens,
            ..crate::reading::Reading::default()
        };
        asked.check(self.card.context_tokens, self.card.layers)?;
        let read = || -> Result<Vec<ReadText>, ReadError> {
            let mut ids = self.tokenise(texts, stop)?;
            cut(&mut ids, max_tokens);
            let rows = self.engine.hidden_rows(&ids, site, stop)?;
            Ok(ids.iter().zip(rows).map(|(ids, rows)| ReadText::new(ids, &rows, spec.hidden)).collect())
        };
        Ok(self.threads.install(read)?)
    }

    /// Held-out texts with the frozen model's loss on them.
    ///
    /// # Errors
    /// As [`Backbone::proxy_texts`]; [`ProxyError::NothingHeldOut`].
    pub fn proxy_held_out(
        &self,
        head: &Head,
        texts: &[&str],
        max_tokens: u32,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<HeldOut, ProxyError> {
        let texts = self.proxy_texts(texts, max_tokens, stop)?;
        self.threads.install(|| HeldOut::new(head, &texts, stop))
    }

    /// One run on this model's threads: an adapter trained on texts, the held-out loss before and after.
    ///
    /// # Errors
    /// As [`train`] and [`HeldOut::loss`].
    pub fn proxy_run(
        &self,
        head: &Head,
        (texts, held_out): (&[ReadText], &HeldOut),
        settings: &ProxySettings,
        seed: u64,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<ProxyLosses, ProxyError> {
        self.threads.install(|| {
            let adapter = train(head, texts, held_out.scale(), settings, seed, stop)?;
            Ok(ProxyLosses {
                before: held_out.before(),
                after: held_out.loss(head, Some(&adapter), stop)?,
                held_out_tokens: held_out.tokens(),
                trained_tokens: (settings.tokens * settings.passes) as u64,
            })
        })
    }
}
