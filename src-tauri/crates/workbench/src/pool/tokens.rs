//! Tokens of documents: what the file says where a token column was mapped, else what the model's tokenizer counted.

use crate::operations::Failure;
use crate::pool::frame::{Frame, UNKNOWN};
use crate::session::Session;
use crate::store::reading;

/// Tokens of every document of the frame, [`UNKNOWN`] where nobody knows.
pub fn column(session: &Session, frame: &Frame, model: Option<&str>) -> Result<Vec<u32>, Failure> {
    let mut tokens = frame.tokens.clone();
    if !tokens.contains(&UNKNOWN) {
        return Ok(tokens);
    }
    let Some(model) = model else { return Ok(tokens) };
    let counted = session.read(|c| {
        let mut counted = Vec::new();
        for found in reading::all(c)?.iter().filter(|found| found.facts.model == model) {
            counted.extend(found.rows_and_tokens(c)?);
        }
        Ok(counted)
    })?;
    for (row, [whole, _]) in counted {
        if let Some(position) = frame.position(row).filter(|&position| frame.tokens[position] == UNKNOWN) {
            tokens[position] = whole;
        }
    }
    Ok(tokens)
}

/// Tokens of all documents that are counted so far, nothing where none is; and how many documents those are.
pub fn total(session: &Session, model: Option<&str>) -> Result<(Option<u64>, u64), Failure> {
    let frame = session.frame()?;
    let tokens = column(session, &frame, model)?;
    let known = tokens.iter().filter(|&&count| count != UNKNOWN);
    let (sum, documents) = known.fold((0, 0), |(sum, documents), &count| (sum + u64::from(count), documents + 1));
    Ok((if documents == 0 { None } else { Some(sum) }, documents))
}
