//! The tables of an empty project: where each begins, and how a stored record's values are its columns.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Made again rather than copied: maps from the pool, the search index by its own module.
const LEFT_OUT: [&str; 2] = ["map", "map_making"];

/// A table that is copied.
pub struct Table {
    name: String,
    /// Its first page.
    pub root: u32,
    /// Its columns, in the order of a stored record: the key first where there are no row numbers.
    pub columns: Vec<String>,
    /// It has row numbers.
    pub has_numbers: bool,
    /// Which column is the row number.
    pub number_column: Option<usize>,
}

impl Table {
    /// SQLite's own table of numbers that are never used again.
    pub fn is_counters(&self) -> bool {
        self.name == "sqlite_sequence"
    }

    /// The statement that puts a record with this many values in. A copied row never replaces one that is there: of two
    /// pages with the same row the first counts.
    pub fn insert(&self, values: usize) -> String {
        // The counters of numbers that are never used again have no key; they only ever rise.
        if self.is_counters() {
            return "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1".to_owned();
        }
        let places: Vec<String> = (1..=values).map(|place| format!("?{place}")).collect();
        let columns = self.columns[..values].join(", ");
        format!("INSERT INTO {} ({columns}) VALUES ({})", self.name, places.join(", "))
    }
}

/// All tables that are copied.
pub fn tables(connection: &Connection) -> Result<Vec<Table>, StoreError> {
    let mut ask = connection.prepare(
        "SELECT s.name, s.rootpage, l.wr FROM sqlite_schema s JOIN pragma_table_list(s.name) l USING (name) \
         WHERE s.type = 'table' AND s.rootpage > 0 AND l.schema = 'main' AND s.name NOT LIKE 'search%' ORDER BY s.rowid",
    )?;
    let named = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let named: Vec<(String, u32, bool)> = named.collect::<Result<_, _>>()?;
    let copied = named.into_iter().filter(|(name, ..)| !LEFT_OUT.contains(&name.as_str()));
    copied.map(|(name, root, without_numbers)| table(connection, name, root, !without_numbers)).collect()
}

fn table(connection: &Connection, name: String, root: u32, has_numbers: bool) -> Result<Table, StoreError> {
    let mut ask = connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let found = ask.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut columns: Vec<(String, String, i64)> = found.collect::<Result<_, _>>()?;
    let keys = columns.iter().filter(|(.., key)| *key > 0).count();
    let is_number = |(_, kind, key): &(String, String, i64)| keys == 1 && *key == 1 && kind == "INTEGER";
    let number_column = if has_numbers { columns.iter().position(is_number) } else { None };
    if !has_numbers {
        columns.sort_by_key(|(.., key)| if *key == 0 { i64::MAX } else { *key });
    }
    let columns = columns.into_iter().map(|(name, ..)| name).collect();
    Ok(Table { name, root, columns, has_numbers, number_column })
}

/// Deletes rows whose parent is not there, until none is left; gives how many.
pub fn leave_orphans_out(connection: &Connection) -> Result<u64, StoreError> {
    let mut ask = connection.prepare(
        "SELECT s.name, f.\"from\", f.\"table\", \
         coalesce(f.\"to\", (SELECT name FROM pragma_table_info(f.\"table\") WHERE pk = 1)) \
         FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table'",
    )?;
    let links = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let links: Vec<(String, String, String, String)> = links.collect::<Result<_, _>>()?;
    let mut gone = 0;
    loop {
        let mut now = 0;
        for (table, column, parent, key) in &links {
            now += connection.execute(
                &format!(
                    "DELETE FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})"
                ),
                [],
            )?;
        }
        if now == 0 {
            return Ok(gone);
        }
        gone += now as u64;
    }
}
