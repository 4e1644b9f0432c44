//! Light edits of examples hidden in a pool: they must come first.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Write;

use selection::method::ALL;

use super::Places;
use super::desk::Desk;

/// Counts the planted rows among as many first rows, for every method that takes examples.
pub fn measured(places: &Places, part: &str) -> Result<String, Box<dyn Error>> {
    let folder = places.pools.join(part);
    let planted: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(folder.join("planted.json"))?)?;
    let planted: HashSet<&str> = planted.iter().filter_map(|row| row["id"].as_str()).collect();
    let desk = Desk::open(&places.projects, part, &folder.join("pool.jsonl"))?;
    let goal = desk.goal(part, &folder.join("target.jsonl"))?;
    desk.read(&places.model, false)?;
    desk.read_sentences(&places.sentence)?;
    let mut table = format!(
        "\n## {part} ({} rows)\n\nOf the {} planted rows, so many are among the first {}.\n\n| method | found |\n|---|---|\n",
        desk.rows()?,
        planted.len(),
        planted.len()
    );
    let mut unmeasured = Vec::new();
    for method in ALL.iter().map(|method| method.description()).filter(|method| method.needs_examples) {
        let Ok(ids) = desk.ranked(method.id, &[], goal) else {
            unmeasured.push(method.id);
            continue;
        };
        let found = ids.iter().take(planted.len()).filter(|id| planted.contains(id.as_str())).count();
        println!("{part} {}: {found} of {}", method.id, planted.len());
        let _ = writeln!(table, "| {} | {found} |", method.id);
    }
    let _ = writeln!(table, "\nNot measured: {}; what they read is not here.", unmeasured.join(", "));
    Ok(table)
}
