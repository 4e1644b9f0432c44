//! Texts to word pieces between the two marks, cut as published.

use std::path::Path;

use rayon::prelude::*;

use super::settings::SentenceSettings;
use crate::error::{BackboneError, ReadError};
use crate::tokens::Tokens;
use crate::weights::folder::{TOKENIZER_LIMIT, read_bounded};

/// The tokenizer with its marks.
pub struct Pieces {
    tokens: Tokens,
    begin: u32,
    end: u32,
    most: usize,
}

/// A text as it is read.
pub struct Cut {
    /// Its ids with both marks; nothing for a text without any word.
    pub ids: Vec<u32>,
    /// Pieces of the whole text, without the marks.
    pub whole: u32,
}

impl Pieces {
    /// Reads tokenizer.json.
    pub fn read(folder: &Path, settings: &SentenceSettings) -> Result<Self, BackboneError> {
        let json = read_bounded(&folder.join("tokenizer.json"), TOKENIZER_LIMIT, folder)?;
        let tokens = Tokens::from_json(&json, settings.bert.vocab_size)?;
        let mark = |mark: &str| {
            let found = tokens.id_of(mark).filter(|&id| (id as usize) < settings.bert.vocab_size);
            found.ok_or_else(|| BackboneError::Tokenizer { reason: format!("it has no {mark}") })
        };
        let (begin, end) = (mark("[CLS]")?, mark("[SEP]")?);
        Ok(Self { tokens, begin, end, most: settings.most_tokens })
    }

    /// Each text cut and marked.
    pub fn of_all(&self, texts: &[&str], stop: &(dyn Fn() -> bool + Sync)) -> Result<Vec<Cut>, ReadError> {
        let one = |(document, text): (usize, &&str)| {
            if stop() {
                return Err(ReadError::Stopped);
            }
            self.of(text).map_err(|source| ReadError::Tokenizer { document, source })
        };
        texts.par_iter().enumerate().map(one).collect()
    }

    fn of(&self, text: &str) -> Result<Cut, crate::tokens::TokenizeError> {
        let pieces = self.tokens.ids(text)?;
        let whole = pieces.len() as u32;
        if pieces.is_empty() {
            return Ok(Cut { ids: pieces, whole });
        }
        let mut ids = vec![self.begin];
        ids.extend(pieces.iter().take(self.most - 2));
        ids.push(self.end);
        Ok(Cut { ids, whole })
    }
}
