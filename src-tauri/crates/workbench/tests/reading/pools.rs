//! One pool in every format gives the same documents. Skips where the pools are not there.

use workbench::formats::RecordKind;

use crate::beside::pools;
use crate::outcome::import;

#[test]
fn two_thousand_documents_are_the_same_from_every_table() {
    let Some(pools) = pools("") else { return };
    let jsonl = import(&pools.join("pool-small.jsonl"));
    assert_eq!((jsonl.documents.len(), jsonl.aside.len()), (2_000, 0));
    for name in ["csv", "tsv", "jsonl.gz", "parquet"] {
        let other = import(&pools.join(format!("formats/pool-small.{name}")));
        assert_eq!(other.ids(), jsonl.ids(), "{name}");
        assert_eq!(other.texts(), jsonl.texts(), "{name}");
    }
    let groups = import(&pools.join("formats/pool-small-snappy-rg100.parquet"));
    assert_eq!(groups.texts(), jsonl.texts());
    let texts = import(&pools.join("formats/txt"));
    assert_eq!(texts.documents.len(), 2_000);
}

#[test]
fn instructions_and_conversations_are_shown_as_what_they_are() {
    let Some(pools) = pools("") else { return };
    for (name, kind) in [
        ("alpaca.json", RecordKind::Instruction),
        ("sharegpt.json", RecordKind::Chat),
        ("openai-messages.jsonl", RecordKind::Chat),
    ] {
        let all = import(&pools.join("formats").join(name));
        assert!(all.documents.len() > 100 && all.aside.is_empty(), "{name}");
        assert!(all.documents.iter().all(|d| d.kind == kind && !d.answers.is_empty()), "{name}");
    }
}
