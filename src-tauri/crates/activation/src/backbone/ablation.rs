//! A backbone with some neurons silent.

use super::{Backbone, cut};
use crate::ablation::{Columns, Silenced, TextLoss};
use crate::error::ReadError;
use crate::reading::{Reading, Representation};

impl Backbone {
    /// How well the model predicts texts, the first `max_tokens` tokens of each, while some neurons are silent: one pass.
    /// Nothing for a text of fewer than two tokens. The output head is loaded when first needed and kept.
    ///
    /// # Errors
    /// As [`Backbone::read`]; [`ReadError::Settings`] for a neuron that the model has not.
    pub fn losses(
        &self,
        texts: &[&str],
        max_tokens: u32,
        silenced: Option<&Silenced>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Option<TextLoss>>, ReadError> {
        let representations = vec![Representation::Likelihood];
        let asked = Reading { representations, max_tokens, ..Reading::default() };
        asked.check(self.card.context_tokens, self.card.layers)?;
        let none = || Ok(Columns::default());
        let silent = silenced.map_or_else(none, |silenced| silenced.columns(self.engine.spec()))?;
        self.threads.install(|| {
            let mut ids = self.tokenise(texts, stop)?;
            cut(&mut ids, max_tokens);
            self.engine.load_head(self.store.as_ref()).map_err(|error| ReadError::Head(Box::new(error)))?;
            let losses = self.engine.losses(&ids, &silent, stop)?;
            let one = |(ids, loss): (&Vec<u32>, Option<f64>)| {
                loss.map(|loss| TextLoss { loss, tokens: ids.len().saturating_sub(1) as u32 })
            };
            Ok(ids.iter().zip(losses).map(one).collect())
        })
    }
}
