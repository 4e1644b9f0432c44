//! The tokenizer that a GGUF file carries: byte-level BPE with the splitting rule its name stands for.
//!
//! `SentencePiece` vocabularies ("llama" as the tokenizer's model) are not read: their merges are not in the file.

use tokenizers::models::bpe::BPE;
use tokenizers::normalizers::unicode::NFC;
use tokenizers::pre_tokenizers::PreTokenizerWrapper;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::tokenizer::SplitDelimiterBehavior;
use tokenizers::{AddedToken, Tokenizer};

use super::{Tokens, refused};
use crate::error::BackboneError;
use crate::weights::gguf::GgufFile;

/// `tokenizer.ggml.token_type` of tokens that stand for themselves in a text.
const CONTROL: u32 = 3;
const USER_DEFINED: u32 = 4;

const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const QWEN2: &str =
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// How a text is split before merges, by the name in the file.
struct Splitting {
    names: &'static [&'static str],
    pieces: Pieces,
    /// Whole words of the vocabulary are taken before any merge.
    ignore_merges: bool,
    /// Texts are brought to composed form first.
    composed: bool,
}

enum Pieces {
    /// GPT-2's expression, each digit alone.
    DigitsThenWords,
    /// GPT-2's expression.
    Words,
    /// An expression of its own.
    Expression(&'static str),
}

const KNOWN: [Splitting; 4] = [
    Splitting { names: &["smollm"], pieces: Pieces::DigitsThenWords, ignore_merges: false, composed: false },
    Splitting { names: &["gpt-2"], pieces: Pieces::Words, ignore_merges: false, composed: false },
    Splitting {
        names: &["llama-bpe", "llama3", "llama-v3"],
        pieces: Pieces::Expression(LLAMA3),
        ignore_merges: true,
        composed: false,
    },
    Splitting {
        names: &["qwen2", "deepseek-r1-qwen"],
        pieces: Pieces::Expression(QWEN2),
        ignore_merges: false,
        composed: true,
    },
];

/// Builds the tokenizer of a GGUF file.
///
/// # Errors
/// [`BackboneError::UnknownTokenizer`] naming the known ones; [`BackboneError::Tokenizer`] when its lists do not fit.
pub fn tokens(file: &GgufFile, vocabulary: usize) -> Result<Tokens, BackboneError> {
    let splitting = splitting(file)?;
    let texts = file.texts("tokenizer.ggml.tokens").ok_or_else(|| refused("its list of tokens is missing"))?;
    let kinds = file.numbers("tokenizer.ggml.token_type").unwrap_or_default();
    let mut tokenizer = Tokenizer::new(model(file, &texts, splitting.ignore_merges)?);
    tokenizer.with_pre_tokenizer(Some(pre_tokenizer(&splitting.pieces)?));
    if splitting.composed {
        tokenizer.with_normalizer(Some(NFC));
    }
    let of_kind = |kind, special| {
        let marked = texts.iter().zip(&kinds).filter(move |&(text, &k)| k == kind && !text.is_empty());
        marked.map(move |(&text, _)| AddedToken::from(text, special)).collect::<Vec<_>>()
    };
    tokenizer.add_special_tokens(&of_kind(CONTROL, true));
    tokenizer.add_tokens(&of_kind(USER_DEFINED, false));
    Tokens::new(tokenizer, vocabulary)
}

fn splitting(file: &GgufFile) -> Result<&'static Splitting, BackboneError> {
    let unknown = |kind, found: Option<&str>, known| BackboneError::UnknownTokenizer {
        kind,
        found: found.unwrap_or("missing").to_owned(),
        known,
    };
    let model = file.text("tokenizer.ggml.model");
    if model != Some("gpt2") {
        return Err(unknown("model", model, vec!["gpt2"]));
    }
    let name = file.text("tokenizer.ggml.pre");
    let found = KNOWN.iter().find(|splitting| name.is_some_and(|name| splitting.names.contains(&name)));
    let names = || KNOWN.iter().flat_map(|splitting| splitting.names).copied().collect();
    found.ok_or_else(|| unknown("pre-tokenizer", name, names()))
}

fn model(file: &GgufFile, texts: &[&str], ignore_merges: bool) -> Result<BPE, BackboneError> {
    let merges = file.texts("tokenizer.ggml.merges").ok_or_else(|| refused("its list of merges is missing"))?;
    let pair = |merge: &&str| {
        let (left, right) = merge.split_once(' ').ok_or_else(|| refused("a merge is no pair"))?;
        Ok((left.to_owned(), right.to_owned()))
    };
    let merges = merges.iter().map(pair).collect::<Result<Vec<_>, BackboneError>>()?;
    // Of tokens with the same text the first one counts.
    let vocabulary = texts.iter().enumerate().rev().map(|(id, &text)| (text.to_owned(), id as u32));
    let vocabulary = vocabulary.collect::<tokenizers::models::bpe::Vocab>();
    BPE::builder()
        .vocab_and_merges(vocabulary, merges)
        .ignore_merges(ignore_merges)
        .build()
        .map_err(|error| refused(&error.to_string()))
}

fn pre_tokenizer(pieces: &Pieces) -> Result<PreTokenizerWrapper, BackboneError> {
    let bytes = |use_regex| PreTokenizerWrapper::from(ByteLevel::new(false, true, use_regex));
    let first = match pieces {
        Pieces::Words => return Ok(bytes(true)),
        Pieces::DigitsThenWords => Digits::new(true).into(),
        Pieces::Expression(expression) => {
            let pattern = SplitPattern::Regex((*expression).to_owned());
            let split = Split::new(pattern, SplitDelimiterBehavior::Isolated, false);
            split.map_err(|error| refused(&error.to_string()))?.into()
        }
    };
    Ok(Sequence::new(vec![first, bytes(matches!(pieces, Pieces::DigitsThenWords))]).into())
}
