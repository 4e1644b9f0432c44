//! Rows as they stood before a deed, whatever their table, and how they come back.
//!
//! Rows are JSON, so that they read back whatever columns a table gets later. The file may be anybody's: only tables and
//! columns that are known here are written to.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Params, params_from_iter};
use serde::{Deserialize, Serialize};

use crate::store::error::StoreError;

/// Tables whose rows may come back.
const TABLES: [&str; 8] =
    ["goal", "example", "example_features", "example_vectors", "run", "blind_round", "study", "measurement"];

/// Some rows of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    table: String,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
    how: How,
    /// Left out where what they refer to is gone: it can be made again, or was only a link.
    spare: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    /// The rows were deleted.
    Gone,
    /// Columns of them were changed: the first names the row, the others are set as they were.
    Changed,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    /// Hexadecimal.
    Blob(String),
}

impl Before {
    /// Whole rows, which are about to be deleted, but for one column that is kept apart if there is one.
    ///
    /// # Errors
    /// What the file says.
    pub fn gone(c: &Connection, table: &str, apart: &str, which: &str, with: impl Params) -> Result<Self, StoreError> {
        let columns: Vec<String> = columns_of(c, table)?.into_iter().filter(|column| column != apart).collect();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        Self::read(c, table, &names, which, with, How::Gone)
    }

    /// Columns of rows that are about to be changed; the first names the row.
    ///
    /// # Errors
    /// What the file says.
    pub fn changed(
        c: &Connection,
        table: &str,
        columns: &[&str],
        which: &str,
        with: impl Params,
    ) -> Result<Self, StoreError> {
        Self::read(c, table, columns, which, with, How::Changed)
    }

    /// May be left out where what it refers to is gone.
    #[must_use]
    pub fn spare(self) -> Self {
        Self { spare: true, ..self }
    }

    fn read(
        c: &Connection,
        table: &str,
        columns: &[&str],
        which: &str,
        with: impl Params,
        how: How,
    ) -> Result<Self, StoreError> {
        let mut ask = c.prepare(&format!("SELECT {} FROM {table} WHERE {which}", columns.join(", ")))?;
        let cells = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| Ok(Cell::of(row.get_ref(at)?))).collect();
        let rows = ask.query_map(with, cells)?.collect::<Result<_, _>>()?;
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        Ok(Self { table: table.to_owned(), columns, rows, how, spare: false })
    }

    /// Puts the rows back; one that is there again stays as it is now.
    ///
    /// # Errors
    /// [`StoreError::Value`] for a table or column that is not known; what the file says.
    pub fn put_back(&self, c: &Connection) -> Result<(), StoreError> {
        let known = if TABLES.contains(&self.table.as_str()) { columns_of(c, &self.table)? } else { Vec::new() };
        if self.columns.is_empty() || !self.columns.iter().all(|column| known.contains(column)) {
            return Err(StoreError::Value(format!("no rows of \"{}\" can come back", self.table)));
        }
        let mut put = c.prepare(&self.statement())?;
        for row in &self.rows {
            let values = row.iter().map(Cell::value).collect::<Result<Vec<Value>, _>>()?;
            match put.execute(params_from_iter(values)) {
                Ok(_) => {}
                Err(error) if self.spare && error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn statement(&self) -> String {
        let (table, columns) = (&self.table, &self.columns);
        match self.how {
            How::Gone => {
                let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
                format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "))
            }
            How::Changed => {
                let set = columns.iter().enumerate().skip(1).map(|(at, column)| format!("{column} = ?{}", at + 1));
                format!("UPDATE {table} SET {} WHERE {} = ?1", set.collect::<Vec<_>>().join(", "), columns[0])
            }
        }
    }
}

fn columns_of(c: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut ask = c.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    Ok(ask.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl Cell {
    fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(hex::encode(bytes)),
        }
    }

    fn value(&self) -> Result<Value, StoreError> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Real(number) => Value::Real(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Blob(bytes) => {
                Value::Blob(hex::decode(bytes).map_err(|_| StoreError::Value("a blob that is no hexadecimal".into()))?)
            }
        })
    }
}
