//! Numbers with a fraction inside tagged enums.
//!
//! serde holds such an enum's fields in a buffer while it looks for the tag, and with `arbitrary_precision` a number with
//! a fraction leaves that buffer as `serde_json`'s own number and as nothing else.

use serde::{Deserialize, Deserializer, de::Error};

/// Reads a number, buffered or not.
pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let number = serde_json::Number::deserialize(from)?;
    number.as_f64().ok_or_else(|| D::Error::custom(format!("{number} is beyond a number's range")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::operations::data::Condition;
    use crate::operations::job::JobOutcome;
    use crate::operations::ranking::Budget;
    use crate::operations::{Failure, FailureCode, Request};

    #[test]
    fn fractions_in_tagged_enums_read_back() {
        for json in [r#"{"by":"ratio","ratio":0.25}"#, r#"{"ratio":1,"by":"ratio"}"#, r#"{"ratio":1e-3,"by":"ratio"}"#]
        {
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
}
