//! The rows of a selection that people put first or took out: in the passport, on its page, and when it is proved again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::minute;
use crate::operations::Failure;
use crate::operations::export::{ProofDifference, ProofPart};
use crate::ranking::{Composed, Kept};
use crate::session::Session;
use crate::store::decision;
use crate::store::judgement::Aspect;

/// Rows by their own ids, each with the hash of its text.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Pinned {
    /// Rows that are always kept.
    #[serde(default)]
    pub always: Vec<PinnedRow>,
    /// Rows that are never kept.
    #[serde(default)]
    pub never: Vec<PinnedRow>,
}

/// A pinned row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedRow {
    /// Its id.
    pub id: String,
    /// The hash of its text, hexadecimal.
    pub text_hash: String,
    /// Who pinned it; absent in passports of versions that did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, milliseconds since 1970; absent likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned_ms: Option<u64>,
}

impl PinnedRow {
    /// Whether a passport that says this is true of `now`: what it does not say it cannot get wrong.
    fn agrees(&self, now: &Self) -> bool {
        let said = |then: bool, same: bool| !then || same;
        (&self.id, &self.text_hash) == (&now.id, &now.text_hash)
            && said(self.by.is_some(), self.by == now.by)
            && said(self.pinned_ms.is_some(), self.pinned_ms == now.pinned_ms)
    }

    /// Who and when, in words that need no language.
    #[must_use]
    pub fn signed(&self) -> String {
        let when = self.pinned_ms.map(minute);
        [self.by.clone(), when].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Pinned {
    /// Nothing is pinned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.always.is_empty() && self.never.is_empty()
    }

    /// Those of a ranking, with who pinned them and when.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(session: &Session, kept: &Kept) -> Result<Self, Failure> {
        let Some(pins) = kept.composed.as_ref().map(Composed::pins) else { return Ok(Self::default()) };
        let frame = &kept.pool.frame;
        let all = |rows: &[i64]| -> Result<Vec<PinnedRow>, Failure> {
            let here = rows.iter().filter_map(|&row| Some((row, frame.position(row)?)));
            here.map(|(row, position)| {
                let decided = session.read(|c| decision::decider(c, Aspect::Pin.name(), row))?;
                let (by, pinned_ms) = decided.unzip();
                let text_hash = format!("{:016x}", frame.hashes[position]);
                Ok(PinnedRow { id: frame.ids.at(position).to_owned(), text_hash, by, pinned_ms })
            })
            .collect()
        };
        Ok(Self { always: all(&pins.always)?, never: all(&pins.never)? })
    }

    /// As a passport has it; nothing where it says nothing.
    #[must_use]
    pub fn said_in(passport: &Value) -> Self {
        serde_json::from_value(passport["pinned"].clone()).unwrap_or_default()
    }

    fn by_id(&self) -> BTreeMap<&str, (&'static str, &PinnedRow)> {
        let always = self.always.iter().map(|row| (row.id.as_str(), ("always", row)));
        always.chain(self.never.iter().map(|row| (row.id.as_str(), ("never", row)))).collect()
    }
}

/// Where the pins of a passport are not those of now: the first row, and how many in all.
#[must_use]
pub fn differing(theirs: &Pinned, ours: &Pinned) -> Option<ProofDifference> {
    let (then, now) = (theirs.by_id(), ours.by_id());
    let agree = |id: &str| match (then.get(id), now.get(id)) {
        (Some((was, theirs)), Some((is, ours))) => was == is && theirs.agrees(ours),
        _ => false,
    };
    let ids: BTreeSet<&str> = then.keys().chain(now.keys()).copied().collect();
    let different: Vec<&str> = ids.into_iter().filter(|id| !agree(id)).collect();
    let first = different.first()?;
    let shown = |found: Option<&(&'static str, &PinnedRow)>| {
        let Some((which, row)) = found else { return String::new() };
        let more = if different.len() > 1 { format!(" (+{})", different.len() - 1) } else { String::new() };
        let signed = row.signed();
        let signed = if signed.is_empty() { signed } else { format!(", {signed}") };
        format!("{}: {which}{signed}{more}", row.id)
    };
    let (then, now) = (shown(then.get(first)), shown(now.get(first)));
    Some(ProofDifference { part: ProofPart::Pinned, then, now })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, by: Option<&str>, pinned_ms: Option<u64>) -> PinnedRow {
        PinnedRow { id: id.to_owned(), text_hash: "0a".to_owned(), by: by.map(str::to_owned), pinned_ms }
    }

    #[test]
    fn a_passport_that_does_not_say_who_pinned_still_agrees_and_one_that_does_must_be_right() {
        let now = Pinned { always: vec![row("r1", Some("Ada"), Some(60_000))], never: Vec::new() };
        let old: Pinned =
            serde_json::from_str(r#"{"always": [{"id": "r1", "text_hash": "0a"}], "never": []}"#).unwrap();
        assert_eq!(differing(&old, &now), None);
        let other = Pinned { always: vec![row("r1", Some("Bo"), Some(60_000))], never: Vec::new() };
        let found = differing(&other, &now).unwrap();
        assert_eq!(found.then, "r1: always, Bo, 1970-01-01 00:01 UTC");
        assert_eq!(found.now, "r1: always, Ada, 1970-01-01 00:01 UTC");
    }

    #[test]
    fn a_pin_that_came_went_or_changed_sides_is_named_with_how_many_there_are() {
        let then = Pinned { always: vec![row("r1", None, None), row("r2", None, None)], never: Vec::new() };
        let now = Pinned { always: Vec::new(), never: vec![row("r2", None, None), row("r3", None, None)] };
        let found = differing(&then, &now).unwrap();
        assert_eq!((found.then.as_str(), found.now.as_str()), ("r1: always (+2)", ""));
        let found = differing(&Pinned::said_in(&serde_json::json!({})), &now).unwrap();
        assert_eq!((found.then.as_str(), found.now.as_str()), ("", "r2: never (+1)"));
        assert_eq!(differing(&then, &then), None);
    }
}
