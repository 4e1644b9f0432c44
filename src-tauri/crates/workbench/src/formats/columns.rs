//! Which columns the first rows show.

use std::collections::HashMap;

use super::error::FormatError;
use super::fields::Value;
use super::found::Column;
use super::record::{Item, Record};
use super::rows::Rows;

/// Columns in the order in which they first occur.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    /// Records looked at.
    pub(super) rows: u64,
    places: HashMap<String, usize>,
}

impl Columns {
    /// Bytes after which enough was seen.
    const ENOUGH: usize = 4 << 20;

    /// Looks at the next rows of a source, those set aside counted.
    pub(super) fn look(&mut self, rows: Rows, wanted: usize) -> Result<(), FormatError> {
        let (mut bytes, mut looked_at) = (0, 0);
        for item in rows {
            match item {
                Ok(Item::Record(record)) => {
                    bytes += record.raw.len();
                    self.add(&record);
                    looked_at += 1;
                }
                Ok(Item::SetAside(_)) => looked_at += 1,
                Ok(Item::Notice(_)) => {}
                Err(error) if looked_at == 0 || error.is_refusal() => return Err(error),
                // The error comes again, with its rows, when the file is read.
                Err(_) => break,
            }
            if looked_at == wanted || bytes > Self::ENOUGH {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn add_names<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for name in names {
            self.column(name);
        }
    }

    fn column(&mut self, name: &str) -> &mut Column {
        let at = if let Some(&at) = self.places.get(name) {
            at
        } else {
            self.places.insert(name.to_owned(), self.list.len());
            self.list.push(Column { name: name.to_owned(), ..Column::default() });
            self.list.len() - 1
        };
        &mut self.list[at]
    }

    fn add(&mut self, record: &Record) {
        self.rows += 1;
        for (name, value) in record.values() {
            self.column(name).add(&value);
        }
    }
}

impl Column {
    fn add(&mut self, value: &Value<'_>) {
        const SAMPLES: usize = 3;
        const CHARACTERS: usize = 200;
        let shown = match value {
            Value::Null => return,
            Value::Bool(yes) => yes.to_string(),
            Value::Number(json) | Value::Nested(json) => json.chars().take(CHARACTERS).collect(),
            Value::Text(text) => {
                self.texts += u64::from(!text.trim().is_empty() && text.trim().parse::<f64>().is_err());
                text.chars().take(CHARACTERS).collect()
            }
        };
        self.seen += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push(shown);
        }
    }
}
