//! Feeds `data_gates::rows`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::data_gates::rows(bytes));
