//! Requests and answers written and read back.
#![allow(clippy::unwrap_used)]
use super::data::Condition;
use super::job::JobOutcome;
use super::ranking::Budget;
use super::{Failure, FailureCode, Request};

#[test]
fn fractions_in_tagged_enums_read_back() {
    for json in [r#"{"by":"ratio","ratio":0.25}"#, r#"{"ratio":1,"by":"ratio"}"#, r#"{"ratio":1e-3,"by":"ratio"}"#] {
        assert!(matches!(serde_json::from_str(json).unwrap(), Budget::Ratio { .. }), "{json}");
    }
    let json = r#"{"kind":"between","column":"n","least":-0.5,"most":7}"#;
    let Condition::Between { least, most, .. } = serde_json::from_str(json).unwrap() else { panic!() };
    assert_eq!((least, most), (-0.5, 7.0));
    let failure = Failure::new(FailureCode::DiskFull).number("needed_bytes", 1.5e9).text("path", "x");
    let json = serde_json::to_string(&failure).unwrap();
    assert_eq!(serde_json::from_str::<Failure>(&json).unwrap(), failure);
    let json = r#"{"kind":"read","documents":1,"unscored":0,"truncated":0,"documents_per_s":12.5,"device":"CPU"}"#;
    assert!(matches!(serde_json::from_str(json).unwrap(), JobOutcome::Read { .. }));
}

#[test]
fn a_request_reads_whatever_comes_first_in_it() {
    let cut = r#"{"op":"cut","with":{"ranking":1,"budget":{"by":"ratio","ratio":0.2}}}"#;
    assert!(matches!(serde_json::from_str(cut).unwrap(), Request::Cut(_)));
    let value: serde_json::Value = serde_json::from_str(cut).unwrap();
    assert!(matches!(serde_json::from_value(value).unwrap(), Request::Cut(_)));
}

#[test]
fn a_number_is_the_one_that_is_written_to_the_last_bit() {
    // Spellings that a quick reader misses by one bit, beside what the standard library makes of them.
    for json in ["0.40833500000000003", "1.1125369292536007e-308", "9007199254740993.5"] {
        let exact: f64 = json.parse().unwrap();
        let read: f64 = serde_json::from_str(json).unwrap();
        let held: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(read.to_bits(), exact.to_bits(), "{json}");
        assert_eq!(held.as_f64().map(f64::to_bits), Some(exact.to_bits()), "{json}");
    }
    let mut state = 7_u64;
    for _ in 0..20_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (state >> 11) as f64 / (1_u64 << 53) as f64;
        let read: f64 = serde_json::from_str(&number.to_string()).unwrap();
        assert_eq!(read.to_bits(), number.to_bits(), "{number}");
    }
}
