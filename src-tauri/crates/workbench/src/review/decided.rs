//! What holds of rows: for the annotator, by others, and of all together.

use super::joined::joined;
use super::words;
use crate::operations::review::{RowReview, Said, Verdict};
use crate::store::judgement::{self, Aspect, SHARED, TAG};
use crate::store::{Connection, StoreError, decision};

/// What holds of a row.
pub struct Decided {
    /// For the annotator, with what all share.
    pub review: RowReview,
    /// What the others say, by name.
    pub said: Vec<Said>,
    /// The joined verdict.
    pub joined: Option<Verdict>,
}

/// What holds of some rows for an annotator, in the order given. Blind: of what all share, only what the annotator put.
pub fn reviews(c: &Connection, annotator: &str, rows: &[i64], blind: bool) -> Result<Vec<RowReview>, StoreError> {
    rows.iter().map(|&row| Ok(decided(c, annotator, row, blind)?.review)).collect()
}

/// What holds of a row for an annotator and for the others.
pub fn decided(c: &Connection, annotator: &str, row: i64, blind: bool) -> Result<Decided, StoreError> {
    let mut review = RowReview {
        row,
        verdict: None,
        label: None,
        note: String::new(),
        tags: Vec::new(),
        pin: None,
        ruling: None,
        ruled_by: None,
    };
    let mut said: Vec<Said> = Vec::new();
    for (whose, aspect, value) in judgement::of_row(c, row)? {
        let is_hidden = || {
            Ok::<_, StoreError>(blind && decision::decider(c, &aspect, row)?.is_none_or(|(who, _)| who != annotator))
        };
        if whose == SHARED {
            if is_hidden()? {
                continue;
            }
            shared(&mut review, &aspect, &value);
        } else if whose == annotator {
            own(&aspect, value, &mut review.verdict, &mut review.label, &mut review.note);
        } else {
            if said.last().is_none_or(|last| last.annotator.as_ref() != Some(&whose)) {
                said.push(Said { annotator: Some(whose), verdict: None, label: None, note: String::new() });
            }
            if let Some(last) = said.last_mut() {
                own(&aspect, value, &mut last.verdict, &mut last.label, &mut last.note);
            }
        }
    }
    if review.ruling.is_some() {
        review.ruled_by = decision::decider(c, Aspect::Ruling.name(), row)?.map(|(who, _)| who);
    }
    let verdicts = said.iter().map(|one| one.verdict).chain([review.verdict]).flatten();
    Ok(Decided { joined: joined(review.ruling, verdicts), review, said })
}

fn shared(review: &mut RowReview, aspect: &str, value: &str) {
    if let Some(tag) = aspect.strip_prefix(TAG) {
        review.tags.push(tag.to_owned());
    } else if aspect == Aspect::Pin.name() {
        review.pin = words::pin(value);
    } else if aspect == Aspect::Ruling.name() {
        review.ruling = words::verdict(value);
    }
}

fn own(aspect: &str, value: String, verdict: &mut Option<Verdict>, label: &mut Option<u8>, note: &mut String) {
    match Aspect::named(aspect) {
        Some(Aspect::Verdict) => *verdict = words::verdict(&value),
        Some(Aspect::Label) => *label = value.parse().ok(),
        Some(Aspect::Note) => *note = value,
        _ => {}
    }
}
