//! How well each method picks, on pools whose right answers are known: `evaluate POOLS MODEL PROJECTS PAGE [POOL…]`.
//!
//! `POOLS` is a folder with `NAME.jsonl` or `NAME.jsonl.gz` for each pool, and `targets/TASK/target.jsonl` with
//! `meta.json`, whose `pool_category` names the value of the pool's column "category" that is right. A project for each
//! pool stays in `PROJECTS`, so that what was read once is not read again; the tables go to `PAGE`. `cargo xtask
//! evaluate` runs it.

mod desk;
mod page;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use desk::Desk;
use workbench::Workbench;

/// Pools measured where none is named.
const POOLS: [&str; 2] = ["pool-small", "pool-medium"];

/// What a method got for one target.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Precision at as many rows as are right.
    pub at_right: f64,
    /// Precision of the first hundredth of the pool.
    pub at_1_percent: f64,
    /// Precision of the first twentieth.
    pub at_5_percent: f64,
    /// Average precision.
    pub average: f64,
}

/// One pool's results: by method, in the order of the methods, one place for each target.
pub struct Results {
    /// The pool's name.
    pub pool: String,
    /// Its rows.
    pub rows: u64,
    /// The targets' names.
    pub targets: Vec<String>,
    /// Figures by method.
    pub methods: Vec<(&'static str, Vec<Figures>)>,
    /// Methods that could not rank, each with why.
    pub refused: BTreeMap<&'static str, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pools, model, projects, page, named @ ..] = &arguments[..] else {
        return Err("say the folder of pools, the model's file, the folder of projects and the page".into());
    };
    if !pools.join("targets").is_dir() {
        return Err(format!("{}: there are no targets here; name the folder of pools", pools.display()).into());
    }
    Workbench::read_in_process();
    std::fs::create_dir_all(projects)?;
    let named: Vec<String> = named.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let wanted: Vec<&str> = if named.is_empty() { POOLS.to_vec() } else { named.iter().map(String::as_str).collect() };
    let mut results = Vec::new();
    for pool in wanted {
        results.push(evaluated(pools, model, projects, pool)?);
        std::fs::write(page, page::page(&results))?;
    }
    println!("{}", page.display());
    Ok(())
}

fn evaluated(pools: &Path, model: &Path, projects: &Path, pool: &str) -> Result<Results, Box<dyn Error>> {
    let file = ["jsonl", "jsonl.gz"].iter().map(|kind| pools.join(format!("{pool}.{kind}"))).find(|file| file.exists());
    let file = file.ok_or_else(|| format!("{}: there is no {pool}.jsonl here", pools.display()))?;
    let desk = Desk::open(projects, pool, &file)?;
    let targets = targets(&pools.join("targets"))?;
    let goals = targets.iter().map(|target| desk.goal(&target.name, &target.examples));
    let goals: Vec<i64> = goals.collect::<Result<_, _>>()?;
    desk.read(model)?;
    let mut found = Results {
        pool: pool.to_owned(),
        rows: desk.rows()?,
        targets: Vec::new(),
        methods: Vec::new(),
        refused: BTreeMap::new(),
    };
    found.targets = targets.iter().map(|target| target.name.clone()).collect();
    for method in
        selection::method::ALL.iter().map(|method| method.description()).filter(|method| method.needs_examples)
    {
        let figures: Result<Vec<Figures>, _> =
            goals.iter().zip(&targets).map(|(&goal, target)| desk.figures(method.id, goal, &target.right)).collect();
        match figures {
            Ok(figures) => {
                let mean = figures.iter().map(|figures| figures.at_right).sum::<f64>() / figures.len() as f64;
                println!("{pool} {}: P@R {mean:.3}", method.id);
                found.methods.push((method.id, figures));
            }
            Err(failure) => {
                println!("{pool} {}: {failure}", method.id);
                found.refused.insert(method.id, failure.to_string());
            }
        }
    }
    Ok(found)
}

/// A goal and what is right for it.
struct Target {
    name: String,
    examples: PathBuf,
    right: String,
}

fn targets(folder: &Path) -> Result<Vec<Target>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let meta: serde_json::Value = serde_json::from_slice(&std::fs::read(path.join("meta.json"))?)?;
        let right = meta["pool_category"].as_str().ok_or("meta.json lacks pool_category")?.to_owned();
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        found.push(Target { name, examples: path.join("target.jsonl"), right });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
