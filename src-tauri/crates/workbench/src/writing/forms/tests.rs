use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::formats::{FileHead, Mapped, Mapping, Record, RowFormat, TextRule};

fn instruction() -> TextRule {
    let [instruction, input, output] = ["instruction", "input", "output"].map(str::to_owned);
    TextRule::Instruction { instruction, input, output }
}

fn messages(column: &str) -> TextRule {
    TextRule::Messages { column: column.to_owned() }
}

fn text() -> TextRule {
    TextRule::Column { column: "text".to_owned() }
}

fn read(row: &str, rule: TextRule) -> (Record, Mapped, TextRule) {
    let head = Arc::new(FileHead { name: "a.jsonl".into(), format: RowFormat::Json });
    let record = Record::reread(&head, 1, row.as_bytes().to_vec()).unwrap();
    let mapping = Mapping { text: rule, id_column: None, token_column: None, keep_blank: true };
    let mapped = mapping.apply(&record).unwrap();
    let rule = mapping.rule_of(&record).clone();
    (record, mapped, rule)
}

fn made(row: &str, rule: TextRule, form: Form) -> String {
    let (record, mapped, rule) = read(row, rule);
    let made = MadeOver::new(form, HashSet::new()).record(record, &mapped, &rule).unwrap();
    String::from_utf8(made.raw).unwrap()
}

fn lacks(row: &str, rule: TextRule, form: Form) -> Option<Lack> {
    let (record, mapped, rule) = read(row, rule);
    MadeOver::new(form, HashSet::new()).lack(&record, &Talk::of(&record, &mapped, &rule), &rule)
}

#[test]
fn a_row_that_has_the_form_keeps_its_bytes() {
    let alpaca = r#"{ "instruction":"Add", "input": "",   "output":"2", "n": 1.50 }"#;
    assert_eq!(made(alpaca, instruction(), Form::Alpaca), alpaca);
    let sharegpt = r#"{"conversations": [{"from":"human","value":"a","weight":0},{"from":"gpt","value":"b"}]}"#;
    assert_eq!(made(sharegpt, messages("conversations"), Form::Sharegpt), sharegpt);
    let openai = r#"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","weight":1}], "k":1}"#;
    assert_eq!(made(openai, messages("messages"), Form::Openai), openai);
}

#[test]
fn what_is_not_of_the_form_stands_behind_it_as_it_came() {
    let row = r#"{"id":"r1","text":"Words.","n":1.50,"nested":{"a":[1]}}"#;
    let expected = r#"{"messages": [{"role":"user","content":""},{"role":"assistant","content":"Words."}], "id": "r1", "n": 1.50, "nested": {"a":[1]}}"#;
    assert_eq!(made(row, text(), Form::Openai), expected);
    let taken = r#"{"text":"Words.","output":7}"#;
    let made: Json = serde_json::from_str(&made(taken, text(), Form::Alpaca)).unwrap();
    assert_eq!(made, json!({ "instruction": "", "input": "", "output": "Words.", "source_output": 7 }));
}

#[test]
fn earlier_turns_and_the_system_message_go_to_their_fields_in_alpaca_and_come_back() {
    let chat = r#"{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"a"},
        {"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}"#;
    let alpaca = made(chat, messages("messages"), Form::Alpaca);
    let found: Json = serde_json::from_str(&alpaca).unwrap();
    let expected =
        json!({ "instruction": "c", "input": "", "output": "d", "system": "Be brief.", "history": [["a", "b"]] });
    assert_eq!(found, expected);
    let back = made(&alpaca, instruction(), Form::Openai);
    assert_eq!(serde_json::from_str::<Json>(&back).unwrap(), serde_json::from_str::<Json>(chat).unwrap());
}

#[test]
fn a_row_that_cannot_be_said_in_a_form_says_what_it_lacks() {
    let chat = |roles: &[&str]| {
        let list: Vec<Json> = roles.iter().map(|role| json!({ "role": role, "content": "words" })).collect();
        json!({ "messages": list }).to_string()
    };
    let of = |roles: &[&str], form| lacks(&chat(roles), messages("messages"), form);
    assert_eq!(of(&["user", "assistant"], Form::Sharegpt), None);
    assert_eq!(of(&["user"], Form::Sharegpt), Some(Lack::Answer));
    let order = Lack::Order { at: 2, found: "user".to_owned(), wanted: "assistant" };
    assert_eq!(of(&["user", "user", "assistant"], Form::Alpaca), Some(order));
    let role = Lack::Role { at: 2, found: "tool".to_owned() };
    assert_eq!(of(&["user", "tool", "assistant"], Form::Sharegpt), Some(role));
    assert_eq!(of(&["user", "tool", "assistant"], Form::Openai), None, "the row has the form, and the form has tools");
    let unanswered = r#"{"instruction":"Add","input":"","output":""}"#;
    assert_eq!(lacks(unanswered, instruction(), Form::Alpaca), Some(Lack::Answer));
}

proptest! {
    #[test]
    fn turns_keep_their_order_and_words_through_every_form(said in prop::collection::vec(".{1,12}", 1..5)) {
        let turns: Vec<Json> = said.iter().enumerate().flat_map(|(at, words)| [
            json!({ "role": "user", "content": format!("{at}{words}") }),
            json!({ "role": "assistant", "content": format!("{words}{at}") }),
        ]).collect();
        let row = json!({ "messages": turns }).to_string();
        for (form, rule) in [(Form::Sharegpt, messages("conversations")), (Form::Alpaca, instruction())] {
            let there = made(&row, messages("messages"), form);
            let back: Json = serde_json::from_str(&made(&there, rule, Form::Openai)).unwrap();
            prop_assert_eq!(&back["messages"], &Json::from(turns.clone()));
        }
    }
}
