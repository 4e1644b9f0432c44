//! Which tokens fire a neuron, in a few rows: for the card of a neuron.

use activation::{Columns, Tracing, Watch, Watched};

use super::check_length;
use super::marked::Marks;
use super::places::projection;
use crate::operations::tokens::{NeuronInRow, NeuronTokensQuery};
use crate::operations::{Failure, FailureCode};
use crate::reading::again::Asker;
use crate::session::Session;

/// Rows that one request may ask for.
const MOST_ROWS: usize = 7;

/// Which tokens of some rows fire a neuron, in the order asked.
///
/// # Errors
/// As [`super::tokens`]; [`FailureCode::BadSetting`] for more than 7 rows or a neuron that is not there,
/// [`FailureCode::NothingRead`] where the ranking uses no neurons.
pub fn neuron_tokens(session: &Session, query: &NeuronTokensQuery) -> Result<Vec<NeuronInRow>, Failure> {
    if let Some(known) = session.tokens.of_neuron(query) {
        return Ok(known);
    }
    let kept = session.rankings.by_id(query.ranking)?;
    let read = kept.pool.read.as_ref().ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
    let facts = &read.source.reading.facts;
    within("rows", query.rows.len(), 1, MOST_ROWS)?;
    within("layer", query.layer as usize, 0, (facts.layers as usize).saturating_sub(1))?;
    within("neuron", query.neuron as usize, 0, (facts.width as usize).saturating_sub(1))?;
    let of = Watch::Neurons { layer: query.layer as u16, projection: projection(facts)? };
    let watched = vec![Watched { of, wanted: Columns::Chosen(vec![query.neuron]) }];
    let tracing = Tracing { watched, likelihood: false, max_tokens: facts.max_tokens };
    let texts = session.texts(&query.rows)?;
    texts.iter().try_for_each(|text| check_length(text))?;
    let traces = session.again.traces(session, facts, &texts, &tracing, Asker::Neuron)?;
    let mut all = Vec::new();
    for ((&row, text), trace) in query.rows.iter().zip(&texts).zip(&traces) {
        let values = trace.values.first().map_or(&[][..], Vec::as_slice);
        let fired = values.iter().map(|&value| f64::from(value));
        let impact = fired.clone().sum::<f64>() / values.len().max(1) as f64;
        let end = trace.spans.iter().map(|span| span.end).max().unwrap_or(0);
        let marks = Marks::shares(text, trace.spans.iter().cloned().zip(fired), end);
        all.push(NeuronInRow { row, impact, text: marks.text(text, [trace.spans.len() as u32, trace.tokens]) });
    }
    session.tokens.keep_neuron(query, &all);
    Ok(all)
}

fn within(name: &str, value: usize, least: usize, most: usize) -> Result<(), Failure> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let refused = Failure::new(FailureCode::BadSetting).text("name", name);
    Err(refused.number("least", least as f64).number("most", most as f64))
}
