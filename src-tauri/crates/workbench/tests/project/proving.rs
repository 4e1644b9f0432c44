//! "Prove it again": identical, or where it differs.

use std::path::{Path, PathBuf};

use workbench::operations::export::{ExportFormat, ExportPlan, Proof, ProofPart, Prove, SaveReport};
use workbench::operations::job::JobState;
use workbench::operations::ranking::Budget;
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

fn exported(format: ExportFormat, name: &str) -> (Desk, u64, PathBuf) {
    let (desk, ranking) = Desk::ranked_for("Law");
    let path = desk.folder.path().join(name);
    let plan = ExportPlan { with_scores: true, ..ExportPlan::new(ranking, Budget::Documents { documents: 9 }, format) };
    let job = desk.export(plan, &path);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    (desk, ranking, path)
}

fn proof(desk: &Desk, passport: &Path) -> Proof {
    let ticket = desk.workbench.grant(passport).ticket;
    ask!(desk, Prove(Prove::File { ticket }))
}

fn beside(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.passport.json", path.display()))
}

#[test]
fn what_was_written_is_made_again_and_is_identical_to_the_byte() {
    for (format, name) in [
        (ExportFormat::Jsonl, "out.jsonl"),
        (ExportFormat::Csv, "out.csv"),
        (ExportFormat::Parquet, "out.parquet"),
        (ExportFormat::Openai, "out.json"),
    ] {
        let (desk, _, path) = exported(format, name);
        let proof = proof(&desk, &beside(&path));
        assert!(proof.identical, "{name}: {proof:?}");
        assert_eq!((proof.documents, proof.compared, proof.absent), (9, 1, 0));
        let exports = ask!(desk, Exports(Nothing {}));
        assert_eq!((exports.len(), exports[0].documents), (1, 9));
        assert!(ask!(desk, Prove(Prove::Export { export: exports[0].export })).identical);
    }
    let (desk, _, path) = exported(ExportFormat::LlamaFactory, "law");
    assert!(proof(&desk, &path.join("law.passport.json")).identical);
}

#[test]
fn a_file_that_was_changed_is_told_with_its_first_row_that_differs() {
    let (desk, _, path) = exported(ExportFormat::Jsonl, "out.jsonl");
    let mut lines: Vec<String> = std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    lines[3] = lines[3].replace("speaks", "sings");
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    let proof = proof(&desk, &beside(&path));
    assert!(!proof.identical);
    let parts: Vec<ProofPart> = proof.differences.iter().map(|one| one.part).collect();
    assert_eq!(parts, [ProofPart::FileChanged]);
    let row = proof.first_row.unwrap();
    assert_eq!(row.row, 4);
    assert!(row.then.contains("sings") && row.now.contains("speaks"), "{row:?}");
}

#[test]
fn other_data_and_other_examples_are_named_and_so_is_the_first_row() {
    let (desk, _, path) = exported(ExportFormat::Jsonl, "out.jsonl");
    let goal = desk.info().goals[0].goal;
    desk.paste(goal, "Row 12 speaks of law and number 84.");
    let after = proof(&desk, &beside(&path));
    assert!(!after.identical && after.differences.iter().any(|one| one.part == ProofPart::Goal), "{after:?}");
    desk.import(&desk.file("b.jsonl", rows(42).lines().skip(40).collect::<Vec<&str>>().join("\n") + "\n"));
    let after = proof(&desk, &beside(&path));
    assert!(after.differences.iter().any(|one| one.part == ProofPart::Pool), "{after:?}");
    assert!(after.first_row.is_none() || after.differences.iter().any(|one| one.part == ProofPart::Selection));
}

#[test]
fn a_file_that_is_no_passport_is_refused() {
    let (desk, ..) = exported(ExportFormat::Jsonl, "out.jsonl");
    let other = desk.file("other.json", "{\"format\": \"something else\"}");
    let ticket = desk.workbench.grant(&other).ticket;
    assert_eq!(desk.fails(Request::Prove(Prove::File { ticket })).code, FailureCode::NotAPassport);
}

#[test]
fn a_report_is_one_page_with_figures_that_fetches_and_runs_nothing() {
    let (desk, ranking, _) = exported(ExportFormat::Jsonl, "out.jsonl");
    let path = desk.folder.path().join("report.html");
    let ticket = desk.workbench.grant(&path).ticket;
    let budget = Budget::Documents { documents: 9 };
    let saved = ask!(desk, SaveReport(SaveReport { ranking, budget, ticket }));
    let page = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved.size_bytes, page.len() as u64);
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("Rows chosen for “Law”") && page.contains("Row 5 speaks of law"));
    for fetched in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", " href="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
}
