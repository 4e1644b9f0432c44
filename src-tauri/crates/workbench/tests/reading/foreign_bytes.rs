//! Files of data that fuzzing began with or found, given to the same gates again.

#[path = "../../../../fuzz/src/data_gates.rs"]
mod data_gates;

#[path = "../../../../fuzz/src/mutations.rs"]
mod mutations;

use mutations::replay;

#[test]
fn rows_never_stop_their_gate() {
    replay("rows", data_gates::rows);
}

#[test]
fn packed_files_never_stop_their_gate() {
    replay("packed", data_gates::packed);
}

#[test]
fn parquet_files_never_stop_their_gate() {
    replay("parquet", data_gates::parquet);
}

#[test]
fn vectors_and_features_never_stop_their_gate() {
    replay("vectors", data_gates::vectors);
}
