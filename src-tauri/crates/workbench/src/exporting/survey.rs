//! One look at every row before anything is written: columns, what the rows are, what each lacks for a form.

use std::collections::HashMap;

use super::Chosen;
use crate::formats::{RecordKind, Value};
use crate::operations::Failure;
use crate::operations::export::ExportFormat;
use crate::session::Session;
use crate::writing::SeenColumns;
use crate::writing::forms::{Form, Lack, MadeOver, Talk};

/// The forms that a row may be made over into.
const FORMS: [Form; 3] = [Form::Alpaca, Form::Sharegpt, Form::Openai];

/// What was seen.
#[derive(Debug, Default)]
pub struct Survey {
    /// Rows looked at.
    pub looked_at: u64,
    /// Plain texts.
    pub plain: u64,
    /// Conversations, and instructions with earlier turns.
    pub long: u64,
    /// Rows with a message of the system.
    pub with_system: u64,
    /// Instructions with earlier turns.
    pub with_history: u64,
    /// Columns.
    pub columns: SeenColumns,
    /// By form: which of the chosen rows lack something, by place.
    pub unfit: HashMap<Form, Vec<usize>>,
    /// By form: the first of them, by its row number, and what it lacks.
    pub first_unfit: HashMap<Form, (i64, Lack)>,
    /// The part of each row in the division, by place; empty where the rows are one part.
    pub parts: Vec<u32>,
}

impl Survey {
    /// Whether all rows are plain texts.
    pub const fn is_plain(&self) -> bool {
        self.plain == self.looked_at
    }
}

/// Looks at the chosen rows, each once.
///
/// # Errors
/// [`Failure`] where a row cannot be read any more.
pub fn survey(
    session: &Session,
    chosen: &Chosen,
    format: ExportFormat,
    column: Option<&str>,
    stop: &dyn Fn() -> bool,
) -> Result<Survey, Failure> {
    let mut seen = Survey::default();
    if !format.has_form() && !format.has_columns() && column.is_none() {
        return Ok(seen);
    }
    let judges = FORMS.map(|form| (form, MadeOver::new(form, std::collections::HashSet::new())));
    let mut parts = HashMap::new();
    for (place, &(row, ..)) in chosen.rows.iter().enumerate() {
        if stop() {
            break;
        }
        let (record, mapped, rule) = session.read(|c| session.texts.by_rule(c, row))?;
        seen.looked_at += 1;
        if format.has_columns() {
            seen.columns.see(&record);
        }
        if let Some(column) = column {
            let value = crate::formats::written(record.value(column).ok().flatten().filter(|v| *v != Value::Null));
            let next = parts.len() as u32;
            seen.parts.push(*parts.entry(value).or_insert(next));
        }
        if format.has_form() {
            let talk = Talk::of(&record, &mapped, &rule);
            seen.count(&talk);
            for (form, judge) in &judges {
                if let Some(lack) = judge.lack(&record, &talk, &rule) {
                    seen.unfit.entry(*form).or_default().push(place);
                    seen.first_unfit.entry(*form).or_insert((row, lack));
                }
            }
        }
    }
    Ok(seen)
}

impl Survey {
    fn count(&mut self, talk: &Talk) {
        self.plain += u64::from(talk.kind == RecordKind::Text);
        self.long += u64::from(talk.is_long());
        self.with_system += u64::from(talk.system.is_some());
        self.with_history += u64::from(talk.kind == RecordKind::Instruction && talk.turns.len() > 2);
    }
}
