use serde_json::{Value, json};

use super::*;

fn sharegpt() -> RowRules {
    RowRules::of(&json!({ "formatting": "sharegpt", "columns": { "messages": "conversations" } }))
}

fn alpaca() -> RowRules {
    let columns = json!({ "prompt": "instruction", "query": "input", "response": "output", "history": "history" });
    RowRules::of(&json!({ "columns": columns }))
}

fn said(speakers: &[&str]) -> String {
    let messages: Vec<Value> = speakers.iter().map(|from| json!({ "from": from, "value": "words" })).collect();
    json!({ "conversations": messages }).to_string()
}

#[test]
fn questions_and_answers_in_turn_are_right_and_a_system_message_may_come_first() {
    for speakers in [
        &["human", "gpt"][..],
        &["system", "human", "gpt", "human", "gpt"],
        &["human", "function_call", "observation", "gpt"],
    ] {
        assert_eq!(sharegpt().check(&said(speakers)), Ok(()), "{speakers:?}");
    }
}

#[test]
fn what_the_tool_would_drop_is_named_with_its_place() {
    assert_eq!(sharegpt().check(&said(&["human"])), Err(Broken::Odd(1)));
    assert_eq!(sharegpt().check(&said(&["system"])), Err(Broken::Odd(0)));
    let turn =
        |at, found: &str, wanted: &str| Err(Broken::Turn { at, found: found.to_owned(), wanted: wanted.to_owned() });
    assert_eq!(sharegpt().check(&said(&["gpt", "human"])), turn(1, "gpt", "\"human\" or \"observation\""));
    let two_system = said(&["human", "gpt", "system", "gpt"]);
    assert_eq!(sharegpt().check(&two_system), turn(3, "system", "\"human\" or \"observation\""));
    let empty = r#"{"instruction": "Add", "input": "", "output": ""}"#;
    assert_eq!(alpaca().check(empty), Err(Broken::NoAnswer("output".to_owned())));
    assert_eq!(alpaca().check(r#"{"input": "", "output": "2"}"#), Err(Broken::NoText("instruction".to_owned())));
    let pairs = r#"{"instruction": "a", "output": "2", "history": [["one"]]}"#;
    assert_eq!(alpaca().check(pairs), Err(Broken::NoPairs("history".to_owned())));
    assert_eq!(alpaca().check("[1]"), Err(Broken::NoObject));
}

#[test]
fn a_column_that_changes_its_type_is_named_since_the_library_reads_one() {
    let mut rules = alpaca();
    let row = |n: &str| format!(r#"{{"instruction": "a", "output": "b", "n": {n}}}"#);
    assert_eq!(rules.check(&row("1")), Ok(()));
    assert_eq!(rules.check(&row("null")), Ok(()));
    let changed = Broken::Type { name: "n".to_owned(), found: "a text", before: "a number" };
    assert_eq!(rules.check(&row("\"1\"")), Err(changed));
}
