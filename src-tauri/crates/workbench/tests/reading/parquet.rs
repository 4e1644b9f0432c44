//! Parquet: types, damage, and the way back.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    ListArray, RecordBatch, StringArray, StructArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow::datatypes::{DataType, Field, Int32Type};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use workbench::formats::Format;
use workbench::formats::Source;
use workbench::writing::{Extra, ExtraKind, ExtraValue, Layout, OutFormat, RecordWriter, SeenColumns};

use crate::outcome::{folder, gzip, import, import_bytes, records};

fn every_type() -> RecordBatch {
    let k: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(i64::MAX)]));
    let tags = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1), None]), None, Some(vec![])]);
    let colour: DictionaryArray<Int32Type> = vec![Some("red"), None, Some("red")].into_iter().collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(UInt64Array::from(vec![1, 2, u64::MAX]))),
        ("text", Arc::new(LargeStringArray::from(vec![Some("a \"quoted\"\n text"), None, Some("世界 \u{1F600}")]))),
        ("meta", Arc::new(StructArray::from(vec![(Arc::new(Field::new("k", DataType::Int64, true)), k)]))),
        ("tags", Arc::new(tags)),
        ("colour", Arc::new(colour)),
        ("bytes", Arc::new(BinaryArray::from(vec![Some(&b"\x00\xFF"[..]), None, Some(b"")]))),
        ("share", Arc::new(Float64Array::from(vec![Some(0.1), None, Some(-1e300)]))),
        ("flag", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))),
        ("day", Arc::new(Date32Array::from(vec![Some(19_000), None, Some(-1)]))),
        ("time", Arc::new(TimestampMicrosecondArray::from(vec![Some(1_600_000_000_123_456), None, Some(0)]))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn write(path: &Path, batch: &RecordBatch, copies: usize) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    for _ in 0..copies {
        writer.write(batch).unwrap();
    }
    writer.close().unwrap();
}

fn read(path: &Path) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
    arrow::compute::concat_batches(&batches[0].schema(), &batches).unwrap()
}

#[test]
fn every_column_type_becomes_a_row_of_json() {
    let folder = folder();
    let path = folder.path().join("a.parquet");
    write(&path, &every_type(), 1);
    let all = import(&path);
    assert_eq!(all.ids(), ["1", "18446744073709551615"]);
    assert_eq!(all.texts(), ["a \"quoted\"\n text", "世界 \u{1F600}"]);
    assert_eq!(all.aside[0].2.to_string(), "\"text\" is null, not text");
    let row: serde_json::Value = serde_json::from_slice(&all.raws[0]).unwrap();
    let wanted = serde_json::json!({
        "id": 1, "text": "a \"quoted\"\n text", "meta": {"k": 1}, "tags": [1, null], "colour": "red", "bytes": "00ff",
        "share": 0.1, "flag": true, "day": "2022-01-08", "time": "2020-09-13T12:26:40.123456",
    });
    assert_eq!(row, wanted);
}

#[test]
fn the_way_back_keeps_types_values_and_order() {
    let folder = folder();
    let (from, to) = (folder.path().join("a.parquet"), folder.path().join("b.parquet"));
    let batch = every_type();
    write(&from, &batch, 1_000);
    let rows = records(&from);
    assert_eq!(rows.len(), 3_000);
    let mut seen = SeenColumns::default();
    for row in &rows {
        seen.see(row);
    }
    let extras = vec![Extra { name: "rank".to_owned(), kind: ExtraKind::Count }];
    let mut writer = RecordWriter::create(&to, Layout::new(OutFormat::Parquet, &seen, extras).unwrap()).unwrap();
    for (rank, row) in rows.iter().enumerate() {
        writer.write(row, &[ExtraValue::Count(rank as u64)]).unwrap();
    }
    assert_eq!(writer.finish().unwrap().rows, 3_000);
    let back = read(&to);
    assert_eq!(back.num_columns(), 11);
    for (at, field) in batch.schema().fields().iter().enumerate() {
        let column = arrow::compute::cast(batch.column(at), back.column(at).data_type()).unwrap();
        assert_eq!(&back.column(at).slice(0, 3), &column, "{}", field.name());
        assert_eq!(&back.column(at).slice(2_997, 3), &column, "{}", field.name());
        if field.name() != "colour" {
            assert_eq!(back.schema().field(at).data_type(), field.data_type());
        }
    }
}

#[test]
fn a_packed_parquet_file_is_read_too() {
    let folder = folder();
    let path = folder.path().join("a.parquet");
    write(&path, &every_type(), 1);
    let packed = gzip(&std::fs::read(&path).unwrap());
    assert_eq!(import_bytes("a.parquet.gz", &packed).documents.len(), 2);
}

#[test]
fn damaged_parquet_files_are_a_sentence_and_never_a_crash() {
    let folder = folder();
    let path = folder.path().join("a.parquet");
    write(&path, &every_type(), 50);
    let whole = std::fs::read(&path).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"PAR1PAR1", b"PAR1", b"nothing of the kind"] {
        assert!(import_bytes("a.parquet", bytes).complaint().starts_with("not a readable Parquet file"));
    }
    let mut read = 0;
    for at in (4..whole.len()).step_by(whole.len() / 200) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let all = import_bytes("a.parquet", &flipped);
        read += usize::from(all.error.is_none());
    }
    println!("{read} of 200 damaged files still read to their end");
}

#[test]
fn a_parquet_file_without_rows_has_columns() {
    let folder = folder();
    let path = folder.path().join("a.parquet");
    let text: ArrayRef = Arc::new(StringArray::from(Vec::<&str>::new()));
    write(&path, &RecordBatch::try_from_iter([("text", text)]).unwrap(), 1);
    let source = Source::open(&path).unwrap();
    assert_eq!((source.found().rows, &source.found().format), (Some(0), &Format::Parquet));
    assert_eq!(source.found().columns[0].name, "text");
    assert_eq!(source.rows().count(), 0);
}
