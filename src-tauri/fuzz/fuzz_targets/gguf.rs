//! Feeds `model_gates::gguf`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::model_gates::gguf(bytes));
