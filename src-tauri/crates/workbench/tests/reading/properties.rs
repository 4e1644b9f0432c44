//! What must hold for any bytes at all.

use proptest::prelude::*;
use workbench::writing::{Layout, OutFormat, RecordWriter, SeenColumns};

use crate::outcome::{folder, gzip, import_bytes, lines, records};

/// Bytes that look enough like the formats to get past the first look.
fn almost_a_file() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"{"[..],
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b"\n",
        b"\r",
        b"\\",
        b"\\u",
        b"d800",
        b" ",
        b"\"text\"",
        b"\"id\"",
        b"{\"text\": \"a\"}",
        b"null",
        b"1e9",
        b"text,id",
        b";",
        b"\t",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\0",
        b"\x1f\x8b\x08",
        b"PAR1",
        b"'",
        b"data",
        b"messages",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![almost_a_file(), prop::collection::vec(any::<u8>(), 0..300)]
}

fn any_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a.jsonl",
        "a.json",
        "a.csv",
        "a.tsv",
        "a.txt",
        "a.parquet",
        "a.jsonl.gz",
        "a",
        "a.parquet.gz",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_crash_the_reading(name in any_name(), bytes in any_bytes(), packed: bool) {
        let bytes = if packed { gzip(&bytes) } else { bytes };
        let all = import_bytes(name, &bytes);
        prop_assert!(all.error.is_none_or(|error| !error.to_string().is_empty()));
    }

    #[test]
    fn json_rows_come_back_byte_for_byte(
        rows in prop::collection::vec(
            prop::collection::btree_map("\\PC{0,8}", prop_oneof!["\\PC{0,20}".prop_map(serde_json::Value::from), any::<i64>().prop_map(Into::into), any::<bool>().prop_map(Into::into)], 0..5),
            1..12,
        )
    ) {
        let folder = folder();
        let (path, target) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
        let content = lines(rows.iter().map(|row| serde_json::to_string(row).unwrap()));
        std::fs::write(&path, &content).unwrap();
        let layout = Layout::new(OutFormat::Jsonl, &SeenColumns::default(), Vec::new()).unwrap();
        let mut writer = RecordWriter::create(&target, layout).unwrap();
        for record in records(&path) {
            writer.write(&record, &[]).unwrap();
        }
        writer.finish().unwrap();
        prop_assert_eq!(std::fs::read_to_string(&target).unwrap(), content);
    }

    #[test]
    fn any_cells_come_back_through_a_spreadsheet_safe_file(
        rows in prop::collection::vec(prop::collection::vec("[=+@a'\", \t\r\n-]{0,6}", 3), 1..8)
    ) {
        let folder = folder();
        let (path, target) = (folder.path().join("a.jsonl"), folder.path().join("b.csv"));
        let content = lines(rows.iter().map(|row| serde_json::json!({"x": row[0], "y": row[1], "z": row[2]})));
        std::fs::write(&path, &content).unwrap();
        let mut seen = SeenColumns::default();
        let all = records(&path);
        for row in &all {
            seen.see(row);
        }
        let layout = Layout::new(OutFormat::Csv, &seen, Vec::new()).unwrap().spreadsheet_safe(true);
        let mut writer = RecordWriter::create(&target, layout).unwrap();
        for record in &all {
            writer.write(record, &[]).unwrap();
        }
        writer.finish().unwrap();
        let back = records(&target);
        prop_assert_eq!(back.len(), all.len());
        for (back, row) in back.iter().zip(&all) {
            for name in ["x", "y", "z"] {
                prop_assert_eq!(back.value(name).unwrap(), row.value(name).unwrap());
            }
        }
    }
}
