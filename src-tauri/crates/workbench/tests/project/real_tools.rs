//! What is written is read by the tools that people train with: pandas, pyarrow and Hugging Face `datasets`. Of Axolotl and
//! LLaMA-Factory, which bring half a computer with them, the files are read as their own loaders do: by `datasets`, with the
//! names that their configuration gives.
//!
//! Ignored by default; needs a Python with these packages, named by `NEUROSIEVE_PYTHON` (`python3` otherwise), and says
//! so where it lacks them.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use workbench::operations::export::{ExportFormat, ExportPlan, ExportSplit};
use workbench::operations::job::JobState;

use crate::exporting_for_tools::{plan, ranked, sums};

/// Reads every file as the tools do, and prints what they found as one line of JSON.
const READ: &str = r#"
import json, sys, os
import pandas, pyarrow.parquet, datasets, yaml
datasets.disable_progress_bars()
here = sys.argv[1]
at = lambda *names: os.path.join(here, *names)
load = lambda name: datasets.load_dataset("json", data_files=at(name), split="train", cache_dir=at("cache"))
table = pandas.read_csv(at("a.csv"), keep_default_na=False)
alpaca = load("lf/lf.jsonl")
info = json.load(open(at("lf", "dataset_info.json")))["lf"]
hub = datasets.load_dataset(at("hub"), cache_dir=at("cache"))
card = open(at("hub", "README.md"), encoding="utf-8").read().split("---\n")[1]
axolotl = yaml.safe_load(open(at("axo", "axolotl.yml"), encoding="utf-8"))
def by_axolotl(part):
    (entry,) = axolotl[part]
    rows = datasets.load_dataset(entry["ds_type"], data_files=entry["path"], split=entry["split"], cache_dir=at("cache"))
    return [row["output"] for row in rows] if entry["type"] == "alpaca" else entry["type"]
print(json.dumps({
  "jsonl": [row["output"] for row in load("a.jsonl")],
  "json": pandas.read_json(at("a.json"))["output"].tolist(),
  "csv": [str(value) for value in table["output"]],
  "escaped": table["neurosieve_escaped_cells"].astype(str).tolist(),
  "parquet": pyarrow.parquet.read_table(at("a.parquet")).column("output").to_pylist(),
  "openai": [row["messages"][-1]["content"] for row in load("openai.jsonl")],
  "llama_factory": [alpaca[i][info["columns"]["response"]] for i in range(len(alpaca))],
  "alpaca": [row["output"] for row in load("alpaca.json")],
  "sharegpt": [row["conversations"][-1]["value"] for row in load("sharegpt.json")],
  "axolotl": {part: by_axolotl(part) for part in ("datasets", "test_datasets")},
  "card": [one["split"] for one in yaml.safe_load(card)["configs"][0]["data_files"]],
  "hub": {name: part["output"][:] for name, part in hub.items()},
}))
"#;

#[test]
#[ignore = "needs a Python with datasets, pandas and pyarrow"]
fn pandas_pyarrow_and_datasets_read_what_was_written() {
    let python = std::env::var("NEUROSIEVE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import datasets, pandas, pyarrow, yaml"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("skipped: {python} has no datasets, pandas and pyarrow; name one that has by NEUROSIEVE_PYTHON");
        return;
    }
    let mut rows = sums(40);
    rows[3]["output"] = json!("=1+1, \"quoted\"\nand 中文 \u{1f600}");
    let (desk, ranking) = ranked(&rows);
    let folder = desk.folder.path().join("out");
    std::fs::create_dir(&folder).unwrap();
    let split = Some(ExportSplit { validation: 0.25, seed: 3, column: None });
    for (format, name) in [
        (ExportFormat::Jsonl, "a.jsonl"),
        (ExportFormat::Json, "a.json"),
        (ExportFormat::Csv, "a.csv"),
        (ExportFormat::Parquet, "a.parquet"),
        (ExportFormat::Alpaca, "alpaca.json"),
        (ExportFormat::Sharegpt, "sharegpt.json"),
        (ExportFormat::Openai, "openai.jsonl"),
        (ExportFormat::LlamaFactory, "lf"),
        (ExportFormat::Axolotl, "axo"),
        (ExportFormat::Datasets, "hub"),
    ] {
        let is_divided = matches!(format, ExportFormat::Datasets | ExportFormat::Axolotl);
        let split = split.clone().filter(|_| is_divided);
        let job = desk.export(ExportPlan { split, ..plan(ranking, format) }, &folder.join(name));
        assert_eq!(job.state, JobState::Done, "{name}: {:?}", job.failure);
    }
    let found = read_by(&python, &folder);
    let expected: Vec<&str> = rows.iter().map(|row| row["output"].as_str().unwrap()).collect();
    for name in ["jsonl", "json", "parquet", "alpaca", "sharegpt", "openai", "llama_factory"] {
        assert_eq!(found[name], json!(expected), "{name}");
    }
    let mut disarmed: Vec<String> = expected.iter().map(|&text| text.to_owned()).collect();
    disarmed[3].insert(0, '\'');
    assert_eq!(found["csv"], json!(disarmed), "a spreadsheet runs no formula");
    assert_eq!(found["card"], json!(["train", "validation"]));
    for (tool, parts) in [("hub", ["train", "validation"]), ("axolotl", ["datasets", "test_datasets"])] {
        let [train, checks] = parts.map(|part| found[tool][part].as_array().unwrap());
        assert_eq!((train.len(), checks.len()), (30, 10), "{tool}");
        assert!(train.iter().chain(checks).all(|text| expected.contains(&text.as_str().unwrap())), "{tool}");
    }
}

fn read_by(python: &str, folder: &Path) -> Value {
    let output = Command::new(python).args(["-c", READ]).arg(folder).env("HF_HUB_OFFLINE", "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
