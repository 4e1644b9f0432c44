//! Feeds `model_gates::safetensors`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neurosieve_fuzz::model_gates::safetensors(bytes));
