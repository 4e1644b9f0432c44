//! Weights to a decoder: each tensor is fetched once, made ready, and dropped before the next layer is touched.

use selection::Projection;

use super::Decoder;
use super::block::Block;
use crate::error::BackboneError;
use crate::families::Spec;
use crate::ops::room::Room;
use crate::ops::{Ops, Part};
use crate::weights::{Kind, Name, Role, Store, Weight};
use std::sync::OnceLock;

/// How much of a model is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All blocks: enough for neurons.
    Blocks,
    /// The output head too: next-token scores.
    Head,
}

impl<O: Ops> Decoder<O> {
    /// Loads what the spec asks for.
    ///
    /// # Errors
    /// [`BackboneError`] naming the tensor that is missing, misshapen or stored in an unknown way.
    pub fn load(ops: O, spec: Spec, store: &dyn Store, depth: Depth) -> Result<Self, BackboneError> {
        let loader = Loader { ops: &ops, spec: &spec, store };
        let table = store.tensor(Name::Table, &spec, [spec.vocabulary, spec.hidden])?;
        let head = OnceLock::new();
        if depth == Depth::Head {
            let loaded = loader.head()?;
            head.get_or_init(|| loaded);
        }
        let blocks = (0..spec.layers).map(|layer| loader.block(layer)).collect::<Result<_, _>>()?;
        let final_norm = loader.norm(Name::FinalNorm, spec.hidden)?;
        let table = ops.table(table)?;
        let room = Room::new(ops.batch_tokens());
        Ok(Self { ops, spec, table, blocks, final_norm, head, room })
    }

    /// Loads the output head now, where that was not done before.
    ///
    /// # Errors
    /// As [`Decoder::load`].
    pub fn load_head(&self, store: &dyn Store) -> Result<(), BackboneError> {
        if self.head.get().is_none() {
            let loaded = Loader { ops: &self.ops, spec: &self.spec, store }.head()?;
            self.head.get_or_init(|| loaded);
        }
        Ok(())
    }
}

impl Spec {
    /// The output head's weights, `[vocabulary, hidden]`: the embedding table where they are tied.
    ///
    /// # Errors
    /// As [`Decoder::load`].
    pub fn head_weights(&self, store: &dyn Store) -> Result<Weight, BackboneError> {
        let name = if self.tied { Name::Table } else { Name::Head };
        store.tensor(name, self, [self.vocabulary, self.hidden])
    }
}

struct Loader<'a, O: Ops> {
    ops: &'a O,
    spec: &'a Spec,
    store: &'a dyn Store,
}

impl<O: Ops> Loader<'_, O> {
    fn head(&self) -> Result<O::Linear, BackboneError> {
        let weight = self.spec.head_weights(self.store)?;
        Ok(self.ops.linear(vec![Part { weight, bias: None }])?)
    }

    fn block(&self, layer: usize) -> Result<Block<O>, BackboneError> {
        let (spec, bias) = (self.spec, self.spec.bias);
        let norm = |role, width| self.norm(Name::Block(layer, role, Kind::Weight), width);
        let linear = |parts: &[(Role, Projection)], bias| self.linear(layer, parts, bias);
        let qkv = [(Role::Q, Projection::Q), (Role::K, Projection::K), (Role::V, Projection::V)];
        let gate_up = [(Role::Gate, Projection::Up), (Role::Up, Projection::Up)];
        Ok(Block {
            attention_norm: norm(Role::AttentionNorm, spec.hidden)?,
            qkv: linear(&qkv, bias.qkv)?,
            q_norm: spec.qk_norm.then(|| norm(Role::QNorm, spec.head_width)).transpose()?,
            k_norm: spec.qk_norm.then(|| norm(Role::KNorm, spec.head_width)).transpose()?,
            o: linear(&[(Role::O, Projection::O)], bias.o)?,
            after_attention: spec.norms_after.then(|| norm(Role::AfterAttention, spec.hidden)).transpose()?,
            mlp_norm: norm(Role::MlpNorm, spec.hidden)?,
            gate_up: linear(&gate_up, bias.mlp)?,
            down: linear(&[(Role::Down, Projection::Down)], bias.mlp)?,
            after_mlp: spec.norms_after.then(|| norm(Role::AfterMlp, spec.hidden)).transpose()?,
        })
    }

    fn norm(&self, name: Name, width: usize) -> Result<O::Norm, BackboneError> {
        let mut weight = self.store.tensor(name, self.spec, [1, width])?.into_values();
        if self.spec.norm_adds_one {
            for value in &mut weight {
                *value += 1.0;
            }
        }
        Ok(self.ops.norm(weight, self.spec.norm_epsilon)?)
    }

    fn linear(&self, layer: usize, parts: &[(Role, Projection)], biased: bool) -> Result<O::Linear, BackboneError> {
        let part = |&(role, projection): &(Role, Projection)| {
            let shape = [self.spec.outputs_of(projection), self.inputs_of(projection)];
            let weight = self.store.tensor(Name::Block(layer, role, Kind::Weight), self.spec, shape)?;
            let bias = Name::Block(layer, role, Kind::Bias);
            let bias = biased.then(|| self.store.tensor(bias, self.spec, [1, shape[0]])).transpose()?;
            Ok(Part { weight, bias: bias.map(Weight::into_values) })
        };
        Ok(self.ops.linear(parts.iter().map(part).collect::<Result<_, BackboneError>>()?)?)
    }

    const fn inputs_of(&self, projection: Projection) -> usize {
        match projection {
            Projection::O => self.spec.heads * self.spec.head_width,
            Projection::Down => self.spec.intermediate,
            _ => self.spec.hidden,
        }
    }
}
