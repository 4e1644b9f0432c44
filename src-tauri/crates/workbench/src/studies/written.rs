//! A study's table as CSV: every number with the ends of its spread, for those who calculate on.

use std::io::Write;
use std::path::Path;

use crate::files::io_failure;
use crate::operations::study::StudyView;
use crate::operations::{Argument, Failure, FailureCode};
use crate::session::Session;
use crate::texts::{Arguments, Catalogue};
use crate::writing::AtomicFile;

/// Writes the table of a study to a file, whole or not at all. Answers the bytes written.
///
/// # Errors
/// [`FailureCode::NoSuchThing`], and what the disk says.
pub fn save_table(session: &Session, id: &str, texts: &Catalogue, path: &Path) -> Result<u64, Failure> {
    let table = csv(&super::one(session, id)?, texts);
    let internal = |error: crate::writing::WriteError| Failure::new(FailureCode::Io).text("detail", error.to_string());
    let mut file = AtomicFile::create(path).map_err(internal)?;
    file.write_all(table.as_bytes()).map_err(|error| io_failure(path, &error))?;
    file.commit().map_err(internal)
}

/// A line a row; three columns a measure: mean, and the ends within which 95 % of such draws lie.
fn csv(view: &StudyView, texts: &Catalogue) -> String {
    let mut head = vec![texts.say("study.what", &Arguments::new())];
    for column in &view.columns {
        let name = texts.say(&format!("study.column.{}", column.measure), &Arguments::new());
        head.extend([name.clone(), format!("{name}, low"), format!("{name}, high")]);
    }
    let mut lines = vec![line(&head)];
    for row in &view.rows {
        let number = row.number.map(|number| ("number".to_owned(), Argument::Number(f64::from(number))));
        let mut cells = vec![texts.say(&format!("study.row.{}", row.name), &number.into_iter().collect())];
        for value in &row.values {
            let said = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
            cells.extend([said(value.map(|v| v.value)), said(value.and_then(|v| v.low)), said(value.and_then(|v| v.high))]);
        }
        lines.push(line(&cells));
    }
    lines.concat()
}

fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains(['"', ',', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    format!("{}\r\n", cells.iter().map(quoted).collect::<Vec<_>>().join(","))
}
