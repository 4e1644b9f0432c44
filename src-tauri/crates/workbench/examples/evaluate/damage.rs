//! Damaged instructions: the signals that know no goal must put them behind the sound ones.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;

use super::Places;
use super::desk::Desk;

/// A signal: a method and its settings.
type Signal = (&'static str, &'static str, &'static [(&'static str, f64)]);

const SIGNALS: [Signal; 7] = [
    ("perplexity, texts foreseen well first", "perplexity", &[("keep", 0.0)]),
    ("perplexity, middling first", "perplexity", &[("keep", 1.0)]),
    ("perplexity, texts foreseen badly first", "perplexity", &[("keep", 2.0)]),
    ("IFD of perplexities", "ifd", &[]),
    ("IFD of losses", "ifd", &[("ratio", 1.0)]),
    ("entropies, both", "euds", &[]),
    ("entropy of the forecasts", "euds", &[("entropies", 2.0)]),
];

/// The area under the curve (0.5 is chance, 1 puts every damaged row behind every sound one) by kind of damage.
pub fn measured(places: &Places) -> Result<String, Box<dyn Error>> {
    let folder = places.pools.join("corrupt");
    let flags: BTreeMap<String, String> = serde_json::from_slice(&std::fs::read(folder.join("flags.json"))?)?;
    let kinds: BTreeSet<&str> = flags.values().map(String::as_str).collect();
    let desk = Desk::open_instructions(&places.projects, "corrupt", &folder.join("pool.jsonl"))?;
    // These signals need no examples; a goal there must be all the same.
    let goal = desk.empty_goal("none")?;
    desk.read(&places.model, true)?;
    let titles: Vec<&str> = kinds.iter().copied().collect();
    let mut table = format!(
        "\n## corrupt ({} rows, {} of them damaged)\n\nThe share of pairs of a damaged and a sound row in which the damaged one comes later (AUC).\n\n\
         | signal | all | {} | not ranked |\n|---|---|{}---|\n",
        desk.rows()?,
        flags.len(),
        titles.join(" | "),
        "---|".repeat(titles.len())
    );
    for (name, method, settings) in SIGNALS {
        let ids = desk.ranked(method, settings, goal)?;
        let of = |kind: Option<&str>| auc(&ids, &flags, kind);
        let values: Vec<String> = kinds.iter().map(|kind| format!("{:.3}", of(Some(kind)))).collect();
        let left = desk.rows()? as usize - ids.len();
        println!("corrupt {name}: {:.3} {}", of(None), values.join(" "));
        let _ = writeln!(table, "| {name} | {:.3} | {} | {left} |", of(None), values.join(" | "));
    }
    Ok(table)
}

/// How often a damaged row (of one kind, or any) comes after a sound one.
fn auc(ids: &[String], flags: &BTreeMap<String, String>, kind: Option<&str>) -> f64 {
    let (mut sound, mut pairs, mut damaged) = (0_u64, 0_u64, 0_u64);
    for id in ids {
        match flags.get(id) {
            None => sound += 1,
            Some(flag) if kind.is_none_or(|kind| kind == flag) => {
                pairs += sound;
                damaged += 1;
            }
            Some(_) => {}
        }
    }
    pairs as f64 / (sound * damaged) as f64
}
