//! The one forward pass of all families: embeddings, blocks, and nothing that no hook wants.
//!
//! Documents are packed without padding, positions start at 0 in each. There is no key-value cache and no sampling:
//! the model is read, it does not write.

mod block;
pub mod load;

use selection::Projection;

use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Hook, Site};
use crate::ops::{Batch, Ops, RopeTable};
use block::Block;

/// A model's weights made ready for one kind of arithmetic.
pub struct Decoder<O: Ops> {
    ops: O,
    spec: Spec,
    table: O::Table,
    blocks: Vec<Block<O>>,
    head: Option<Head<O>>,
}

/// What turns the last block's rows into a score for each token id.
struct Head<O: Ops> {
    norm: O::Norm,
    linear: O::Linear,
}

/// The order in which a block reaches its sites.
const ORDER: [Projection; 6] =
    [Projection::Q, Projection::K, Projection::V, Projection::O, Projection::Up, Projection::Down];

/// Which of a block's outputs somebody needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    /// Wanted sites of this block, in [`ORDER`].
    sites: [bool; 6],
    /// Whether anything after this block is needed.
    goes_on: bool,
}

impl Need {
    /// Whether this projection, or anything that is computed from it, is needed.
    fn reaches(self, projection: Projection) -> bool {
        let place = ORDER.iter().position(|&p| p == projection).expect("the order names all six");
        self.goes_on || self.sites[place..].contains(&true)
    }

    /// Whether a hook wants this very site.
    fn wants(self, projection: Projection) -> bool {
        ORDER.iter().zip(self.sites).any(|(&p, wanted)| p == projection && wanted)
    }
}

impl<O: Ops> Decoder<O> {
    /// What the model is.
    pub const fn spec(&self) -> &Spec {
        &self.spec
    }

    /// What computes.
    pub const fn ops(&self) -> &O {
        &self.ops
    }

    /// Runs documents up to the last site that the hook wants, and no further.
    ///
    /// `spans` cut `tokens` into documents: not empty, in order, without gaps.
    ///
    /// # Errors
    /// [`ReadError::Stopped`] when `stop` said so between two blocks; what the hook or the device reports.
    pub fn run(
        &self,
        tokens: &[u32],
        spans: &[std::ops::Range<usize>],
        hook: &mut dyn Hook<O>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<(), ReadError> {
        self.pass(tokens, spans, hook, stop, false).map(|_| ())
    }

    /// The scores of every next token, `[tokens][vocabulary]`, after every hook has had its say.
    ///
    /// # Errors
    /// [`ReadError::NoHead`] when the model was loaded without its head; else as [`Decoder::run`].
    pub fn logits(
        &self,
        tokens: &[u32],
        spans: &[std::ops::Range<usize>],
        hook: &mut dyn Hook<O>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<f32>, ReadError> {
        let head = self.head.as_ref().ok_or(ReadError::NoHead)?;
        let rows = self.pass(tokens, spans, hook, stop, true)?.ok_or(ReadError::NoHead)?;
        let rows = self.ops.rms_norm(&head.norm, &rows)?;
        let scores = self.ops.project(&head.linear, 0..1, &rows)?;
        Ok(self.ops.values(&scores[0])?)
    }

    fn pass(
        &self,
        tokens: &[u32],
        spans: &[std::ops::Range<usize>],
        hook: &mut dyn Hook<O>,
        stop: &(dyn Fn() -> bool + Sync),
        to_the_end: bool,
    ) -> Result<Option<O::Rows>, ReadError> {
        let needs = self.needs(hook, to_the_end);
        if needs.is_empty() {
            return Ok(None);
        }
        let longest = spans.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        let ropes: Vec<RopeTable> =
            self.spec.ropes.iter().map(|rope| rope.table(self.spec.head_width, longest)).collect();
        let plan = self.ops.plan(Batch { tokens, spans, ropes: &ropes })?;
        let mut rows = Some(self.ops.embed(&self.table, &plan, self.spec.embedding_scale)?);
        for (layer, &need) in needs.iter().enumerate() {
            if stop() {
                return Err(ReadError::Stopped);
            }
            let Some(entering) = rows.take() else { break };
            let pass = block::Pass { ops: &self.ops, spec: &self.spec, plan: &plan, layer, need };
            rows = self.blocks[layer].run(&pass, entering, hook)?;
        }
        Ok(rows)
    }

    /// What is needed of each block, up to the last one anything is needed of.
    fn needs(&self, hook: &dyn Hook<O>, to_the_end: bool) -> Vec<Need> {
        let sites = |layer| ORDER.map(|projection| hook.wants(Site { layer, projection }));
        let sites: Vec<[bool; 6]> = (0..self.spec.layers).map(sites).collect();
        let last = sites.iter().rposition(|block| block.contains(&true)).map_or(0, |layer| layer + 1);
        let end = if to_the_end { self.spec.layers } else { last };
        let need = |(layer, sites)| Need { sites, goes_on: to_the_end || layer + 1 < end };
        sites.into_iter().take(end).enumerate().map(need).collect()
    }
}
