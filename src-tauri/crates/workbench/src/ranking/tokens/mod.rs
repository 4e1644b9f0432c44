//! Which tokens drive a row's score: the row is read again on demand, and what each token gives is laid over its text.
//!
//! What the method adds up comes from `selection` ([`explained`]); where that is found in the model, and each token's part of
//! it, from [`places`]. Nothing of it is stored: the answers of the rows looked at last are kept in memory ([`kept`]).

mod explained;
mod kept;
mod marked;
mod neuron;
mod places;
mod strongest;

use selection::method::explanation::{Doubt, NearPart};
use selection::method::{Exactness, Explanation, Parts};

use super::kept::{Kept, Rankings};
use crate::operations::tokens::{NearExample, StrongFeature, TokenKind, Tokens, TokensBy, TokensQuery};
use crate::operations::{Failure, FailureCode};
use crate::reading::again::Asker;
use crate::session::Session;
use crate::store::reading::{self, ReadingFacts};
use explained::{Explained, explained};
pub use kept::TokenKeeper;
use marked::Marks;
pub use neuron::neuron_tokens;
use places::Places;
use strongest::strongest;

/// Neurons and examples that are listed.
const LISTED: usize = 8;
/// Characters of a text that is read again; longer ones are refused, since the tokenizer reads all of it.
const MOST_CHARACTERS: usize = 2_000_000;
/// Nats from which on a token is of step 1, 2 and 3 where it came unexpectedly: chances of 1 in 8, 55 and 1,100.
const LOSS_STEPS: [f64; 3] = [2.0, 4.0, 7.0];
/// The same where the model was unsure: as unsure as among 4, 20 and 90 tokens of equal chance.
const ENTROPY_STEPS: [f64; 3] = [1.5, 3.0, 4.5];

/// Which tokens drive a row's score.
///
/// # Errors
/// [`FailureCode::RankingGone`], [`FailureCode::NoSuchThing`] for a row or kind that is not there, and what reading the row
/// again says: the model is gone, memory is short, the text is too long, another request came first.
pub fn tokens(session: &Session, query: &TokensQuery) -> Result<Tokens, Failure> {
    if let Some(known) = session.tokens.of(query) {
        return Ok(known);
    }
    let rankings: &Rankings = &session.rankings;
    let whole = rankings.by_id(query.ranking)?;
    let absent = |what: &str| Failure::new(FailureCode::NoSuchThing).text("what", what).number("id", query.row as f64);
    let position = whole.pool.frame.position(query.row).ok_or_else(|| absent("row"))?;
    let kept = whole.composed.as_ref().map_or(&*whole, |composed| composed.part_of(position));
    let found = explained(session, rankings, kept, position)?;
    let kinds = found.all.iter().map(kind).collect();
    let shown = match &query.of {
        Some(name) => found.all.iter().position(|one| one.of.name() == name).ok_or_else(|| absent("representation"))?,
        None => 0,
    };
    let mut tokens = Tokens {
        row: query.row,
        kinds,
        shown: shown as u32,
        sum: 0.0,
        text: None,
        strongest: Vec::new(),
        features: Vec::new(),
        nearest: Vec::new(),
    };
    if shown < found.all.len() {
        fill(session, kept, (&found, shown), &mut tokens)?;
    }
    session.tokens.keep(query, &tokens);
    Ok(tokens)
}

fn kind(explanation: &Explanation) -> TokenKind {
    let by = match &explanation.parts {
        Parts::Neurons(_) => TokensBy::Neurons,
        Parts::Columns(_) => TokensBy::Columns,
        Parts::Along(_) => TokensBy::Along,
        Parts::Nearest(_) => TokensBy::Nearest,
        Parts::Words(_) => TokensBy::Words,
        Parts::Doubt(Doubt::Loss) => TokensBy::Loss,
        Parts::Doubt(Doubt::Entropy) => TokensBy::Entropy,
    };
    TokenKind { of: explanation.of.name().to_owned(), by, exact: explanation.exactness == Exactness::Exact }
}

fn fill(
    session: &Session,
    kept: &Kept,
    (found, shown): (&Explained, usize),
    tokens: &mut Tokens,
) -> Result<(), Failure> {
    let explanation = &found.all[shown];
    if let Parts::Nearest(near) = &explanation.parts {
        tokens.sum = near.iter().map(|one| one.part).sum();
        tokens.nearest = near.iter().take(LISTED).filter_map(|one| near_example(&found.examples, one)).collect();
        return Ok(());
    }
    let text = session.texts(&[tokens.row])?.pop().unwrap_or_default();
    if let Parts::Words(words) = &explanation.parts {
        tokens.sum = words.iter().map(|word| word.part).sum();
        let parts = words.iter().map(|word| (word.span.clone(), word.part));
        mark(tokens, &text, &Marks::shares(&text, parts, text.len()), [0, 0]);
        return Ok(());
    }
    let facts = facts_of(session, kept, explanation)?;
    let layers = kept.goal.as_ref().map_or(&[][..], |goal| &goal.layers);
    let Some(places) = Places::of(&explanation.parts, &facts, layers)? else { return Ok(()) };
    let trace = traced(session, &facts, &text, &places.tracing)?;
    let end = trace.spans.iter().map(|span| span.end).max().unwrap_or(0);
    let by_token = places.by_token(&trace);
    // Of the first token nothing was foreseen.
    let foreseen = trace.predicted.len().max(1) as f64;
    tokens.sum = by_token.iter().sum::<f64>() / if is_nats(explanation) { foreseen } else { 1.0 };
    let parts = trace.spans.iter().cloned().zip(by_token);
    let marks = match &explanation.parts {
        Parts::Doubt(Doubt::Loss) => Marks::nats(&text, parts, end, LOSS_STEPS),
        Parts::Doubt(Doubt::Entropy) => Marks::nats(&text, parts, end, ENTROPY_STEPS),
        _ => Marks::shares(&text, parts, end),
    };
    mark(tokens, &text, &marks, [trace.spans.len() as u32, trace.tokens]);
    tokens.features = features(&explanation.parts, &facts, layers);
    Ok(())
}

const fn is_nats(explanation: &Explanation) -> bool {
    matches!(explanation.parts, Parts::Doubt(_))
}

fn mark(tokens: &mut Tokens, text: &str, marks: &Marks, counts: [u32; 2]) {
    tokens.strongest = strongest(text, marks.all());
    tokens.text = Some(marks.text(text, counts));
}

fn near_example(examples: &[(i64, String)], near: &NearPart) -> Option<NearExample> {
    let (example, excerpt) = examples.get(near.example)?;
    Some(NearExample { example: *example, excerpt: excerpt.clone(), distance: near.distance, mass: near.part })
}

/// The reading that holds what an explanation looks at.
fn facts_of(session: &Session, kept: &Kept, explanation: &Explanation) -> Result<ReadingFacts, Failure> {
    if matches!(explanation.parts, Parts::Neurons(_)) {
        let read = kept.pool.read.as_ref().ok_or_else(|| Failure::new(FailureCode::NothingRead))?;
        return Ok(read.source.reading.facts.clone());
    }
    let vectors = kept.pool.vectors.iter().find(|vectors| vectors.representation == explanation.of);
    let number = vectors.ok_or_else(|| Failure::new(FailureCode::NothingRead))?.reading;
    Ok(session.read(|c| reading::one(c, number))?.facts)
}

/// Reads a text again.
fn traced(
    session: &Session,
    facts: &ReadingFacts,
    text: &str,
    tracing: &activation::Tracing,
) -> Result<activation::Trace, Failure> {
    check_length(text)?;
    let mut found = session.again.traces(session, facts, &[text.to_owned()], tracing, Asker::Row)?;
    Ok(found.pop().unwrap_or_default())
}

fn check_length(text: &str) -> Result<(), Failure> {
    let found = text.chars().count();
    if found <= MOST_CHARACTERS {
        return Ok(());
    }
    let too_long = Failure::new(FailureCode::TooLong).number("found", found as f64);
    Err(too_long.number("most", MOST_CHARACTERS as f64))
}

/// The neurons or columns that give most.
fn features(parts: &Parts, facts: &ReadingFacts, layers: &[usize]) -> Vec<StrongFeature> {
    let mut all: Vec<(u32, u32, f64)> = match parts {
        Parts::Neurons(neurons) => {
            neurons.iter().map(|one| (layers[one.layer] as u32, u32::from(one.neuron), one.part)).collect()
        }
        Parts::Columns(columns) => {
            let layer = layer_of(facts);
            columns.iter().map(|one| (layer, one.column, one.part)).collect()
        }
        _ => return Vec::new(),
    };
    let total: f64 = all.iter().map(|one| one.2).sum();
    all.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
    all.truncate(LISTED);
    all.into_iter().map(|(layer, number, part)| StrongFeature { layer, number, share: part / total }).collect()
}

/// The decoder block that a vector was read at; 0 where it is of none.
fn layer_of(facts: &ReadingFacts) -> u32 {
    use activation::Representation as Read;
    let settings = serde_json::from_str::<activation::Reading>(&facts.settings).ok();
    let of = |one: &Read| match one {
        Read::GatedActivations { layer, .. } | Read::Latents { layer, .. } => Some(u32::from(*layer)),
        _ => None,
    };
    settings.and_then(|settings| settings.representations.iter().find_map(of)).unwrap_or(0)
}
