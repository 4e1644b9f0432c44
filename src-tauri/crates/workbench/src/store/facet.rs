//! Tables `facet` and `facet_value`: the columns that can be counted and filtered, with their distinct values.
//!
//! A document's values stand packed in its own row (`document.facets`): for each value the facet's number (u8), then a
//! value's number (tag 0, u32) or a number itself (tag 1, f64), little endian. A column with long texts, nested values or
//! too many distinct ones is no facet: it keeps its place in the table with `shown = 0`.

use std::collections::HashMap;

use rusqlite::Connection;

use super::error::StoreError;

/// Columns that are kept at most.
pub const MOST_FACETS: usize = 24;
/// Distinct texts of a column that is kept.
pub const MOST_VALUES: usize = 1000;
/// Characters of a text that counts as a category.
pub const MOST_CHARACTERS: usize = 64;

/// One value of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Packed {
    /// A text, by its number in `facet_value`.
    Text(u32),
    /// A number.
    Number(f64),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Its number.
    pub facet: u8,
    /// Its name.
    pub name: String,
    /// It can be counted and filtered.
    pub shown: bool,
}

/// All columns met so far, shown or not, in order of appearance.
pub fn all(connection: &Connection) -> Result<Vec<Facet>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT facet, name, shown FROM facet ORDER BY facet")?;
    let found = ask.query_map([], |row| Ok(Facet { facet: row.get(0)?, name: row.get(1)?, shown: row.get(2)? }))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// All distinct texts: `(value, facet, text)`.
pub fn values(connection: &Connection) -> Result<Vec<(u32, u8, String)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT value, facet, text FROM facet_value ORDER BY value")?;
    let found = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Packs documents' values while an import runs; what is new is kept with [`NewFacets::save`].
/// The default one knows no column yet.
#[derive(Debug, Default)]
pub struct Packer {
    facets: Vec<Facet>,
    numbers: HashMap<(u8, String), u32>,
    distinct: HashMap<u8, usize>,
    last_value: u32,
    new_facets: Vec<u8>,
    new_values: Vec<(u32, u8, String)>,
}

impl Packer {
    /// Goes on with the columns and values that the project has.
    pub fn load(connection: &Connection) -> Result<Self, StoreError> {
        let mut packer = Self { facets: all(connection)?, ..Self::default() };
        for (value, facet, text) in values(connection)? {
            packer.last_value = packer.last_value.max(value);
            *packer.distinct.entry(facet).or_default() += 1;
            packer.numbers.insert((facet, text), value);
        }
        Ok(packer)
    }

    /// Adds a value of the column to a document's `packed` values. An empty text counts as missing.
    pub fn add(&mut self, packed: &mut Vec<u8>, name: &str, value: FacetValue<'_>) {
        let Some(index) = self.index_of(name) else { return };
        let facet = self.facets[index].facet;
        if !self.facets[index].shown {
            return;
        }
        match value {
            FacetValue::Number(number) if number.is_finite() => {
                packed.extend([facet, 1]);
                packed.extend(number.to_le_bytes());
            }
            FacetValue::Number(_) | FacetValue::Text("") => {}
            FacetValue::Text(text) => match self.number_of(facet, text) {
                Some(number) => {
                    packed.extend([facet, 0]);
                    packed.extend(number.to_le_bytes());
                }
                None => self.hide(index),
            },
            FacetValue::TooMuch => self.hide(index),
        }
    }

    /// Keeps what is new.
    pub fn take_new(&mut self) -> NewFacets {
        let changed = std::mem::take(&mut self.new_facets);
        let facets = self.facets.iter().filter(|f| changed.contains(&f.facet)).cloned().collect();
        NewFacets { facets, values: std::mem::take(&mut self.new_values) }
    }

    fn index_of(&mut self, name: &str) -> Option<usize> {
        if let Some(index) = self.facets.iter().position(|f| f.name == name) {
            return Some(index);
        }
        if self.facets.len() >= usize::from(u8::MAX) {
            return None;
        }
        let shown = self.facets.iter().filter(|f| f.shown).count() < MOST_FACETS;
        let facet = self.facets.len() as u8 + 1;
        self.facets.push(Facet { facet, name: name.to_owned(), shown });
        self.new_facets.push(facet);
        Some(self.facets.len() - 1)
    }

    fn number_of(&mut self, facet: u8, text: &str) -> Option<u32> {
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            return None;
        }
        let key = (facet, text.to_owned());
        if let Some(&number) = self.numbers.get(&key) {
            return Some(number);
        }
        let distinct = self.distinct.entry(facet).or_default();
        if *distinct >= MOST_VALUES {
            return None;
        }
        *distinct += 1;
        self.last_value += 1;
        let number = self.last_value;
        self.new_values.push((number, facet, key.1.clone()));
        self.numbers.insert(key, number);
        Some(number)
    }

    fn hide(&mut self, index: usize) {
        self.facets[index].shown = false;
        self.new_facets.push(self.facets[index].facet);
    }
}

/// A value as it comes from a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FacetValue<'a> {
    /// A number.
    Number(f64),
    /// A text.
    Text(&'a str),
    /// Something that no facet can hold.
    TooMuch,
}

/// Columns and values met for the first time.
#[derive(Debug, Default)]
pub struct NewFacets {
    facets: Vec<Facet>,
    values: Vec<(u32, u8, String)>,
}

impl NewFacets {
    /// Puts them into the tables.
    pub fn save(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut keep = connection.prepare_cached(
            "INSERT INTO facet (facet, name, shown) VALUES (?1, ?2, ?3) ON CONFLICT (facet) DO UPDATE SET shown = ?3",
        )?;
        for facet in &self.facets {
            keep.execute((facet.facet, &facet.name, facet.shown))?;
        }
        let mut keep = connection.prepare_cached("INSERT INTO facet_value (value, facet, text) VALUES (?1, ?2, ?3)")?;
        for (value, facet, text) in &self.values {
            keep.execute((value, facet, text))?;
        }
        Ok(())
    }
}

/// Reads a document's packed values; stops at the first that does not read.
pub fn unpack(mut packed: &[u8], mut see: impl FnMut(u8, Packed)) {
    while let [facet, tag, rest @ ..] = packed {
        let (value, rest) = match (tag, rest.first_chunk::<4>(), rest.first_chunk::<8>()) {
            (0, Some(number), _) => (Packed::Text(u32::from_le_bytes(*number)), &rest[4..]),
            (1, _, Some(number)) => (Packed::Number(f64::from_le_bytes(*number)), &rest[8..]),
            _ => return,
        };
        see(*facet, value);
        packed = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn a_documents_values_read_back_as_they_were_packed() {
        let connection = empty();
        let mut packer = Packer::load(&connection).unwrap();
        let mut packed = Vec::new();
        packer.add(&mut packed, "source", FacetValue::Text("web"));
        packer.add(&mut packed, "stars", FacetValue::Number(4.5));
        packer.add(&mut packed, "note", FacetValue::Text(""));
        packer.take_new().save(&connection).unwrap();
        let mut found = Vec::new();
        unpack(&packed, |facet, value| found.push((facet, value)));
        assert_eq!(found, [(1, Packed::Text(1)), (2, Packed::Number(4.5))]);
        assert_eq!(values(&connection).unwrap(), [(1, 1, "web".to_owned())]);
    }

    #[test]
    fn a_column_of_long_texts_or_of_too_many_is_no_facet_from_then_on() {
        let connection = empty();
        let mut packer = Packer::load(&connection).unwrap();
        let mut packed = Vec::new();
        packer.add(&mut packed, "essay", FacetValue::Text(&"x".repeat(MOST_CHARACTERS + 1)));
        for number in 0..=MOST_VALUES {
            packer.add(&mut packed, "name", FacetValue::Text(&number.to_string()));
        }
        packer.take_new().save(&connection).unwrap();
        assert!(all(&connection).unwrap().iter().all(|facet| !facet.shown));
        let again = Packer::load(&connection).unwrap();
        assert!(again.facets.iter().all(|facet| !facet.shown), "a later import knows it");
    }
}
