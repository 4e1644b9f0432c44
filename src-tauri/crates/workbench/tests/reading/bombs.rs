//! Small files that would become very large: refused with a bounded peak of memory, which each reading in a process of
//! its own says as the system counted it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use workbench::formats::{FormatError, Item, Source, guess};

use crate::outcome::{folder, gzip};

const FILE: &str = "NEUROSIEVE_TEST_BOMB";
/// More than this beside what the process takes without the file, and a bomb went off.
const MOST_BYTES: u64 = 96 << 20;

/// The largest memory this process had so far, in bytes; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib << 10)
}

/// Not a test by itself: the process that reads a bomb.
#[test]
fn the_process_that_reads_a_bomb() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let before = peak();
    let said = streamed(Path::new(&file)).unwrap_or_else(|error| error.to_string());
    let grown = peak().zip(before).map_or(0, |(after, before)| after - before);
    println!("BOMB {grown} {said}");
}

/// Reads as an import does, keeping nothing.
fn streamed(path: &Path) -> Result<String, FormatError> {
    let source = Source::open(path)?;
    let mapping = guess(source.found());
    let mut rows = 0;
    for item in source.rows() {
        if let Item::Record(record) = item? {
            rows += usize::from(mapping.apply(&record).is_ok());
        }
    }
    Ok(format!("{rows} rows"))
}

/// What reading says, within bounded memory.
fn defused(name: &str, bytes: &[u8]) -> String {
    let folder = folder();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "bombs::the_process_that_reads_a_bomb", "--test-threads=1", "--nocapture"])
        .env(FILE, &path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, line) = printed.split_once("BOMB ").unwrap();
    let (grown, said) = line.lines().next().unwrap().split_once(' ').unwrap();
    let grown: u64 = grown.parse().unwrap();
    assert!(grown < MOST_BYTES, "{name} of {} bytes took {grown} bytes of memory", bytes.len());
    said.to_owned()
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_page_size_limit(1 << 30);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn gzip_bombs_of_rows_and_of_one_line_are_refused() {
    let rows = gzip("{\"text\": \"x\"}\n".repeat(8 << 20).as_bytes());
    assert!(defused("rows.jsonl.gz", &rows).contains("over 200 to 1"));
    let line = gzip(&[&b"{\"text\":\""[..], &vec![b'0'; 256 << 20]].concat());
    assert!(defused("line.jsonl.gz", &line).contains("over 200 to 1"));
    let twice = gzip(&gzip(&vec![b'0'; 256 << 20]));
    assert!(!defused("twice.jsonl.gz", &twice).contains(" rows"), "packed twice is no text");
}

#[test]
fn a_parquet_dictionary_that_repeats_a_long_text_is_refused() {
    // 20 kB of file, one text of 8 MiB, 4,000 rows that have it: 32 GiB of rows.
    let text = "x".repeat(8 << 20);
    let keys = Int32Array::from(vec![0; 4000]);
    let repeated = DictionaryArray::<Int32Type>::new(keys, Arc::new(StringArray::from(vec![text.as_str()])));
    let bytes = parquet(vec![("text", Arc::new(repeated))]);
    assert!(bytes.len() < 100_000, "{} bytes are no bomb", bytes.len());
    assert!(defused("dictionary.parquet", &bytes).contains("over 200 to 1"));
}

#[test]
fn a_parquet_page_that_unpacks_to_far_more_is_refused() {
    let texts: Vec<String> = (0..400).map(|row| format!("{row}{}", "x".repeat(200_000))).collect();
    let bytes = parquet(vec![("text", Arc::new(StringArray::from(texts)))]);
    assert!(bytes.len() < 100_000, "{} bytes are no bomb", bytes.len());
    assert!(defused("pages.parquet", &bytes).contains("over 200 to 1"));
}

#[test]
fn archives_are_refused_unread_and_nesting_costs_one_row() {
    assert!(defused("a.zip", b"PK\x03\x04 and then whatever").contains("ZIP"));
    let nested = [&b"{\"text\":"[..], &vec![b'['; 32 << 20], b"\n{\"text\":\"flat\"}\n"].concat();
    assert_eq!(defused("nested.jsonl", &nested), "1 rows");
}
