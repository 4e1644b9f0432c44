//! Feeds `data_gates::vectors`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::data_gates::vectors(bytes));
