//! Columns of the pool in memory, and how their values are distributed.

use std::collections::HashMap;

use super::filter;
use crate::operations::Failure;
use crate::operations::data::{CategoryBar, ColumnDistribution, Distribution, Filter};
use crate::session::Session;
use crate::store::facet::{MOST_VALUES, Packed};

/// Numbers with at most this many distinct values are shown as categories.
const FEW_NUMBERS: usize = 12;
/// Bars and bins of a distribution.
const BARS: usize = 12;
const BINS: usize = 24;

/// A column that can be counted and filtered.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// A value for every document.
    pub values: Values,
}

/// A value for every document.
#[derive(Debug)]
pub enum Values {
    /// Few distinct texts; code 0 is a missing value, code n the text n - 1.
    Categories {
        /// `[documents]`.
        codes: Vec<u16>,
        /// The distinct texts.
        texts: Vec<String>,
    },
    /// Numbers; NaN is a missing value. `[documents]`.
    Numbers(Vec<f64>),
}

impl Column {
    /// Few distinct texts, not numbers.
    pub const fn is_categories(&self) -> bool {
        matches!(self.values, Values::Categories { .. })
    }

    /// The value of a document as text; empty where missing.
    pub fn text(&self, position: usize) -> String {
        match &self.values {
            Values::Categories { codes, texts } => match codes[position] {
                0 => String::new(),
                code => texts[usize::from(code) - 1].clone(),
            },
            Values::Numbers(numbers) if numbers[position].is_nan() => String::new(),
            Values::Numbers(numbers) => number_text(numbers[position]),
        }
    }
}

fn number_text(number: f64) -> String {
    format!("{number}")
}

/// Gathers a column's values while documents are scanned.
#[derive(Debug)]
pub struct ColumnBuilder {
    name: String,
    texts: Vec<String>,
    code_of: HashMap<u32, u16>,
    codes: Vec<u16>,
    numbers: Vec<f64>,
}

impl ColumnBuilder {
    /// A column with its distinct texts, each with its number in the table of values.
    pub fn new<'a>(name: &str, texts: impl Iterator<Item = (u32, &'a String)>) -> Self {
        let mut builder = Self {
            name: name.to_owned(),
            texts: Vec::new(),
            code_of: HashMap::new(),
            codes: Vec::new(),
            numbers: Vec::new(),
        };
        for (value, text) in texts {
            builder.texts.push(text.clone());
            builder.code_of.insert(value, builder.texts.len() as u16);
        }
        builder
    }

    /// Sets the value of the document at a position; those between are missing.
    pub fn set(&mut self, position: usize, value: Packed) {
        match value {
            Packed::Text(number) => {
                self.codes.resize(position + 1, 0);
                self.codes[position] = self.code_of.get(&number).copied().unwrap_or(0);
            }
            Packed::Number(number) => {
                self.numbers.resize(position + 1, f64::NAN);
                self.numbers[position] = number;
            }
        }
    }

    /// The column; nothing where it has no value, or texts and too many numbers.
    pub fn finish(mut self, documents: usize) -> Option<Column> {
        if self.codes.is_empty() && self.numbers.is_empty() {
            return None;
        }
        self.numbers.resize(if self.numbers.is_empty() { 0 } else { documents }, f64::NAN);
        let most = if self.codes.is_empty() { FEW_NUMBERS } else { MOST_VALUES };
        let values = match self.number_codes(most) {
            Some(distinct) => self.as_categories(documents, &distinct),
            None if self.codes.is_empty() => Values::Numbers(self.numbers),
            None => return None,
        };
        Some(Column { name: self.name, values })
    }

    /// The distinct numbers, rising, if there are few.
    fn number_codes(&self, most: usize) -> Option<Vec<f64>> {
        let mut distinct: Vec<f64> = Vec::new();
        for &number in self.numbers.iter().filter(|number| !number.is_nan()) {
            if let Err(place) = distinct.binary_search_by(|known| known.total_cmp(&number)) {
                if distinct.len() == most {
                    return None;
                }
                distinct.insert(place, number);
            }
        }
        Some(distinct)
    }

    fn as_categories(&mut self, documents: usize, distinct: &[f64]) -> Values {
        let mut codes = std::mem::take(&mut self.codes);
        codes.resize(documents, 0);
        let mut texts = std::mem::take(&mut self.texts);
        // A number and the same number written as text are one category.
        let code_of: Vec<u16> = distinct.iter().map(|&number| code_for(&mut texts, number_text(number))).collect();
        for (code, number) in codes.iter_mut().zip(&self.numbers).filter(|(_, number)| !number.is_nan()) {
            if let Ok(place) = distinct.binary_search_by(|known| known.total_cmp(number)) {
                *code = code_of[place];
            }
        }
        Values::Categories { codes, texts }
    }
}

fn code_for(texts: &mut Vec<String>, text: String) -> u16 {
    let place = texts.iter().position(|known| *known == text).unwrap_or_else(|| {
        texts.push(text);
        texts.len() - 1
    });
    place as u16 + 1
}

/// How the values of each column are distributed among the documents of a filter.
pub fn distributions(session: &Session, with: &Filter) -> Result<Vec<ColumnDistribution>, Failure> {
    let frame = session.frame()?;
    let matching = filter::matching(session, &frame, with)?;
    Ok(frame.columns.iter().map(|column| distribution(column, &matching)).collect())
}

fn distribution(column: &Column, matching: &[u32]) -> ColumnDistribution {
    let (missing, values) = match &column.values {
        Values::Categories { codes, texts } => categories(codes, texts, matching),
        Values::Numbers(numbers) => bins(numbers, matching),
    };
    ColumnDistribution { name: column.name.clone(), missing, values }
}

fn categories(codes: &[u16], texts: &[String], matching: &[u32]) -> (u64, Distribution) {
    let mut counts = vec![0_u64; texts.len() + 1];
    for &position in matching {
        counts[usize::from(codes[position as usize])] += 1;
    }
    let mut bars: Vec<CategoryBar> = texts
        .iter()
        .zip(&counts[1..])
        .filter(|&(_, &documents)| documents > 0)
        .map(|(value, &documents)| CategoryBar { value: value.clone(), documents })
        .collect();
    let distinct = bars.len() as u64;
    bars.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.value.cmp(&b.value)));
    bars.truncate(BARS);
    (counts[0], Distribution::Categories { bars, distinct })
}

/// Edges are those of the whole column, so that bars keep their places while a filter changes.
fn bins(numbers: &[f64], matching: &[u32]) -> (u64, Distribution) {
    let known = || numbers.iter().copied().filter(|number| !number.is_nan());
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let mut bins = vec![0; BINS];
    let mut missing = 0;
    for number in matching.iter().map(|&position| numbers[position as usize]) {
        if number.is_nan() {
            missing += 1;
        } else {
            let share = if most > least { (number - least) / (most - least) } else { 0.0 };
            bins[((share * BINS as f64) as usize).min(BINS - 1)] += 1;
        }
    }
    (missing, Distribution::Numbers { least, most, bins })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[Option<Packed>]) -> Option<Column> {
        let texts = ["a".to_owned(), "2".to_owned()];
        let mut builder = ColumnBuilder::new("c", [(7, &texts[0]), (9, &texts[1])].into_iter());
        for (position, value) in values.iter().enumerate() {
            if let Some(value) = value {
                builder.set(position, *value);
            }
        }
        builder.finish(values.len())
    }

    #[test]
    fn numbers_beside_texts_are_categories_and_equal_spellings_are_one() {
        let found = column(&[Some(Packed::Text(7)), Some(Packed::Number(2.0)), None, Some(Packed::Text(9))]).unwrap();
        let texts: Vec<String> = (0..4).map(|position| found.text(position)).collect();
        assert_eq!(texts, ["a", "2", "", "2"]);
        let found = distribution(&found, &[0, 1, 2, 3]);
        assert_eq!(found.missing, 1);
        let Distribution::Categories { bars, distinct } = found.values else { panic!("{found:?}") };
        assert_eq!((bars[0].value.as_str(), bars[0].documents, distinct), ("2", 2, 2));
    }

    #[test]
    fn many_numbers_are_binned_and_every_document_is_counted_once() {
        let numbers: Vec<Option<Packed>> = (0..100).map(|n| Some(Packed::Number(f64::from(n)))).chain([None]).collect();
        let found = column(&numbers).unwrap();
        let found = distribution(&found, &(0..101).collect::<Vec<_>>());
        let Distribution::Numbers { least, most, bins } = found.values else { panic!("{found:?}") };
        assert_eq!((least, most, found.missing), (0.0, 99.0, 1));
        assert_eq!(bins.iter().sum::<u64>(), 100);
    }
}
