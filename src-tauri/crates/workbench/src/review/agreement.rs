//! How far annotators agree: counts, Cohen's kappa of each two, Krippendorff's alpha of all.
//!
//! Unsure is an answer of its own: one who is unsure where another keeps does not agree with that. Verdicts count as they
//! hold now, whether or not they were made blind: the journal does not say what was on the screen.

use selection::evidence::agreement::{Sure, of_all, of_two};

use super::joined::{Everybody, everybody};
use crate::operations::Failure;
use crate::operations::annotators::{Agreement, AnnotatorPair, AnnotatorView};
use crate::operations::compare::Interval;
use crate::operations::review::Verdict;
use crate::session::Session;
use crate::store::{decision, judgement};

/// Seed of the intervals: the same figures whoever looks.
const SEED: u64 = 1;

/// How far all annotators of a project agree.
///
/// # Errors
/// What the store says.
pub fn agreement(session: &Session) -> Result<Agreement, Failure> {
    let mut names = session.read(|c| if judgement::is_there(c)? { decision::annotators(c) } else { Ok(Vec::new()) })?;
    let all = everybody(session)?;
    let people = all.names.len();
    let mut table = vec![None; all.rows.len() * people];
    for (told, places) in all.rows.iter().zip(table.chunks_exact_mut(people.max(1))) {
        told.said.iter().for_each(|&(who, verdict)| places[who as usize] = Some(category(verdict)));
    }
    let of_all = of_all(&table, people, SEED);
    let together = all.rows.iter().filter(|told| told.said.len() > 1);
    let pairs = (0..people).flat_map(|first| (first + 1..people).map(move |second| (first, second)));
    names.sort();
    Ok(Agreement {
        rows: of_all.rows as u64,
        same: together.filter(|told| !told.differs()).count() as u64,
        open: all.rows.iter().filter(|told| told.is_open()).count() as u64,
        ruled: all.rows.iter().filter(|told| told.ruling.is_some()).count() as u64,
        alpha: of_all.alpha.map(interval),
        pairs: pairs.filter_map(|(first, second)| pair(&all, &table, first, second)).collect(),
        annotators: names.into_iter().map(|name| counted(&all, name)).collect(),
    })
}

const fn category(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Keep => 0,
        Verdict::Drop => 1,
        Verdict::Unsure => 2,
    }
}

fn counted(all: &Everybody, annotator: String) -> AnnotatorView {
    let mut counts = [0; 3];
    if let Some(who) = all.names.iter().position(|name| *name == annotator) {
        let said = all.rows.iter().flat_map(|told| &told.said).filter(|(one, _)| *one as usize == who);
        said.for_each(|(_, verdict)| counts[usize::from(category(*verdict))] += 1);
    }
    let [keep, drop, unsure] = counts;
    AnnotatorView { annotator, keep, drop, unsure }
}

/// None where no row was judged by both.
fn pair(all: &Everybody, table: &[Option<u8>], first: usize, second: usize) -> Option<AnnotatorPair> {
    let rows = table.chunks_exact(all.names.len());
    let both: Vec<(u8, u8)> = rows.filter_map(|row| row[first].zip(row[second])).collect();
    let found = (!both.is_empty()).then(|| of_two(&both, SEED))?;
    let same = Interval { value: found.same.value, low: Some(found.same.low), high: Some(found.same.high) };
    let name = |who: usize| all.names[who].clone();
    let kappa = found.kappa.map(interval);
    Some(AnnotatorPair { first: name(first), second: name(second), rows: both.len() as u64, same, kappa })
}

fn interval(sure: Sure) -> Interval {
    let (low, high) = sure.interval.unzip();
    Interval { value: sure.value, low, high }
}
