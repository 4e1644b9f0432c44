//! Neurons that a question ignores, as the features that it ranks by number them.

use selection::Neuron;

use crate::operations::neuron::NeuronRef;
use crate::operations::ranking::RankQuery;
use crate::operations::{Failure, FailureCode};

/// The ignored neurons among the chosen `layers` of a model with `all` of them, rising, each once.
///
/// # Errors
/// [`FailureCode::NoSuchThing`] for a layer or neuron that the model does not have: it was chosen for another model.
pub(super) fn ignored(query: &RankQuery, layers: &[usize], all: usize) -> Result<Vec<Neuron>, Failure> {
    let mut found = Vec::with_capacity(query.ignored.len());
    for one in &query.ignored {
        if one.layer as usize >= all {
            return Err(no_such("layer", one.layer));
        }
        let neuron = column(*one)?;
        found.extend(layers.binary_search(&(one.layer as usize)).ok().map(|layer| Neuron { layer, neuron }));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// A neuron's number as features keep it.
pub(super) fn column(neuron: NeuronRef) -> Result<u16, Failure> {
    let number = u16::try_from(neuron.neuron).ok().filter(|&number| number != selection::ABSENT);
    number.ok_or_else(|| no_such("neuron", neuron.neuron))
}

pub(super) fn no_such(what: &str, id: u32) -> Failure {
    Failure::new(FailureCode::NoSuchThing).text("what", what).number("id", f64::from(id))
}
