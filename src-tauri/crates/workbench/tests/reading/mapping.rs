//! From rows to documents: what is recognised, and what a mapping makes of it.

use workbench::formats::{RecordKind, TextRule};

use crate::outcome::import_bytes;

#[test]
fn the_published_codes_columns_win_over_the_usual_ones() {
    let all = import_bytes(
        "a.jsonl",
        br#"{"id": "wrong", "docid": "right", "text": "wrong", "doc": "right", "token_num": 7}"#,
    );
    assert_eq!((all.ids()[0], all.texts()[0], all.documents[0].token_count), ("right", "right", Some(7)));
}

#[test]
fn an_instruction_is_joined_by_newlines_with_empty_parts_left_out() {
    let all = import_bytes(
        "a.json",
        br#"[{"instruction": "Add.", "input": "", "output": "Three"}, {"instruction": "Say.", "input": "it", "output": "It"}]"#,
    );
    assert_eq!(all.texts(), ["Add.\nThree", "Say.\nit\nIt"]);
    let document = &all.documents[1];
    assert_eq!(document.kind, RecordKind::Instruction);
    assert_eq!(&document.text[document.answers[0].clone()], "It");
}

#[test]
fn a_mapped_text_column_wins_over_an_instruction() {
    let all = import_bytes("a.jsonl", br#"{"text": "the text", "instruction": "Do.", "input": "", "output": "Done."}"#);
    assert_eq!(all.texts(), ["the text"]);
}

#[test]
fn conversations_are_recognised_in_both_spellings() {
    let sharegpt = br#"[{"id": "1", "system": "Be brief.", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]}]"#;
    let openai = br#"{"id": "1", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "Hi"}]}, {"role": "assistant", "content": "Hello"}, {"role": "tool", "content": null}]}"#;
    for (name, bytes) in [("a.json", &sharegpt[..]), ("a.jsonl", openai)] {
        let all = import_bytes(name, bytes);
        let document = &all.documents[0];
        assert_eq!(document.text, "system: Be brief.\nuser: Hi\nassistant: Hello");
        assert_eq!(document.kind, RecordKind::Chat);
        assert_eq!(document.turns[1].role, "user");
        assert_eq!(&document.text[document.answers[0].clone()], "Hello");
    }
}

#[test]
fn a_message_that_cannot_be_read_is_named_by_its_number() {
    let all = import_bytes(
        "a.jsonl",
        b"{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"content\": \"b\"}]}\n{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}\n",
    );
    assert_eq!(all.documents.len(), 1);
    assert_eq!(all.aside[0].2.to_string(), "message 2 of \"messages\" says no role");
}

#[test]
fn rows_that_differ_are_each_taken_as_what_they_are() {
    let all = import_bytes(
        "a.jsonl",
        b"{\"text\": \"flat\"}\n{\"conversations\": [{\"from\": \"human\", \"value\": \"hi\"}]}\n{\"other\": 1}\n",
    );
    assert!(matches!(all.mapping, Some(mapping) if matches!(mapping.text, TextRule::Either { .. })));
    assert_eq!(all.documents.iter().map(|d| d.kind).collect::<Vec<_>>(), [RecordKind::Text, RecordKind::Chat]);
    assert_eq!(all.aside[0].2.to_string(), "the row has no \"text\"");
}

#[test]
fn blank_texts_are_set_aside_as_blank_even_where_their_blanks_have_no_width() {
    let all = import_bytes(
        "a.jsonl",
        "{\"text\": \"ok\"}\n{\"text\": \"\"}\n{\"text\": \" \\n\"}\n{\"text\": \"\u{200B}\u{3000}\"}\n".as_bytes(),
    );
    assert_eq!(all.texts(), ["ok"]);
    assert!(all.aside.iter().all(|(_, _, reason)| reason.to_string() == "the text is blank"));
    assert_eq!(all.aside.len(), 3);
}

#[test]
fn a_missing_id_is_made_of_the_file_and_the_row() {
    let all = import_bytes(
        "pool.jsonl",
        b"{\"id\": null, \"text\": \"a\"}\n\n{\"text\": \"b\"}\n{\"id\": \"001\", \"text\": \"c\"}\n",
    );
    assert_eq!(all.ids(), ["pool.jsonl:1", "pool.jsonl:2", "001"]);
    assert_eq!(all.documents.iter().map(|d| d.id_made).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn without_a_known_column_the_only_one_with_words_is_the_text() {
    let all = import_bytes("a.csv", b"label,review\n3,a fine film\n1,a dull one\n");
    assert_eq!(all.texts(), ["a fine film", "a dull one"]);
    let all = import_bytes("a.csv", b"left,right\none thing,another thing\n");
    assert_eq!(all.mapping.unwrap().text, TextRule::Undecided);
}

#[test]
fn a_token_column_that_holds_no_number_counts_nothing() {
    let all = import_bytes(
        "a.jsonl",
        b"{\"text\": \"a\", \"token_num\": 12}\n{\"text\": \"b\", \"token_num\": null}\n{\"text\": \"c\"}\n{\"text\": \"d\", \"token_num\": 3.9}\n",
    );
    assert_eq!(all.documents.iter().map(|d| d.token_count.unwrap()).collect::<Vec<_>>(), [12, 0, 0, 3]);
}
