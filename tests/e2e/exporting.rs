//! A selection leaves for training, comes back, and is proved.

use serde_json::Value;

use crate::{CONTROL, READING, explore_sample};

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_selection_for_llama_factory_is_saved_proved_and_imported_again() {
    let data = tempfile::tempdir().expect("a folder for the data");
    let folder = data.path().join("worked");
    let window = explore_sample().await;
    window.chord(CONTROL, '5').await;
    window.sees("as they will stand in the JSONL file").await;
    window.pictures("export-formats").await;
    window.press("LLaMA-Factory").await;
    window.sees("A folder with dataset_info.json").await;
    window.press("Keep some rows to check with").await;
    window.sees("The same number draws the same rows.").await;
    window.pictures("export-llama-factory").await;
    window.will_pick(&[&folder]);
    window.press("Save these").await;
    window.sees_within("Saved to", READING).await;
    window.sees("dataset: worked").await;
    let (train, checks) = (rows(&folder.join("worked.jsonl")), rows(&folder.join("worked-validation.jsonl")));
    assert!(!train.is_empty() && !checks.is_empty());
    let info: Value =
        serde_json::from_slice(&std::fs::read(folder.join("dataset_info.json")).expect("the entry")).expect("JSON");
    assert_eq!(info["worked"]["file_name"], "worked.jsonl");
    assert_eq!(info["worked-validation"]["file_name"], "worked-validation.jsonl");

    window.press("Prove it again").await;
    window.sees_within("Identical.", READING).await;
    window.pictures("export-proved").await;
    let file = folder.join("worked.jsonl");
    let changed = std::fs::read_to_string(&file).expect("the rows").replacen(' ', "  ", 1);
    std::fs::write(&file, changed).expect("a changed file");
    window.press("Prove it again").await;
    window.sees_within("The first row that differs is row 1 of worked.jsonl.", READING).await;
    window.pictures("export-differs").await;

    let report = data.path().join("report.html");
    window.will_pick(&[&report]);
    window.press("Save a report").await;
    window.sees("Keeping").await;
    window.will_pick(&[&folder.join("worked-validation.jsonl")]);
    window.chord(CONTROL, '1').await;
    window.press("Add data").await;
    window.press("Choose files").await;
    window.sees("The first rows, as a model reads them").await;
    window.press("Looks right").await;
    window.sees(&format!("{} rows ready", 270 + checks.len())).await;
    let page = std::fs::read_to_string(&report).expect("the report");
    assert!(page.contains("<svg") && !page.contains("<script"));
    window.close().await;
}

fn rows(file: &std::path::Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).expect("the rows");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}
