//! The one forward pass of all families: embeddings, blocks, and nothing that no hook wants.
//!
//! Documents are packed without padding, positions start at 0 in each. There is no key-value cache and no sampling:
//! the model is read, it does not write.

mod block;
pub mod load;

use std::sync::OnceLock;

use selection::Projection;

use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Hook, Moment, Place, Site};
use crate::ops::room::Room;
use crate::ops::{Batch, Ops, RopeTable};
use block::Block;

/// A model's weights made ready for one kind of arithmetic.
pub struct Decoder<O: Ops> {
    ops: O,
    spec: Spec,
    table: O::Table,
    blocks: Vec<Block<O>>,
    final_norm: O::Norm,
    /// What turns normed rows into a score for each token id: loaded when first needed.
    head: OnceLock<O::Linear>,
    /// How much goes through at once.
    room: Room,
}

/// A batch made ready, and the rows that left the last block.
type Passed<O> = (<O as Ops>::Plan, <O as Ops>::Rows);

/// The order in which a block reaches its places.
const ORDER: [Place; 9] = [
    Place::Projection(Projection::Q),
    Place::Projection(Projection::K),
    Place::Projection(Projection::V),
    Place::Projection(Projection::O),
    Place::Gate,
    Place::Projection(Projection::Up),
    Place::Gated,
    Place::Projection(Projection::Down),
    Place::Hidden,
];

/// Which of a block's outputs somebody needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    /// Wanted places of this block, in [`ORDER`].
    places: [bool; ORDER.len()],
    /// Whether anything after this block is needed.
    goes_on: bool,
}

impl Need {
    /// Whether this place, or anything after it, is needed.
    fn reaches(self, place: Place) -> bool {
        let first = ORDER.iter().position(|&p| p == place).unwrap_or(ORDER.len());
        self.goes_on || self.places[first..].contains(&true)
    }

    /// Whether a hook wants this very place.
    fn wants(self, place: Place) -> bool {
        ORDER.iter().zip(self.places).any(|(&p, wanted)| p == place && wanted)
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

    /// How many tokens go through at once.
    pub const fn room(&self) -> &Room {
        &self.room
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
        let Some(last) = self.spec.layers.checked_sub(1) else { return Ok(()) };
        let site = Site { layer: last, place: Place::Normed };
        let to_the_end = hook.wants(site);
        let Some((plan, rows)) = self.pass(tokens, spans, hook, stop, to_the_end)?.filter(|_| to_the_end) else {
            return Ok(());
        };
        let normed = self.ops.rms_norm(&self.final_norm, &rows)?;
        hook.at(&Moment { ops: &self.ops, plan: &plan, site, head: self.head.get() }, &normed).map(|_| ())
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
        let head = self.head.get().ok_or(ReadError::NoHead)?;
        let (_, rows) = self.pass(tokens, spans, hook, stop, true)?.ok_or(ReadError::NoHead)?;
        let rows = self.ops.rms_norm(&self.final_norm, &rows)?;
        let scores = self.ops.project(head, 0..1, &rows)?;
        Ok(self.ops.values(&scores[0])?)
    }

    /// The rows that leave the last block anything is needed of, with the batch made ready; nothing where the pass ends
    /// inside a block.
    fn pass(
        &self,
        tokens: &[u32],
        spans: &[std::ops::Range<usize>],
        hook: &mut dyn Hook<O>,
        stop: &(dyn Fn() -> bool + Sync),
        to_the_end: bool,
    ) -> Result<Option<Passed<O>>, ReadError> {
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
            let pass =
                block::Pass { ops: &self.ops, spec: &self.spec, plan: &plan, layer, need, head: self.head.get() };
            rows = self.blocks[layer].run(&pass, entering, hook)?;
        }
        Ok(rows.map(|rows| (plan, rows)))
    }

    /// What is needed of each block, up to the last one anything is needed of.
    fn needs(&self, hook: &dyn Hook<O>, to_the_end: bool) -> Vec<Need> {
        let places = |layer| ORDER.map(|place| hook.wants(Site { layer, place }));
        let places: Vec<[bool; ORDER.len()]> = (0..self.spec.layers).map(places).collect();
        let last = places.iter().rposition(|block| block.contains(&true)).map_or(0, |layer| layer + 1);
        let end = if to_the_end { self.spec.layers } else { last };
        let need = |(layer, places)| Need { places, goes_on: to_the_end || layer + 1 < end };
        places.into_iter().take(end).enumerate().map(need).collect()
    }
}
