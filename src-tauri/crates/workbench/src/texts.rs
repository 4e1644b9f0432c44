//! The catalogue of texts, as figures and reports say them: one JSON file per language, shared with the window.
//!
//! A text may hold `{name}` (numbers are grouped), `{name:form}`, and `{name|row|rows}`, which says the number with the
//! noun that goes with it; a language without plurals writes `{name|noun}`. The same grammar as the window's, in `ui/src/texts/say.ts`.

use std::collections::BTreeMap;

use crate::operations::Argument;
use crate::operations::settings::Language;

/// Values for the places in a text.
pub type Arguments = BTreeMap<String, Argument>;

/// The texts of one language.
#[derive(Debug, Clone)]
pub struct Catalogue {
    texts: BTreeMap<String, String>,
    /// As pages name their language (BCP 47).
    tag: &'static str,
}

/// A catalogue file is not an object of texts.
#[derive(Debug, thiserror::Error)]
#[error("the catalogue of texts cannot be read: {0}")]
pub struct CatalogueError(#[from] serde_json::Error);

impl Catalogue {
    /// Reads a catalogue: one JSON object, key to text.
    ///
    /// # Errors
    /// [`CatalogueError`] if it is anything else.
    pub fn parse(json: &str) -> Result<Self, CatalogueError> {
        Ok(Self { texts: serde_json::from_str(json)?, tag: "en" })
    }

    /// The English catalogue, which is part of the program.
    ///
    /// # Errors
    /// [`CatalogueError`] if it was built with a broken one.
    pub fn english() -> Result<Self, CatalogueError> {
        Self::parse(include_str!("../../../../ui/src/texts/en.json"))
    }

    /// The catalogue of a setting's language. The system's is what `LANGUAGE`, `LC_ALL`, `LC_MESSAGES` or `LANG` begins with.
    ///
    /// # Errors
    /// [`CatalogueError`] if it was built with a broken one.
    pub fn spoken(language: Language) -> Result<Self, CatalogueError> {
        let is_chinese = match language {
            Language::Chinese => true,
            Language::English => false,
            Language::System => ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|value| !value.is_empty())
                .is_some_and(|value| value.starts_with("zh")),
        };
        if !is_chinese {
            return Self::english();
        }
        Ok(Self { tag: "zh-Hans", ..Self::parse(include_str!("../../../../ui/src/texts/zh.json"))? })
    }

    /// Its language as pages name it: "en" or "zh-Hans".
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        self.tag
    }

    /// Whether there is a text under this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// Says the text under `key`; an unknown key is said as it is, so that it is noticed.
    #[must_use]
    pub fn say(&self, key: &str, arguments: &Arguments) -> String {
        self.texts.get(key).map_or_else(|| key.to_owned(), |text| fill(text, arguments))
    }
}

fn fill(text: &str, arguments: &Arguments) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else {
            break;
        };
        said.push_str(&rest[..open]);
        said.push_str(&place(&rest[open + 1..close], arguments));
        rest = &rest[close + 1..];
    }
    said + rest
}

fn place(inside: &str, arguments: &Arguments) -> String {
    let mut parts = inside.split('|');
    let (name, form) = match parts.next().unwrap_or_default().split_once(':') {
        Some((name, form)) => (name, form),
        None => (inside.split('|').next().unwrap_or_default(), "number"),
    };
    match (arguments.get(name), parts.next(), parts.next()) {
        (None, _, _) => "—".to_owned(),
        (Some(Argument::Text(words)), _, _) => words.clone(),
        (Some(Argument::Number(value)), Some(one), many) => {
            let is_one = (*value - 1.0).abs() < f64::EPSILON;
            format!("{} {}", count(*value), many.filter(|_| !is_one).unwrap_or(one))
        }
        (Some(Argument::Number(value)), _, _) => formed(*value, form),
    }
}

fn formed(value: f64, form: &str) -> String {
    match form {
        "count" => count(value),
        "share" => share(value),
        "short" => short(value),
        "bytes" => bytes(value),
        _ => number(value),
    }
}

/// 9982 as "9,982".
#[must_use]
pub fn count(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value <= -0.5 { format!("−{grouped}") } else { grouped }
}

/// A number as a person would write it, two decimals at most.
#[must_use]
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 {
        return count(rounded);
    }
    let decimals = format!("{:.2}", rounded.abs().fract());
    let sign = if rounded < 0.0 { "−" } else { "" };
    format!("{sign}{}{}", count(rounded.abs().trunc()), decimals.trim_start_matches('0').trim_end_matches('0'))
}

/// 0.45 as "45%"; below 10 % with one decimal, since 0.4 % is not nothing.
#[must_use]
pub fn share(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.095 {
        let text = format!("{:.1}", value * 100.0);
        return format!("{}%", text.trim_end_matches(".0"));
    }
    format!("{:.0}%", value * 100.0)
}

/// 412300 as "412k", 1240000 as "1.2M"; small numbers as they are.
#[must_use]
pub fn short(value: f64) -> String {
    match value {
        small if small < 10_000.0 => count(small),
        middle if middle < 999_500.0 => format!("{}k", count(middle / 1000.0)),
        large if large < 9.95e6 => format!("{:.1}M", large / 1e6),
        large => format!("{:.0}M", large / 1e6),
    }
}

/// Bytes in decimal units: "1.2 GB".
#[must_use]
pub fn bytes(value: f64) -> String {
    let mut left = value;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if left < 999.5 {
            break;
        }
        left /= 1000.0;
        unit = larger;
    }
    if unit == "B" || left >= 99.5 { format!("{left:.0} {unit}") } else { format!("{left:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn said(text: &str, values: &[(&str, f64)]) -> String {
        let json = serde_json::json!({ "key": text }).to_string();
        let arguments = values.iter().map(|(name, value)| ((*name).to_owned(), Argument::Number(*value))).collect();
        Catalogue::parse(&json).unwrap().say("key", &arguments)
    }

    #[test]
    fn numbers_are_said_as_the_window_says_them() {
        assert_eq!(said("{n} and {m:share}", &[("n", 9982.0), ("m", 0.447)]), "9,982 and 45%");
        assert_eq!(said("{n|row|rows}, {m|row|rows}", &[("n", 1.0), ("m", 1240.0)]), "1 row, 1,240 rows");
        assert_eq!(
            said("{a:short} {b:short} {c:short}", &[("a", 999.0), ("b", 412_300.0), ("c", 1.24e6)]),
            "999 412k 1.2M"
        );
        assert_eq!(said("{a:bytes} {b:bytes}", &[("a", 512.0), ("b", 1.2e9)]), "512 B 1.2 GB");
        assert_eq!(said("{a} {b} {c}", &[("a", 0.5), ("b", -1234.256), ("c", 0.004)]), "0.5 −1,234.26 0");
        assert_eq!(share(0.004), "0.4%");
        assert_eq!(share(0.02), "2%");
    }

    #[test]
    fn what_is_missing_is_seen_rather_than_hidden() {
        assert_eq!(said("{gone}", &[]), "—");
        assert_eq!(said("an open { brace", &[]), "an open { brace");
        assert_eq!(Catalogue::parse("{}").unwrap().say("no.such.key", &Arguments::new()), "no.such.key");
        assert!(Catalogue::parse("[]").is_err());
    }
}
