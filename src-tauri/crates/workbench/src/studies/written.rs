//! A study's table as CSV: every number with the ends of its spread, for those who calculate on.

use crate::operations::study::StudyView;
use crate::operations::{Argument, Failure};
use crate::session::Session;
use crate::texts::{Arguments, Catalogue};

/// The table of a study: a line a row; three columns a measure, the mean and the ends within which 95 % of such draws lie.
///
/// # Errors
/// [`crate::operations::FailureCode::NoSuchThing`].
pub fn csv(session: &Session, id: &str, texts: &Catalogue) -> Result<String, Failure> {
    Ok(table(&super::one(session, id)?, texts))
}

fn table(view: &StudyView, texts: &Catalogue) -> String {
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
            let ends = value.map_or((None, None), |value| (value.low, value.high));
            cells.extend([said(value.map(|value| value.value)), said(ends.0), said(ends.1)]);
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
