//! How fast a file becomes a project, and how fast its table answers afterwards: one million JSONL rows of about 400
//! bytes by default. Prints a table; `cargo xtask bench import` runs it.
//!
//! `cargo run --release -p workbench --example import_speed -- [ROWS]`

mod memory;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use memory::peak_memory;
use selection::random::mixed;
use workbench::operations::data::{Condition, Filter, PoolQuery};
use workbench::operations::{Answer, Request};
use workbench::{Folders, SourcePlan, Workbench};

/// Pages asked for, to say what 95 of 100 stay under.
const PAGES: u64 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("rows.jsonl");
    write_rows(&file, rows)?;
    let bytes = std::fs::metadata(&file)?.len();
    let workbench = Workbench::start(Folders::under(folder.path()), Arc::new(|_| {}))?;
    let project = folder.path().join("bench.neurosieve");
    workbench.create_path(&project, "Bench")?;

    let begun = Instant::now();
    let started = workbench.start_import(vec![SourcePlan::new(file, None)])?;
    let job = workbench.wait(started.job)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("rows | file MB | import s | rows/s | peak memory MB | project MB | state");
    println!(
        "{rows} | {} | {seconds:.1} | {:.0} | {} | {} | {:?}",
        bytes / 1_000_000,
        rows as f64 / seconds,
        peak_memory().map_or_else(|| "?".to_owned(), |kb| (kb / 1000).to_string()),
        std::fs::metadata(&project)?.len() / 1_000_000,
        job.state,
    );
    println!("question | median ms | 95 of 100 under ms");
    let category = Filter {
        search: None,
        conditions: vec![Condition::OneOf { column: "category".to_owned(), values: vec!["c3".to_owned()] }],
    };
    asked("a page anywhere", &workbench, rows, |_| Filter::default())?;
    asked("a page of one category", &workbench, rows / 20, |_| category.clone())?;
    // Blanks make another question of the same words: what was answered before is kept.
    let again = |words: &str, page: u64| Filter {
        search: Some(format!("{words}{}", " ".repeat(page as usize))),
        conditions: Vec::new(),
    };
    asked("the first page of a word in every row", &workbench, 1, |page| again("every", page))?;
    asked("the first page of a word in half of the rows", &workbench, 1, |page| again("half", page))?;
    asked("a page anywhere in half of the rows", &workbench, rows / 2, |page| again("half", page))?;
    asked("the first page of a search", &workbench, 1, |page| Filter {
        search: Some(format!("word{}", mixed(5, page) % 9973)),
        conditions: Vec::new(),
    })?;
    Ok(())
}

fn asked(
    question: &str,
    workbench: &Workbench,
    rows: u64,
    filter: impl Fn(u64) -> Filter,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    for page in 0..PAGES {
        let query = PoolQuery { filter: filter(page), offset: mixed(9, page) % rows.max(1), limit: 200 };
        let begun = Instant::now();
        let Answer::PoolPage(_) = workbench.answer(Request::PoolPage(query))? else {
            return Err("another answer".into());
        };
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{question} | {:.1} | {:.1}", times[times.len() / 2], times[times.len() * 95 / 100]);
    Ok(())
}

fn write_rows(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in 0..rows {
        let words: Vec<String> = (0..45).map(|word| format!("word{}", mixed(row, word) % 9973)).collect();
        let category = mixed(1, row) % 20;
        let half = if row % 2 == 0 { "half" } else { "other" };
        writeln!(
            file,
            r#"{{"id": "row-{row}", "text": "every {half} {}", "category": "c{category}", "share": 0.{row}}}"#,
            words.join(" ")
        )?;
    }
    file.flush()
}
