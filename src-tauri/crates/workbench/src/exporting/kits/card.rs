//! A card for the Hugging Face hub: what the viewer and the `datasets` library read, then what people read.

use std::fmt::Write as _;

use serde_json::Value;

use crate::exporting::files::WrittenFile;
use crate::exporting::page;
use crate::texts::{Arguments, Catalogue};

/// The card of a data set, with its passport in words.
pub fn card(name: &str, written: &[WrittenFile], passport: &str, texts: &Catalogue) -> String {
    let rows: u64 = written.iter().map(|file| file.rows).sum();
    let mut card = "---\nconfigs:\n- config_name: default\n  data_files:\n".to_owned();
    for (split, file) in ["train", "validation"].into_iter().zip(written) {
        let _ = write!(card, "  - split: {split}\n    path: {}\n", file.name);
    }
    let size = size(rows);
    let _ = write!(card, "size_categories:\n- {size}\ntags:\n- data-selection\n- neurosieve\n---\n\n# {name}\n\n");
    let say = |key: &str| texts.say(key, &Arguments::new());
    let _ = write!(card, "{}\n\n{}\n\n## {}\n\n", say("card.words"), say("card.licence"), say("card.how"));
    let passport: Value = serde_json::from_str(passport).unwrap_or_default();
    for (what, value) in page::facts(&passport, texts) {
        let _ = writeln!(card, "- {what}: {}", value.replace('\n', " "));
    }
    card + &format!("\n{}\n", say("card.passport"))
}

/// The hub's classes of size.
const fn size(rows: u64) -> &'static str {
    match rows {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        _ => "1M<n<10M",
    }
}
