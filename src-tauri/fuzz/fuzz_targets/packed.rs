//! Feeds `data_gates::packed`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::data_gates::packed(bytes));
