//! Selections out for training tools: forms, folders, the division, and what does not fit.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use workbench::formats::{Item, Source, guess};
use workbench::operations::export::{ExportFormat, ExportOrder, ExportPlan, ExportSplit, StartExport};
use workbench::operations::job::{JobOutcome, JobState};
use workbench::operations::ranking::{Budget, RankQuery};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask};

/// A desk with these rows, read by what their columns are called, and a random pick of all of them.
pub fn ranked(rows: &[Value]) -> (Desk, u64) {
    let desk = Desk::with_project();
    let lines = rows.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n") + "\n";
    let path = desk.file("pool.jsonl", lines);
    let started = desk.workbench.start_import(vec![workbench::SourcePlan::new(path, None)]).unwrap();
    assert_eq!(desk.workbench.wait(started.job).unwrap().state, JobState::Done);
    let goal = desk.goal("Sums", "An example that is in no row.");
    let query = RankQuery { keep_examples: true, ..RankQuery::new(goal, "random") };
    let ranking = ask!(desk, Rank(query)).ranking;
    (desk, ranking)
}

pub fn plan(ranking: u64, format: ExportFormat) -> ExportPlan {
    let budget = Budget::Ratio { ratio: 1.0 };
    let order = ExportOrder::Original;
    ExportPlan { order, ..ExportPlan::new(ranking, budget, format) }
}

/// The rows of a file as our own importer reads them: text and the row's bytes.
fn imported(path: &Path) -> Vec<(String, String)> {
    let source = Source::open(path).unwrap();
    let mapping = guess(source.found());
    let read = |item| match item {
        Item::Record(record) => {
            let text = mapping.apply(&record).unwrap().text;
            Some((text, String::from_utf8(record.raw).unwrap()))
        }
        Item::SetAside(row) => panic!("row {} was set aside: {}", row.row, row.reason),
        Item::Notice(_) => None,
    };
    source.rows().filter_map(|item| read(item.unwrap())).collect()
}

pub fn sums(count: usize) -> Vec<Value> {
    let kinds = ["easy", "hard", "odd"];
    let row = |n: usize| {
        let answer = format!("It is {}.", n + n);
        json!({ "id": format!("s{n:03}"), "instruction": format!("Double {n}."), "input": "", "output": answer, "kind": kinds[n % 3] })
    };
    (0..count).map(row).collect()
}

fn chats(count: usize) -> Vec<Value> {
    let row = |n: usize| {
        let list = json!([{ "role": "system", "content": "Be brief." }, { "role": "user", "content": format!("Double {n}?") },
            { "role": "assistant", "content": format!("{}", n + n) }]);
        json!({ "id": format!("c{n:03}"), "messages": list })
    };
    (0..count).map(row).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn json_of(path: PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_format_is_read_back_by_the_importer_and_rows_that_have_the_form_keep_their_bytes() {
    let rows = sums(12);
    let (desk, ranking) = ranked(&rows);
    for (format, name, keeps_bytes) in [
        (ExportFormat::Jsonl, "a.jsonl", true),
        (ExportFormat::Json, "a.json", true),
        (ExportFormat::Alpaca, "alpaca.json", true),
        (ExportFormat::Csv, "a.csv", false),
        (ExportFormat::Parquet, "a.parquet", false),
        (ExportFormat::Sharegpt, "sharegpt.json", false),
        (ExportFormat::Openai, "openai.jsonl", false),
    ] {
        let path = desk.folder.path().join(name);
        let job = desk.export(plan(ranking, format), &path);
        assert_eq!(job.state, JobState::Done, "{name}: {:?}", job.failure);
        let back = imported(&path);
        assert_eq!(back.len(), rows.len(), "{name}");
        for (row, (text, raw)) in rows.iter().zip(&back) {
            let [asked, said] = ["instruction", "output"].map(|field| row[field].as_str().unwrap());
            assert!(text.contains(asked) && text.contains(said), "{name}: {text}");
            let whole = row.to_string();
            assert!(!keeps_bytes || *raw == whole, "{name}: {raw}");
        }
        assert!(desk.folder.path().join(format!("{name}.passport.html")).exists());
    }
}

#[test]
fn llama_factory_gets_its_folder_and_a_second_data_set_beside_the_first() {
    let (desk, ranking) = ranked(&sums(12));
    let folder = desk.folder.path().join("sums");
    let job = desk.export(plan(ranking, ExportFormat::LlamaFactory), &folder);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let expected = ["dataset_info.json", "sums.jsonl", "sums.passport.html", "sums.passport.json"];
    assert_eq!(names(&folder), expected);
    let info = json_of(folder.join("dataset_info.json"));
    assert_eq!(info["sums"]["formatting"], "alpaca");
    assert_eq!(info["sums"]["columns"], json!({ "prompt": "instruction", "query": "input", "response": "output" }));
    assert_eq!(imported(&folder.join("sums.jsonl")).len(), 12);

    // The same again is refused: the data set is there, and nothing of it may be lost.
    let ticket = desk.workbench.grant(&folder).ticket;
    let again = StartExport { plan: plan(ranking, ExportFormat::LlamaFactory), ticket };
    assert_eq!(desk.fails(Request::StartExport(again)).code, FailureCode::AlreadyThere);
    assert_eq!(names(&folder), expected);

    // Somebody's own folder keeps its entries, and their order.
    let own = desk.folder.path().join("data");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(
        own.join("dataset_info.json"),
        r#"{"zeta": {"file_name": "z.json"}, "alpha": {"hf_hub_url": "a/b"}}"#,
    )
    .unwrap();
    let job = desk.export(plan(ranking, ExportFormat::LlamaFactory), &own);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let info = std::fs::read_to_string(own.join("dataset_info.json")).unwrap();
    let at = |name: &str| info.find(name).unwrap();
    assert!(at("zeta") < at("alpha") && at("alpha") < at("\"data\""), "{info}");
    assert!(info.contains("hf_hub_url"));
}

#[test]
fn conversations_go_to_sharegpt_and_to_messages_and_come_back_as_they_were() {
    let rows = chats(6);
    let (desk, ranking) = ranked(&rows);
    let folder = desk.folder.path().join("chats");
    let job = desk.export(plan(ranking, ExportFormat::LlamaFactory), &folder);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let info = json_of(folder.join("dataset_info.json"));
    assert_eq!(info["chats"]["formatting"], "sharegpt");
    assert_eq!(info["chats"]["tags"]["user_tag"], "human");
    let back = imported(&folder.join("chats.jsonl"));
    assert_eq!(back[2].0, "system: Be brief.\nuser: Double 2?\nassistant: 4");
    let folder = desk.folder.path().join("axo");
    let job = desk.export(plan(ranking, ExportFormat::Axolotl), &folder);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let config = std::fs::read_to_string(folder.join("axolotl.yml")).unwrap();
    assert!(config.contains("type: chat_template") && config.contains("train.jsonl"), "{config}");
    let raw: Vec<Value> =
        imported(&folder.join("train.jsonl")).iter().map(|(_, raw)| serde_json::from_str(raw).unwrap()).collect();
    assert_eq!(raw, rows, "messages are messages already");
}

#[test]
fn rows_that_do_not_fit_are_told_beforehand_refused_and_left_out_when_asked() {
    let mut rows = sums(6);
    rows[4]["output"] = json!("");
    let (desk, ranking) = ranked(&rows);
    let wanted = plan(ranking, ExportFormat::LlamaFactory);
    let fit = ask!(desk, ExportPreview(wanted.clone())).fit.unwrap();
    assert_eq!((fit.looked_at, fit.unfit, fit.completed), (6, 1, 0));
    assert_eq!(fit.first_unfit, Some(("s004".to_owned(), "it has no answer".to_owned())));
    let folder = desk.folder.path().join("sums");
    let refused = desk.export(wanted.clone(), &folder);
    assert_eq!(refused.failure.unwrap().code, FailureCode::RowsDoNotFit);
    assert!(!folder.exists());
    let job = desk.export(ExportPlan { leave_out: true, ..wanted }, &folder);
    assert!(matches!(job.outcome, Some(JobOutcome::Exported { documents: 5, .. })), "{:?}", job.failure);
    let passport = json_of(folder.join("sums.passport.json"));
    assert_eq!(passport["counts"]["left_out_unfit"], 1);
    assert_eq!(passport["counts"]["selected"], 5);
}

#[test]
fn plain_texts_are_text_for_pretraining_alone_and_answers_beside_instructions() {
    let texts: Vec<Value> = (0..4).map(|n| json!({ "id": format!("t{n}"), "text": format!("Words {n}.") })).collect();
    let (desk, ranking) = ranked(&texts);
    let fit = ask!(desk, ExportPreview(plan(ranking, ExportFormat::LlamaFactory))).fit.unwrap();
    assert_eq!((fit.form.as_str(), fit.completed), ("text", 0));
    let fit = ask!(desk, ExportPreview(plan(ranking, ExportFormat::Openai))).fit.unwrap();
    assert_eq!((fit.form.as_str(), fit.completed), ("openai", 4));
    let folder = desk.folder.path().join("words");
    desk.export(plan(ranking, ExportFormat::LlamaFactory), &folder);
    let info = json_of(folder.join("dataset_info.json"));
    assert_eq!(info["words"]["columns"], json!({ "prompt": "text" }));
}

#[test]
fn rows_are_divided_by_a_column_and_each_keeps_its_bytes_and_order() {
    let rows = sums(60);
    let (desk, ranking) = ranked(&rows);
    let split = ExportSplit { validation: 0.1, seed: 7, column: Some("kind".to_owned()) };
    let folder = desk.folder.path().join("divided");
    let job = desk.export(ExportPlan { split: Some(split), ..plan(ranking, ExportFormat::Jsonl) }, &folder);
    assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
    let lines = |name: &str| -> Vec<String> {
        std::fs::read_to_string(folder.join(name)).unwrap().lines().map(str::to_owned).collect()
    };
    let (train, checks) = (lines("train.jsonl"), lines("validation.jsonl"));
    assert_eq!((train.len(), checks.len()), (54, 6));
    for kind in ["easy", "hard", "odd"] {
        let of_kind = checks.iter().filter(|line| line.contains(&format!("\"kind\":\"{kind}\""))).count();
        assert_eq!(of_kind, 2, "a tenth of 20 {kind} rows");
    }
    let originals: Vec<String> = rows.iter().map(Value::to_string).collect();
    for part in [&train, &checks] {
        let places: Vec<usize> =
            part.iter().map(|line| originals.iter().position(|row| row == line).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
    assert!(checks.iter().all(|row| !train.contains(row)));
}

#[test]
fn a_hub_folder_has_a_card_that_names_its_parts_and_the_line_that_uploads_it() {
    let (desk, ranking) = ranked(&sums(20));
    let split = Some(ExportSplit { validation: 0.25, seed: 1, column: None });
    let folder = desk.folder.path().join("hub set");
    let job = desk.export(ExportPlan { split, ..plan(ranking, ExportFormat::Datasets) }, &folder);
    let Some(JobOutcome::Exported { next: Some(next), .. }) = &job.outcome else { panic!("{:?}", job.failure) };
    assert!(next.starts_with("hf upload OWNER/hub-set ") && next.ends_with(" . --repo-type dataset"), "{next}");
    assert_eq!(imported(&folder.join("data/train-00000-of-00001.parquet")).len(), 15);
    assert_eq!(imported(&folder.join("data/validation-00000-of-00001.parquet")).len(), 5);
    let card = std::fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(card.starts_with("---\nconfigs:\n") && card.contains("  - split: validation\n"), "{card}");
    let elsewhere = desk.folder.path().join("full");
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::write(elsewhere.join("kept.txt"), "mine").unwrap();
    let ticket = desk.workbench.grant(&elsewhere).ticket;
    let with = StartExport { plan: plan(ranking, ExportFormat::Datasets), ticket };
    assert_eq!(desk.fails(Request::StartExport(with)).code, FailureCode::AlreadyThere);
    assert_eq!(names(&elsewhere), ["kept.txt"]);
}
