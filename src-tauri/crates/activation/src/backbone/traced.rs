//! One text token by token: see [`crate::trace`].

use super::{Backbone, Engine};
use crate::error::ReadError;
use crate::extract;
use crate::trace::{Trace, Tracing};

impl Backbone {
    /// What each token of a text gives at some places, with the bytes of the text it stands for. The mean over tokens is
    /// the number that [`Backbone::read`] gives of the text.
    ///
    /// The output head is loaded by the first call that needs it and kept.
    ///
    /// # Errors
    /// As [`Backbone::read`]; [`ReadError::Settings`] for places and columns that are not there.
    pub fn trace(&self, text: &str, tracing: &Tracing, stop: &(dyn Fn() -> bool + Sync)) -> Result<Trace, ReadError> {
        tracing.check(self.card.context_tokens, self.card.layers)?;
        self.threads.install(|| {
            let tokens = self.tokens.spans(text).map_err(|source| ReadError::Tokenizer { document: 0, source })?;
            let mut trace = Trace { tokens: tokens.len() as u32, ..Trace::default() };
            let (ids, spans): (Vec<u32>, Vec<_>) = tokens.into_iter().take(tracing.max_tokens as usize).unzip();
            trace.spans = spans;
            if tracing.likelihood {
                self.engine.load_head(self.store.as_ref()).map_err(|error| ReadError::Head(Box::new(error)))?;
            }
            let autoencoder = self.autoencoder.as_ref();
            match &self.engine {
                Engine::Packed(decoder) => extract::trace(decoder, &ids, tracing, autoencoder, stop, &mut trace)?,
                Engine::Tensor(decoder) => extract::trace(decoder, &ids, tracing, autoencoder, stop, &mut trace)?,
            }
            Ok(trace)
        })
    }
}
