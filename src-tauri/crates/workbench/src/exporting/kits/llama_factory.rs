//! LLaMA-Factory: the data set's entry in `dataset_info.json`, and the check that its rows read back by that tool's rules.
//!
//! Rules as in its `data/README.md` and `src/llamafactory/data/converter.py`. Deliberately absent: preference data,
//! pictures, tools.

use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::llama_rows::RowRules;
use crate::exporting::files::WrittenFile;
use crate::exporting::prepared::Prepared;
use crate::operations::Failure;
use crate::operations::FailureCode;
use crate::writing::WriteError;
use crate::writing::forms::Form;

/// The file that the tool looks for.
pub const INFO: &str = "dataset_info.json";

/// The entries of the data files: the data set by its name, and the rows to check with as `NAME-validation`.
pub fn entries(set: &str, prepared: &Prepared, written: &[WrittenFile]) -> Map<String, Value> {
    let name = |at: usize| if at == 0 { set.to_owned() } else { format!("{set}-validation") };
    written.iter().enumerate().map(|(at, file)| (name(at), entry(&file.name, prepared))).collect()
}

fn entry(file: &str, prepared: &Prepared) -> Value {
    match prepared.form {
        Some(Form::Sharegpt) => json!({
            "file_name": file,
            "formatting": "sharegpt",
            "columns": { "messages": "conversations" },
            "tags": {
                "role_tag": "from",
                "content_tag": "value",
                "user_tag": "human",
                "assistant_tag": "gpt",
                "observation_tag": "observation",
                "function_tag": "function_call",
                "system_tag": "system",
            },
        }),
        Some(Form::Alpaca) => {
            let mut columns = json!({ "prompt": "instruction", "query": "input", "response": "output" });
            // A column that no row has would stop the tool.
            for (there, name) in [(prepared.survey.with_system, "system"), (prepared.survey.with_history, "history")] {
                if there > 0 {
                    columns[name] = json!(name);
                }
            }
            json!({ "file_name": file, "formatting": "alpaca", "columns": columns })
        }
        _ => json!({ "file_name": file, "columns": { "prompt": "text" } }),
    }
}

/// The whole file: the folder's own entries, as they are, with these behind them. One of these that stands there already
/// may stay: the data files tell whether it is the same data set.
///
/// # Errors
/// [`FailureCode::AlreadyThere`] where another entry has the name, [`FailureCode::Io`] where the file holds something else.
pub fn merged(folder: &Path, entries: &Map<String, Value>) -> Result<String, Failure> {
    let mut all = in_folder(folder)?;
    for (name, entry) in entries {
        if all.get(name).is_some_and(|there| there != entry) {
            return Err(already_there(folder, name));
        }
        all.insert(name.clone(), entry.clone());
    }
    Ok(format!("{:#}\n", Value::Object(all)))
}

/// Refuses a data set that the folder has already.
///
/// # Errors
/// As [`merged`].
pub fn check_free(folder: &Path, set: &str) -> Result<(), Failure> {
    if in_folder(folder)?.contains_key(set) { Err(already_there(folder, set)) } else { Ok(()) }
}

/// The entries of a folder; none where it has no such file.
fn in_folder(folder: &Path) -> Result<Map<String, Value>, Failure> {
    let path = folder.join(INFO);
    let unreadable = |error: serde_json::Error| {
        Failure::new(FailureCode::Io).text("path", crate::folders::shortened(&path)).text("detail", error.to_string())
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).map_err(unreadable),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Map::new()),
        Err(error) => Err(crate::files::io_failure(&path, &error)),
    }
}

fn already_there(folder: &Path, name: &str) -> Failure {
    let there = format!("{}: {name}", crate::folders::shortened(&folder.join(INFO)));
    Failure::new(FailureCode::AlreadyThere).text("path", there)
}

/// Reads every row of these entries' files back as the tool would.
///
/// # Errors
/// [`WriteError::Check`] with the first row that breaks a rule, [`WriteError::Cancelled`].
pub fn check(folder: &Path, entries: &Map<String, Value>, stop: &dyn Fn() -> bool) -> Result<(), WriteError> {
    for entry in entries.values() {
        let name = entry["file_name"].as_str().unwrap_or_default();
        let path = folder.join(name);
        let mut rules = RowRules::of(entry);
        let lines = BufReader::new(std::fs::File::open(&path).map_err(WriteError::io(&path))?).lines();
        for (row, line) in (1..).zip(lines) {
            let line = line.map_err(WriteError::io(&path))?;
            rules.check(&line).map_err(|problem| WriteError::Check {
                file: name.to_owned(),
                row,
                problem: problem.to_string(),
            })?;
            if u64::is_multiple_of(row, 256) && stop() {
                return Err(WriteError::Cancelled);
            }
        }
    }
    Ok(())
}
