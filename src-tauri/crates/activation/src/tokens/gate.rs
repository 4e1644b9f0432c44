//! What a tokenizer.json may ask of this computer, looked at before any library builds something of it.
//!
//! Two things can grow far beyond the file: lists whose entries take many times their bytes in memory, and a normaliser
//! that makes one character many thousand. Entries are counted without being kept; growth is the product over all steps.
//! Deliberately absent: a bound on how long an expression takes. The engine gives up after a million steps at one place,
//! and reading runs in a process of its own that can be ended.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// Entries of a vocabulary, of its merges, or of added tokens. The largest vocabularies in use have about 260,000 words
/// and 510,000 merges.
pub const MOST_ENTRIES: u64 = 2_000_000;
/// Bytes that one byte of text may become, all steps of the normaliser together. Tables for Chinese and Arabic signs
/// reach about 60.
pub const MOST_GROWTH: u64 = 1024;

/// How many entries the three lists have; anything else in a model is passed over.
#[derive(Deserialize)]
struct Lists {
    #[serde(default)]
    vocab: Count,
    #[serde(default)]
    merges: Count,
}

/// Entries of a list or a map, none of them kept.
#[derive(Default, Clone, Copy)]
pub struct Count(u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or a map")
            }

            fn visit_unit<E>(self) -> Result<Count, E> {
                Ok(Count(0))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while entries.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_any(Counting)
    }
}

/// Refuses lists with more entries than any tokenizer has.
///
/// # Errors
/// A sentence with the number found and the number believed.
pub fn entries(model: Option<&RawValue>, added: Option<&RawValue>) -> Result<(), String> {
    let unreadable = |error: serde_json::Error| error.to_string();
    let lists: Option<Lists> = model.map(|model| serde_json::from_str(model.get())).transpose().map_err(unreadable)?;
    let added: Option<Count> = added.map(|added| serde_json::from_str(added.get())).transpose().map_err(unreadable)?;
    let (words, merges) = lists.map_or((0, 0), |lists| (lists.vocab.0, lists.merges.0));
    let named = [("words", words), ("merges", merges), ("added tokens", added.unwrap_or_default().0)];
    match named.iter().find(|(_, count)| *count > MOST_ENTRIES) {
        Some((what, count)) => Err(format!("it has {count} {what}, at most {MOST_ENTRIES} are believed")),
        None => Ok(()),
    }
}

/// Bytes that one byte of text can become in a normaliser, at most.
///
/// # Errors
/// A sentence when that is more than [`MOST_GROWTH`].
pub fn growth(normalizer: Option<&RawValue>) -> Result<u64, String> {
    let Some(normalizer) = normalizer else { return Ok(1) };
    let steps: Value = serde_json::from_str(normalizer.get()).map_err(|error| error.to_string())?;
    let growth = of_step(&steps);
    if growth > MOST_GROWTH {
        return Err(format!("its normaliser can make {growth} bytes of one, at most {MOST_GROWTH} are believed"));
    }
    Ok(growth)
}

/// The growth of one step, by what stands in it and whatever its type is called: where no type fits, the library goes by the
/// fields alone. The factors of the composed forms are those of the Unicode standard (its annex 15).
fn of_step(step: &Value) -> u64 {
    let text = |key: &str| step.get(key).and_then(Value::as_str);
    let steps = step.get("normalizers").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let all = steps.iter().map(of_step).fold(1, u64::saturating_mul);
    let replaced = text("content").map_or(1, |content| replaced(step, content.len() as u64));
    let table = text("precompiled_charsmap").map_or(1, longest_entry);
    // Put before a text once: counted as if the text were one byte.
    let before = 1 + text("prepend").unwrap_or_default().len() as u64;
    let form = match text("type").unwrap_or_default() {
        "NFC" => 3,
        "NFD" | "ByteLevel" | "Lowercase" | "BertNormalizer" => 4,
        "NFKC" | "NFKD" => 11,
        _ => 1,
    };
    [all, replaced, table, before, form].into_iter().fold(1, u64::max)
}

/// A text of some bytes becomes the content. What an expression matches may be nothing, which then stands at every place.
fn replaced(step: &Value, content: u64) -> u64 {
    let literal = step.get("pattern").and_then(|pattern| pattern.get("String")).and_then(Value::as_str);
    match literal.map(|text| text.len() as u64) {
        Some(bytes) if bytes > 0 => content.div_ceil(bytes).max(1),
        _ => content.saturating_add(1),
    }
}

/// The longest text in a table of replacements: base64 of a length, a trie of that many bytes, then texts that end with NUL.
/// What does not read so is as long as the table.
fn longest_entry(base64: &str) -> u64 {
    let whole = base64.len() as u64;
    let Some(bytes) = decoded(base64) else { return whole };
    let Some((head, rest)) = bytes.split_first_chunk::<4>() else { return 1 };
    let texts = rest.get(u32::from_le_bytes(*head) as usize..).unwrap_or(rest);
    texts.split(|&byte| byte == 0).map(|text| text.len() as u64).max().unwrap_or(1).max(1)
}

/// Plain base64; nothing where a letter is none of its.
fn decoded(base64: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(base64.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for letter in base64.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    fn growth_of(json: &str) -> Result<u64, String> {
        growth(Some(&RawValue::from_string(json.to_owned()).unwrap()))
    }

    #[test]
    fn sixty_doublings_in_a_row_are_refused_and_the_normalisers_in_use_are_not() {
        let double = r#"{"type":"Replace","pattern":{"String":"a"},"content":"aa"}"#;
        let bomb = format!(r#"{{"type":"Sequence","normalizers":[{}]}}"#, vec![double; 60].join(","));
        let said = growth_of(&bomb).unwrap_err();
        assert!(said.starts_with("its normaliser can make 1152921504606846976 bytes of one"), "{said}");
        let gemma = r#"{"type":"Replace","pattern":{"String":" "},"content":"▁"}"#;
        assert_eq!(growth_of(gemma), Ok(3));
        assert_eq!(growth_of(r#"{"type":"NFC"}"#), Ok(3));
        assert_eq!(growth(None), Ok(1));
    }

    #[test]
    fn a_type_that_is_misspelt_or_missing_hides_nothing() {
        let double = r#"{"kind":"Replace","pattern":{"String":"a"},"content":"aa"}"#;
        let steps = vec![double; 60].join(",");
        for kind in [r#""type":"eSuqence","#, ""] {
            let bomb = format!(r#"{{{kind}"normalizers":[{steps}]}}"#);
            assert!(growth_of(&bomb).unwrap_err().starts_with("its normaliser can make 1152921504606846976 bytes"));
        }
    }

    #[test]
    fn a_long_replacement_of_nothing_is_refused() {
        let long = "x".repeat(5000);
        for pattern in [r#"{"String":""}"#, r#"{"Regex":"b*"}"#] {
            let step = format!(r#"{{"type":"Replace","pattern":{pattern},"content":"{long}"}}"#);
            assert!(growth_of(&step).unwrap_err().contains("5001 bytes"), "{pattern}");
        }
    }

    #[test]
    fn a_table_of_replacements_grows_by_its_longest_text() {
        // A trie of four bytes, then "abc", NUL, "defgh", NUL: worked out by hand with Python's base64.
        let table = "BAAAAAAAAABhYmMAZGVmZ2gA";
        assert_eq!(longest_entry(table), 5);
        assert_eq!(longest_entry("not base64!"), 11, "what cannot be read is believed to be the worst");
    }

    #[test]
    fn entries_are_counted_in_maps_and_lists() {
        let raw = |json: String| RawValue::from_string(json).unwrap();
        let model = raw(format!(r#"{{"type":"Unigram","vocab":[{}]}}"#, vec!["0"; 2_000_001].join(",")));
        assert!(entries(Some(&model), None).unwrap_err().starts_with("it has 2000001 words"));
        let few = raw(r#"{"vocab":{"a":0,"b":1},"merges":["a b"]}"#.to_owned());
        assert_eq!(entries(Some(&few), Some(&raw("[{},{}]".to_owned()))), Ok(()));
    }
}
