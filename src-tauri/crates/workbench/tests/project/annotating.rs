//! Several people decide about the rows of a project and of its copies: blind, side by side, joined, and ruled upon.

use std::path::PathBuf;

use workbench::operations::annotators::{CopyRef, MergeDecisions, MergedDecisions};
use workbench::operations::export::{ExportFormat, ExportPlan};
use workbench::operations::project::SaveCopy;
use workbench::operations::ranking::{Budget, RankQuery, RankingId};
use workbench::operations::review::{
    Annotator, Decide, DecideOn, Decision, DecisionsQuery, Pin, Queue, QueuePage, QueueQuery, Verdict,
};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

/// A project with 40 rows and a ranking of them.
fn desk() -> (Desk, RankingId) {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(40)));
    let goal = desk.goal("Law", "law");
    let ranking = ask!(desk, Rank(RankQuery::new(goal, "bm25"))).ranking;
    (desk, ranking)
}

/// A copy as "Save a copy" writes it.
fn copied(desk: &Desk, name: &str) -> PathBuf {
    let path = desk.folder.path().join(name);
    let ticket = desk.workbench.grant(&path).ticket;
    ask!(desk, SaveCopy(SaveCopy { ticket }));
    path
}

fn decide(desk: &Desk, annotator: &str, rows: &[i64], decision: Decision) {
    let on = DecideOn::Rows { rows: rows.to_vec() };
    ask!(desk, Decide(Decide { annotator: annotator.to_owned(), on, decision, blind: false }));
}

fn say(desk: &Desk, annotator: &str, rows: &[i64], verdict: Verdict) {
    decide(desk, annotator, rows, Decision::Verdict { verdict: Some(verdict) });
}

fn rule(desk: &Desk, annotator: &str, row: i64, verdict: Verdict) {
    decide(desk, annotator, &[row], Decision::Ruling { verdict: Some(verdict) });
}

fn queue(desk: &Desk, ranking: RankingId, queue: Queue, annotator: &str, blind: bool) -> QueuePage {
    let budget = Budget::Documents { documents: 10 };
    let annotator = annotator.to_owned();
    ask!(desk, ReviewQueue(QueueQuery { ranking, budget, queue, annotator, offset: 0, limit: 100, blind }))
}

fn in_order(page: &QueuePage) -> Vec<i64> {
    page.rows.iter().map(|row| row.review.row).collect()
}

fn sorted(page: &QueuePage) -> Vec<i64> {
    let mut rows = in_order(page);
    rows.sort_unstable();
    rows
}

fn merge(desk: &Desk, path: &std::path::Path, leave_out: bool) -> MergedDecisions {
    let ticket = desk.workbench.grant(path).ticket;
    ask!(desk, MergeDecisions(MergeDecisions { ticket, leave_out }))
}

#[test]
fn rows_on_which_people_differ_are_ruled_upon_and_the_ruling_counts() {
    let (desk, ranking) = desk();
    say(&desk, "Ada", &[1, 2, 3, 4], Verdict::Keep);
    say(&desk, "Bo", &[2, 3], Verdict::Keep);
    say(&desk, "Bo", &[4, 5], Verdict::Drop);
    let joined = |verdict| sorted(&queue(&desk, ranking, Queue::Joined { verdict }, "Ada", false));
    assert_eq!((joined(Verdict::Keep), joined(Verdict::Drop)), (vec![1, 2, 3], vec![5]));

    let open = queue(&desk, ranking, Queue::Conflicts {}, "Cy", false);
    assert_eq!((in_order(&open), open.first_left), (vec![4], Some(0)));
    let said: Vec<_> = open.rows[0].said.iter().map(|one| (one.annotator.as_deref(), one.verdict)).collect();
    assert_eq!(said, [(Some("Ada"), Some(Verdict::Keep)), (Some("Bo"), Some(Verdict::Drop))]);
    assert_eq!(open.rows[0].joined, None);

    rule(&desk, "Cy", 4, Verdict::Drop);
    let ruled = queue(&desk, ranking, Queue::Conflicts {}, "Ada", false);
    assert_eq!((in_order(&ruled), ruled.first_left), (vec![4], None), "it stays in sight, and is done");
    assert_eq!(ruled.rows[0].review.ruled_by.as_deref(), Some("Cy"));
    assert_eq!((joined(Verdict::Drop), ruled.rows[0].joined), (vec![4, 5], Some(Verdict::Drop)));

    ask!(desk, UndoDecision(Annotator { annotator: "Cy".to_owned(), blind: false }));
    assert_eq!(joined(Verdict::Drop), [5]);
    let told = ask!(desk, Agreement(Nothing {}));
    assert_eq!((told.rows, told.same, told.open, told.ruled), (3, 2, 1, 0));
}

#[test]
fn the_figures_of_agreement_are_those_of_the_rows_that_two_or_more_judged() {
    let (desk, _) = desk();
    // 20 both keep, 5 keep and drop, 10 drop and keep, 4 both drop, and one row that Ada alone judged.
    let all: Vec<i64> = (1..=40).collect();
    say(&desk, "Ada", &all[..25], Verdict::Keep);
    say(&desk, "Ada", &all[25..], Verdict::Drop);
    say(&desk, "Bo", &all[..20], Verdict::Keep);
    say(&desk, "Bo", &all[20..25], Verdict::Drop);
    say(&desk, "Bo", &all[25..35], Verdict::Keep);
    say(&desk, "Bo", &all[35..39], Verdict::Drop);
    let told = ask!(desk, Agreement(Nothing {}));
    assert_eq!((told.rows, told.same, told.open), (39, 24, 15));
    let ada = &told.annotators[0];
    assert_eq!((ada.annotator.as_str(), ada.keep, ada.drop, ada.unsure), ("Ada", 25, 15, 0));
    let [pair] = &told.pairs[..] else { panic!("{:?}", told.pairs) };
    assert_eq!((pair.first.as_str(), pair.second.as_str(), pair.rows), ("Ada", "Bo", 39));
    assert!((pair.same.value - 24.0 / 39.0).abs() < 1e-12);
    // By hand: chance agrees in (25 x 30 + 14 x 9) / 39^2 = 876 / 1521; (24/39 - that) / (1 - that) = 60 / 645.
    let kappa = pair.kappa.as_ref().unwrap();
    assert!((kappa.value - 60.0 / 645.0).abs() < 1e-12, "{}", kappa.value);
    assert!(kappa.low.unwrap() < kappa.value && kappa.value < kappa.high.unwrap());
    // By hand: 55 keep and 23 drop of 78 answers; 1 - 15 x 2 / (2 x 55 x 23 / 77).
    let alpha = told.alpha.unwrap().value;
    assert!((alpha - (1.0 - 30.0 * 77.0 / (2.0 * 55.0 * 23.0))).abs() < 1e-12, "{alpha}");
}

#[test]
fn who_decides_blind_sees_neither_ranks_nor_what_others_decided() {
    let (desk, ranking) = desk();
    say(&desk, "Bo", &[1, 2], Verdict::Keep);
    decide(&desk, "Bo", &[1], Decision::Pin { pin: Some(Pin::Always) });
    decide(&desk, "Bo", &[1], Decision::Tag { tag: "odd".to_owned(), on: true });
    decide(&desk, "Ada", &[1], Decision::Tag { tag: "mine".to_owned(), on: true });
    let around = || Queue::AroundCut { each_side: 5 };
    let (open, blind) = (queue(&desk, ranking, around(), "Ada", false), queue(&desk, ranking, around(), "Ada", true));
    assert_eq!(sorted(&open), sorted(&blind), "the same rows");
    assert_ne!(in_order(&open), in_order(&blind), "in an order that does not tell the side of the cut");
    assert!(open.rows.iter().all(|row| row.rank.is_some() && row.kept.is_some()));
    assert!(blind.rows.iter().all(|row| row.rank.is_none() && row.kept.is_none() && row.joined.is_none()));

    let everything = || Queue::Filter { filter: workbench::operations::data::Filter::default() };
    let row = |blind| {
        let page = queue(&desk, ranking, everything(), "Ada", blind);
        page.rows.into_iter().find(|row| row.review.row == 1).unwrap()
    };
    let (open, blind) = (row(false), row(true));
    assert_eq!((open.said.len(), open.review.pin, open.review.tags.len()), (1, Some(Pin::Always), 2));
    assert_eq!((blind.said.len(), blind.review.pin, blind.review.tags), (0, None, vec!["mine".to_owned()]));

    say(&desk, "Cy", &[1], Verdict::Drop);
    let conflict = queue(&desk, ranking, Queue::Conflicts {}, "Ada", true);
    let said: Vec<_> = conflict.rows[0].said.iter().map(|one| (&one.annotator, one.verdict)).collect();
    assert_eq!(said, [(&None, Some(Verdict::Keep)), (&None, Some(Verdict::Drop))], "without names");
}

#[test]
fn two_copies_that_two_people_annotated_become_one_with_every_decision() {
    let (desk, _) = desk();
    say(&desk, "Ada", &[1], Verdict::Keep);
    let copy = copied(&desk, "copy.neurosieve");
    say(&desk, "Ada", &[2, 3], Verdict::Keep);
    decide(&desk, "Ada", &[9], Decision::Pin { pin: Some(Pin::Always) });
    desk.workbench.open_path(&copy).unwrap();
    say(&desk, "Bo", &[2], Verdict::Keep);
    say(&desk, "Bo", &[3], Verdict::Drop);
    decide(&desk, "Bo", &[3], Decision::Note { note: "cut off".to_owned() });
    desk.workbench.open_path(&desk.project()).unwrap();

    let ticket = desk.workbench.grant(&copy).ticket;
    let told = ask!(desk, MergePreview(CopyRef { ticket }));
    assert_eq!((&told.new, told.known, told.rows, told.strays), (&[("Bo".to_owned(), 3)].into(), 1, 2, 0));
    assert_eq!((told.name.as_str(), told.in_both.len(), told.open), ("copy.neurosieve", 0, None));
    assert_eq!(ask!(desk, Agreement(Nothing {})).annotators.len(), 1, "looking changes nothing");
    let done = merge(&desk, &copy, false);
    assert_eq!((done.new, done.open), (told.new, Some(1)));
    assert!(merge(&desk, &copy, false).new.is_empty(), "twice changes nothing");
    assert_eq!(ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 9 })).total, 6);

    // The other way round it says the same.
    let merged = |path: &std::path::Path| {
        desk.workbench.open_path(path).unwrap();
        let goal = ask!(desk, Goals(Nothing {}))[0].goal;
        let ranking = ask!(desk, Rank(RankQuery::new(goal, "bm25"))).ranking;
        let all = queue(&desk, ranking, Queue::Conflicts {}, "Ada", false).rows;
        let pinned = queue(&desk, ranking, Queue::Pinned {}, "Ada", false);
        (all.into_iter().map(|row| (row.review, row.said)).collect::<Vec<_>>(), in_order(&pinned))
    };
    let here = merged(&desk.project());
    desk.workbench.open_path(&copy).unwrap();
    merge(&desk, &desk.project(), false);
    assert_eq!(merged(&copy), here);
    assert_eq!(here.1, [9], "the pin moved its row in the copy too");
}

#[test]
fn what_is_no_copy_of_the_project_is_refused_with_its_reason_and_changes_nothing() {
    let (desk, _) = desk();
    say(&desk, "Ada", &[1], Verdict::Keep);
    let other = Desk::with_project();
    other.import(&other.file("b.jsonl", rows(40).replace("speaks", "writes")));
    say(&other, "Bo", &[1, 2], Verdict::Keep);
    other.workbench.close();
    let refused = |path: &std::path::Path, leave_out| {
        let ticket = desk.workbench.grant(path).ticket;
        desk.fails(Request::MergeDecisions(MergeDecisions { ticket, leave_out }))
    };
    let failure = refused(&other.project(), false);
    assert_eq!(failure.code, FailureCode::NoRowMatches);
    assert_eq!(failure.to_string(), "NoRowMatches, rows: 2");
    assert_eq!(refused(&desk.project(), false).code, FailureCode::SameProject);
    assert_eq!(refused(&desk.file("c.neurosieve", "no project"), false).code, FailureCode::NotAProject);
    assert_eq!(refused(&desk.folder.path().join("gone"), false).code, FailureCode::NotFound);
    assert_eq!(ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 9 })).total, 1);
}

#[test]
fn rows_that_are_not_the_same_in_both_copies_stay_out_only_when_the_person_says_so() {
    let (desk, _) = desk();
    let copy = copied(&desk, "copy.neurosieve");
    desk.import(&desk.file("mine.jsonl", rows(2).replace("speaks", "sings").replace("\"id\":\"r", "\"id\":\"m")));
    desk.workbench.open_path(&copy).unwrap();
    desk.import(&desk.file("theirs.jsonl", rows(2).replace("speaks", "hums").replace("\"id\":\"r", "\"id\":\"t")));
    say(&desk, "Bo", &[40, 41, 42], Verdict::Keep);
    desk.workbench.open_path(&desk.project()).unwrap();
    let ticket = desk.workbench.grant(&copy).ticket;
    let failure = desk.fails(Request::MergeDecisions(MergeDecisions { ticket, leave_out: false }));
    assert_eq!((failure.code, failure.to_string().as_str()), (FailureCode::RowsDiffer, "RowsDiffer, rows: 2"));
    let done = merge(&desk, &copy, true);
    assert_eq!((done.rows, done.strays), (1, 2));
    assert_eq!(ask!(desk, Agreement(Nothing {})).annotators[0].keep, 1);
}

#[test]
fn one_decision_makes_pins_of_a_joined_verdict_and_the_export_follows() {
    let (desk, ranking) = desk();
    say(&desk, "Ada", &[6, 13], Verdict::Drop);
    say(&desk, "Bo", &[6], Verdict::Drop);
    let budget = Budget::Documents { documents: 10 };
    let (queue, annotator) = (Queue::Joined { verdict: Verdict::Drop }, "Ada".to_owned());
    let query = QueueQuery { ranking, budget, queue, annotator: annotator.clone(), offset: 0, limit: 0, blind: false };
    let on = DecideOn::Queue { queue: Box::new(query), expected: 2 };
    let decision = Decision::Pin { pin: Some(Pin::Never) };
    ask!(desk, Decide(Decide { annotator, on, decision, blind: false }));
    let path = desk.folder.path().join("out.jsonl");
    let goal = ask!(desk, Goals(Nothing {}))[0].goal;
    let again = ask!(desk, Rank(RankQuery::new(goal, "bm25"))).ranking;
    desk.export(ExportPlan::new(again, Budget::Documents { documents: 38 }, ExportFormat::Jsonl), &path);
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written.lines().count(), 38);
    assert!(!written.contains("\"r0005\"") && !written.contains("\"r0012\""));
}
