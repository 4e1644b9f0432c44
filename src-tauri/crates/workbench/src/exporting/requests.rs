//! Requests about exports.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::kits::llama_factory;
use super::prepared::{Prepared, id_of, prepare};
use super::{chosen, extras_of, files, passport, proof, report, split};
use crate::folders::shortened;
use crate::jobs::plan::{ExportPlan as Plan, JobPlan};
use crate::operations::export::{
    ExportFit, ExportFormat, ExportInfo, ExportPlan, ExportPreview, Proof, Prove, SaveReport, StartExport,
};
use crate::operations::job::Started;
use crate::operations::project::Saved;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::{export, original};
use crate::workbench::Workbench;
use crate::writing::OutFormat;
use crate::writing::forms::Form;

/// Rows shown; rows looked at for their columns and weighed for the size; rows looked at for how they fit a form.
const SHOWN: usize = 5;
const LOOKED_AT: usize = 1000;
const FITTED: usize = 20_000;

/// The first rows as they would stand in the file, and how the rows fit the format.
pub fn preview(session: &Session, plan: &ExportPlan) -> Result<ExportPreview, Failure> {
    let kept = session.rankings.by_id(plan.ranking)?;
    let mut all = chosen(&kept, plan.budget, plan.order)?;
    let (documents, tokens) = (all.rows.len() as u64, all.tokens);
    all.rows.truncate(if plan.format.has_form() { FITTED } else { LOOKED_AT });
    let weighed: Vec<i64> = all.rows.iter().take(LOOKED_AT).map(|(row, ..)| *row).collect();
    let bytes = session.read(|c| original::total_bytes(c, &weighed))?;
    let suggested_name = suggested_name(session, plan, &kept.view.query)?;
    let whole = Plan {
        split: None,
        leave_out: true,
        ..job_plan(plan, kept.view.query.clone(), PathBuf::from(&suggested_name))
    };
    let mut prepared = prepare(session, &kept, all, &whole, &|| false)?;
    let fit = fit(session, &prepared)?;
    let mut columns = Vec::new();
    if matches!(plan.format.file_format(&whole.path), OutFormat::Csv | OutFormat::Parquet) {
        let added = extras_of(plan.with_scores);
        let own = prepared.survey.columns.names().iter().filter(|name| !added.iter().any(|extra| extra.name == **name));
        columns.extend(own.cloned().chain(added.iter().map(|extra| extra.name.clone())));
    }
    prepared.chosen.rows.truncate(SHOWN);
    Ok(ExportPreview {
        documents,
        tokens,
        size_bytes: if weighed.is_empty() { 0 } else { bytes * documents / weighed.len() as u64 },
        rows: as_written(session, &prepared, &whole)?,
        columns,
        notices: notices(plan),
        suggested_name,
        is_folder: is_folder(plan),
        fit,
    })
}

fn fit(session: &Session, prepared: &Prepared) -> Result<Option<ExportFit>, Failure> {
    let (Some(form), survey) = (prepared.form, &prepared.survey) else { return Ok(None) };
    let first =
        survey.first_unfit.get(&form).map(|(row, lack)| Ok::<_, Failure>((id_of(session, *row)?, lack.to_string())));
    let form_name = match form {
        Form::Text => "text",
        Form::Alpaca => "alpaca",
        Form::Sharegpt => "sharegpt",
        Form::Openai => "openai",
    };
    Ok(Some(ExportFit {
        looked_at: survey.looked_at,
        form: form_name.to_owned(),
        completed: if form == Form::Text { 0 } else { survey.plain },
        unfit: survey.unfit.get(&form).map_or(0, Vec::len) as u64,
        first_unfit: first.transpose()?,
    }))
}

/// The shown rows, each as its text in the file. What is no text by rows is shown as JSON.
fn as_written(session: &Session, prepared: &Prepared, plan: &Plan) -> Result<Vec<String>, Failure> {
    let folder = tempfile::tempdir().map_err(|e| crate::files::io_failure(&std::env::temp_dir(), &e))?;
    let path = folder.path().join("preview.jsonl");
    let format = match plan.format {
        ExportFormat::Json | ExportFormat::Parquet | ExportFormat::Datasets => ExportFormat::Jsonl,
        other => other,
    };
    let shown = Plan { format, path: path.clone(), ..plan.clone() };
    files::write(session, prepared, &shown, std::slice::from_ref(&path), &|_| ControlFlow::Continue(()))?;
    let bytes = std::fs::read(&path).map_err(|error| crate::files::io_failure(&path, &error))?;
    let text = String::from_utf8_lossy(&bytes);
    if format != ExportFormat::Csv {
        return Ok(text.lines().map(str::to_owned).collect());
    }
    // A quoted cell may hold line breaks: rows are cut where the format cuts them. The first is the header.
    Ok(csv_rows(&text).into_iter().skip(1).collect())
}

fn csv_rows(text: &str) -> Vec<String> {
    let (mut rows, mut row, mut quoted) = (Vec::new(), String::new(), false);
    for line in text.split_inclusive('\n') {
        quoted ^= line.matches('"').count() % 2 == 1;
        row.push_str(line);
        if !quoted {
            rows.push(std::mem::take(&mut row).trim_end_matches(['\r', '\n']).to_owned());
        }
    }
    rows
}

fn notices(plan: &ExportPlan) -> Vec<String> {
    let lines: &[&str] = match plan.format {
        ExportFormat::Csv => &[
            "Cells that a spreadsheet would run as a formula get an apostrophe; importing the file here takes it off.",
            "Nested values are written as JSON text.",
        ],
        ExportFormat::Parquet | ExportFormat::Datasets => {
            &["Rows that do not come from Parquet get column types by their values."]
        }
        ExportFormat::LlamaFactory => &["An entry for the data is added to the folder's dataset_info.json."],
        _ => &[],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

const fn is_folder(plan: &ExportPlan) -> bool {
    plan.format.is_kit() || plan.split.is_some()
}

fn suggested_name(session: &Session, plan: &ExportPlan, query: &RankQuery) -> Result<String, Failure> {
    let goal = session.read(|c| crate::store::goal::one(c, query.goal))?.name;
    let safe: String = goal.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let name = format!("{}-selection", safe.trim_matches('-').to_lowercase());
    Ok(if is_folder(plan) { name } else { format!("{name}.{}", plan.format.suffix()) })
}

fn job_plan(plan: &ExportPlan, query: RankQuery, path: PathBuf) -> Plan {
    Plan {
        query,
        budget: plan.budget,
        format: plan.format,
        order: plan.order,
        with_scores: plan.with_scores,
        split: plan.split.clone(),
        leave_out: plan.leave_out,
        language: plan.language,
        path,
    }
}

/// Queues an export.
pub fn start(workbench: &Workbench, with: &StartExport) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let kept = project.session.rankings.by_id(with.plan.ranking)?;
    chosen(&kept, with.plan.budget, with.plan.order)?;
    if let Some(wanted) = &with.plan.split {
        split::divided(&[], &[], wanted)?;
    }
    // What is written names its own place, and a job that goes on may do so from elsewhere.
    let path = workbench.path_of(with.ticket)?;
    let path = std::path::absolute(&path).unwrap_or(path);
    let plan = job_plan(&with.plan, kept.view.query.clone(), path);
    check_place(&plan)?;
    project.jobs.queue(&JobPlan::Export(plan))
}

/// A folder is new or empty; that of LLaMA-Factory may hold other data sets.
fn check_place(plan: &Plan) -> Result<(), Failure> {
    if plan.format == ExportFormat::LlamaFactory {
        return llama_factory::check_free(&plan.path, &plan.set_name());
    }
    let is_free = || std::fs::read_dir(&plan.path).is_ok_and(|mut entries| entries.next().is_none());
    if !plan.is_folder() || !plan.path.exists() || is_free() {
        return Ok(());
    }
    Err(Failure::new(FailureCode::AlreadyThere).text("path", shortened(&plan.path)))
}

/// The exports of the project, newest first.
pub fn written(session: &Session) -> Result<Vec<ExportInfo>, Failure> {
    let all = session.read(export::all)?.into_iter().map(|(number, one)| ExportInfo {
        export: number,
        written_ms: one.written_ms,
        place: shortened(Path::new(&one.path)),
        documents: one.documents,
    });
    Ok(all.collect())
}

/// Makes the selection of a passport again and compares.
pub fn prove(workbench: &Workbench, with: &Prove) -> Result<Proof, Failure> {
    let session = &workbench.project()?.session;
    let (json, folder, path) = match with {
        Prove::File { ticket } => {
            let path = workbench.path_of(*ticket)?;
            let json = std::fs::read_to_string(&path).map_err(|error| crate::files::io_failure(&path, &error))?;
            (json, path.parent().map_or_else(PathBuf::new, Path::to_owned), path)
        }
        Prove::Export { export } => {
            let missing = || Failure::new(FailureCode::NoSuchThing).text("what", "export").number("id", *export as f64);
            let all = session.read(export::all)?;
            let (_, found) = all.into_iter().find(|(number, _)| number == export).ok_or_else(missing)?;
            let path = PathBuf::from(&found.path);
            let beside =
                if path.is_dir() { path.clone() } else { path.parent().map_or_else(PathBuf::new, Path::to_owned) };
            (found.passport, beside, path)
        }
    };
    proof::prove(session, &passport::parsed(&json, &path)?, &folder)
}

/// Writes a page about a selection.
pub fn save_report(workbench: &Workbench, with: &SaveReport) -> Result<Saved, Failure> {
    let session = &workbench.project()?.session;
    let kept = session.rankings.by_id(with.ranking)?;
    let path = workbench.path_of(with.ticket)?;
    let html = report::report(session, &kept, with.budget, &super::texts(with.language)?)?;
    passport::put_beside(&path, "", &html)?;
    Ok(Saved { place: shortened(&path), size_bytes: html.len() as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_line_breaks_stays_in_its_row() {
        assert_eq!(csv_rows("a,b\n\"x\ny\",1\n2,3\n"), ["a,b", "\"x\ny\",1", "2,3"]);
    }
}
