//! Requests about exports.

use super::{chosen, laid_out, write_failure};
use crate::jobs::plan::{ExportPlan as Plan, JobPlan};
use crate::operations::Failure;
use crate::operations::export::{ExportFormat, ExportPlan, ExportPreview, StartExport};
use crate::operations::job::Started;
use crate::session::Session;
use crate::store::original;
use crate::workbench::Workbench;
use crate::writing::{SeenColumns, write_all};

/// Rows shown, rows looked at for their columns, and rows weighed for the size.
const SHOWN: usize = 5;
const LOOKED_AT: usize = 1000;

/// The first rows as they would stand in the file.
pub fn preview(session: &Session, plan: &ExportPlan) -> Result<ExportPreview, Failure> {
    let kept = session.rankings.by_id(plan.ranking)?;
    let mut all = chosen(&kept, plan.budget, plan.order)?;
    let (documents, tokens) = (all.rows.len() as u64, all.tokens);
    all.rows.truncate(LOOKED_AT);
    let looked_at: Vec<i64> = all.rows.iter().map(|(row, ..)| *row).collect();
    let bytes = session.read(|c| original::total_bytes(c, &looked_at))?;
    let mut seen = SeenColumns::default();
    for found in all.records(session, false) {
        seen.see(&found?.0);
    }
    all.rows.truncate(SHOWN);
    // Parquet is no text: its rows are shown as JSON.
    let format = if plan.format == ExportFormat::Csv { ExportFormat::Csv } else { ExportFormat::Jsonl };
    let layout = laid_out(&seen, format, plan.with_scores)?;
    let mut columns = Vec::new();
    if plan.format != ExportFormat::Jsonl {
        columns.clone_from(&layout.columns);
        columns.extend(layout.extras.iter().map(|extra| extra.name.clone()));
    }
    let rows = as_written(&all, session, layout, plan.with_scores)?;
    Ok(ExportPreview {
        documents,
        tokens,
        size_bytes: if looked_at.is_empty() { 0 } else { bytes * documents / looked_at.len() as u64 },
        rows,
        columns,
        notices: notices(plan),
        suggested_name: suggested_name(session, plan, &kept.view.query)?,
    })
}

fn as_written(
    all: &super::Chosen,
    session: &Session,
    layout: crate::writing::Layout,
    with_scores: bool,
) -> Result<Vec<String>, Failure> {
    let folder = tempfile::tempdir().map_err(|e| crate::files::io_failure(&std::env::temp_dir(), &e))?;
    let path = folder.path().join("preview");
    let header = usize::from(layout.format == crate::writing::OutFormat::Csv);
    write_all(&path, layout, all.records(session, with_scores), |_| std::ops::ControlFlow::Continue(()))
        .map_err(|error| write_failure(&path, error))?;
    let bytes = std::fs::read(&path).map_err(|error| crate::files::io_failure(&path, &error))?;
    let text = String::from_utf8_lossy(&bytes);
    if header == 0 {
        return Ok(text.lines().map(str::to_owned).collect());
    }
    // A quoted cell may hold line breaks: rows are cut where the format cuts them.
    Ok(csv_rows(&text).into_iter().skip(header).collect())
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
    match plan.format {
        ExportFormat::Jsonl => Vec::new(),
        ExportFormat::Csv => vec![
            "Cells that a spreadsheet would run as a formula get an apostrophe; importing the file here takes it off."
                .to_owned(),
            "Nested values are written as JSON text.".to_owned(),
        ],
        ExportFormat::Parquet => {
            vec!["Rows that do not come from Parquet get column types by their values.".to_owned()]
        }
    }
}

fn suggested_name(
    session: &Session,
    plan: &ExportPlan,
    query: &crate::operations::ranking::RankQuery,
) -> Result<String, Failure> {
    let goal = session.read(|c| crate::store::goal::one(c, query.goal))?.name;
    let safe: String = goal.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let suffix = match plan.format {
        ExportFormat::Jsonl => "jsonl",
        ExportFormat::Csv => "csv",
        ExportFormat::Parquet => "parquet",
    };
    Ok(format!("{}-selection.{suffix}", safe.trim_matches('-').to_lowercase()))
}

/// Queues an export.
pub fn start(workbench: &Workbench, with: StartExport) -> Result<Started, Failure> {
    let project = workbench.project()?;
    let kept = project.session.rankings.by_id(with.plan.ranking)?;
    chosen(&kept, with.plan.budget, with.plan.order)?;
    project.jobs.queue(JobPlan::Export(Plan {
        query: kept.view.query.clone(),
        budget: with.plan.budget,
        format: with.plan.format,
        order: with.plan.order,
        with_scores: with.plan.with_scores,
        path: workbench.path_of(with.ticket)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_line_breaks_stays_in_its_row() {
        assert_eq!(csv_rows("a,b\n\"x\ny\",1\n2,3\n"), ["a,b", "\"x\ny\",1", "2,3"]);
    }
}
