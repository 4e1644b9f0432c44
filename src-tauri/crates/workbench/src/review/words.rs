//! Decisions as they stand in the journal, and back.

use crate::operations::review::{Decision, Pin, Verdict};
use crate::operations::{Failure, FailureCode};
use crate::store::judgement::Aspect;

/// Characters of an annotator's name, a tag and a note at most.
const MOST_NAME: usize = 80;
const MOST_TAG: usize = 60;
const MOST_NOTE: usize = 2000;

/// An aspect, what is to hold of it, and whether a tag is taken off.
pub struct Written {
    pub aspect: Aspect,
    pub value: Option<String>,
    pub off: bool,
}

/// A decision as it is written.
///
/// # Errors
/// [`FailureCode::BadSetting`] for a label out of range, [`FailureCode::BadName`] and [`FailureCode::TooLong`] for words
/// that cannot be kept.
pub fn written(decision: &Decision) -> Result<Written, Failure> {
    let (aspect, value, off) = match decision {
        Decision::Verdict { verdict } => (Aspect::Verdict, verdict.map(verdict_word), false),
        Decision::Label { label } => (Aspect::Label, label.map(label_word).transpose()?, false),
        Decision::Note { note } => (Aspect::Note, note_words(note)?, false),
        Decision::Tag { tag, on } => (Aspect::Tags, Some(name(tag, MOST_TAG)?), !on),
        Decision::Pin { pin } => (Aspect::Pin, pin.map(pin_word), false),
        Decision::Ruling { verdict } => (Aspect::Ruling, verdict.map(verdict_word), false),
    };
    Ok(Written { aspect, value, off })
}

fn label_word(label: u8) -> Result<String, Failure> {
    if (1..=9).contains(&label) {
        return Ok(label.to_string());
    }
    Err(Failure::new(FailureCode::BadSetting).text("name", "label").number("least", 1.0).number("most", 9.0))
}

fn note_words(note: &str) -> Result<Option<String>, Failure> {
    let note = note.trim();
    let found = note.chars().count();
    if found > MOST_NOTE {
        return Err(Failure::new(FailureCode::TooLong).number("found", found as f64).number("most", MOST_NOTE as f64));
    }
    Ok(Some(note.to_owned()).filter(|note| !note.is_empty()))
}

/// An annotator's name.
///
/// # Errors
/// [`FailureCode::BadName`] for one that is empty or too long.
pub fn annotator(given: &str) -> Result<String, Failure> {
    name(given, MOST_NAME)
}

fn name(given: &str, most: usize) -> Result<String, Failure> {
    let given = given.trim();
    if given.is_empty() || given.chars().count() > most || given.chars().any(char::is_control) {
        return Err(Failure::new(FailureCode::BadName).number("most", most as f64));
    }
    Ok(given.to_owned())
}

fn verdict_word(verdict: Verdict) -> String {
    match verdict {
        Verdict::Keep => "keep",
        Verdict::Drop => "drop",
        Verdict::Unsure => "unsure",
    }
    .to_owned()
}

fn pin_word(pin: Pin) -> String {
    match pin {
        Pin::Always => "always",
        Pin::Never => "never",
    }
    .to_owned()
}

/// A verdict by its word.
pub fn verdict(word: &str) -> Option<Verdict> {
    [Verdict::Keep, Verdict::Drop, Verdict::Unsure].into_iter().find(|one| verdict_word(*one) == word)
}

/// A pin by its word.
pub fn pin(word: &str) -> Option<Pin> {
    [Pin::Always, Pin::Never].into_iter().find(|one| pin_word(*one) == word)
}

/// What an entry of the journal was about. Of tags it says the one that was put on or taken off.
pub fn read(aspect: &str, value: Option<&str>, off: bool) -> Option<Decision> {
    Some(match aspect {
        "verdict" => Decision::Verdict { verdict: value.and_then(verdict) },
        "label" => Decision::Label { label: value.and_then(|word| word.parse().ok()) },
        "note" => Decision::Note { note: value.unwrap_or_default().to_owned() },
        "tags" => Decision::Tag { tag: value?.to_owned(), on: !off },
        "pin" => Decision::Pin { pin: value.and_then(pin) },
        "ruling" => Decision::Ruling { verdict: value.and_then(verdict) },
        _ => return None,
    })
}

/// Whether an entry of another copy's journal says what could have been decided here, word for word.
pub fn could_be_kept(annotator: &str, aspect: &str, value: Option<&str>, off: bool) -> bool {
    let same =
        |decision: &Decision| written(decision).is_ok_and(|kept| kept.value.as_deref() == value && kept.off == off);
    self::annotator(annotator).is_ok_and(|name| name == annotator)
        && read(aspect, value, off).as_ref().is_some_and(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_reads_back_as_it_was_written() {
        let all = [
            Decision::Verdict { verdict: Some(Verdict::Unsure) },
            Decision::Verdict { verdict: None },
            Decision::Label { label: Some(9) },
            Decision::Note { note: "Too short.\nAsk Bo.".to_owned() },
            Decision::Tag { tag: "poetry".to_owned(), on: false },
            Decision::Pin { pin: Some(Pin::Never) },
            Decision::Ruling { verdict: Some(Verdict::Keep) },
        ];
        for decision in all {
            let found = written(&decision).unwrap();
            assert_eq!(read(found.aspect.name(), found.value.as_deref(), found.off), Some(decision));
            assert!(could_be_kept("Ada", found.aspect.name(), found.value.as_deref(), found.off));
        }
    }

    #[test]
    fn what_could_not_have_been_decided_here_is_not_taken_from_elsewhere() {
        for (annotator, aspect, value, off) in [
            ("", "verdict", Some("keep"), false),
            (" Ada", "verdict", Some("keep"), false),
            ("Ada", "verdict", Some("perhaps"), false),
            ("Ada", "verdict", Some("keep"), true),
            ("Ada", "label", Some("07"), false),
            ("Ada", "tags", Some("two\nlines"), false),
            ("Ada", "colour", Some("red"), false),
        ] {
            assert!(!could_be_kept(annotator, aspect, value, off), "{annotator:?} {aspect} {value:?}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let code = |decision: Decision| written(&decision).err().map(|failure| failure.code);
        assert_eq!(code(Decision::Label { label: Some(0) }), Some(FailureCode::BadSetting));
        assert_eq!(code(Decision::Note { note: "x".repeat(2001) }), Some(FailureCode::TooLong));
        assert_eq!(code(Decision::Tag { tag: "two\nlines".to_owned(), on: true }), Some(FailureCode::BadName));
        assert_eq!(annotator("  ").unwrap_err().code, FailureCode::BadName);
    }
}
