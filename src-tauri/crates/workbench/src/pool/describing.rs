//! What the table of documents says of a row, made from the row: at its import, and again where a project is salvaged.

use super::table::kind_number;
use super::texts::text_hash;
use crate::formats::{Mapped, Mapping, Record, TextRule, Value};
use crate::store::document::NewDocument;
use crate::store::facet::{FacetValue, Packer};
use crate::store::search;

/// A row's entry, and its text. `file` is what the caller numbers its file by, `used` the mapping's [`used_columns`].
pub fn described(
    record: Record,
    mapped: Mapped,
    file: i64,
    used: &[String],
    packer: &mut Packer,
) -> (NewDocument, String) {
    let new = NewDocument {
        file,
        line: record.line,
        id: mapped.id,
        kind: kind_number(mapped.kind),
        characters: mapped.text.chars().count() as u64,
        words: search::words(&mapped.text),
        tokens: mapped.token_count,
        text_hash: text_hash(&mapped.text),
        facets: facets(&record, used, packer),
        raw: record.raw,
    };
    (new, mapped.text)
}

fn facets(record: &Record, used: &[String], packer: &mut Packer) -> Vec<u8> {
    let mut packed = Vec::new();
    for name in record.fields.names().filter(|name| !used.iter().any(|used| used == name)) {
        let value = record.value(name).ok().flatten();
        let value = match &value {
            None | Some(Value::Null) => FacetValue::Text(""),
            Some(Value::Bool(true)) => FacetValue::Text("true"),
            Some(Value::Bool(false)) => FacetValue::Text("false"),
            Some(Value::Number(spelling)) => number(spelling).unwrap_or(FacetValue::TooMuch),
            Some(Value::Text(text)) => number(text).unwrap_or(FacetValue::Text(text)),
            Some(Value::Nested(_)) => FacetValue::TooMuch,
        };
        packer.add(&mut packed, name, value);
    }
    packed
}

/// A number as it is written; "001" and the like are texts.
fn number(spelling: &str) -> Option<FacetValue<'static>> {
    let digits = spelling.strip_prefix('-').unwrap_or(spelling);
    let starts_well = digits.starts_with(|c: char| c.is_ascii_digit())
        && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
    let number = spelling.parse().ok().filter(|number: &f64| starts_well && number.is_finite())?;
    Some(FacetValue::Number(number))
}

/// Columns that are the text, the id or the token count, and therefore no facets.
pub fn used_columns(mapping: &Mapping) -> Vec<String> {
    fn of(rule: &TextRule, used: &mut Vec<String>) {
        match rule {
            TextRule::Undecided => {}
            TextRule::Column { column } | TextRule::Messages { column } => used.push(column.clone()),
            TextRule::Instruction { instruction, input, output } => {
                used.extend([instruction, input, output].map(Clone::clone));
            }
            TextRule::Either { rules } => rules.iter().for_each(|rule| of(rule, used)),
        }
    }
    let mut used = Vec::new();
    of(&mapping.text, &mut used);
    used.extend(mapping.id_column.clone());
    used.extend(mapping.token_column.clone());
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_leading_zeros_are_texts_and_numbers_are_numbers() {
        assert_eq!(number("001"), None);
        assert_eq!(number("0.5"), Some(FacetValue::Number(0.5)));
        assert_eq!(number("-3"), Some(FacetValue::Number(-3.0)));
        assert_eq!(number("1e999"), None);
        assert_eq!(number("inf"), None);
        assert_eq!(number(""), None);
    }
}
