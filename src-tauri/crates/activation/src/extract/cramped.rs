//! For tests: arithmetic on a device whose memory runs out at so many tokens.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::OpsError;
use crate::ops::room::tests::refusal;
use crate::ops::{Activation, Batch, Heads, Ops, Part, TokenLikelihood};
use crate::weights::Weight;

/// What is refused of a batch that is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refuses {
    /// Attention, from the second layer on.
    Attention,
    /// What the head's second block of rows says.
    SecondBlockOfTheHead,
}

/// Other arithmetic in a small room.
pub struct Cramped<O> {
    inner: O,
    refuses: Refuses,
    takes: usize,
    /// Tokens of the batch at work.
    at_work: AtomicUsize,
    /// Calls of what is refused, since the batch was planned.
    calls: AtomicUsize,
    refused: AtomicUsize,
}

impl<O> Cramped<O> {
    /// A room for `takes` tokens.
    pub const fn new(inner: O, refuses: Refuses, takes: usize) -> Self {
        let (at_work, calls, refused) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        Self { inner, refuses, takes, at_work, calls, refused }
    }

    /// How often it refused.
    pub fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    /// The first call for a batch goes through, the second does not where the batch is too large.
    fn allows(&self, what: Refuses) -> Result<(), OpsError> {
        let is_first = what != self.refuses || self.calls.fetch_add(1, Ordering::Relaxed) == 0;
        if is_first || self.at_work.load(Ordering::Relaxed) <= self.takes {
            return Ok(());
        }
        self.refused.fetch_add(1, Ordering::Relaxed);
        Err(refusal().into())
    }
}

impl<O: Ops> Ops for Cramped<O> {
    type Rows = O::Rows;
    type Linear = O::Linear;
    type Norm = O::Norm;
    type Table = O::Table;
    type Plan = O::Plan;

    fn label(&self) -> String {
        self.inner.label()
    }

    fn batch_tokens(&self) -> usize {
        self.inner.batch_tokens()
    }

    fn linear(&self, parts: Vec<Part>) -> Result<O::Linear, OpsError> {
        self.inner.linear(parts)
    }

    fn norm(&self, weight: Vec<f32>, epsilon: f32) -> Result<O::Norm, OpsError> {
        self.inner.norm(weight, epsilon)
    }

    fn table(&self, weight: Weight) -> Result<O::Table, OpsError> {
        self.inner.table(weight)
    }

    fn plan(&self, batch: Batch<'_>) -> Result<O::Plan, OpsError> {
        self.at_work.store(batch.tokens.len(), Ordering::Relaxed);
        self.calls.store(0, Ordering::Relaxed);
        self.inner.plan(batch)
    }

    fn embed(&self, table: &O::Table, plan: &O::Plan, scale: f32) -> Result<O::Rows, OpsError> {
        self.inner.embed(table, plan, scale)
    }

    fn rms_norm(&self, norm: &O::Norm, rows: &O::Rows) -> Result<O::Rows, OpsError> {
        self.inner.rms_norm(norm, rows)
    }

    fn head_norm(&self, norm: &O::Norm, rows: O::Rows) -> Result<O::Rows, OpsError> {
        self.inner.head_norm(norm, rows)
    }

    fn project(&self, linear: &O::Linear, wanted: Range<usize>, rows: &O::Rows) -> Result<Vec<O::Rows>, OpsError> {
        self.inner.project(linear, wanted, rows)
    }

    fn rotate(&self, rows: O::Rows, plan: &O::Plan, rope: usize) -> Result<O::Rows, OpsError> {
        self.inner.rotate(rows, plan, rope)
    }

    fn attend(&self, heads: Heads, qkv: [&O::Rows; 3], plan: &O::Plan) -> Result<O::Rows, OpsError> {
        self.allows(Refuses::Attention)?;
        self.inner.attend(heads, qkv, plan)
    }

    fn add(&self, rows: O::Rows, more: &O::Rows) -> Result<O::Rows, OpsError> {
        self.inner.add(rows, more)
    }

    fn gated(&self, activation: Activation, gate: O::Rows, up: &O::Rows) -> Result<O::Rows, OpsError> {
        self.inner.gated(activation, gate, up)
    }

    fn mean_abs(&self, rows: &O::Rows, plan: &O::Plan) -> Result<Vec<f32>, OpsError> {
        self.inner.mean_abs(rows, plan)
    }

    fn select(&self, rows: &O::Rows, places: &[u32]) -> Result<O::Rows, OpsError> {
        self.inner.select(rows, places)
    }

    fn silenced(&self, rows: &O::Rows, columns: &[u32]) -> Result<O::Rows, OpsError> {
        self.inner.silenced(rows, columns)
    }

    fn likelihoods(&self, scores: &O::Rows, came: &[u32]) -> Result<Vec<TokenLikelihood>, OpsError> {
        self.allows(Refuses::SecondBlockOfTheHead)?;
        self.inner.likelihoods(scores, came)
    }

    fn values(&self, rows: &O::Rows) -> Result<Vec<f32>, OpsError> {
        self.inner.values(rows)
    }
}
