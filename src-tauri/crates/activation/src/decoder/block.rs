//! One decoder block: attention, then the gated feed-forward block, each beside the residual stream.

use selection::Projection;

use super::Need;
use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Hook, Moment, Place, Site};
use crate::ops::Ops;

/// A block's weights.
pub(super) struct Block<O: Ops> {
    pub(super) attention_norm: O::Norm,
    /// q, k, v.
    pub(super) qkv: O::Linear,
    pub(super) q_norm: Option<O::Norm>,
    pub(super) k_norm: Option<O::Norm>,
    pub(super) o: O::Linear,
    pub(super) after_attention: Option<O::Norm>,
    pub(super) mlp_norm: O::Norm,
    /// gate, up.
    pub(super) gate_up: O::Linear,
    pub(super) down: O::Linear,
    pub(super) after_mlp: Option<O::Norm>,
}

/// The gate's and the up map's outputs, each where it is needed.
type Halves<R> = (Option<R>, Option<R>);

/// What a block is run with.
pub(super) struct Pass<'a, O: Ops> {
    pub(super) ops: &'a O,
    pub(super) spec: &'a Spec,
    pub(super) plan: &'a O::Plan,
    pub(super) layer: usize,
    pub(super) need: Need,
    pub(super) head: Option<&'a O::Linear>,
}

impl<O: Ops> Pass<'_, O> {
    /// Shows a site's rows to the hook, where it wants them.
    fn show(&self, hook: &mut dyn Hook<O>, place: Place, rows: O::Rows) -> Result<O::Rows, ReadError> {
        if !self.need.wants(place) {
            return Ok(rows);
        }
        let site = Site { layer: self.layer, place };
        let moment = Moment { ops: self.ops, plan: self.plan, site, head: self.head };
        Ok(hook.at(&moment, &rows)?.unwrap_or(rows))
    }
}

impl<O: Ops> Block<O> {
    /// The rows that leave the block, or nothing where no later work is needed.
    pub(super) fn run(
        &self,
        pass: &Pass<'_, O>,
        rows: O::Rows,
        hook: &mut dyn Hook<O>,
    ) -> Result<Option<O::Rows>, ReadError> {
        let Some(attended) = self.attention(pass, &rows, hook)? else {
            return Ok(None);
        };
        let rows = pass.ops.add(rows, &attended)?;
        let Some(fed) = self.feed_forward(pass, &rows, hook)? else {
            return Ok(None);
        };
        let rows = pass.ops.add(rows, &fed)?;
        drop(fed);
        pass.show(hook, Place::Hidden, rows).map(Some)
    }

    fn attention(
        &self,
        pass: &Pass<'_, O>,
        rows: &O::Rows,
        hook: &mut dyn Hook<O>,
    ) -> Result<Option<O::Rows>, ReadError> {
        let normed = pass.ops.rms_norm(&self.attention_norm, rows)?;
        let Some([q, k, v]) = self.queries_keys_values(pass, &normed, hook)? else {
            return Ok(None);
        };
        drop(normed);
        let rope = pass.spec.blocks[pass.layer].rope;
        let (q, k) = match rope {
            Some(rope) => (pass.ops.rotate(q, pass.plan, rope)?, pass.ops.rotate(k, pass.plan, rope)?),
            None => (q, k),
        };
        let seen = pass.ops.attend(pass.spec.heads_of(pass.layer), [&q, &k, &v], pass.plan)?;
        drop((q, k, v));
        let out = only(pass.ops.project(&self.o, 0..1, &seen)?);
        let out = pass.show(hook, Place::Projection(Projection::O), out)?;
        if !pass.need.reaches(Place::Gate) {
            return Ok(None);
        }
        after(pass.ops, self.after_attention.as_ref(), out).map(Some)
    }

    /// q, k and v before rope; nothing where no work after them is needed.
    fn queries_keys_values(
        &self,
        pass: &Pass<'_, O>,
        normed: &O::Rows,
        hook: &mut dyn Hook<O>,
    ) -> Result<Option<[O::Rows; 3]>, ReadError> {
        let goes_on = pass.need.reaches(Place::Projection(Projection::O));
        let names = [Projection::Q, Projection::K, Projection::V];
        let needed = names.map(|projection| goes_on || pass.need.wants(Place::Projection(projection)));
        let first = needed.iter().position(|&n| n).unwrap_or(0);
        let last = needed.iter().rposition(|&n| n).unwrap_or(2);
        let parts = pass.ops.project(&self.qkv, first..last + 1, normed)?;
        let mut shown = Vec::with_capacity(3);
        for (&projection, part) in names[first..=last].iter().zip(parts) {
            let norm = match projection {
                Projection::Q => self.q_norm.as_ref(),
                Projection::K => self.k_norm.as_ref(),
                _ => None,
            };
            let part = match norm {
                Some(norm) => pass.ops.head_norm(norm, part)?,
                None => part,
            };
            shown.push(pass.show(hook, Place::Projection(projection), part)?);
        }
        Ok(if goes_on { <[O::Rows; 3]>::try_from(shown).ok() } else { None })
    }

    /// The outputs of the gate's and of the up map, each where it is needed.
    fn gate_and_up(
        &self,
        pass: &Pass<'_, O>,
        rows: &O::Rows,
        hook: &mut dyn Hook<O>,
    ) -> Result<Halves<O::Rows>, ReadError> {
        let both = pass.need.reaches(Place::Gated);
        let needs_gate = both || pass.need.wants(Place::Gate);
        let needs_up = both || pass.need.wants(Place::Projection(Projection::Up));
        let normed = pass.ops.rms_norm(&self.mlp_norm, rows)?;
        let wanted = usize::from(!needs_gate)..1 + usize::from(needs_up);
        let mut parts = pass.ops.project(&self.gate_up, wanted, &normed)?.into_iter();
        drop(normed);
        let mut show = |place| parts.next().map(|part| pass.show(hook, place, part)).transpose();
        let gate = if needs_gate { show(Place::Gate)? } else { None };
        let up = if needs_up { show(Place::Projection(Projection::Up))? } else { None };
        Ok((gate, up))
    }

    fn feed_forward(
        &self,
        pass: &Pass<'_, O>,
        rows: &O::Rows,
        hook: &mut dyn Hook<O>,
    ) -> Result<Option<O::Rows>, ReadError> {
        let (gate, up) = self.gate_and_up(pass, rows, hook)?;
        let Some((gate, up)) = gate.zip(up).filter(|_| pass.need.reaches(Place::Gated)) else {
            return Ok(None);
        };
        let gated = pass.ops.gated(pass.spec.activation, gate, &up)?;
        drop(up);
        let gated = pass.show(hook, Place::Gated, gated)?;
        if !pass.need.reaches(Place::Projection(Projection::Down)) {
            return Ok(None);
        }
        let down = only(pass.ops.project(&self.down, 0..1, &gated)?);
        let down = pass.show(hook, Place::Projection(Projection::Down), down)?;
        if !pass.need.reaches(Place::Hidden) {
            return Ok(None);
        }
        after(pass.ops, self.after_mlp.as_ref(), down).map(Some)
    }
}

/// The rows of a product with one part.
fn only<R>(parts: Vec<R>) -> R {
    parts.into_iter().next().expect("one part was asked for")
}

/// A norm that stands after a half of the block, where the family has one.
fn after<O: Ops>(ops: &O, norm: Option<&O::Norm>, rows: O::Rows) -> Result<O::Rows, ReadError> {
    Ok(match norm {
        Some(norm) => ops.rms_norm(norm, &rows)?,
        None => rows,
    })
}
