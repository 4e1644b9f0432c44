//! A failure in words: the sentence of the catalogue, and the technical detail behind it.

use workbench::operations::{Argument, Failure};
use workbench::texts::Catalogue;

/// What is wrong and what to do, in one paragraph.
pub fn said(failure: &Failure) -> String {
    let Ok(catalogue) = Catalogue::english() else { return failure.to_string() };
    let key = serde_json::to_value(failure.code).ok().and_then(|code| Some(format!("failure.{}", code.as_str()?)));
    let sentence = key.filter(|key| catalogue.has(key)).map(|key| catalogue.say(&key, &failure.arguments));
    let sentence = sentence.unwrap_or_else(|| failure.to_string());
    match failure.arguments.get("detail") {
        Some(Argument::Text(detail)) if !sentence.contains(detail.as_str()) => format!("{sentence}\n  ({detail})"),
        _ => sentence,
    }
}
