//! "Prove it again": identical, or where it differs.

use std::path::{Path, PathBuf};

use workbench::operations::export::{ExportFormat, ExportPlan, Proof, ProofPart, Prove, SaveReport};
use workbench::operations::job::JobState;
use workbench::operations::ranking::{Budget, RankQuery};
use workbench::operations::review::{Decide, DecideOn, Decision, DecisionsQuery, Pin};
use workbench::operations::settings::Language;
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
    let saved = ask!(desk, SaveReport(SaveReport { ranking, budget, ticket, language: None }));
    let page = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved.size_bytes, page.len() as u64);
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("Rows chosen for “Law”") && page.contains("Row 5 speaks of law"));
    for fetched in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", " href="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
}

#[test]
fn pages_and_cards_speak_the_language_of_who_asked_and_programs_read_the_same_in_both() {
    let (desk, ranking, _) = exported(ExportFormat::Jsonl, "out.jsonl");
    let budget = Budget::Documents { documents: 9 };
    let at = |name: &str| desk.folder.path().join(name);
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let of = |language, name: &str| {
        let plan = ExportPlan { language, ..ExportPlan::new(ranking, budget, ExportFormat::Datasets) };
        let job = desk.export(plan, &at(name).join("set"));
        assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
        let ticket = desk.workbench.grant(&at(name).join("report.html")).ticket;
        ask!(desk, SaveReport(SaveReport { ranking, budget, ticket, language }));
        ["set/passport.json", "set/passport.html", "set/README.md", "report.html"].map(|file| read(at(name).join(file)))
    };
    std::fs::create_dir(at("en")).unwrap();
    std::fs::create_dir(at("zh")).unwrap();
    let ([passport, page, card, report], chinese) = (of(None, "en"), of(Some(Language::Chinese), "zh"));
    assert_eq!(passport, chinese[0], "what programs read is the same");
    for (english, said, other, says) in [
        (&page, "Selection passport", &chinese[1], "选择的溯源档案"),
        (&card, "How the rows were chosen", &chinese[2], "这些行如何选出"),
        (&report, "Rows chosen for “Law”", &chinese[3], "为“Law”选出的行"),
    ] {
        assert!(english.contains(said) && !english.contains(says), "{english}");
        assert!(other.contains(says) && !other.contains(said), "{other}");
        assert!(english.contains("Neuron match (nag)") && other.contains("神经元匹配 (nag)"), "{other}");
    }
    assert!(report.contains("<html lang=\"en\">") && chinese[3].contains("<html lang=\"zh-Hans\">"));
    let front = |card: &str| card.split("---\n").nth(1).map(str::to_owned);
    assert_eq!(front(&card), front(&chinese[2]), "what the hub reads is the same");
    assert!(proof(&desk, &at("zh").join("set/passport.json")).identical);
}

fn pin(desk: &Desk, annotator: &str, row: i64, pin: Option<Pin>) {
    let (annotator, on) = (annotator.to_owned(), DecideOn::Rows { rows: vec![row] });
    ask!(desk, Decide(Decide { annotator, on, decision: Decision::Pin { pin }, blind: false }));
}

#[test]
fn a_passport_says_who_pinned_which_row_and_when_and_the_proof_says_where_that_differs() {
    let (desk, ranking) = Desk::ranked_for("Law");
    pin(&desk, "Ada", 3, Some(Pin::Always));
    pin(&desk, "Bo", 4, Some(Pin::Never));
    let query = RankQuery {
        settings: [("top_k".to_owned(), 10.0)].into(),
        keep_examples: true,
        ..RankQuery::new(desk.info().goals[0].goal, "nag")
    };
    let pinned = ask!(desk, Rank(query)).ranking;
    assert_ne!(pinned, ranking);
    let path = desk.folder.path().join("out.jsonl");
    let job = desk.export(ExportPlan::new(pinned, Budget::Documents { documents: 9 }, ExportFormat::Jsonl), &path);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let journal = ask!(desk, Decisions(DecisionsQuery { offset: 0, limit: 2 })).entries;
    let json = std::fs::read_to_string(beside(&path)).unwrap();
    let passport: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (which, id, by, made_ms) in
        [("always", "r0002", "Ada", journal[1].made_ms), ("never", "r0003", "Bo", journal[0].made_ms)]
    {
        let row = &passport["pinned"][which][0];
        assert_eq!((row["id"].as_str(), row["by"].as_str()), (Some(id), Some(by)));
        assert_eq!(row["pinned_ms"].as_u64(), Some(made_ms));
        let page = std::fs::read_to_string(format!("{}.passport.html", path.display())).unwrap();
        assert!(page.contains(&format!("{id} ({by}, 20")), "{page}");
    }
    assert!(proof(&desk, &beside(&path)).identical);

    // A passport of a version that did not say who pinned.
    let mut older = passport.clone();
    for which in ["always", "never"] {
        let row = older["pinned"][which][0].as_object_mut().unwrap();
        assert!(row.remove("by").is_some() && row.remove("pinned_ms").is_some());
    }
    let older = desk.file("older.json", older.to_string());
    assert!(proof(&desk, &older).identical);

    // The same row pinned by somebody else chooses the same rows, and is said.
    pin(&desk, "Bo", 3, None);
    pin(&desk, "Bo", 3, Some(Pin::Always));
    let after = proof(&desk, &beside(&path));
    let parts: Vec<ProofPart> = after.differences.iter().map(|one| one.part).collect();
    assert_eq!((after.identical, parts), (false, vec![ProofPart::Pinned]));
    assert!(after.differences[0].then.starts_with("r0002: always, Ada, 20"), "{after:?}");
    assert!(after.differences[0].now.starts_with("r0002: always, Bo, 20"), "{after:?}");
    assert!(proof(&desk, &older).identical);

    // A pin that is gone changes the rows, too.
    pin(&desk, "Bo", 4, None);
    pin(&desk, "Bo", 3, None);
    let after = proof(&desk, &older);
    let has = |part| after.differences.iter().any(|one| one.part == part);
    assert!(!after.identical && has(ProofPart::Pinned) && has(ProofPart::Selection), "{after:?}");
}
