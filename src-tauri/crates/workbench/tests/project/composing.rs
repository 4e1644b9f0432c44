//! Rankings put together: duplicates, quality, shares of a column, several goals, and the passport that says so.

use std::collections::HashMap;

use workbench::operations::composition::{
    AlikeQuery, Composition, DuplicatesQuery, GoalWeight, Likeness, QualityBlend, SharesOf, Spread, SpreadShares,
};
use workbench::operations::export::{ExportFormat, ExportPlan};
use workbench::operations::job::JobState;
use workbench::operations::ranking::{Budget, CutQuery, RankQuery, RankedRow, RankingPageQuery, RankingView};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask, rows};

/// Forty rows of seven kinds, and the same texts again with other ids, in capitals.
fn doubled() -> Desk {
    let desk = Desk::with_project();
    let again: String = rows(40).replace("\"id\":\"r", "\"id\":\"s").replace("Row", "ROW");
    desk.import(&desk.file("a.jsonl", rows(40) + &again));
    desk
}

fn query(goal: i64, method: &str, composition: Composition) -> RankQuery {
    RankQuery { composition, ..RankQuery::new(goal, method) }
}

fn first(desk: &Desk, ranking: &RankingView, limit: u64) -> Vec<RankedRow> {
    let query = RankingPageQuery::new(ranking.ranking, 0, limit);
    ask!(desk, RankingPage(query)).rows
}

#[test]
fn of_rows_that_are_alike_the_best_stays_and_the_others_stand_behind_it() {
    let desk = doubled();
    let goal = desk.goal("Law", "law");
    let found = ask!(desk, Duplicates(DuplicatesQuery { likeness: Likeness::Exact {}, offset: 0, limit: 2 }));
    assert_eq!((found.groups, found.exact_groups, found.spare, found.exact_spare), (40, 40, 40, 40));
    assert_eq!(found.page.len(), 2);
    assert_eq!(found.page[0].members.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["r0000", "s0000"]);

    let alike = Composition { alike: Some(Likeness::Exact {}), ..Composition::default() };
    let ranking = ask!(desk, Rank(query(goal, "bm25", alike)));
    assert_eq!((ranking.ranked, ranking.collapsed, ranking.unscored), (40, 40, 0));
    let shown = first(&desk, &ranking, 100);
    assert_eq!(shown.len(), 40, "those left out are not listed below the ranking either");
    assert!(shown.iter().all(|row| row.alike == 1));
    let behind = ask!(desk, Alike(AlikeQuery { ranking: ranking.ranking, row: shown[0].row }));
    assert_eq!(behind[0].id[1..], shown[0].id[1..]);
    assert_eq!(behind[0].score, shown[0].score);
    let all = CutQuery { ranking: ranking.ranking, budget: Budget::Documents { documents: 80 } };
    assert_eq!(ask!(desk, Cut(all)).documents, 40);
}

#[test]
fn wherever_the_cut_is_every_kind_keeps_its_share() {
    let desk = doubled();
    let goal = desk.goal("Any", "anything");
    let spread =
        |shares| Composition { spread: Some(Spread { column: "kind".to_owned(), shares }), ..Composition::default() };
    let ranking = ask!(desk, Rank(query(goal, "random", spread(SpreadShares::Equal))));
    let shown = first(&desk, &ranking, 100);
    for head in [7, 14, 35] {
        let mut kinds: HashMap<&str, usize> = HashMap::new();
        shown[..head].iter().for_each(|row| *kinds.entry(&row.source).or_default() += 1);
        assert!(kinds.len() == 7 && kinds.values().all(|&count| count == head / 7), "{head}: {kinds:?}");
    }
    let numbers = ask!(desk, Rank(query(goal, "random", spread(SpreadShares::AsPool))));
    // 80 rows: 12 of the five first kinds each, 10 of the two last.
    let rivers = first(&desk, &numbers, 40).iter().filter(|row| row.source == "rivers").count();
    assert_eq!(rivers, 6);
}

#[test]
fn quality_alone_orders_by_the_column_and_half_of_it_mixes() {
    let desk = doubled();
    let goal = desk.goal("Any", "anything");
    let quality = |weight| Composition {
        quality: Some(QualityBlend { column: "n".to_owned(), higher_is_better: true, weight }),
        ..Composition::default()
    };
    let ranking = ask!(desk, Rank(query(goal, "random", quality(1.0))));
    let ids: Vec<String> = first(&desk, &ranking, 4).into_iter().map(|row| row.id).collect();
    assert_eq!(ids, ["r0039", "s0039", "r0038", "s0038"]);
    assert!((ranking.best_score - 1.0).abs() < 1e-12);
    let half = ask!(desk, Rank(query(goal, "random", quality(0.5))));
    assert!(first(&desk, &half, 1)[0].score.unwrap() < 1.0 + 1e-12 && half.ranked == 80);
    let lost = desk.fails(Request::Rank(query(goal, "random", quality(0.0))));
    assert_eq!(lost.code, FailureCode::BadSetting);
}

#[test]
fn goals_share_the_budget_by_weight_and_each_row_says_for_which_it_was_taken() {
    let desk = doubled();
    let (law, bread) = (desk.goal("Law", "It speaks of law."), desk.goal("Bread", "It speaks of bread."));
    let goals = vec![GoalWeight { goal: law, weight: 3.0 }, GoalWeight { goal: bread, weight: 1.0 }];
    let shared = Composition { goals, alike: Some(Likeness::Exact {}), ..Composition::default() };
    let ranking = ask!(desk, Rank(query(law, "bm25", shared.clone())));
    assert_eq!((ranking.ranked, ranking.collapsed), (40, 40));
    let kept = first(&desk, &ranking, 8);
    let of = |goal| kept.iter().filter(|row| row.goal == Some(goal)).count();
    assert_eq!((of(law), of(bread)), (6, 2));
    let about_bread = kept.iter().filter(|row| row.goal == Some(bread));
    assert!(about_bread.into_iter().all(|row| row.source == "bread"), "each goal takes its own best");

    let alone = Composition { goals: vec![GoalWeight { goal: bread, weight: 1.0 }; 2], ..shared };
    assert_eq!(desk.fails(Request::Rank(query(law, "bm25", alone))).code, FailureCode::BadGoalShares);
}

#[test]
fn columns_that_cannot_do_it_are_named() {
    let desk = doubled();
    let goal = desk.goal("Any", "anything");
    let spread = |column: &str| Composition {
        spread: Some(Spread { column: column.to_owned(), shares: SpreadShares::Equal }),
        ..Composition::default()
    };
    let code = |composition| desk.fails(Request::Rank(query(goal, "random", composition))).code;
    assert_eq!(code(spread("colour")), FailureCode::NoSuchColumn);
    assert_eq!(code(spread("n")), FailureCode::WrongColumn);
    let kind = QualityBlend { column: "kind".to_owned(), higher_is_better: false, weight: 0.5 };
    assert_eq!(code(Composition { quality: Some(kind), ..Composition::default() }), FailureCode::WrongColumn);
    let near = Composition { alike: Some(Likeness::Near { share: 2.0 }), ..Composition::default() };
    assert_eq!(code(near), FailureCode::BadSetting);
}

#[test]
fn the_passport_carries_everything_and_the_same_selection_comes_of_it_again() {
    let desk = doubled();
    let (law, bread) = (desk.goal("Law", "It speaks of law."), desk.goal("Bread", "It speaks of bread."));
    let composition = Composition {
        alike: Some(Likeness::Near { share: 0.8 }),
        quality: Some(QualityBlend { column: "n".to_owned(), higher_is_better: false, weight: 0.25 }),
        spread: Some(Spread { column: "kind".to_owned(), shares: SpreadShares::AsPool }),
        goals: [law, bread].map(|goal| GoalWeight { goal, weight: 1.0 }).to_vec(),
        shares_of: SharesOf::Tokens,
    };
    let ranking = ask!(desk, Rank(query(law, "bm25", composition))).ranking;
    let path = desk.folder.path().join("out.jsonl");
    let budget = Budget::Documents { documents: 9 };
    let plan = ExportPlan::new(ranking, budget, ExportFormat::Jsonl);
    let job = desk.export(plan, &path);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let passport = std::fs::read(desk.folder.path().join("out.jsonl.passport.json")).unwrap();
    let passport: serde_json::Value = serde_json::from_slice(&passport).unwrap();
    assert_eq!(passport["more_targets"][0]["name"], "Bread");
    assert_eq!(passport["counts"]["selected"], 9);

    let again: RankQuery = serde_json::from_value(passport["method"].clone()).unwrap();
    let ranking = ask!(desk, Rank(again));
    let ids: Vec<String> = first(&desk, &ranking, 9).into_iter().map(|row| row.id).collect();
    let written = std::fs::read_to_string(&path).unwrap();
    let exported: Vec<String> = written.lines().map(|line| line[7..12].to_owned()).collect();
    assert_eq!(ids, exported);
}
