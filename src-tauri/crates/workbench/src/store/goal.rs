//! Table `goal`: the names under which examples are gathered.

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::StoreError;

/// A goal with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its number.
    pub goal: i64,
    /// Its name.
    pub name: String,
    /// Examples it has of what is wanted.
    pub examples: u64,
    /// Examples it has of what is not wanted.
    pub unwanted: u64,
    /// Examples of what is wanted that are ticked.
    pub ticked: u64,
    /// Characters of the ticked ones together.
    pub characters: u64,
}

const SELECT: &str = "SELECT goal, name, coalesce(sum(NOT unwanted), 0), coalesce(sum(ticked AND NOT unwanted), 0), \
     coalesce(sum(CASE WHEN ticked AND NOT unwanted THEN length(text) END), 0), coalesce(sum(unwanted), 0) FROM goal LEFT JOIN example USING (goal)";

fn read(row: &Row<'_>) -> rusqlite::Result<Goal> {
    Ok(Goal {
        goal: row.get(0)?,
        name: row.get(1)?,
        examples: row.get::<_, i64>(2)? as u64,
        ticked: row.get::<_, i64>(3)? as u64,
        characters: row.get::<_, i64>(4)? as u64,
        unwanted: row.get::<_, i64>(5)? as u64,
    })
}

/// Makes a goal; gives its number.
pub fn insert(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    connection.execute("INSERT INTO goal (name) VALUES (?1)", [name])?;
    Ok(connection.last_insert_rowid())
}

/// All goals, in the order they were made.
pub fn all(connection: &Connection) -> Result<Vec<Goal>, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} GROUP BY goal ORDER BY goal"))?;
    Ok(ask.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// One goal.
pub fn one(connection: &Connection, goal: i64) -> Result<Goal, StoreError> {
    let mut ask = connection.prepare_cached(&format!("{SELECT} WHERE goal = ?1 GROUP BY goal"))?;
    ask.query_row([goal], read).optional()?.ok_or(StoreError::NoSuch { what: "goal", id: goal })
}

/// Changes a goal's name.
pub fn rename(connection: &Connection, goal: i64, name: &str) -> Result<(), StoreError> {
    let changed = connection.execute("UPDATE goal SET name = ?2 WHERE goal = ?1", (goal, name))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "goal", id: goal }) }
}

/// Deletes a goal; its examples and what was read of them go with it.
pub fn delete(connection: &Connection, goal: i64) -> Result<(), StoreError> {
    let deleted = connection.execute("DELETE FROM goal WHERE goal = ?1", [goal])?;
    if deleted == 1 { Ok(()) } else { Err(StoreError::NoSuch { what: "goal", id: goal }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::example::{self, NewExample};
    use crate::store::tests::empty;

    #[test]
    fn a_goal_counts_its_ticked_examples_only() {
        let connection = empty();
        let goal = insert(&connection, "Medicine").unwrap();
        let new =
            |text: &str| NewExample { text: text.to_owned(), text_hash: 1, origin: "{}".to_owned(), unwanted: false };
        example::insert(&connection, goal, &new("héllo")).unwrap();
        let unticked = example::insert(&connection, goal, &new("no")).unwrap();
        example::tick(&connection, goal, &[unticked], false).unwrap();
        let found = one(&connection, goal).unwrap();
        assert_eq!((found.examples, found.ticked, found.characters), (2, 1, 5));
        let against = example::insert(&connection, goal, &NewExample { unwanted: true, ..new("unlike") }).unwrap();
        let found = one(&connection, goal).unwrap();
        assert_eq!((found.examples, found.ticked, found.unwanted, found.characters), (2, 1, 1, 5));
        example::mark(&connection, goal, &[against], false).unwrap();
        assert_eq!(one(&connection, goal).unwrap().ticked, 2);
        delete(&connection, goal).unwrap();
        assert!(example::of_goal(&connection, goal).unwrap().is_empty());
        assert!(matches!(one(&connection, goal), Err(StoreError::NoSuch { what: "goal", .. })));
    }
}
