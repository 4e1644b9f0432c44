//! Silencing neurons to see what they carry: their outputs are held at zero while texts go through the model, and the
//! weights stay as they are.
//!
//! A hook, so that any set of neurons costs no copy of the model and the next pass is whole again. For a projection without
//! a norm behind it this is the same as weights and bias of these rows at zero, which is what the published code does to
//! `up_proj` (arXiv 2604.15706, "Deactivation"). Where queries or keys are normed (Qwen 3, Gemma 3), they are silenced after
//! the norm. Silencing by a mean instead of zero is deliberately absent: nothing published here compares with it.

use selection::Projection;
use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Hook, Moment, Place, Site};
use crate::ops::Ops;

/// Neurons that are to be silent, numbered as in features.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silenced {
    /// The linear map whose outputs they are.
    pub projection: Projection,
    /// Of each layer, `[layers][neurons]`; a layer beyond the end has none.
    pub neurons: Vec<Vec<u16>>,
}

/// How a text was predicted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TextLoss {
    /// Mean negative log-likelihood of its tokens from the second on, nats.
    pub loss: f64,
    /// How many tokens that are.
    pub tokens: u32,
}

/// Silent columns of one place, layer by layer.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    place: Option<Place>,
    layers: Vec<Vec<u32>>,
}

impl Silenced {
    /// The columns of a model that these neurons are. A key or value neuron is the column of the key head that its query
    /// head shares with others.
    ///
    /// # Errors
    /// [`ReadError::Settings`] for a layer or neuron that the model has not.
    pub(crate) fn columns(&self, spec: &Spec) -> Result<Columns, ReadError> {
        let repeats = match self.projection {
            Projection::K | Projection::V => spec.heads / spec.key_heads,
            _ => 1,
        };
        let width = spec.outputs_of(self.projection) * repeats;
        let refused = |setting, found: usize, count: usize| ReadError::Settings {
            setting,
            found: found.to_string(),
            wanted: format!("at most {}", count.saturating_sub(1)),
        };
        if let Some(layer) = self.neurons.iter().rposition(|layer| !layer.is_empty()).filter(|&l| l >= spec.layers) {
            return Err(refused("the last silenced layer", layer, spec.layers));
        }
        let column = |&neuron: &u16| {
            let neuron = usize::from(neuron);
            if neuron >= width {
                return Err(refused("a silenced neuron", neuron, width));
            }
            let head = spec.head_width;
            Ok(if repeats == 1 { neuron } else { neuron / (head * repeats) * head + neuron % head } as u32)
        };
        let layers = self.neurons.iter().map(|layer| layer.iter().map(column).collect()).collect::<Result<_, _>>()?;
        Ok(Columns { place: Some(Place::Projection(self.projection)), layers })
    }
}

impl Columns {
    /// The silent columns of a site; nothing where there are none.
    fn at(&self, site: Site) -> Option<&[u32]> {
        let columns = self.layers.get(site.layer).filter(|_| self.place == Some(site.place))?;
        (!columns.is_empty()).then_some(columns)
    }
}

/// Silences neurons and shows the others of a pass what is left.
pub(crate) struct Silencing<'a, H> {
    /// What is silent.
    pub silent: &'a Columns,
    /// Who else looks.
    pub others: H,
}

impl<O: Ops, H: Hook<O>> Hook<O> for Silencing<'_, H> {
    fn wants(&self, site: Site) -> bool {
        self.silent.at(site).is_some() || self.others.wants(site)
    }

    fn at(&mut self, moment: &Moment<'_, O>, rows: &O::Rows) -> Result<Option<O::Rows>, ReadError> {
        let Some(columns) = self.silent.at(moment.site) else { return self.others.at(moment, rows) };
        let rows = moment.ops.silenced(rows, columns)?;
        let changed = if self.others.wants(moment.site) { self.others.at(moment, &rows)? } else { None };
        Ok(Some(changed.unwrap_or(rows)))
    }
}
