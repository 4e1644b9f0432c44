//! How long decisions about all rows of a large pool take, and how much memory: the count that is told first, the decision,
//! its being taken back and made again; another person's, agreement and conflicts; merging with a copy. Prints a table.
//!
//! `cargo run --release -p workbench --example review_speed -- [ROWS]`

mod memory;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use workbench::operations::annotators::{CopyRef, MergeDecisions};
use workbench::operations::data::Filter;
use workbench::operations::goal::CreateGoal;
use workbench::operations::project::SaveCopy;
use workbench::operations::ranking::{Budget, RankQuery};
use workbench::operations::review::{Annotator, Decide, DecideOn, Decision, Queue, QueueQuery, Verdict};
use workbench::operations::{Answer, Nothing, Request};
use workbench::{Folders, SourcePlan, Workbench};

use memory::{forget_peak, peak_memory};

fn main() -> Result<(), Box<dyn Error>> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let (project, copy) = (folder.path().join("bench.neurosieve"), folder.path().join("copy.neurosieve"));
    imported(folder.path(), &project, rows)?;
    let workbench = Workbench::start(Folders::under(folder.path()), Arc::new(|_| {}))?;
    workbench.open_path(&project)?;
    let ticket = workbench.grant(&copy).ticket;
    workbench.answer(Request::SaveCopy(SaveCopy { ticket }))?;
    println!("what, {rows} rows | s | peak memory MB");
    workbench.open_path(&copy)?;
    let ranking = ranked(&workbench)?;
    let everything = |name: &str, verdict| about_all(ranking, name, verdict, rows);
    timed(&workbench, "ranked and shown in the queue", Request::ReviewQueue(all(ranking, "Bo")))?;
    timed(&workbench, "how many rows it changes", Request::DecidePreview(everything("Bo", Verdict::Keep)))?;
    timed(&workbench, "decided", Request::Decide(everything("Bo", Verdict::Keep)))?;
    timed(&workbench, "taken back", Request::UndoDecision(person("Bo")))?;
    timed(&workbench, "made again", Request::RedoDecision(person("Bo")))?;
    timed(&workbench, "one row decided after it", Request::Decide(one("Bo", 7)))?;
    timed(&workbench, "progress of the queue", Request::ReviewProgress(all(ranking, "Bo")))?;
    workbench.open_path(&project)?;
    let ranking = ranked(&workbench)?;
    let everything = |name: &str, verdict| about_all(ranking, name, verdict, rows);
    timed(&workbench, "decided by another in the other copy", Request::Decide(everything("Ada", Verdict::Keep)))?;
    let ticket = workbench.grant(&copy).ticket;
    timed(&workbench, "what the copy brings", Request::MergePreview(CopyRef { ticket }))?;
    let merge = || Request::MergeDecisions(MergeDecisions { ticket, leave_out: false });
    timed(&workbench, "merged", merge())?;
    timed(&workbench, "merged again", merge())?;
    timed(&workbench, "agreement", Request::Agreement(Nothing {}))?;
    let conflicts = QueueQuery { queue: Queue::Conflicts {}, ..all(ranking, "Ada") };
    timed(&workbench, "queue of conflicts", Request::ReviewQueue(conflicts))?;
    Ok(())
}

fn timed(workbench: &Workbench, what: &str, request: Request) -> Result<(), Box<dyn Error>> {
    forget_peak();
    let begun = Instant::now();
    workbench.answer(request)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what} | {seconds:.2} | {}", peak_memory().map_or_else(|| "?".to_owned(), |kb| (kb / 1000).to_string()));
    Ok(())
}

fn all(ranking: u64, annotator: &str) -> QueueQuery {
    let (budget, queue) = (Budget::Ratio { ratio: 0.2 }, Queue::Filter { filter: Filter::default() });
    QueueQuery { ranking, budget, queue, annotator: annotator.to_owned(), offset: 0, limit: 100, blind: false }
}

fn about_all(ranking: u64, annotator: &str, verdict: Verdict, rows: u64) -> Decide {
    let on = DecideOn::Queue { queue: Box::new(all(ranking, annotator)), expected: rows };
    Decide { annotator: annotator.to_owned(), on, decision: Decision::Verdict { verdict: Some(verdict) }, blind: false }
}

fn one(annotator: &str, row: i64) -> Decide {
    let decision = Decision::Verdict { verdict: Some(Verdict::Drop) };
    Decide { annotator: annotator.to_owned(), on: DecideOn::Rows { rows: vec![row] }, decision, blind: false }
}

fn person(annotator: &str) -> Annotator {
    Annotator { annotator: annotator.to_owned(), blind: false }
}

fn imported(folder: &Path, project: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let file = folder.join("rows.jsonl");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for row in 0..rows {
        writeln!(out, r#"{{"id": "row-{row}", "text": "Row {row} says this and no other thing."}}"#)?;
    }
    out.flush()?;
    let workbench = Workbench::start(Folders::under(folder), Arc::new(|_| {}))?;
    workbench.create_path(project, "Bench")?;
    let started = workbench.start_import(vec![SourcePlan::new(file, None)])?;
    workbench.wait(started.job)?;
    workbench.answer(Request::CreateGoal(CreateGoal { name: "Bench".to_owned() }))?;
    Ok(())
}

fn ranked(workbench: &Workbench) -> Result<u64, Box<dyn Error>> {
    let Answer::Goals(goals) = workbench.answer(Request::Goals(Nothing {}))? else {
        return Err("another answer".into());
    };
    let query =
        RankQuery { keep_examples: true, ..RankQuery::new(goals.first().ok_or("the goal is there")?.goal, "random") };
    let Answer::Rank(view) = workbench.answer(Request::Rank(query))? else { return Err("another answer".into()) };
    Ok(view.ranking)
}
