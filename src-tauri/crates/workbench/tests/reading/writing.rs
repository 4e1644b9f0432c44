//! Records out: bytes kept, columns added, formulas disarmed, nothing half written.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use workbench::formats::{Record, Source};
use workbench::writing::{
    Extra, ExtraKind, ExtraValue, Layout, OutFormat, RecordWriter, SeenColumns, WriteError, write_all,
};

use crate::outcome::{folder, import, lines, records};

fn layout(rows: &[Record], format: OutFormat, extras: &[(&str, ExtraKind)]) -> Layout {
    let mut seen = SeenColumns::default();
    for row in rows {
        seen.see(row);
    }
    let extras = extras.iter().map(|&(name, kind)| Extra { name: name.to_owned(), kind }).collect();
    Layout::new(format, &seen, extras).unwrap()
}

/// Reads a file of this content and writes it again; gives the new path.
fn rewritten(
    folder: &Path,
    from: (&str, &[u8]),
    to: &str,
    extras: &[(&str, ExtraKind)],
    values: &[ExtraValue],
) -> PathBuf {
    let (path, target) = (folder.join(from.0), folder.join(to));
    std::fs::write(&path, from.1).unwrap();
    let rows = records(&path);
    let layout = layout(&rows, OutFormat::of(&target).unwrap(), extras);
    let mut writer = RecordWriter::create(&target, layout).unwrap();
    for row in &rows {
        writer.write(row, values).unwrap();
    }
    writer.finish().unwrap();
    target
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn json_rows_keep_every_byte_when_nothing_is_added() {
    let folder = folder();
    let rows = "{\"z\":1.50,\"a\":1e400, \"id\" :  \"u\\u00e9\",\"z\":2}\n{\"text\": \"\u{2028}\"}\n";
    assert_eq!(text(&rewritten(folder.path(), ("a.jsonl", rows.as_bytes()), "b.jsonl", &[], &[])), rows);
}

#[test]
fn an_array_holds_the_rows_as_they_are_a_line_each_and_is_one_even_without_rows() {
    let folder = folder();
    let rows = b"{\"a\":1.50}\n{ \"a\" : \"x\" }\n";
    let out = rewritten(folder.path(), ("a.jsonl", rows), "b.json", &[], &[]);
    assert_eq!(text(&out), "[\n{\"a\":1.50},\n{ \"a\" : \"x\" }\n]\n");
    let back: Vec<Vec<u8>> = records(&out).into_iter().map(|record| record.raw).collect();
    assert_eq!(back, [&b"{\"a\":1.50}"[..], b"{ \"a\" : \"x\" }"]);
    let none = RecordWriter::create(&folder.path().join("c.json"), layout(&[], OutFormat::Json, &[])).unwrap();
    none.finish().unwrap();
    assert_eq!(text(&folder.path().join("c.json")), "[]\n");
}

#[test]
fn added_columns_stand_behind_the_rows_own_bytes() {
    let folder = folder();
    let extras = [("rank", ExtraKind::Count), ("nag_distance", ExtraKind::Number)];
    let values = [ExtraValue::Count(1), ExtraValue::Number(0.1)];
    let out = rewritten(folder.path(), ("a.jsonl", b"{\"b\":1.50,\"a\":2}\n{}\n"), "b.jsonl", &extras, &values);
    assert_eq!(
        text(&out),
        "{\"b\":1.50,\"a\":2, \"rank\": 1, \"nag_distance\": 0.1}\n{\"rank\": 1, \"nag_distance\": 0.1}\n"
    );
}

#[test]
fn an_added_column_replaces_one_of_its_name() {
    let folder = folder();
    let extras = [("rank", ExtraKind::Count)];
    let rows = b"{\"rank\":9,\"n\":1.50}\n";
    let out = rewritten(folder.path(), ("a.jsonl", rows), "b.jsonl", &extras, &[ExtraValue::Count(1)]);
    assert_eq!(text(&out), "{\"n\": 1.50, \"rank\": 1}\n");
    let out = rewritten(folder.path(), ("a.csv", b"rank,text\n9,t\n"), "b.csv", &extras, &[ExtraValue::Count(1)]);
    assert_eq!(text(&out), "text,rank\nt,1\n");
}

#[test]
fn a_row_over_many_lines_becomes_one_line_of_the_same_json() {
    let folder = folder();
    let out =
        rewritten(folder.path(), ("a.json", b"[{\n  \"b\": 1.50,\r\n  \"a\": \"x\\ny\"\n}]"), "b.jsonl", &[], &[]);
    assert_eq!(text(&out), "{   \"b\": 1.50,    \"a\": \"x\\ny\" }\n");
}

#[test]
fn csv_rows_keep_every_byte_of_their_cells() {
    let folder = folder();
    let rows = "id,text\n1,\"quoted needlessly\"\n2,\"a \"\"b\"\"\nc\"\n";
    assert_eq!(text(&rewritten(folder.path(), ("a.csv", rows.as_bytes()), "b.csv", &[], &[])), rows);
    let added = rewritten(
        folder.path(),
        ("a.csv", rows.as_bytes()),
        "b.csv",
        &[("note", ExtraKind::Text)],
        &[ExtraValue::Text("x,y".to_owned())],
    );
    assert_eq!(text(&added), "id,text,note\n1,\"quoted needlessly\",\"x,y\"\n2,\"a \"\"b\"\"\nc\",\"x,y\"\n");
}

#[test]
fn rows_go_from_any_layout_to_any_other() {
    let folder = folder();
    let jsonl = b"{\"id\": 9007199254740993, \"text\": \"a, \\\"b\\\"\", \"tags\": [1, 2], \"gone\": null}\n";
    let csv = rewritten(folder.path(), ("a.jsonl", jsonl), "b.csv", &[], &[]);
    assert_eq!(text(&csv), "id,text,tags,gone\n9007199254740993,\"a, \"\"b\"\"\",\"[1, 2]\",\n");
    let tsv = rewritten(folder.path(), ("c.csv", text(&csv).as_bytes()), "d.tsv", &[], &[]);
    assert_eq!(text(&tsv), "id\ttext\ttags\tgone\n9007199254740993\t\"a, \"\"b\"\"\"\t[1, 2]\t\n");
    let back = rewritten(folder.path(), ("e.tsv", text(&tsv).as_bytes()), "f.jsonl", &[], &[]);
    assert_eq!(
        text(&back),
        "{\"id\": \"9007199254740993\", \"text\": \"a, \\\"b\\\"\", \"tags\": \"[1, 2]\", \"gone\": \"\"}\n"
    );
    let document = rewritten(folder.path(), ("g.txt", b"a document"), "h.jsonl", &[], &[]);
    assert_eq!(text(&document), "{\"id\": \"g.txt\", \"text\": \"a document\"}\n");
}

#[test]
fn json_rows_become_typed_parquet_columns() {
    let folder = folder();
    let rows = b"{\"id\": 1, \"share\": 0.5, \"ok\": true, \"mixed\": 1, \"big\": 123456789012345678901}\n{\"id\": 2, \"share\": 1, \"mixed\": \"x\", \"more\": {\"a\": [1]}}\n";
    let extras = [("nag_distance", ExtraKind::Number)];
    let out = rewritten(folder.path(), ("a.jsonl", rows), "b.parquet", &extras, &[ExtraValue::Number(f64::NAN)]);
    let raws: Vec<serde_json::Value> =
        records(&out).iter().map(|row| serde_json::from_slice(&row.raw).unwrap()).collect();
    let wanted: Vec<serde_json::Value> = [
        r#"{"id":1,"share":0.5,"ok":true,"mixed":"1","big":"123456789012345678901","more":null,"nag_distance":null}"#,
        r#"{"id":2,"share":1.0,"ok":null,"mixed":"x","big":null,"more":"{\"a\": [1]}","nag_distance":null}"#,
    ]
    .iter()
    .map(|json| serde_json::from_str(json).unwrap())
    .collect();
    assert_eq!(raws, wanted);
}

#[test]
fn formulas_are_disarmed_for_spreadsheets_and_reading_them_again_undoes_it() {
    let folder = folder();
    let (path, target) = (folder.path().join("a.jsonl"), folder.path().join("b.csv"));
    let texts = ["=1+1", "+1", "-1", "@x", "\ttab", "\rreturn", "'quoted", "plain", "a=b"];
    let rows = lines(texts.iter().map(|t| serde_json::json!({"id": "-5", "text": t})));
    std::fs::write(&path, rows).unwrap();
    let rows = records(&path);
    let layout = layout(&rows, OutFormat::Csv, &[("nag_distance", ExtraKind::Number)]).spreadsheet_safe(true);
    let mut writer = RecordWriter::create(&target, layout).unwrap();
    for row in &rows {
        writer.write(row, &[ExtraValue::Number(-0.5)]).unwrap();
    }
    writer.finish().unwrap();
    let written = text(&target);
    assert!(written.starts_with("id,text,nag_distance,neurosieve_escaped_cells\n'-5,'=1+1,-0.5,1 2\n"), "{written}");
    assert!(written.contains("\n'-5,'quoted,-0.5,1\n"));
    let all = import(&target);
    assert_eq!(all.texts(), texts);
    assert!(all.ids().iter().all(|id| *id == "-5"));
    assert!(records(&target)[0].fields.names().all(|name| name != "neurosieve_escaped_cells"));
}

#[test]
fn stopping_midway_leaves_what_was_there() {
    let folder = folder();
    let (path, target) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
    std::fs::write(&path, "{\"text\": \"t\"}\n".repeat(2_000)).unwrap();
    std::fs::write(&target, "old").unwrap();
    let rows = || records(&path).into_iter().map(|row| Ok::<_, WriteError>((row, Vec::new())));
    let plan = layout(&[], OutFormat::Jsonl, &[]);
    let mut heard = Vec::new();
    let stopped = write_all(&target, plan.clone(), rows(), |done| {
        heard.push(done);
        if done >= 512 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(WriteError::Cancelled)));
    assert_eq!(heard, [256, 512]);
    assert_eq!(text(&target), "old");
    let failing = rows().take(3).chain([Err(WriteError::Cancelled)]);
    assert!(matches!(
        write_all(&target, plan.clone(), failing, |_| ControlFlow::Continue(())),
        Err(WriteError::Rows(_))
    ));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    let written = write_all(&target, plan, rows(), |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((written.rows, written.bytes), (2_000, std::fs::metadata(&target).unwrap().len()));
}

#[test]
fn a_name_without_a_known_ending_is_refused() {
    let refused = OutFormat::of(Path::new("selection.xlsx")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "\"selection.xlsx\" says no format: end the name in .jsonl, .json, .csv, .tsv or .parquet"
    );
}

#[test]
fn rows_read_again_from_their_kept_bytes_are_the_same_rows() {
    let folder = folder();
    for (name, bytes) in [
        ("a.jsonl", &b"{\"id\": 1, \"text\": \"t\"}\n"[..]),
        ("a.csv", b"id,text\n1,\"t \"\"u\"\"\"\n"),
        ("a.txt", b"t"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let first = Source::open(&path).unwrap().first_records(1).unwrap().remove(0);
        let head = std::sync::Arc::new(serde_json::from_str(&serde_json::to_string(&*first.file).unwrap()).unwrap());
        let again = Record::reread(&head, first.file_row, first.raw.clone()).unwrap();
        assert_eq!(again.value("text").unwrap(), first.value("text").unwrap(), "{name}");
        assert_eq!(*again.file, *first.file);
    }
}
