//! Axolotl: the lines of its configuration that read the data.
//!
//! Keys as in its documentation of dataset formats (`alpaca`, `chat_template`, `completion`).

use std::fmt::Write as _;
use std::path::Path;

use crate::exporting::files::WrittenFile;
use crate::exporting::prepared::Prepared;
use crate::writing::forms::Form;

/// The file with the lines.
pub const CONFIG: &str = "axolotl.yml";

/// The lines, for data files that will lie in this folder.
pub fn config(folder: &Path, prepared: &Prepared, written: &[WrittenFile]) -> String {
    let mut lines =
        "# The data of this folder. Add base_model, sequence_len and the other lines of your training.\n".to_owned();
    for (heading, file) in ["datasets", "test_datasets"].into_iter().zip(written) {
        let path = serde_json::Value::from(folder.join(&file.name).display().to_string());
        let read_as = read_as(prepared);
        let _ = write!(lines, "{heading}:\n  - path: {path}\n    ds_type: json\n    split: train\n{read_as}");
    }
    lines
}

const fn read_as(prepared: &Prepared) -> &'static str {
    match prepared.form {
        Some(Form::Text) => "    type: completion\n    field: text\n",
        Some(Form::Alpaca) => "    type: alpaca\n",
        _ => {
            "    type: chat_template\n    field_messages: messages\n    message_property_mappings:\n      role: role\n      content: content\n"
        }
    }
}
