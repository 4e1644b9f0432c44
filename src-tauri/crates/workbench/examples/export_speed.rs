//! How fast a selection becomes files, and how much memory that takes: a fifth of one million instructions by default, in
//! each format. Prints a table; `cargo xtask bench export` runs it.
//!
//! `cargo run --release -p workbench --example export_speed -- [ROWS]`

mod memory;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use selection::random::mixed;
use workbench::operations::export::{ExportFormat, ExportPlan, StartExport};
use workbench::operations::goal::CreateGoal;
use workbench::operations::job::JobView;
use workbench::operations::ranking::{Budget, RankQuery, RankingPageQuery};
use workbench::operations::{Answer, Failure, Request};
use workbench::{Folders, SourcePlan, Workbench};

use memory::{forget_peak, peak_memory};

/// How long the window rests between two questions.
const BETWEEN: Duration = Duration::from_millis(50);

const FORMATS: [ExportFormat; 10] = [
    ExportFormat::Jsonl,
    ExportFormat::Json,
    ExportFormat::Csv,
    ExportFormat::Parquet,
    ExportFormat::Alpaca,
    ExportFormat::Sharegpt,
    ExportFormat::Openai,
    ExportFormat::LlamaFactory,
    ExportFormat::Axolotl,
    ExportFormat::Datasets,
];

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("bench.neurosieve");
    imported(folder.path(), &project, rows)?;
    // Opened anew, as a person would: what importing held is gone.
    let workbench = Workbench::start(Folders::under(folder.path()), Arc::new(|_| {}))?;
    workbench.open_path(&project)?;
    let ranking = ranked(&workbench)?;
    forget_peak();
    println!(
        "ranked, before any export: {} MB",
        peak_memory().map_or_else(|| "?".to_owned(), |kb| (kb / 1000).to_string())
    );
    println!("format | rows | s | rows/s | MB | peak memory MB | slowest page meanwhile, ms | state");
    for format in FORMATS {
        forget_peak();
        let output = folder.path().join(format!("{format:?}.out"));
        let plan = ExportPlan { with_scores: true, ..ExportPlan::new(ranking, Budget::Ratio { ratio: 0.2 }, format) };
        let ticket = workbench.grant(&output).ticket;
        let begun = Instant::now();
        let Answer::StartExport(started) = workbench.answer(Request::StartExport(StartExport { plan, ticket }))? else {
            return Err("another answer".into());
        };
        let (job, slowest) = while_asking(&workbench, ranking, rows, started.job)?;
        let seconds = begun.elapsed().as_secs_f64();
        let written = rows / 5;
        println!(
            "{format:?} | {written} | {seconds:.1} | {:.0} | {} | {} | {:.0} | {:?}",
            written as f64 / seconds,
            size(&output)? / 1_000_000,
            peak_memory().map_or_else(|| "?".to_owned(), |kb| (kb / 1000).to_string()),
            slowest * 1000.0,
            job.state,
        );
    }
    Ok(())
}

/// Waits for a job, and looks into the ranking all the while as a window does. The slowest answer, in seconds.
fn while_asking(workbench: &Workbench, ranking: u64, rows: u64, job: i64) -> Result<(JobView, f64), Box<dyn Error>> {
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let mut slowest = 0.0_f64;
            for page in 0.. {
                if is_done.load(Ordering::Relaxed) {
                    break;
                }
                let begun = Instant::now();
                let query = RankingPageQuery::new(ranking, mixed(3, page) % rows, 100);
                workbench.answer(Request::RankingPage(query))?;
                slowest = slowest.max(begun.elapsed().as_secs_f64());
                std::thread::sleep(BETWEEN);
            }
            Ok::<_, Failure>(slowest)
        });
        let ended = workbench.wait(job);
        is_done.store(true, Ordering::Relaxed);
        let slowest = asking.join().map_err(|_| "looking into the ranking stopped")??;
        Ok((ended?, slowest))
    })
}

fn imported(folder: &Path, project: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let file = folder.join("rows.jsonl");
    write_rows(&file, rows)?;
    let workbench = Workbench::start(Folders::under(folder), Arc::new(|_| {}))?;
    workbench.create_path(project, "Bench")?;
    let started = workbench.start_import(vec![SourcePlan::new(file, None)])?;
    let job = workbench.wait(started.job)?;
    println!("imported {rows} rows: {:?}", job.state);
    workbench.answer(Request::CreateGoal(CreateGoal { name: "Bench".to_owned() }))?;
    Ok(())
}

fn ranked(workbench: &Workbench) -> Result<u64, Box<dyn Error>> {
    let Answer::Goals(goals) = workbench.answer(Request::Goals(workbench::operations::Nothing {}))? else {
        return Err("another answer".into());
    };
    let query =
        RankQuery { keep_examples: true, ..RankQuery::new(goals.first().ok_or("the goal is there")?.goal, "random") };
    let Answer::Rank(view) = workbench.answer(Request::Rank(query))? else { return Err("another answer".into()) };
    Ok(view.ranking)
}

fn write_rows(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in 0..rows {
        let words: Vec<String> = (0..45).map(|word| format!("word{}", mixed(row, word) % 9973)).collect();
        let (asked, said) = words.split_at(15);
        writeln!(
            file,
            r#"{{"id": "row-{row}", "instruction": "{}", "input": "", "output": "{}", "category": "c{}"}}"#,
            asked.join(" "),
            said.join(" "),
            mixed(1, row) % 20
        )?;
    }
    file.flush()
}

/// Bytes of a file, or of the files in a folder and one folder below.
fn size(path: &Path) -> std::io::Result<u64> {
    let facts = std::fs::metadata(path)?;
    if !facts.is_dir() {
        return Ok(facts.len());
    }
    std::fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}
