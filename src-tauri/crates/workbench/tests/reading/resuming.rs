//! Reading that stops and continues.

use workbench::formats::{Item, Source};

use crate::outcome::{folder, gzip, lines};

fn rows_of(items: impl Iterator<Item = Result<Item, workbench::formats::FormatError>>) -> Vec<(u64, Vec<u8>)> {
    items
        .filter_map(|item| match item.unwrap() {
            Item::Record(record) => Some((record.row, record.raw)),
            Item::SetAside(row) => Some((row.row, row.raw)),
            Item::Notice(_) => None,
        })
        .collect()
}

#[test]
fn reading_continues_behind_any_row_as_if_it_had_never_stopped() {
    let folder = folder();
    let lines: Vec<String> = (0..40).map(|i| format!("{{\"id\": \"{i}\", \"text\": \"t\"}}")).collect();
    std::fs::write(folder.path().join("a.jsonl"), lines.join("\n\n").replace("\"7\"", "7 7")).unwrap();
    std::fs::write(folder.path().join("b.json"), format!("[{}]", lines.join(","))).unwrap();
    std::fs::write(folder.path().join("c.csv.gz"), gzip(format!("text\n{}", "cell\n".repeat(40)).as_bytes())).unwrap();
    std::fs::write(folder.path().join("d.txt"), "document").unwrap();
    let source = Source::open(folder.path()).unwrap();
    let all = rows_of(source.rows());
    assert_eq!(all.len(), 121);
    for stop in [0, 1, 7, 39, 40, 41, 80, 120, 121, 500] {
        let mut rows = source.rows();
        rows.skip_to(stop).unwrap();
        assert_eq!(rows_of(rows), all[(stop as usize).min(121)..], "behind row {stop}");
    }
}

#[test]
fn progress_ends_at_the_size_of_the_files() {
    let folder = folder();
    let path = folder.path().join("a.jsonl.gz");
    let text = lines((0..5_000).map(|i| format!("{{\"id\": {i}, \"text\": \"row {}\"}}", i * i)));
    std::fs::write(&path, gzip(text.as_bytes())).unwrap();
    let source = Source::open(&path).unwrap();
    let mut rows = source.rows();
    assert_eq!(rows.bytes_read(), 0);
    let mut before = 0;
    while let Some(item) = rows.next() {
        item.unwrap();
        assert!(rows.bytes_read() >= before);
        before = rows.bytes_read();
    }
    assert_eq!(rows.bytes_read(), source.found().bytes);
    assert_eq!(rows.row(), 5_000);
}
