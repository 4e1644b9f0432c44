//! How fast rows come in and how fast they are found: `cargo run --release -p workbench --example import_throughput -- ROWS`.
//!
//! Makes rows of about 500 bytes with two columns to filter by, imports them into a fresh project, and asks for tables.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use workbench::operations::data::{Condition, Filter, PoolQuery};
use workbench::operations::{Nothing, Request};
use workbench::{Folders, SourcePlan, Workbench};

fn main() -> Result<(), Box<dyn Error>> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(200_000), |rows| rows.parse())?;
    let folder = tempfile::tempdir()?;
    let pool = folder.path().join("pool.jsonl");
    write_pool(&pool, rows)?;
    let workbench = Workbench::start(Folders::under(&folder.path().join("home")), std::sync::Arc::new(|_| {}))?;
    workbench.create_path(&folder.path().join("a.neurosieve"), "throughput")?;
    let begun = Instant::now();
    let job = workbench.start_import(vec![SourcePlan::new(pool.clone(), None)])?.job;
    let ended = workbench.wait(job)?;
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = std::fs::metadata(&pool)?.len() as f64 / 1e6;
    println!(
        "{:?}: {rows} rows, {megabytes:.0} MB in {seconds:.1} s, {:.0} rows/s",
        ended.state,
        rows as f64 / seconds
    );
    println!("peak memory {} MB; project {} MB", peak_mb(), project_mb(&workbench)?);
    time_tables(&workbench, rows)?;
    println!("peak memory with tables {} MB", peak_mb());
    Ok(())
}

fn write_pool(path: &std::path::Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let words = ["river", "engine", "moss", "bread", "theorem", "letter", "storm", "ledger", "violin", "copper"];
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut seed = 1_u64;
    for row in 0..rows {
        write!(file, r#"{{"id":"row-{row}","text":""#)?;
        for _ in 0..70 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            write!(file, "{}{} ", words[(seed >> 33) as usize % words.len()], (seed >> 40) % 400)?;
        }
        writeln!(file, r#"","source":"{}","stars":{}}}"#, words[row as usize % 7], row % 1000)?;
    }
    Ok(file.flush()?)
}

fn time_tables(workbench: &Workbench, rows: u64) -> Result<(), Box<dyn Error>> {
    let one_of =
        |column: &str, value: &str| Condition::OneOf { column: column.to_owned(), values: vec![value.to_owned()] };
    let between = Condition::Between { column: "stars".to_owned(), least: 10.0, most: 500.0 };
    let filters = [
        ("first, builds the columns", Filter::default()),
        ("all", Filter::default()),
        ("one value", Filter { search: None, conditions: vec![one_of("source", "moss")] }),
        ("value and range", Filter { search: None, conditions: vec![one_of("source", "bread"), between] }),
        ("seldom word", Filter { search: Some("river17".to_owned()), conditions: Vec::new() }),
        ("begun word", Filter { search: Some("violin3".to_owned()), conditions: Vec::new() }),
        ("common word", Filter { search: Some("copper".to_owned()), conditions: Vec::new() }),
    ];
    for (name, filter) in filters {
        let begun = Instant::now();
        let offset = rows / 20;
        workbench.answer(Request::PoolPage(PoolQuery { filter: filter.clone(), offset, limit: 100 }))?;
        let page = begun.elapsed().as_secs_f64() * 1000.0;
        let begun = Instant::now();
        workbench.answer(Request::PoolColumns(filter))?;
        println!("{name}: page {page:.1} ms, columns {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(())
}

fn project_mb(workbench: &Workbench) -> Result<u64, Box<dyn Error>> {
    match workbench.answer(Request::Overview(Nothing {}))? {
        workbench::operations::Answer::Overview(overview) => {
            Ok(overview.project.map_or(0, |p| p.size_bytes) / 1_000_000)
        }
        _ => Ok(0),
    }
}

/// Peak memory of this process, where the system says it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
