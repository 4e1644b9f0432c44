//! Table `training`: what brief trainings of a plan did to the held-out loss, one row a training.

use activation::proxy::ProxyLosses;
use rusqlite::Connection;

use super::error::StoreError;

/// One training that is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trained {
    /// Which of the plan's arms.
    pub arm: usize,
    /// Which of its draws.
    pub draw: usize,
    /// What came of it.
    pub losses: ProxyLosses,
}

/// Keeps a training; one that is there already stays as it is.
pub fn insert(connection: &Connection, plan: &str, trained: &Trained, now_ms: u64) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR IGNORE INTO training (plan, arm, draw, losses, trained_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
        (plan, trained.arm as i64, trained.draw as i64, serde_json::to_string(&trained.losses)?, now_ms as i64),
    )?;
    Ok(())
}

/// The trainings of a plan that are done, by arm and draw.
pub fn of_plan(connection: &Connection, plan: &str) -> Result<Vec<Trained>, StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT arm, draw, losses FROM training WHERE plan = ?1 ORDER BY arm, draw")?;
    let mut rows = ask.query([plan])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (arm, draw): (i64, i64) = (row.get(0)?, row.get(1)?);
        let losses = serde_json::from_str(&row.get::<_, String>(2)?)?;
        found.push(Trained { arm: arm as usize, draw: draw as usize, losses });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::tests::empty;

    #[test]
    fn trainings_are_kept_by_plan_and_the_first_of_a_place_stays() {
        let connection = empty();
        let trained = |arm, after| Trained {
            arm,
            draw: 0,
            losses: ProxyLosses { before: 3.0, after, held_out_tokens: 10, trained_tokens: 20 },
        };
        for (plan, one) in
            [("a", trained(1, 2.5)), ("a", trained(0, 2.0)), ("b", trained(0, 1.0)), ("a", trained(0, 9.0))]
        {
            insert(&connection, plan, &one, 5).unwrap();
        }
        assert_eq!(of_plan(&connection, "a").unwrap(), [trained(0, 2.0), trained(1, 2.5)]);
        assert_eq!(of_plan(&connection, "c").unwrap(), []);
    }
}
