//! CSV and TSV as spreadsheets and scripts write them.

use workbench::formats::{Format, Notice, ReadOptions, Reason, Source};

use crate::outcome::{folder, import_bytes, import_bytes_with};

#[test]
fn quotes_line_breaks_and_delimiters_inside_cells_are_text() {
    let all = import_bytes(
        "a.csv",
        b"id,text\r\n1,\"line one\nline two\r\n\nend\"\r\n2,\"she said \"\"hi, there\"\"\"\r\n3,5\" disk\r\n4,\"\"\"\"\r\n5,=1+1\r\n",
    );
    assert_eq!(all.texts(), ["line one\nline two\r\n\nend", "she said \"hi, there\"", "5\" disk", "\"", "=1+1"]);
    assert_eq!(all.raws[1], b"2,\"she said \"\"hi, there\"\"\"");
}

#[test]
fn the_delimiter_is_found_and_can_be_said() {
    for delimiter in [';', '\t', '|', ','] {
        let rows = format!("id{delimiter}text\n1{delimiter}eins zwei\n2{delimiter}drei\n");
        assert_eq!(import_bytes("a.csv", rows.as_bytes()).texts(), ["eins zwei", "drei"], "{delimiter:?}");
    }
    let said = ReadOptions { delimiter: Some(b'#'), ..ReadOptions::default() };
    assert_eq!(import_bytes_with("a.csv", b"id#text\n1#eins, zwei\n", said).texts(), ["eins, zwei"]);
}

#[test]
fn line_feeds_returns_and_both_end_rows() {
    for end in ["\n", "\r", "\r\n"] {
        let all = import_bytes("a.csv", ["id,text", "1,one", "2,two", ""].join(end).as_bytes());
        assert_eq!(all.texts(), ["one", "two"], "{end:?}");
    }
}

#[test]
fn a_row_of_another_length_is_set_aside_with_both_numbers() {
    let all = import_bytes("a.csv", b"id,text,kind\n1,one,a\n2,two\n3,three,c,more\n");
    assert_eq!(all.texts(), ["one"]);
    assert_eq!(all.aside[0], (3, b"2,two".to_vec(), Reason::Cells { expected: 3, found: 2 }));
    assert_eq!(all.aside[1].2.to_string(), "the row has 4 cells where the header has 3");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_with_its_line() {
    let all = import_bytes("a.csv", b"id,text\n1,one\n2,\"never closed\n3,three\n");
    assert_eq!(all.texts(), ["one"]);
    assert_eq!(all.aside[0].2, Reason::UnclosedQuote { line: 3 });
}

#[test]
fn a_first_row_of_data_is_kept_as_data_unless_it_is_said_to_be_a_header() {
    let bytes = b"1,some first text\n2,some second text\n";
    let all = import_bytes("a.csv", bytes);
    assert_eq!(all.texts(), ["some first text", "some second text"]);
    assert_eq!(all.notices, [Notice::NoHeader]);
    let header = ReadOptions { header: Some(true), ..ReadOptions::default() };
    assert_eq!(import_bytes_with("a.csv", bytes, header).documents.len(), 1);
}

#[test]
fn of_two_columns_of_one_name_the_first_keeps_it() {
    let all = import_bytes("a.csv", b"id,text,text\n1,a b,c d\n");
    assert_eq!(all.texts(), ["a b"]);
    assert_eq!(all.notices, [Notice::RepeatedColumn { name: "text".to_owned(), count: 2 }]);
}

#[test]
fn cells_stay_text_whatever_they_look_like() {
    let all = import_bytes("a.csv", b"id,text\n001,007\n1e3,true\n,2024-01-02\n");
    assert_eq!(all.texts(), ["007", "true", "2024-01-02"]);
    assert_eq!(all.ids(), ["001", "1e3", "a.csv:3"]);
}

#[test]
fn ten_thousand_columns_are_read() {
    let header: Vec<String> = (0..9_999).map(|i| format!("c{i}")).chain(["text".to_owned()]).collect();
    let cells: Vec<String> = (0..9_999).map(|i| i.to_string()).chain(["found".to_owned()]).collect();
    let all = import_bytes("a.csv", format!("{}\n{}\n", header.join(","), cells.join(",")).as_bytes());
    assert_eq!(all.texts(), ["found"]);
    let row: Vec<String> = header.iter().map(|name| format!("\"{name}\": \"v\"")).collect();
    assert_eq!(import_bytes("a.jsonl", format!("{{{}}}", row.join(",")).as_bytes()).texts(), ["v"]);
}

#[test]
fn a_header_alone_gives_its_columns_and_no_rows() {
    let folder = folder();
    let path = folder.path().join("a.tsv");
    std::fs::write(&path, "id\ttext\n").unwrap();
    let source = Source::open(&path).unwrap();
    assert_eq!(source.found().format, Format::Delimited { delimiter: '\t' });
    assert_eq!(source.found().columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["id", "text"]);
    assert_eq!(source.rows().count(), 0);
}
