//! How far a queue is: what is done, how fast, and what the rows drawn by chance say.

use selection::evidence::audit::{Judged, audit};
use selection::share::Share;

use super::queue::{done, queued, verdict_of};
use super::words;
use crate::operations::Failure;
use crate::operations::compare::Interval;
use crate::operations::review::{AuditOutcome, Queue, QueueQuery, ReviewProgress, Verdict};
use crate::session::Session;
use crate::store::decision::last_times;
use crate::store::judgement::Aspect;

/// Verdicts that the pace is told of, and the least.
const LAST: usize = 21;
const LEAST: usize = 5;
/// Longer than this is a break, and no row's time.
const BREAK_MS: u64 = 120_000;

/// Counts a queue.
///
/// # Errors
/// As [`queued`]; what the store says.
pub fn progress(session: &Session, query: &QueueQuery) -> Result<ReviewProgress, Failure> {
    let annotator = words::annotator(&query.annotator)?;
    let (found, verdicts) = (queued(session, query)?, done(session, query)?);
    let aspect = if matches!(query.queue, Queue::Conflicts {}) { Aspect::Ruling } else { Aspect::Verdict };
    let rows = &found.kept.pool.frame.rows;
    let of = |position: &u32| verdict_of(&verdicts, rows[*position as usize]);
    let all: Vec<Option<Verdict>> = found.documents.iter().map(of).collect();
    let count = |wanted: Verdict| all.iter().filter(|one| **one == Some(wanted)).count() as u64;
    let (keep, drop, unsure) = (count(Verdict::Keep), count(Verdict::Drop), count(Verdict::Unsure));
    Ok(ReviewProgress {
        total: all.len() as u64,
        done: keep + drop + unsure,
        keep,
        drop,
        unsure,
        seconds_a_row: pace(&session.read(|c| last_times(c, &annotator, aspect, LAST))?),
        audit: matches!(query.queue, Queue::Audit { .. }).then(|| outcome(&all)).flatten(),
    })
}

fn outcome(draw: &[Option<Verdict>]) -> Option<AuditOutcome> {
    let judged = |verdict: Verdict| match verdict {
        Verdict::Keep => Judged::Right,
        Verdict::Drop => Judged::Wrong,
        Verdict::Unsure => Judged::Unsure,
    };
    let found = audit(draw.iter().map(|verdict| verdict.map(judged)))?;
    Some(AuditOutcome {
        judged: u64::from(found.precision.of),
        unsure: found.unsure as u64,
        precision: interval(found.precision),
        after_ten: found.after_first.map(interval),
    })
}

fn interval(share: Share) -> Interval {
    Interval { value: share.value, low: Some(share.low), high: Some(share.high) }
}

/// The median of the times between verdicts, newest first; none where there are too few to tell.
fn pace(newest_first: &[u64]) -> Option<f64> {
    let gaps = newest_first.windows(2).map(|two| two[0].saturating_sub(two[1]));
    let mut gaps: Vec<u64> = gaps.filter(|&gap| gap <= BREAK_MS).collect();
    if gaps.len() < LEAST {
        return None;
    }
    let middle = gaps.len() / 2;
    Some(*gaps.select_nth_unstable(middle).1 as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_no_row_s_time_and_a_few_rows_tell_no_pace() {
        // Ten minutes between the third and the fourth; else 4, 6, 2, 8 and 5 seconds.
        let times = [625_000, 621_000, 615_000, 15_000, 13_000, 5_000, 0];
        assert_eq!(pace(&times), Some(5.0));
        assert_eq!(pace(&times[..5]), None);
    }

    #[test]
    fn a_draw_says_nothing_before_a_row_is_judged() {
        assert_eq!(outcome(&[None, Some(Verdict::Keep)]), None);
        let found = outcome(&[Some(Verdict::Keep), Some(Verdict::Unsure), None]).unwrap();
        assert_eq!((found.judged, found.unsure, found.after_ten), (1, 1, None));
    }
}
