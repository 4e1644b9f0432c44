//! Feeds `data_gates::parquet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::data_gates::parquet(bytes));
