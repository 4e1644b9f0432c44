//! How fast files are read and mapped, and how much memory that takes: `cargo run --release -p workbench --example
//! reading_throughput [rows]`. One core; rows of about 600 bytes with four fields.

mod memory;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use memory::peak_memory;
use workbench::formats::{Item, Source, guess};
use workbench::writing::{Layout, OutFormat, RecordWriter, SeenColumns};

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(200_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let jsonl = folder.path().join("rows.jsonl");
    write_rows(&jsonl, rows)?;
    measure("JSONL", &jsonl)?;
    for name in ["rows.csv", "rows.parquet"] {
        let target = folder.path().join(name);
        convert(&jsonl, &target)?;
        measure(name, &target)?;
    }
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak} kB");
    }
    Ok(())
}

fn write_rows(path: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    use std::io::Write;
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in 0..rows {
        let words: Vec<String> = (0..60).map(|word| format!("word{}", (row * 31 + word * 7) % 9973)).collect();
        let text = words.join(" ");
        writeln!(
            file,
            r#"{{"id": "row-{row}", "text": "{text}said \"so\"\n", "category": "c{}", "share": 0.{row}}}"#,
            row % 16
        )?;
    }
    Ok(file.flush()?)
}

fn measure(name: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let begin = Instant::now();
    let source = Source::open(path)?;
    let mapping = guess(source.found());
    let (mut rows, mut characters) = (0_u64, 0);
    for item in source.rows() {
        if let Item::Record(record) = item? {
            characters += mapping.apply(&record)?.text.len();
            rows += 1;
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let bytes = source.found().bytes as f64 / 1e6;
    println!(
        "{name}: {rows} rows ({characters} bytes of text) in {seconds:.2} s: {:.0} rows/s, {:.0} MB/s of file",
        rows as f64 / seconds,
        bytes / seconds
    );
    Ok(())
}

fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let source = Source::open(from)?;
    let mut seen = SeenColumns::default();
    source.first_records(100)?.iter().for_each(|record| seen.see(record));
    let begin = Instant::now();
    let mut writer = RecordWriter::create(to, Layout::new(OutFormat::of(to)?, &seen, Vec::new())?)?;
    for item in source.rows() {
        if let Item::Record(record) = item? {
            writer.write(&record, &[])?;
        }
    }
    let written = writer.finish()?;
    println!("written as {}: {:.0} rows/s", to.display(), written.rows as f64 / begin.elapsed().as_secs_f64());
    Ok(())
}
