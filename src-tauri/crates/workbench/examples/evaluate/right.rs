//! Pools with categories: what each method finds of the one that is right.

use std::collections::BTreeMap;
use std::error::Error;

use selection::method::ALL;

use super::desk::Desk;
use super::tasks::{Task, tasks};
use super::{Places, page};

/// Draws of examples: the official one and two others.
const DRAWS: usize = 3;

/// The pool whose baselines lie beside the pools, in `baselines.json`.
const BASELINES_OF: &str = "pool-medium";

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

/// One pool's results.
pub struct Results {
    /// The pool's name.
    pub pool: String,
    /// Its rows.
    pub rows: u64,
    /// The targets' names.
    pub targets: Vec<String>,
    /// Figures by method, then by draw of examples, then by target.
    pub methods: Vec<(&'static str, Vec<Vec<Figures>>)>,
    /// Methods that could not rank, each with why.
    pub refused: BTreeMap<&'static str, String>,
}

/// Reads a pool and holds every method that takes examples against the answers.
pub fn measured(places: &Places, pool: &str) -> Result<String, Box<dyn Error>> {
    let file = ["jsonl", "jsonl.gz"].map(|kind| places.pools.join(format!("{pool}.{kind}")));
    let file = file.iter().find(|file| file.exists());
    let file = file.ok_or_else(|| format!("{}: there is no {pool}.jsonl here", places.pools.display()))?;
    let desk = Desk::open(&places.projects, pool, file)?;
    let tasks = tasks(&places.pools.join("targets"), &places.projects.join("draws"), DRAWS)?;
    let goals = goals(&desk, &tasks)?;
    desk.read(&places.model, false)?;
    desk.read_sentences(&places.sentence)?;
    // The autoencoder is that of the first pool measured, so that the others say how it carries over.
    let autoencoder = desk.autoencoder(&places.projects, &places.model)?;
    desk.read_latents(&places.model, autoencoder)?;
    let mut found = Results {
        pool: pool.to_owned(),
        rows: desk.rows()?,
        targets: tasks.iter().map(|task| task.name.clone()).collect(),
        methods: Vec::new(),
        refused: BTreeMap::new(),
    };
    let methods = ALL.iter().map(|method| method.description()).filter(|method| method.needs_examples);
    for id in methods.map(|method| method.id).chain(["random"]) {
        match figures(&desk, id, &tasks, &goals) {
            Ok(draws) => {
                let means: Vec<String> = draws.iter().map(|draw| format!("{:.3}", page::mean(draw))).collect();
                println!("{pool} {id}: P@R {}", means.join(" "));
                found.methods.push((id, draws));
            }
            Err(failure) => {
                println!("{pool} {id}: {failure}");
                found.refused.insert(id, failure.to_string());
            }
        }
    }
    let baselines = places.pools.join("baselines.json");
    let mut page = page::of_pool(&found);
    if pool == BASELINES_OF && baselines.is_file() {
        page += &page::baselines(&serde_json::from_slice(&std::fs::read(baselines)?)?, &found.targets);
    }
    Ok(page)
}

/// A goal for each draw of each task.
fn goals(desk: &Desk, tasks: &[Task]) -> Result<Vec<Vec<i64>>, Box<dyn Error>> {
    (0..DRAWS).map(|draw| tasks.iter().map(|task| desk.goal(&task.goal(draw), &task.draws[draw])).collect()).collect()
}

fn figures(desk: &Desk, method: &str, tasks: &[Task], goals: &[Vec<i64>]) -> Result<Vec<Vec<Figures>>, Box<dyn Error>> {
    goals
        .iter()
        .map(|goals| tasks.iter().zip(goals).map(|(task, &goal)| desk.figures(method, goal, &task.right)).collect())
        .collect()
}
