//! Tables `map` and `map_making`: finished maps of the pool, and those being made.

use rusqlite::{Connection, OptionalExtension, Row};
use selection::map::Point;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::operations::map::{MapGroup, MapKind};

/// A finished map.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Its number; 0 before it is stored.
    pub map: i64,
    /// By what documents are alike.
    pub kind: MapKind,
    /// Digest of all it was made of.
    pub digest: String,
    /// When it was done, milliseconds since 1970.
    pub made_ms: u64,
    /// What is said of it.
    pub facts: MapFacts,
    /// Row numbers, rising; `[documents]`.
    pub rows: Vec<i64>,
    /// `[documents]`.
    pub points: Vec<Point>,
    /// The group of each document; [`selection::map::NO_GROUP`] for none.
    pub groups: Vec<u16>,
}

/// What is said of a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapFacts {
    /// The reading that it is made of.
    pub reading: i64,
    /// Documents that the reading had then.
    pub read: u64,
    /// The representation's name.
    pub representation: String,
    /// The model's name.
    pub model_name: String,
    /// Every document was compared with every other.
    pub exact: bool,
    /// How far it can be trusted, 0 to 1, and over how many documents that was measured; none for a few documents.
    pub trust: Option<(f64, u64)>,
    /// The groups, largest first.
    pub groups: Vec<MapGroup>,
}

const COLUMNS: &str = "map, kind, digest, made_ms, facts, rows, points, groups, checksum";

/// Keeps a finished map in place of all others of its kind, and forgets how it was made; gives its number.
pub fn insert(connection: &Connection, map: &Map) -> Result<i64, StoreError> {
    let rows: Vec<u8> = map.rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    let points: Vec<u8> = map.points.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
    let groups: Vec<u8> = map.groups.iter().flat_map(|group| group.to_le_bytes()).collect();
    let checksum = checksum(&rows, &points, &groups);
    connection.execute("DELETE FROM map WHERE kind = ?1", [map.kind.name()])?;
    connection.execute("DELETE FROM map_making WHERE kind = ?1", [map.kind.name()])?;
    let facts = serde_json::to_string(&map.facts)?;
    connection.execute(
        "INSERT INTO map (kind, digest, made_ms, facts, rows, points, groups, checksum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (map.kind.name(), &map.digest, map.made_ms as i64, facts, rows, points, groups, checksum),
    )?;
    Ok(connection.last_insert_rowid())
}

/// One map.
pub fn one(connection: &Connection, map: i64) -> Result<Map, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM map WHERE map = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([map], read).optional()?;
    found.ok_or(StoreError::NoSuch { what: "map", id: map })?.whole()
}

/// The number and digest of the map of a kind; there is one at most.
pub fn of_kind(connection: &Connection, kind: MapKind) -> Result<Option<(i64, String)>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT map, digest FROM map WHERE kind = ?1 ORDER BY map DESC LIMIT 1")?;
    Ok(ask.query_row([kind.name()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Writes down how far a map is, in place of what stood of another of its kind.
pub fn keep_making(connection: &Connection, kind: MapKind, digest: &str, state: &[u8]) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR REPLACE INTO map_making (kind, digest, state) VALUES (?1, ?2, ?3)",
        (kind.name(), digest, state),
    )?;
    Ok(())
}

/// How far the map of this digest was.
pub fn making(connection: &Connection, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT state FROM map_making WHERE digest = ?1")?;
    Ok(ask.query_row([digest], |row| row.get(0)).optional()?)
}

/// A row as it lies in the table.
struct Stored {
    map: Map,
    rows: Vec<u8>,
    points: Vec<u8>,
    groups: Vec<u8>,
    kind: String,
    facts: String,
    checksum: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let empty = MapFacts {
        reading: 0,
        read: 0,
        representation: String::new(),
        model_name: String::new(),
        exact: true,
        trust: None,
        groups: Vec::new(),
    };
    Ok(Stored {
        map: Map {
            map: row.get(0)?,
            kind: MapKind::Meaning,
            digest: row.get(2)?,
            made_ms: row.get::<_, i64>(3)? as u64,
            facts: empty,
            rows: Vec::new(),
            points: Vec::new(),
            groups: Vec::new(),
        },
        kind: row.get(1)?,
        facts: row.get(4)?,
        rows: row.get(5)?,
        points: row.get(6)?,
        groups: row.get(7)?,
        checksum: row.get(8)?,
    })
}

impl Stored {
    fn whole(self) -> Result<Map, StoreError> {
        let damaged = || StoreError::Value(format!("map {} does not match its checksum", self.map.map));
        if self.checksum != checksum(&self.rows, &self.points, &self.groups) {
            return Err(damaged());
        }
        let numbers =
            |bytes: &[u8]| bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect::<Vec<_>>();
        let rows: Vec<i64> = self.rows.as_chunks::<8>().0.iter().map(|b| i64::from_le_bytes(*b)).collect();
        let points: Vec<Point> = numbers(&self.points).as_chunks::<2>().0.to_vec();
        let groups: Vec<u16> = self.groups.as_chunks::<2>().0.iter().map(|b| u16::from_le_bytes(*b)).collect();
        if points.len() != rows.len() || groups.len() != rows.len() {
            return Err(damaged());
        }
        let kind = serde_json::from_value(serde_json::Value::String(self.kind))?;
        Ok(Map { kind, facts: serde_json::from_str(&self.facts)?, rows, points, groups, ..self.map })
    }
}

fn checksum(rows: &[u8], points: &[u8], groups: &[u8]) -> i64 {
    let mut sum = crc32fast::Hasher::new();
    for bytes in [rows, points, groups] {
        sum.update(bytes);
    }
    i64::from(sum.finalize())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::tests::empty;

    fn map(kind: MapKind, digest: &str) -> Map {
        let facts = MapFacts {
            reading: 1,
            read: 2,
            representation: "sentence".to_owned(),
            model_name: "M".to_owned(),
            exact: true,
            trust: Some((0.9, 40)),
            groups: vec![MapGroup { group: 0, x: 1.0, y: 2.0, documents: 2, words: vec!["cell".to_owned()] }],
        };
        let (rows, points, groups) = (vec![3, 9], vec![[0.5, -1.0], [2.0, 0.1]], vec![0, u16::MAX]);
        Map { map: 0, kind, digest: digest.to_owned(), made_ms: 7, facts, rows, points, groups }
    }

    #[test]
    fn a_map_comes_back_as_it_was_and_takes_the_place_of_the_last_of_its_kind() {
        let connection = empty();
        let first = insert(&connection, &map(MapKind::Meaning, "a")).unwrap();
        let other = insert(&connection, &map(MapKind::Neurons, "b")).unwrap();
        assert_eq!(one(&connection, first).unwrap(), Map { map: first, ..map(MapKind::Meaning, "a") });
        let second = insert(&connection, &map(MapKind::Meaning, "c")).unwrap();
        assert_eq!(of_kind(&connection, MapKind::Meaning).unwrap(), Some((second, "c".to_owned())));
        assert_eq!(of_kind(&connection, MapKind::Neurons).unwrap(), Some((other, "b".to_owned())));
        assert!(matches!(one(&connection, first), Err(StoreError::NoSuch { what: "map", .. })));
    }

    #[test]
    fn one_map_of_each_kind_is_kept_in_the_making_until_it_is_done() {
        let connection = empty();
        for (kind, digest, state) in [
            (MapKind::Meaning, "a", 1),
            (MapKind::Neurons, "b", 2),
            (MapKind::Meaning, "c", 3),
            (MapKind::Meaning, "c", 4),
        ] {
            keep_making(&connection, kind, digest, &[state]).unwrap();
        }
        assert_eq!(making(&connection, "a").unwrap(), None);
        assert_eq!(making(&connection, "c").unwrap(), Some(vec![4]));
        insert(&connection, &map(MapKind::Meaning, "c")).unwrap();
        assert_eq!(making(&connection, "c").unwrap(), None);
        assert_eq!(making(&connection, "b").unwrap(), Some(vec![2]));
    }

    #[test]
    fn a_damaged_map_is_not_shown() {
        let connection = empty();
        let number = insert(&connection, &map(MapKind::Meaning, "a")).unwrap();
        connection.execute("UPDATE map SET points = zeroblob(16)", []).unwrap();
        assert!(matches!(one(&connection, number), Err(StoreError::Value(_))));
    }
}
