//! Texts to token ids: what the model's own tokenizer says, without special tokens added and without truncation.
//!
//! Two megabytes without a word boundary take about a second. The expression engine gives up on runs of more than a
//! million blanks and would leave the rest of the text in one piece, so such runs are cut before it sees them: words
//! are as ever, the run itself may come to a token more.

mod gate;
pub mod gguf;

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;
use tokenizers::Tokenizer;

use crate::error::BackboneError;

/// What is read of a tokenizer.json.
const KEPT: [&str; 5] = ["version", "added_tokens", "normalizer", "pre_tokenizer", "model"];

/// A model's tokenizer.
pub struct Tokens {
    tokenizer: Tokenizer,
    special: Vec<String>,
    vocabulary: usize,
    growth: u64,
}

/// Bytes that a text may come to in the normaliser; only tables that make much of one byte ever come near.
const MOST_NORMALISED: u64 = 256 << 20;

/// A text that cannot be turned into the model's tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenizeError {
    /// The tokenizer's own reason.
    #[error("{0}")]
    Refused(String),
    /// The normaliser could make far more of it.
    #[error("its {bytes} bytes could become {growth} times as many before they are split, more than {MOST_NORMALISED}")]
    Grows {
        /// Bytes of the text.
        bytes: usize,
        /// What one byte can become.
        growth: u64,
    },
    /// The tokenizer knows more tokens than the model.
    #[error("it holds token id {id}, the model knows ids below {vocabulary}")]
    BeyondTable {
        /// The token.
        id: u32,
        /// Rows of the model's table.
        vocabulary: usize,
    },
}

impl Tokens {
    /// Reads a tokenizer.json.
    ///
    /// # Errors
    /// [`BackboneError::Tokenizer`] when it cannot be built.
    pub fn from_json(bytes: &[u8], vocabulary: usize) -> Result<Self, BackboneError> {
        let parts = kept_parts(bytes).map_err(|error| refused(&error.to_string()))?;
        let part = |name: &str| parts.get(name).map(|part| &**part);
        gate::entries(part("model"), part("added_tokens")).map_err(|reason| refused(&reason))?;
        let growth = gate::growth(part("normalizer")).map_err(|reason| refused(&reason))?;
        let kept = serde_json::to_vec(&parts).map_err(|error| refused(&error.to_string()))?;
        let tokenizer = Tokenizer::from_bytes(kept).map_err(|error| refused(&error.to_string()))?;
        Ok(Self { growth, ..Self::new(tokenizer, vocabulary)? })
    }

    /// Takes a tokenizer and switches off what would cut or pad texts.
    ///
    /// # Errors
    /// [`BackboneError::Tokenizer`] when it refuses that.
    pub fn new(mut tokenizer: Tokenizer, vocabulary: usize) -> Result<Self, BackboneError> {
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|error| refused(&error.to_string()))?;
        let mut special: Vec<(u32, String)> = tokenizer
            .get_added_tokens_decoder()
            .into_iter()
            .filter(|(_, token)| token.special && !token.content.is_empty())
            .map(|(id, token)| (id, token.content))
            .collect();
        special.sort_unstable();
        let special = special.into_iter().map(|(_, text)| text).collect();
        Ok(Self { tokenizer, special, vocabulary, growth: 1 })
    }

    /// Token ids of the whole text, all within the model's table.
    ///
    /// # Errors
    /// [`TokenizeError`].
    pub fn ids(&self, text: &str) -> Result<Vec<u32>, TokenizeError> {
        self.check_growth(text)?;
        let mut ids = Vec::new();
        for piece in Pieces(text) {
            let encoding = self.tokenizer.encode_fast(piece, false);
            let encoding = encoding.map_err(|error| TokenizeError::Refused(error.to_string()))?;
            ids.extend_from_slice(encoding.get_ids());
        }
        match ids.iter().copied().find(|&id| id as usize >= self.vocabulary) {
            Some(id) => Err(TokenizeError::BeyondTable { id, vocabulary: self.vocabulary }),
            None => Ok(ids),
        }
    }

    /// Token ids of the whole text, each with the bytes of the text it stands for: on character boundaries, so that the
    /// byte-level pieces of one character all have that character; none where a token stands for nothing in the text.
    ///
    /// # Errors
    /// [`TokenizeError`].
    pub fn spans(&self, text: &str) -> Result<Vec<(u32, Range<usize>)>, TokenizeError> {
        self.check_growth(text)?;
        let mut all = Vec::new();
        let mut before = 0;
        for piece in Pieces(text) {
            let encoding = self.tokenizer.encode(piece, false);
            let encoding = encoding.map_err(|error| TokenizeError::Refused(error.to_string()))?;
            let spans = encoding.get_offsets().iter().map(|&(start, end)| whole_characters(piece, start..end));
            let ids = encoding.get_ids().iter().copied();
            all.extend(ids.zip(spans).map(|(id, span)| (id, before + span.start..before + span.end)));
            before += piece.len();
        }
        match all.iter().find(|(id, _)| *id as usize >= self.vocabulary) {
            Some(&(id, _)) => Err(TokenizeError::BeyondTable { id, vocabulary: self.vocabulary }),
            None => Ok(all),
        }
    }

    const fn check_growth(&self, text: &str) -> Result<(), TokenizeError> {
        if (text.len() as u64).saturating_mul(self.growth) > MOST_NORMALISED {
            return Err(TokenizeError::Grows { bytes: text.len(), growth: self.growth });
        }
        Ok(())
    }

    /// The id of a token by its own text.
    #[must_use]
    pub fn id_of(&self, token: &str) -> Option<u32> {
        self.tokenizer.token_to_id(token)
    }

    /// The special strings that stand literally in a text, each once, in the order of their ids.
    #[must_use]
    pub fn special_strings(&self, text: &str) -> Vec<String> {
        self.special.iter().filter(|special| text.contains(special.as_str())).cloned().collect()
    }
}

/// A run of bytes widened to the characters it touches; an empty one stays so.
fn whole_characters(text: &str, span: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

/// Longest run of blanks that the expression engine is given; it gives up at a million.
const MOST_BLANKS: usize = 500_000;

/// A text in pieces without longer runs of blanks than the engine bears: nearly always the whole text.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let (piece, rest) = self.0.split_at(cut(self.0));
        self.0 = rest;
        Some(piece)
    }
}

/// Where the first run of blanks gets too long, or the text's end.
fn cut(text: &str) -> usize {
    if text.len() <= MOST_BLANKS {
        return text.len();
    }
    let mut run = 0;
    for (place, character) in text.char_indices() {
        run = if character.is_whitespace() { run + 1 } else { 0 };
        if run > MOST_BLANKS {
            return place;
        }
    }
    text.len()
}

/// The parts of a tokenizer.json that turn text into ids, checked to be JSON. Decoder and post-processor are left out:
/// nothing is decoded or added here, and the library panics on some that are malformed.
fn kept_parts(json: &[u8]) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
    let mut parts: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(json)?;
    parts.retain(|name, _| KEPT.contains(&name.as_str()));
    Ok(parts)
}

fn refused(reason: &str) -> BackboneError {
    BackboneError::Tokenizer { reason: reason.to_owned() }
}
