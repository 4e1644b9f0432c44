//! What is asked of every method: targets with examples, and the category of the pool that is right for each.

use std::error::Error;
use std::path::{Path, PathBuf};

/// Examples in a draw.
const EXAMPLES: usize = 50;

/// A target: examples drawn several times, and what is right for them.
pub struct Task {
    /// As the folder is called.
    pub name: String,
    /// The value of the pool's column "category" that is right.
    pub right: String,
    /// Files of examples: the official ones first, then other draws out of what was held back.
    pub draws: Vec<PathBuf>,
}

impl Task {
    /// The name of the goal made of a draw.
    pub fn goal(&self, draw: usize) -> String {
        if draw == 0 { self.name.clone() } else { format!("{} ({})", self.name, draw + 1) }
    }
}

/// All targets of a folder by name, each with `draws` draws of examples; other draws are written to `written`.
///
/// # Errors
/// When a file is not there or not as expected.
pub fn tasks(folder: &Path, written: &Path, draws: usize) -> Result<Vec<Task>, Box<dyn Error>> {
    std::fs::create_dir_all(written)?;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let meta: serde_json::Value = serde_json::from_slice(&std::fs::read(path.join("meta.json"))?)?;
        let right = meta["pool_category"].as_str().ok_or("meta.json lacks pool_category")?.to_owned();
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut files = vec![path.join("target.jsonl")];
        let held_back = std::fs::read_to_string(path.join("heldout.jsonl"))?;
        let lines: Vec<&str> = held_back.lines().collect();
        for (draw, lines) in (2..).zip(lines.chunks_exact(EXAMPLES).take(draws.saturating_sub(1))) {
            let file = written.join(format!("{name}-{draw}.jsonl"));
            std::fs::write(&file, lines.join("\n"))?;
            files.push(file);
        }
        found.push(Task { name, right, draws: files });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
