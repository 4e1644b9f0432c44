//! What several annotators say together, and where they differ.
//!
//! The joined verdict of a row is its ruling; where there is none, the verdict that all share who judged it; else there is
//! none, and the row is a conflict. Of one annotator it is that annotator's verdict. It moves nothing by itself, as verdicts
//! do: rankings and exports follow pins, which all annotators share, the last decision about a row counting. Rows by their
//! joined verdict are a queue, and one decision makes pins of all of it.

use super::words;
use crate::operations::Failure;
use crate::operations::review::Verdict;
use crate::session::Session;
use crate::store::judgement::{self, SHARED};

/// What was said of a row.
pub struct Told {
    /// The row.
    pub row: i64,
    /// The ruling.
    pub ruling: Option<Verdict>,
    /// Annotators, by their place in [`Everybody::names`], each with the verdict.
    pub said: Vec<(u32, Verdict)>,
}

/// All verdicts of a project.
#[derive(Default)]
pub struct Everybody {
    /// The annotators that gave one, in the order they are met.
    pub names: Vec<String>,
    /// Rows with a verdict or a ruling, rising.
    pub rows: Vec<Told>,
}

/// What holds of a row: the ruling, else the verdict that all share; none where they differ or nobody judged.
pub fn joined(ruling: Option<Verdict>, said: impl IntoIterator<Item = Verdict>) -> Option<Verdict> {
    let mut said = said.into_iter();
    ruling.or_else(|| said.next().filter(|first| said.all(|one| one == *first)))
}

impl Told {
    /// The joined verdict.
    pub fn joined(&self) -> Option<Verdict> {
        joined(self.ruling, self.said.iter().map(|(_, verdict)| *verdict))
    }

    /// Annotators do not all say the same.
    pub fn differs(&self) -> bool {
        self.said.windows(2).any(|two| two[0].1 != two[1].1)
    }

    /// They differ, and nobody ruled.
    pub fn is_open(&self) -> bool {
        self.ruling.is_none() && self.differs()
    }
}

/// All verdicts and rulings of a project.
///
/// # Errors
/// What the store says.
pub fn everybody(session: &Session) -> Result<Everybody, Failure> {
    session.read(|c| {
        let mut all = Everybody::default();
        if !judgement::is_there(c)? {
            return Ok(all);
        }
        judgement::said(c, |row, whose, word| {
            let Some(verdict) = words::verdict(word) else { return };
            if all.rows.last().is_none_or(|last| last.row != row) {
                all.rows.push(Told { row, ruling: None, said: Vec::new() });
            }
            let Some(told) = all.rows.last_mut() else { return };
            if whose == SHARED {
                told.ruling = Some(verdict);
                return;
            }
            let known = all.names.iter().position(|name| name == whose);
            let who = known.unwrap_or_else(|| {
                all.names.push(whose.to_owned());
                all.names.len() - 1
            });
            told.said.push((who as u32, verdict));
        })?;
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Drop, Keep, Unsure};

    #[test]
    fn a_ruling_counts_before_verdicts_and_verdicts_only_where_all_are_the_same() {
        assert_eq!(joined(None, []), None);
        assert_eq!(joined(None, [Keep]), Some(Keep));
        assert_eq!(joined(None, [Drop, Drop, Drop]), Some(Drop));
        assert_eq!(joined(None, [Drop, Unsure]), None);
        assert_eq!(joined(Some(Keep), [Drop, Unsure]), Some(Keep));
        assert_eq!(joined(Some(Keep), [Drop, Drop]), Some(Keep), "until it is taken away");
    }
}
