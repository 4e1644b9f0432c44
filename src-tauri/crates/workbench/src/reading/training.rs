//! Brief trainings with the model that is open: held-out texts and the head stay made ready between them.

use std::collections::HashMap;

use activation::Backbone;
use activation::proxy::{Head, HeldOut, ProxyError, ProxyLosses, ProxySettings, ReadText};
use serde::{Deserialize, Serialize};

use super::seam::SeamError;
use crate::operations::{Failure, FailureCode};

/// Texts read between two looks whether there are tokens enough.
const READ_AT_ONCE: usize = 16;
/// Tokens of read texts kept for later trainings; all go when there are more.
const KEPT_TOKENS: usize = 1 << 16;

/// One training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Training {
    /// What to train on, in this order, as far as it is needed.
    pub texts: Vec<String>,
    /// What the loss is measured on.
    pub held_out: Vec<String>,
    /// Tokens read of each text at most.
    pub max_tokens: u32,
    /// How to train.
    pub settings: ProxySettings,
    /// Seed of the weights and of the order of tokens.
    pub seed: u64,
}

/// What trainings with one model share.
pub struct Bench {
    head: Head,
    held_out: Option<(Vec<String>, u32, HeldOut)>,
    read: HashMap<(String, u32), ReadText>,
}

impl Bench {
    /// Makes the model's head ready.
    pub fn new(backbone: &Backbone) -> Result<Self, SeamError> {
        let head = backbone.proxy_head().map_err(|error| failure(&error))?;
        Ok(Self { head, held_out: None, read: HashMap::new() })
    }

    /// One training.
    pub fn train(
        &mut self,
        backbone: &Backbone,
        training: &Training,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<ProxyLosses, SeamError> {
        let texts = self.texts(backbone, training, stop)?;
        let is_other =
            |kept: &(Vec<String>, u32, HeldOut)| (&kept.0, kept.1) != (&training.held_out, training.max_tokens);
        if self.held_out.as_ref().is_none_or(is_other) {
            let held_out: Vec<&str> = training.held_out.iter().map(String::as_str).collect();
            let made = backbone
                .proxy_held_out(&self.head, &held_out, training.max_tokens, stop)
                .map_err(|error| failure(&error))?;
            self.held_out = Some((training.held_out.clone(), training.max_tokens, made));
        }
        let Some((.., held_out)) = &self.held_out else { return Err(failure(&ProxyError::NothingHeldOut)) };
        let run = backbone.proxy_run(&self.head, (&texts, held_out), &training.settings, training.seed, stop);
        run.map_err(|error| failure(&error))
    }

    /// As many of the texts as are needed.
    fn texts(
        &mut self,
        backbone: &Backbone,
        training: &Training,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<ReadText>, SeamError> {
        if self.read.values().map(ReadText::tokens).sum::<usize>() > KEPT_TOKENS {
            self.read.clear();
        }
        let key = |text: &String| (text.clone(), training.max_tokens);
        let mut found: Vec<ReadText> = Vec::new();
        for some in training.texts.chunks(READ_AT_ONCE) {
            let unread: Vec<&str> =
                some.iter().filter(|text| !self.read.contains_key(&key(text))).map(String::as_str).collect();
            let read = backbone.proxy_texts(&unread, training.max_tokens, stop).map_err(|error| failure(&error))?;
            let named = unread.into_iter().map(|text| (text.to_owned(), training.max_tokens));
            self.read.extend(named.zip(read));
            found.extend(some.iter().filter_map(|text| self.read.get(&key(text)).cloned()));
            if found.iter().map(ReadText::tokens).sum::<usize>() >= training.settings.tokens {
                break;
            }
        }
        Ok(found)
    }
}

fn failure(error: &ProxyError) -> SeamError {
    let code = match error {
        ProxyError::Stopped => return SeamError::Stopped,
        ProxyError::TooFew { .. } | ProxyError::NothingHeldOut => FailureCode::MethodRefused,
        ProxyError::Setting { .. } => FailureCode::BadRequest,
        _ => FailureCode::Internal,
    };
    SeamError::Failed(Failure::new(code).text("detail", error.to_string()))
}
