//! Rankings of the sample side by side, and the evidence on them.

use workbench::operations::compare::{
    BlindRoundRef, BlindVerdict, CompareFigureKind, CompareFigureQuery, CompareQuery, DisagreementQuery,
    JudgeBlindPair, SlicesQuery, StandingsQuery, StartBlindRound, WhyDifferQuery,
};
use workbench::operations::evidence::{
    EvidenceCard, EvidenceColumn, EvidenceKind, EvidenceNeed, EvidenceQuery, KnownAnswer,
};
use workbench::operations::goal::{GoalQuery, SetExamples};
use workbench::operations::ranking::{Budget, RankQuery, RankingId};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask};

const BUDGET: Budget = Budget::Documents { documents: 30 };

/// The sample, its goal for worked maths, and its rankings by these methods.
fn ranked(methods: &[&str]) -> (Desk, i64, Vec<RankingId>) {
    let (desk, goal) = Desk::with_sample();
    let rankings = methods.iter().map(|method| rank(&desk, goal, method)).collect();
    (desk, goal, rankings)
}

fn rank(desk: &Desk, goal: i64, method: &str) -> RankingId {
    let query = RankQuery::new(goal, method);
    ask!(desk, Rank(query)).ranking
}

fn compare(rankings: &[RankingId]) -> CompareQuery {
    CompareQuery { rankings: rankings.to_vec(), budget: BUDGET }
}

fn card(desk: &Desk, kind: EvidenceKind, rankings: &[RankingId], answer: Option<&str>) -> EvidenceCard {
    let answer = answer.map(|value| KnownAnswer { column: "kind".to_owned(), value: value.to_owned() });
    ask!(desk, Evidence(EvidenceQuery { kind, compare: compare(rankings), answer, seed: 1 }))
}

/// The values of a measure, by column.
fn values(card: &EvidenceCard, measure: &str) -> Vec<Option<f64>> {
    let row = card.rows.iter().find(|row| row.measure == measure).unwrap_or_else(|| panic!("{measure}: {card:?}"));
    assert_eq!(row.values.len(), card.columns.len());
    row.values.iter().map(|value| value.map(|value| value.value)).collect()
}

#[test]
fn neurons_and_words_agree_more_with_each_other_than_with_chance() {
    let (desk, _, rankings) = ranked(&["nag", "bm25", "random"]);
    let found = ask!(desk, Compare(compare(&rankings)));
    assert!(found.sides.iter().all(|side| side.documents == 30));
    let kept = |place: usize| -> u64 {
        found.overlap.iter().filter(|part| part.kept_by[place]).map(|part| part.documents).sum()
    };
    assert_eq!((kept(0), kept(1), kept(2)), (30, 30, 30));
    let jaccard = |a: u32, b: u32| found.pairs.iter().find(|pair| (pair.a, pair.b) == (a, b)).unwrap().jaccard;
    assert!(jaccard(0, 1) > jaccard(0, 2), "{:?}", found.pairs);
    assert!(found.pairs.iter().all(|pair| pair.tau_b.unwrap().abs() < 1.0 && pair.rbo.unwrap() <= 1.0));
    assert!(found.differing.iter().any(|setting| setting.name == "method"));
}

#[test]
fn disputed_rows_stand_on_both_sides_of_the_cuts_and_can_be_looked_up() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let query = |offset| DisagreementQuery { compare: compare(&rankings), offset, limit: 5 };
    let page = ask!(desk, Disagreements(query(0)));
    let overlap = ask!(desk, Compare(compare(&rankings))).pairs[0].both;
    assert_eq!((page.total, page.rows.len()), (2 * (30 - overlap), 5));
    assert!(page.rows.iter().all(|row| row.kept[0] != row.kept[1] && !row.excerpt.is_empty()));
    let rows: Vec<i64> = page.rows.iter().map(|row| row.row).collect();
    let standing = ask!(desk, Standings(StandingsQuery { compare: compare(&rankings), rows: rows.clone() }));
    assert_eq!(standing.iter().map(|row| (row.row, row.ranks.clone())).collect::<Vec<_>>(), {
        page.rows.iter().map(|row| (row.row, row.ranks.clone())).collect::<Vec<_>>()
    });
    let absent = Request::Standings(StandingsQuery { compare: compare(&rankings), rows: vec![99_999] });
    assert_eq!(desk.fails(absent).code, FailureCode::NoSuchThing);
}

#[test]
fn slices_show_that_the_maths_goal_takes_maths() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let query = |column: Option<&str>| SlicesQuery { compare: compare(&rankings), column: column.map(str::to_owned) };
    let found = ask!(desk, Slices(query(Some("kind"))));
    let maths = found.slices.iter().find(|slice| slice.value == "maths").unwrap();
    assert!(maths.kept[0].low.unwrap() > maths.pool_share && maths.kept[0].value > maths.kept[1].value);
    let pool: f64 = found.slices.iter().map(|slice| slice.pool_share).sum();
    assert!((pool - 1.0).abs() < 1e-9 && found.others == 0);
    assert!(ask!(desk, Slices(query(None))).slices.len() > 3);
}

#[test]
fn why_two_rankings_differ_is_told_by_words_and_neurons() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let query = |budget| WhyDifferQuery { a: rankings[0], b: rankings[1], budget };
    let found = ask!(desk, WhyDiffer(query(BUDGET)));
    assert!(!found.too_few && found.only_a == found.only_b);
    assert!(!found.neurons_a.is_empty() && found.neurons_a.iter().all(|n| n.lift > 1.0 && n.goal_share > n.pool_share));
    assert!(found.words_a.iter().all(|word| word.lift > 1.0 && word.share > word.other_share));
    assert!(ask!(desk, WhyDiffer(query(Budget::Documents { documents: 2 }))).too_few);
}

#[test]
fn every_figure_of_a_comparison_can_be_drawn() {
    let (desk, _, rankings) = ranked(&["nag", "bm25", "random"]);
    for kind in [
        CompareFigureKind::Overlap,
        CompareFigureKind::JaccardCurve,
        CompareFigureKind::RankShifts,
        CompareFigureKind::ScoreDistributions,
    ] {
        let figure = ask!(desk, CompareFigure(CompareFigureQuery { compare: compare(&rankings), kind }));
        assert!(!figure.layers.is_empty(), "{kind:?}");
    }
}

#[test]
fn verdicts_of_a_blind_round_outlive_the_window_and_the_rankings() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let start = StartBlindRound { a: rankings[0], b: rankings[1], budget: BUDGET, seed: 3 };
    let round = ask!(desk, StartBlindRound(start.clone()));
    assert_eq!((round.pairs.len(), round.outcome.is_none()), (20, true));
    let judge = |pair: u32, verdict| JudgeBlindPair { round: round.round, pair, verdict };
    ask!(desk, JudgeBlindPair(judge(0, BlindVerdict::Left)));
    ask!(desk, CloseProject(Nothing {}));
    ask!(desk, OpenSample(Nothing {}));
    let listed = ask!(desk, BlindRounds(Nothing {}));
    assert_eq!((listed[0].round, listed[0].pairs, listed[0].judged), (round.round, 20, 1));
    let again = ask!(desk, BlindRound(BlindRoundRef { round: round.round }));
    assert_eq!((again.pairs[0].verdict, again.pairs[1].verdict), (Some(BlindVerdict::Left), None));
    for pair in 0..20 {
        ask!(desk, JudgeBlindPair(judge(pair, BlindVerdict::Neither)));
    }
    let outcome = ask!(desk, BlindRound(BlindRoundRef { round: round.round })).outcome.unwrap();
    assert_eq!((outcome.neither, outcome.decided, outcome.a.method.as_str()), (20, false, "nag"));
    assert_eq!(desk.fails(Request::JudgeBlindPair(judge(20, BlindVerdict::Left))).code, FailureCode::NoSuchThing);
    assert_eq!(desk.fails(Request::StartBlindRound(start)).code, FailureCode::RankingGone);
}

#[test]
fn known_composition_sets_a_method_above_chance_and_asks_for_the_answer() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let asked = card(&desk, EvidenceKind::KnownComposition, &rankings, None);
    assert_eq!((asked.missing, asked.rows.len()), (Some(EvidenceNeed::Answer), 0));
    let found = card(&desk, EvidenceKind::KnownComposition, &rankings, Some("maths"));
    assert_eq!(found.columns[2], EvidenceColumn::Random);
    let precision = values(&found, "precision");
    assert!(precision[0] > Some(0.5) && precision[1] < Some(0.4) && precision[2] < Some(0.4), "{precision:?}");
    assert!(values(&found, "lift")[0] > Some(3.0));
}

#[test]
fn cards_over_the_sample_are_filled_without_a_model() {
    let (desk, _, rankings) = ranked(&["nag", "random"]);
    let length = card(&desk, EvidenceKind::LengthAndFormat, &rankings, None);
    let median = values(&length, "words_p50");
    assert!(length.missing.is_none() && median.iter().all(Option::is_some), "{median:?}");
    let coverage = card(&desk, EvidenceKind::Coverage, &rankings, None);
    assert!(coverage.missing.is_none());
    let covered = values(&coverage, "examples_covered");
    assert!(covered[0] > covered[2], "kept rows are nearer to the examples than random ones: {covered:?}");
    assert!(values(&coverage, "vendi").iter().all(|score| (1.0..=30.0).contains(&score.unwrap())));
    assert!(values(&coverage, "near_duplicates")[3] > Some(0.0), "the sample has copies");
    let stability = card(&desk, EvidenceKind::Stability, &rankings, None);
    let moved = values(&stability, "top_fifth_with_all");
    assert!(moved[0] > Some(0.5) && moved[1].is_none(), "{moved:?}");
    let apart = card(&desk, EvidenceKind::Separability, &rankings, None);
    assert!(values(&apart, "adjusted_rand")[2] > Some(0.1), "{apart:?}");
    let distance = card(&desk, EvidenceKind::Distance, &rankings, None);
    assert_eq!(distance.missing, Some(EvidenceNeed::OtherRepresentation));
    let nearer = values(&distance, "kl_reduction");
    assert!(nearer[0] > nearer[2], "{nearer:?}");
    assert_eq!(card(&desk, EvidenceKind::Deciles, &rankings, None).missing, Some(EvidenceNeed::Run));
}

#[test]
fn examples_that_are_held_back_are_planted_and_found() {
    let (desk, goal, rankings) = ranked(&["nag", "random"]);
    let in_turn = card(&desk, EvidenceKind::HeldBack, &rankings, None);
    let area = values(&in_turn, "roc_auc");
    assert!(area[0] > Some(0.9) && area[1] < Some(0.8), "{area:?}");
    let all: Vec<i64> = ask!(desk, Goal(GoalQuery { goal })).examples.iter().map(|one| one.example).collect();
    ask!(desk, SetExamples(SetExamples { goal, examples: all[8..].to_vec(), ticked: false }));
    let fewer = rank(&desk, goal, "nag");
    let held = card(&desk, EvidenceKind::HeldBack, &[fewer], None);
    let recall = &held.rows.iter().find(|row| row.measure == "recall").unwrap().values[0].unwrap();
    assert!(recall.value > 0.6, "{recall:?}");
    let leak = card(&desk, EvidenceKind::Leak, &[fewer], None);
    assert!(leak.missing.is_none() && values(&leak, "repeats_held_back")[0] == Some(0.0));
    ask!(desk, SetExamples(SetExamples { goal, examples: all[3..].to_vec(), ticked: false }));
    let three = rank(&desk, goal, "nag");
    let unstable = card(&desk, EvidenceKind::Stability, &[three], None);
    assert_eq!(unstable.missing, Some(EvidenceNeed::MoreExamples));
}

#[test]
fn one_ranking_has_evidence_and_no_comparison() {
    let (desk, _, rankings) = ranked(&["random"]);
    assert_eq!(desk.fails(Request::Compare(compare(&rankings))).code, FailureCode::BadRequest);
    assert!(card(&desk, EvidenceKind::Leak, &rankings, None).columns.len() == 3);
}
