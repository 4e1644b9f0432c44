//! JSON that somebody's script, editor or network has damaged.

use workbench::formats::{Format, Limits, ReadOptions, Reason, Source};

use crate::outcome::{folder, import_bytes, import_bytes_with, lines};

#[test]
fn a_mark_at_the_beginning_is_no_part_of_the_first_key() {
    let all = import_bytes("a.jsonl", "\u{FEFF}{\"id\": \"a\", \"text\": \"rain\"}\n".as_bytes());
    assert_eq!(all.ids(), ["a"]);
}

#[test]
fn a_row_that_is_not_utf8_is_set_aside_with_its_bytes_and_the_others_go_on() {
    let bad = b"{\"id\": \"2\", \"text\": \"caf\xE9\"}";
    let bytes =
        [&b"{\"id\": \"1\", \"text\": \"tea\"}\n"[..], bad, b"\n{\"id\": \"3\", \"text\": \"milk\"}\n"].concat();
    let all = import_bytes("a.jsonl", &bytes);
    assert_eq!(all.texts(), ["tea", "milk"]);
    assert_eq!(all.aside, [(2, bad.to_vec(), Reason::NotUtf8 { at: 24 })]);
}

#[test]
fn only_a_line_feed_ends_a_line() {
    let row = "{\"id\": \"1\", \"text\": \"a\u{2028}b\u{2029}c\u{85}d\"}";
    let all = import_bytes("a.jsonl", format!("\r\n{row}\r\n \n{row}").as_bytes());
    assert_eq!(all.texts(), ["a\u{2028}b\u{2029}c\u{85}d"; 2]);
    assert_eq!(all.raws, [row.as_bytes(), row.as_bytes()]);
}

#[test]
fn numbers_keep_their_spelling_as_ids() {
    let ids = ["123456789012345678901234567890", "9007199254740993", "9007199254740992", "-1", "1e400", "1.50"];
    let rows = lines(ids.iter().map(|id| format!("{{\"id\":{id},\"text\":\"t\"}}")));
    assert_eq!(import_bytes("a.jsonl", rows.as_bytes()).ids(), ids);
}

#[test]
fn a_number_where_the_text_should_be_is_reported() {
    let all = import_bytes("a.jsonl", b"{\"id\":1,\"text\":12345}\n{\"id\":2,\"text\":\"real\"}\n");
    assert_eq!(all.texts(), ["real"]);
    assert_eq!(all.aside[0].2.to_string(), "\"text\" is a number, not text");
}

#[test]
fn rows_that_are_no_objects_say_what_they_are() {
    let all =
        import_bytes("a.jsonl", b"{\"id\":1,\"text\":\"real\"}\nnull\n[]\n\"word\"\n42\n{\"id\":2,\"text\":NaN}\n");
    let said: Vec<String> = all.aside.iter().map(|(_, _, reason)| reason.to_string()).collect();
    assert_eq!(said[0], "the row is null, not an object with named fields");
    assert_eq!(said[1], "the row is a list, not an object with named fields");
    assert_eq!(said[2], "the row is a text, not an object with named fields");
    assert_eq!(said[3], "the row is a number, not an object with named fields");
    assert!(said[4].starts_with("not JSON: expected value"), "{}", said[4]);
}

#[test]
fn half_a_surrogate_pair_is_reported_and_a_whole_one_is_a_character() {
    let all = import_bytes("a.jsonl", b"{\"text\":\"\\ud800\"}\n{\"text\":\"\\ud83d\\ude00\"}\n");
    assert_eq!(all.texts(), ["\u{1F600}"]);
    assert_eq!(all.aside[0].2, Reason::BrokenEscape { column: "text".to_owned() });
}

#[test]
fn of_two_fields_of_one_name_the_last_counts_and_the_bytes_keep_both() {
    let row = br#"{"id":"1","text":"first","text":"second"}"#;
    let all = import_bytes("a.jsonl", row);
    assert_eq!(all.texts(), ["second"]);
    assert_eq!(all.raws, [row]);
}

#[test]
fn a_row_nested_a_million_deep_is_set_aside() {
    for name in ["a.jsonl", "a.json"] {
        let row = [&b"{\"text\": "[..], &vec![b'['; 1_000_000], &vec![b']'; 1_000_000], b"}\n{\"text\": \"flat\"}\n"]
            .concat();
        let all = import_bytes(name, &row);
        assert_eq!(all.aside[0].2, Reason::TooDeep { limit: 128 }, "{name}");
        assert_eq!(all.texts(), ["flat"], "{name}");
    }
    let list = [vec![b'['; 1_000_000], vec![b']'; 1_000_000]].concat();
    assert_eq!(import_bytes("a.json", &list).aside[0].2, Reason::TooDeep { limit: 128 });
}

#[test]
fn a_row_beyond_the_limit_is_set_aside_without_being_kept() {
    let limits = Limits { row_bytes: 1000, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let long = format!("{{\"text\": \"{}\"}}", "x".repeat(10_000));
    let short = "{\"text\": \"short\"}";
    for (name, content) in [
        ("a.jsonl", format!("{short}\n{long}\n{short}\n")),
        ("a.json", format!("[{short},{long},{short}]")),
        ("a.csv", format!("text\nshort\n{}\nshort\n", "x".repeat(10_000))),
    ] {
        let all = import_bytes_with(name, content.as_bytes(), options);
        assert_eq!(all.texts(), ["short", "short"], "{name}");
        assert_eq!(all.aside[0].2, Reason::TooLong { limit: 1000 }, "{name}");
        assert!(all.aside[0].1.len() <= 4096, "{name}");
    }
}

#[test]
fn rows_are_found_however_json_holds_them() {
    let (a, b) = (r#"{"id": "a", "text": "one ] , } two"}"#, "{\n  \"id\": \"b\",\n  \"text\": \"\\\"quoted\\\"\"\n}");
    for (content, format) in [
        (format!("[{a},\n {b}]\n"), Format::JsonArray),
        (
            format!("{{\"version\": [1], \"data\": [{a}, {b}], \"more\": {{}}}}"),
            Format::JsonWrapped { key: "data".into() },
        ),
        (format!("{{\"k1\": {a}, \"k2\": {b}}}"), Format::JsonObjects),
        (format!("{b}\n{b}"), Format::JsonConcatenated),
    ] {
        let folder = folder();
        let path = folder.path().join("a.json");
        std::fs::write(&path, &content).unwrap();
        assert_eq!(Source::open(&path).unwrap().found().format, format);
        let all = import_bytes("a.json", content.as_bytes());
        assert_eq!(all.texts()[1], "\"quoted\"", "{content}");
        assert_eq!(all.raws[1], b.as_bytes(), "{content}");
    }
}

#[test]
fn a_comma_before_the_closing_bracket_is_named_with_its_place() {
    let all = import_bytes("a.json", b"[{\"text\": \"kept\"},\n {\"text\": \"kept\"},\n]");
    assert_eq!(all.texts().len(), 2);
    assert_eq!(
        all.complaint(),
        "not JSON at line 3, character 1: a comma stands before the closing bracket. 2 rows before it were read"
    );
}

#[test]
fn a_list_that_ends_too_early_is_never_taken_for_whole() {
    let all = import_bytes("a.json", b"[{\"text\": \"kept\"}, {\"text\": \"cu");
    assert_eq!(all.texts(), ["kept"]);
    assert_eq!(all.aside[0].2, Reason::CutShort);
    assert!(all.complaint().contains("the file ends inside a row"));
    let all = import_bytes("a.json", b"[{\"text\": \"kept\"}\n");
    assert!(all.complaint().contains("before the list of rows is closed"));
}

#[test]
fn an_error_page_is_not_json_and_says_how_it_begins() {
    let all = import_bytes("a.jsonl", b"<!DOCTYPE html><html>gone</html>");
    assert_eq!(all.complaint(), "the content is not JSON: it begins with \"<!DOCTYPE html><html>gone</html>\"");
}

#[test]
fn what_is_certainly_something_else_is_named() {
    let all = import_bytes("a.jsonl", b"PK\x03\x04rest");
    assert!(all.complaint().contains("a ZIP archive"), "{}", all.complaint());
    for (name, bytes) in [("model.pkl", &b"{}"[..]), ("a.jsonl", b"\x80\x04\x95rest")] {
        assert!(import_bytes(name, bytes).complaint().contains("never opened"));
    }
    let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
    assert!(import_bytes("a.txt", &noise).complaint().contains("is not text"));
    assert_eq!(import_bytes("a.txt", b"a\0b").texts(), ["a\0b"]);
}
