//! An export ready to be written: the rows that fit, their form, and where each goes.

use std::collections::HashSet;

use super::survey::{Survey, survey};
use super::{Chosen, split};
use crate::formats::Record;
use crate::jobs::plan::ExportPlan;
use crate::operations::{Failure, FailureCode};
use crate::ranking::Kept;
use crate::session::Session;
use crate::store::StoreError;
use crate::writing::ExtraValue;
use crate::writing::forms::{Form, MadeOver};

/// What is about to be written.
pub struct Prepared {
    /// The rows, without those left out.
    pub chosen: Chosen,
    /// What each becomes; itself if none.
    pub form: Option<Form>,
    /// What was seen of them.
    pub survey: Survey,
    /// Which rows are to check with, by place; empty where they are not divided.
    checks: Vec<bool>,
    with_scores: bool,
    made_over: Option<MadeOver>,
}

/// Looks at the rows and decides.
///
/// # Errors
/// [`FailureCode::RowsDoNotFit`], [`FailureCode::BadSplit`], or a row that cannot be read any more.
pub fn prepare(
    session: &Session,
    kept: &Kept,
    mut chosen: Chosen,
    plan: &ExportPlan,
    stop: &dyn Fn() -> bool,
) -> Result<Prepared, Failure> {
    let column = plan.split.as_ref().and_then(|split| split.column.as_deref());
    let mut survey = survey(session, &chosen, plan.format, column, stop)?;
    let form = plan.format.form(&survey);
    let unfit = form.and_then(|form| survey.unfit.get(&form)).map_or(&[][..], Vec::as_slice);
    if let (false, false, Some(form)) = (unfit.is_empty(), plan.leave_out, form) {
        return Err(does_not_fit(session, &survey, form, chosen.rows.len())?);
    }
    let gone: HashSet<usize> = unfit.iter().copied().collect();
    if !gone.is_empty() {
        let tokens = |place: &usize| kept.tokens_best_first[chosen.rows[*place].1 as usize - 1];
        chosen.tokens -= gone.iter().map(tokens).sum::<u64>();
        chosen.left_out = gone.len() as u64;
        chosen.rows = without(std::mem::take(&mut chosen.rows), &gone);
        survey.parts = without(std::mem::take(&mut survey.parts), &gone);
    }
    let rows: Vec<i64> = chosen.rows.iter().map(|(row, ..)| *row).collect();
    let checks = plan.split.as_ref().map(|wanted| split::divided(&rows, &survey.parts, wanted)).transpose()?;
    let texts = if plan.format.is_kit() { survey.columns.texts() } else { HashSet::new() };
    Ok(Prepared {
        checks: checks.unwrap_or_default(),
        with_scores: plan.with_scores,
        made_over: form.map(|form| MadeOver::new(form, texts)),
        chosen,
        form,
        survey,
    })
}

fn without<T>(all: Vec<T>, gone: &HashSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, one)| one).collect()
}

/// The refusal, with the first row by its id.
fn does_not_fit(session: &Session, survey: &Survey, form: Form, of: usize) -> Result<Failure, Failure> {
    let failure = Failure::new(FailureCode::RowsDoNotFit)
        .number("rows", survey.unfit.get(&form).map_or(0, Vec::len) as f64)
        .number("of", of as f64);
    let Some((row, lack)) = survey.first_unfit.get(&form) else { return Ok(failure) };
    Ok(failure.text("id", id_of(session, *row)?).text("detail", lack.to_string()))
}

/// The id of a row, as the pool has it.
pub fn id_of(session: &Session, row: i64) -> Result<String, Failure> {
    session.read(|c| Ok(session.texts.document(c, row)?.1.id))
}

/// A row as it is written.
pub struct Outgoing {
    /// Its fields.
    pub record: Record,
    /// Values of the added columns.
    pub extras: Vec<ExtraValue>,
    /// Goes to those to check with.
    pub checks: bool,
}

impl Prepared {
    /// The rows one after the other.
    pub fn rows<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = Result<Outgoing, Failure>> + 'a {
        self.chosen.rows.iter().enumerate().map(move |(place, &(row, rank, score))| {
            let record = match &self.made_over {
                None => session.read(|c| session.texts.record(c, row))?,
                Some(made_over) => {
                    let (record, mapped, rule) = session.read(|c| session.texts.by_rule(c, row))?;
                    let made = made_over.record(record, &mapped, &rule);
                    made.map_err(|reason| StoreError::Value(format!("row {row}: {reason}")))?
                }
            };
            let extras =
                if self.with_scores { vec![ExtraValue::Count(rank), ExtraValue::Number(score)] } else { Vec::new() };
            Ok(Outgoing { record, extras, checks: self.checks.get(place).copied().unwrap_or(false) })
        })
    }
}
