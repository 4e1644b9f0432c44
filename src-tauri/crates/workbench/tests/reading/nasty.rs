//! The seventy hostile files, each decided once: the decisions are kept in `tests/fixtures/nasty-decisions.json`.
//!
//! The files themselves are no part of the project; where they are not there, these tests say so and pass. The
//! `hostile` tests cover the same ground with files that they write themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::beside::pools;
use crate::outcome::{Outcome, import};

/// What was decided about one file, and what must come of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Decision {
    decision: String,
    #[serde(flatten)]
    outcome: Outcome,
}

fn decisions() -> BTreeMap<String, Decision> {
    serde_json::from_str(include_str!("../fixtures/nasty-decisions.json")).unwrap()
}

#[test]
fn each_of_the_seventy_hostile_files_becomes_what_was_decided() {
    let Some(folder) = pools("nasty") else { return };
    let mut wrong = BTreeMap::new();
    for (name, decided) in decisions() {
        let outcome = import(&folder.join(name.trim_end_matches('/'))).outcome;
        if outcome != decided.outcome {
            wrong.insert(name, Decision { decision: decided.decision, outcome });
        }
    }
    assert!(wrong.is_empty(), "{}", serde_json::to_string_pretty(&wrong).unwrap());
}

#[test]
fn no_hostile_file_is_left_undecided() {
    let Some(folder) = pools("nasty") else { return };
    let listed: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("EXPECTED.json")).unwrap()).unwrap();
    let decided = decisions();
    let missing: Vec<_> = listed.keys().filter(|name| !decided.contains_key(*name)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
