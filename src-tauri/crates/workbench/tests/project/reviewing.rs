//! Decisions about rows: made, taken back after a restart, applied to whole queues, and followed by every ranking.

use workbench::operations::composition::{Composition, Likeness};
use workbench::operations::data::{Condition, Filter};
use workbench::operations::export::{ExportFormat, ExportPlan};
use workbench::operations::job::JobState;
use workbench::operations::ranking::{Budget, RankQuery, RankedRow, RankingPageQuery, RankingView};
use workbench::operations::review::{
    Annotator, Decide, DecideOn, Decided, Decision, DecisionAct, DecisionsQuery, Pin, Queue, QueuePage, QueueQuery,
    Verdict,
};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

const KEPT: Budget = Budget::Documents { documents: 10 };

fn desk() -> (Desk, i64) {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(40)));
    let goal = desk.goal("Law", "law");
    (desk, goal)
}

fn rank(desk: &Desk, goal: i64, method: &str, composition: Composition) -> RankingView {
    ask!(desk, Rank(RankQuery { composition, ..RankQuery::new(goal, method) }))
}

fn plain(desk: &Desk, goal: i64) -> RankingView {
    rank(desk, goal, "bm25", Composition::default())
}

fn shown(desk: &Desk, ranking: &RankingView) -> Vec<RankedRow> {
    let (filter, fires) = (Filter::default(), Vec::new());
    ask!(desk, RankingPage(RankingPageQuery { filter, fires, ..RankingPageQuery::new(ranking.ranking, 0, 100) })).rows
}

fn asked(ranking: &RankingView, queue: Queue) -> QueueQuery {
    QueueQuery {
        ranking: ranking.ranking,
        budget: KEPT,
        queue,
        annotator: "Ada".to_owned(),
        offset: 0,
        limit: 100,
        blind: false,
    }
}

fn queue(desk: &Desk, ranking: &RankingView, queue: Queue) -> QueuePage {
    ask!(desk, ReviewQueue(asked(ranking, queue)))
}

fn on_rows(rows: &[i64], decision: Decision) -> Decide {
    Decide { annotator: "Ada".to_owned(), on: DecideOn::Rows { rows: rows.to_vec() }, decision, blind: false }
}

fn decide(desk: &Desk, rows: &[i64], decision: Decision) -> Decided {
    ask!(desk, Decide(on_rows(rows, decision)))
}

fn keep() -> Decision {
    Decision::Verdict { verdict: Some(Verdict::Keep) }
}

fn pin(pin: Pin) -> Decision {
    Decision::Pin { pin: Some(pin) }
}

fn ada() -> Annotator {
    Annotator { annotator: "Ada".to_owned(), blind: false }
}

#[test]
fn decisions_outlive_the_app_and_are_taken_back_and_made_again_after_it_starts_anew() {
    let (desk, goal) = desk();
    decide(&desk, &[1], keep());
    decide(&desk, &[1], Decision::Label { label: Some(3) });
    decide(&desk, &[1], Decision::Note { note: "a good one".to_owned() });
    decide(&desk, &[1, 2], Decision::Tag { tag: "law".to_owned(), on: true });
    let last = decide(&desk, &[2], Decision::Verdict { verdict: Some(Verdict::Drop) });
    assert!(last.can_undo && !last.can_redo);

    desk.workbench.open_path(&desk.project()).unwrap();
    let undone = ask!(desk, UndoDecision(ada()));
    assert_eq!((undone.changed, undone.rows[0].row, undone.rows[0].verdict), (1, 2, None));
    assert_eq!(undone.rows[0].tags, ["law"]);
    ask!(desk, UndoDecision(ada()));
    desk.workbench.open_path(&desk.project()).unwrap();
    let again = ask!(desk, RedoDecision(ada()));
    assert_eq!(again.about, Some(Decision::Tag { tag: "law".to_owned(), on: true }));
    assert_eq!(again.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 2]);
    let first = &again.rows[0];
    assert_eq!((first.verdict, first.label, first.note.as_str()), (Some(Verdict::Keep), Some(3), "a good one"));

    let journal = ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 3 }));
    assert_eq!(journal.total, 8);
    let acts: Vec<DecisionAct> = journal.entries.iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [DecisionAct::MadeAgain, DecisionAct::TakenBack, DecisionAct::TakenBack]);
    let page = queue(&desk, &plain(&desk, goal), Queue::Judged { verdict: Verdict::Keep });
    assert_eq!((page.total, page.rows[0].review.row), (1, 1));
}

#[test]
fn a_decision_about_a_whole_queue_is_counted_first_and_taken_back_at_once() {
    let (desk, goal) = desk();
    let ranking = plain(&desk, goal);
    let conditions = vec![Condition::OneOf { column: "kind".to_owned(), values: vec!["bread".to_owned()] }];
    let bread = Box::new(asked(&ranking, Queue::Filter { filter: Filter { search: None, conditions } }));
    decide(&desk, &[3], keep());
    let on = |expected| DecideOn::Queue { queue: bread.clone(), expected };
    let with = |expected| Decide { annotator: "Ada".to_owned(), on: on(expected), decision: keep(), blind: false };
    let told = ask!(desk, DecidePreview(with(0)));
    assert_eq!((told.rows, told.changes), (6, 5), "rows 3, 10, 17, 24, 31, 38; row 3 is so already");
    let refused = desk.fails(Request::Decide(with(7)));
    assert_eq!(refused.code, FailureCode::CountChanged);
    assert_eq!(ask!(desk, Decide(with(told.rows))).changed, 5);
    assert_eq!(queue(&desk, &ranking, Queue::Judged { verdict: Verdict::Keep }).total, 6);
    assert_eq!(ask!(desk, UndoDecision(ada())).changed, 5);
    assert_eq!(queue(&desk, &ranking, Queue::Judged { verdict: Verdict::Keep }).total, 1);
}

#[test]
fn queues_lead_to_the_rows_that_they_promise() {
    let (desk, goal) = desk();
    let ranking = plain(&desk, goal);
    let around = queue(&desk, &ranking, Queue::AroundCut { each_side: 3 });
    let ranks: Vec<u64> = around.rows.iter().filter_map(|row| row.rank).collect();
    assert_eq!(ranks, [10, 11, 9, 12, 8, 13]);
    assert!(around.rows.iter().all(|row| row.kept == Some(row.rank.unwrap() <= 10)));

    let random = rank(&desk, goal, "random", Composition::default());
    let disputed = queue(&desk, &ranking, Queue::Disagreements { others: vec![random.ranking] });
    let keeps = |rank: Option<u64>| rank.is_some_and(|rank| rank <= 10);
    assert!(disputed.total > 0 && disputed.rows.iter().all(|row| row.kept != Some(keeps(row.other_ranks[0]))));

    let worst = Queue::Quality { column: "n".to_owned(), higher_is_better: false, rows: 3 };
    let worst = queue(&desk, &ranking, worst);
    let kept = &shown(&desk, &ranking)[..10];
    let mut numbers: Vec<i64> = kept.iter().map(|row| row.row).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(worst.rows.iter().map(|row| row.review.row).collect::<Vec<_>>(), numbers[..3]);
    let words = Queue::Quality { column: "kind".to_owned(), higher_is_better: true, rows: 3 };
    assert_eq!(desk.fails(Request::ReviewQueue(asked(&ranking, words))).code, FailureCode::WrongColumn);

    assert_eq!(queue(&desk, &ranking, Queue::Duplicates { likeness: Likeness::Exact {} }).total, 0);
    desk.import(&desk.file("b.jsonl", rows(2).replace("\"id\":\"r", "\"id\":\"s")));
    let ranking = plain(&desk, goal);
    let doubles = queue(&desk, &ranking, Queue::Duplicates { likeness: Likeness::Exact {} });
    let grouped: Vec<(i64, u64)> = doubles.rows.iter().map(|row| (row.review.row, row.group.unwrap())).collect();
    assert_eq!(grouped, [(1, 1), (41, 1), (2, 2), (42, 2)]);
}

#[test]
fn an_audit_tells_how_precise_the_selection_is_and_a_gap_ends_what_counts() {
    let (desk, goal) = desk();
    let ranking = plain(&desk, goal);
    let audit = || Queue::Audit { rows: 10, seed: 1 };
    let draw = queue(&desk, &ranking, audit());
    assert_eq!((draw.total, draw.first_left), (10, Some(0)));
    assert!(draw.rows.iter().all(|row| row.kept == Some(true)));
    let rows: Vec<i64> = draw.rows.iter().map(|row| row.review.row).collect();
    decide(&desk, &rows[..3], keep());
    decide(&desk, &rows[3..4], Decision::Verdict { verdict: Some(Verdict::Drop) });
    decide(&desk, &rows[5..6], keep());
    let told = ask!(desk, ReviewProgress(asked(&ranking, audit())));
    assert_eq!((told.total, told.done, told.keep, told.drop), (10, 5, 4, 1));
    let outcome = told.audit.unwrap();
    // 3 of 4 at 95 % by Wilson, worked out beside this code: 0.300642 to 0.954413.
    assert_eq!(outcome.judged, 4, "the sixth row counts when the fifth is judged");
    assert!((outcome.precision.low.unwrap() - 0.300_642).abs() < 1e-5);
    assert!((outcome.precision.high.unwrap() - 0.954_413).abs() < 1e-5);
    assert_eq!(queue(&desk, &ranking, audit()).first_left, Some(4));
}

#[test]
fn pins_move_their_rows_in_every_ranking_and_are_taken_back_like_any_decision() {
    let (desk, goal) = desk();
    let before: Vec<i64> = shown(&desk, &plain(&desk, goal)).iter().map(|row| row.row).collect();
    let (best, last) = (before[0], *before.last().unwrap());
    decide(&desk, &[last], pin(Pin::Always));
    decide(&desk, &[best], pin(Pin::Never));

    for method in ["bm25", "random"] {
        let ranking = rank(&desk, goal, method, Composition::default());
        assert_eq!((ranking.ranked, ranking.pinned, ranking.barred, ranking.unscored), (39, 1, 1, 0), "{method}");
        let rows = shown(&desk, &ranking);
        assert_eq!((rows[0].row, rows[0].rank, rows[0].pin), (last, Some(1), Some(Pin::Always)), "{method}");
        let out = rows.last().unwrap();
        assert_eq!((out.row, out.rank, out.pin), (best, None, Some(Pin::Never)), "{method}");
    }
    let rest: Vec<i64> = shown(&desk, &plain(&desk, goal)).iter().map(|row| row.row).skip(1).take(38).collect();
    assert_eq!(rest, before[1..39], "all others stay in their order");

    desk.workbench.open_path(&desk.project()).unwrap();
    assert_eq!(shown(&desk, &plain(&desk, goal))[0].row, last, "also after a restart");
    ask!(desk, UndoDecision(ada()));
    ask!(desk, UndoDecision(ada()));
    let after: Vec<i64> = shown(&desk, &plain(&desk, goal)).iter().map(|row| row.row).collect();
    assert_eq!(after, before);
}

#[test]
fn a_row_that_is_always_kept_stays_beside_a_better_one_like_it() {
    let desk = Desk::with_project();
    let again: String = rows(7).replace("\"id\":\"r", "\"id\":\"s");
    desk.import(&desk.file("a.jsonl", rows(7) + &again));
    let goal = desk.goal("Law", "law");
    let alike = || Composition { alike: Some(Likeness::Exact {}), ..Composition::default() };
    decide(&desk, &[13], pin(Pin::Always));
    decide(&desk, &[1], pin(Pin::Never));
    let ranking = rank(&desk, goal, "bm25", alike());
    // Row 13 stands first beside row 6; row 8 stands for row 1, which is never kept; the five others for their doubles.
    assert_eq!((ranking.ranked, ranking.collapsed, ranking.pinned, ranking.barred), (8, 5, 1, 1));
    let rows: Vec<i64> = shown(&desk, &ranking).iter().filter(|row| row.rank.is_some()).map(|row| row.row).collect();
    assert!(rows[0] == 13 && rows.contains(&6) && rows.contains(&8) && !rows.contains(&1), "{rows:?}");
}

#[test]
fn an_export_follows_the_pins_and_its_passport_names_them() {
    let (desk, goal) = desk();
    let before = shown(&desk, &plain(&desk, goal));
    decide(&desk, &[before[39].row], pin(Pin::Always));
    decide(&desk, &[before[0].row], pin(Pin::Never));
    let path = desk.folder.path().join("out.jsonl");
    let plan = ExportPlan::new(plain(&desk, goal).ranking, KEPT, ExportFormat::Jsonl);
    let job = desk.export(plan, &path);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written.lines().count(), 10);
    assert!(written.starts_with(&format!("{{\"id\":\"{}\"", before[39].id)));
    assert!(!written.contains(&format!("\"id\":\"{}\"", before[0].id)));
    let passport = std::fs::read(desk.folder.path().join("out.jsonl.passport.json")).unwrap();
    let passport: serde_json::Value = serde_json::from_slice(&passport).unwrap();
    assert_eq!(passport["pinned"]["always"][0]["id"], before[39].id.as_str());
    assert_eq!(passport["pinned"]["never"][0]["id"], before[0].id.as_str());
    assert_eq!((&passport["counts"]["pinned"], &passport["counts"]["barred"]), (&1.into(), &1.into()));
}

#[test]
fn what_cannot_be_decided_is_refused_and_changes_nothing() {
    let (desk, _) = desk();
    let refused = |rows: &[i64], decision| desk.fails(Request::Decide(on_rows(rows, decision))).code;
    assert_eq!(refused(&[1, 99], keep()), FailureCode::NoSuchThing);
    assert_eq!(refused(&[1], Decision::Label { label: Some(10) }), FailureCode::BadSetting);
    let nobody = Decide { annotator: " ".to_owned(), ..on_rows(&[1], keep()) };
    assert_eq!(desk.fails(Request::Decide(nobody)).code, FailureCode::BadName);
    assert_eq!(ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 9 })).total, 0);
    assert_eq!(ask!(desk, UndoDecision(ada())).decision, None);
    assert_eq!(ask!(desk, Overview(Nothing {})).project.unwrap().documents, 40);
}
