//! The pool's own rows: what decides of each, by id.

use std::collections::HashMap;

use super::plan::RankPlan;
use crate::formats::{Record, Value, tokens};
use crate::scripts::error::ScriptError;
use crate::scripts::keyed::KeyedFile;
use crate::scripts::trouble::Trouble;

/// A row of the pool as far as the ranking needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PoolRow {
    pub(super) row: u64,
    pub(super) tokens: u64,
    pub(super) quality: Option<f64>,
}

/// The pool's rows by id.
pub(super) struct Pool {
    pub(super) rows: HashMap<String, PoolRow>,
    pub(super) without_id: u64,
    pub(super) trouble: Trouble,
}

/// Reads what decides of every row.
pub(super) fn read_pool(plan: &RankPlan, file: &KeyedFile) -> Result<Pool, ScriptError> {
    file.needs_ids()?;
    let (mut rows, mut twice, mut trouble) = (HashMap::new(), Vec::new(), Trouble::default());
    let (mut without_id, mut has_tokens, mut has_quality) = (0, false, false);
    file.each(&mut trouble, |record| {
        has_tokens |= record.fields.names().any(|name| name == plan.token_column);
        let quality = plan.quality.as_ref().and_then(|q| number(&record, &q.column));
        has_quality |= quality.is_some();
        let Some(id) = file.id(&record) else {
            without_id += 1;
            return Ok(());
        };
        let row = PoolRow { row: record.row, tokens: tokens(&record, &plan.token_column), quality };
        if rows.insert(id.clone(), row).is_some() {
            twice.push(id);
        }
        Ok(())
    })?;
    twice.dedup();
    ScriptError::refuse_repeated(file.path(), twice)?;
    if !has_tokens {
        return Err(file.without(&plan.token_column));
    }
    match &plan.quality {
        Some(quality) if !has_quality => Err(file.without(&quality.column)),
        _ => Ok(Pool { rows, without_id, trouble }),
    }
}

/// A number as a column holds it; NaN is none.
fn number(record: &Record, column: &str) -> Option<f64> {
    let value = match record.value(column) {
        Ok(Some(Value::Number(digits))) => digits.parse().ok(),
        Ok(Some(Value::Text(text))) => text.trim().parse().ok(),
        _ => None,
    };
    value.filter(|number: &f64| !number.is_nan())
}
