//! Selections out: the original rows, the order, the passport.

use workbench::operations::export::{ExportFormat, ExportOrder, ExportPlan};
use workbench::operations::job::{JobOutcome, JobState};
use workbench::operations::ranking::Budget;

use crate::at_work::{Desk, ask, rows};

fn ranked() -> (Desk, u64) {
    Desk::ranked_for("Law & order")
}

fn plan(ranking: u64, format: ExportFormat, order: ExportOrder, with_scores: bool) -> ExportPlan {
    let budget = Budget::Documents { documents: 7 };
    ExportPlan { order, with_scores, ..ExportPlan::new(ranking, budget, format) }
}

#[test]
fn the_best_rows_are_written_byte_for_byte_with_a_passport_beside_them() {
    let (desk, ranking) = ranked();
    let path = desk.folder.path().join("out.jsonl");
    let job = desk.export(plan(ranking, ExportFormat::Jsonl, ExportOrder::Rank, false), &path);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    assert!(matches!(job.outcome, Some(JobOutcome::Exported { documents: 7, .. })));
    let written = std::fs::read_to_string(&path).unwrap();
    let originals = rows(40);
    assert_eq!(written.lines().count(), 7);
    assert!(written.lines().all(|line| originals.lines().any(|original| original == line)));
    assert!(written.starts_with("{\"id\":\"r0005\""), "the example itself is closest");
    let passport = std::fs::read(desk.folder.path().join("out.jsonl.passport.json")).unwrap();
    let passport: serde_json::Value = serde_json::from_slice(&passport).unwrap();
    assert_eq!(passport["counts"]["selected"], 7);
    assert_eq!(passport["model"]["digest"].as_str().unwrap().len(), 64);
    assert_eq!(passport["pool"]["documents"], 40);
    assert_eq!(desk.info().exports, 1);
}

#[test]
fn rows_can_keep_their_own_order_and_carry_rank_and_score() {
    let (desk, ranking) = ranked();
    let preview = ask!(desk, ExportPreview(plan(ranking, ExportFormat::Csv, ExportOrder::Original, true)));
    assert_eq!((preview.documents, preview.rows.len()), (7, 5));
    assert_eq!(preview.columns, ["id", "text", "kind", "n", "neurosieve_rank", "neurosieve_score"]);
    let mut ids: Vec<&str> = preview.rows.iter().map(|row| &row[..5]).collect();
    let shown = ids.clone();
    ids.sort_unstable();
    assert_eq!(shown, ids);
    assert_eq!(preview.suggested_name, "law---order-selection.csv");
}
