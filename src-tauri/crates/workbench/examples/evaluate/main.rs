//! How well each method picks, on pools whose right answers are known:
//! `evaluate POOLS MODEL SENTENCE PROJECTS PAGE [PART…]`.
//!
//! `POOLS` is a folder with `NAME.jsonl` or `NAME.jsonl.gz` for each pool, and `targets/TASK/{target,heldout}.jsonl` with
//! `meta.json`, whose `pool_category` names the value of the pool's column "category" that is right; further
//! `planted-*/` (light edits of examples hidden in a pool) and `corrupt/` (damaged instructions). `SENTENCE` is the folder
//! of a sentence encoder. A project for each pool stays in `PROJECTS`, so that what was read once is not read again, and a
//! part's tables are kept there too; all tables go to `PAGE`. `cargo xtask evaluate` runs it.

mod damage;
mod desk;
mod page;
mod planted;
mod right;
mod tasks;

use std::error::Error;
use std::path::{Path, PathBuf};

use workbench::Workbench;

/// What is measured where nothing is named, in this order.
const PARTS: [&str; 5] = ["pool-small", "pool-medium", "planted-math", "planted-medical", "corrupt"];

/// Where everything lies.
struct Places {
    pools: PathBuf,
    model: PathBuf,
    sentence: PathBuf,
    projects: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pools, model, sentence, projects, page, named @ ..] = &arguments[..] else {
        return Err("say the folders of pools, model, sentence encoder and projects, and the page".into());
    };
    if !pools.join("targets").is_dir() {
        return Err(format!("{}: there are no targets here; name the folder of pools", pools.display()).into());
    }
    Workbench::read_in_process();
    std::fs::create_dir_all(projects)?;
    let places =
        Places { pools: pools.clone(), model: model.clone(), sentence: sentence.clone(), projects: projects.clone() };
    let named: Vec<String> = named.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if let Some(unknown) = named.iter().find(|name| !PARTS.contains(&name.as_str())) {
        return Err(format!("\"{unknown}\" is none of {}", PARTS.join(", ")).into());
    }
    for part in PARTS.into_iter().filter(|part| named.is_empty() || named.iter().any(|name| name == part)) {
        let tables = measured(&places, part)?;
        std::fs::write(kept(projects, part), tables)?;
        let parts = PARTS.iter().filter_map(|part| std::fs::read_to_string(kept(projects, part)).ok());
        std::fs::write(page, page::page(parts))?;
    }
    println!("{}", page.display());
    Ok(())
}

/// Where the tables of a part are kept.
fn kept(projects: &Path, part: &str) -> PathBuf {
    projects.join(format!("{part}.md"))
}

fn measured(places: &Places, part: &str) -> Result<String, Box<dyn Error>> {
    if part.starts_with("planted") {
        return planted::measured(places, part);
    }
    if part == "corrupt" {
        return damage::measured(places);
    }
    right::measured(places, part)
}
