//! What every card starts from: the rankings, random picks of the same size, the pool, the goal's examples.

use std::sync::Arc;

use selection::Texts;
use selection::evidence::resample::{sample, shuffled};
use selection::random::mixed;

use super::table::{Table, plain, spread};
use crate::compare::{Compared, MOST};
use crate::operations::Failure;
use crate::operations::compare::Interval;
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceQuery, EvidenceUnit};
use crate::operations::ranking::Budget;
use crate::ranking::Rankings;
use crate::session::Session;
use crate::store::example::{self, Example};

/// Random picks that stand beside the selections.
const PICKS: u64 = 5;

/// A card's question with what it is about.
pub struct Asked<'a> {
    /// The open project.
    pub session: &'a Session,
    /// The rankings that are kept.
    pub rankings: &'a Rankings,
    /// The question.
    pub query: &'a EvidenceQuery,
    /// Its rankings.
    pub compared: Compared,
    /// The examples of the first ranking's goal that count: the ticked ones, or those the ranking names.
    pub ticked: Vec<Example>,
    /// Those that are not: held back.
    pub held_back: Vec<Example>,
    /// The pool's documents, those left out of the first ranking as examples not among them.
    pub pool: Vec<u32>,
    /// Orders of the pool, each of another seed.
    random: Vec<Vec<u32>>,
}

impl<'a> Asked<'a> {
    /// Gathers it.
    ///
    /// # Errors
    /// As [`Compared::of`], and what the store says.
    pub fn of(session: &'a Session, rankings: &'a Rankings, query: &'a EvidenceQuery) -> Result<Self, Failure> {
        let compared = Compared::of(rankings, &query.compare, 1..=MOST)?;
        let first = &compared.sides[0].kept;
        let examples = session.read(|c| example::of_goal(c, first.view.query.goal))?;
        let wanted = examples.into_iter().filter(|one| !one.unwanted);
        let (ticked, held_back) = wanted.partition(|one: &Example| first.view.query.counts(one.example, one.ticked));
        let frame = compared.frame();
        let is_left_out = |position: usize| {
            !first.view.query.keep_examples && first.example_rows.binary_search(&frame.rows[position]).is_ok()
        };
        let pool: Vec<u32> = (0..frame.len()).filter(|&p| !is_left_out(p)).map(|p| p as u32).collect();
        let order = |pick| shuffled(pool.len(), mixed(query.seed, pick)).into_iter().map(|place| pool[place]).collect();
        let random = (0..PICKS).map(order).collect();
        Ok(Self { session, rankings, query, compared, ticked, held_back, pool, random })
    }

    /// Orders of the pool by chance.
    pub fn random_orders(&self) -> &[Vec<u32>] {
        &self.random
    }

    /// Random picks within the budget.
    pub fn random_picks(&self) -> Vec<&[u32]> {
        self.random.iter().map(|order| self.cut(order)).collect()
    }

    /// What of an order of documents is within the budget.
    pub fn cut<'o>(&self, order: &'o [u32]) -> &'o [u32] {
        let tokens = &self.compared.sides[0].kept.pool.tokens;
        let budget = match self.compared.budget {
            Budget::Documents { documents } => selection::Budget::Documents(documents as usize),
            Budget::Tokens { tokens } => selection::Budget::Tokens(tokens),
            Budget::Ratio { ratio } => selection::Budget::Ratio(ratio),
        };
        let tokens: Vec<u64> = order.iter().map(|&document| tokens[document as usize]).collect();
        // The rankings were cut by it already.
        &order[..budget.cut(&tokens).map_or(0, |cut| cut.documents)]
    }

    /// A table with a column for each ranking, one for random picks and one for the pool, then these.
    pub fn table(&self, more: &[EvidenceColumn]) -> Table {
        let own = [EvidenceColumn::Random, EvidenceColumn::Pool];
        Table::of(self.compared.sides.len(), &[own.as_slice(), more].concat())
    }

    /// Adds a measure of each ranking's selection, of random picks and of the pool.
    pub fn measured(
        &self,
        table: &mut Table,
        (measure, better, unit): (&str, Better, EvidenceUnit),
        of: impl Fn(&[u32]) -> Option<f64>,
        last: Option<Interval>,
    ) {
        let selections = self.compared.selections();
        let mut values: Vec<Option<Interval>> = selections.into_iter().map(|s| of(s).map(plain)).collect();
        let picks: Vec<f64> = self.random_picks().into_iter().filter_map(&of).collect();
        values.push(spread(&picks));
        values.push(of(&self.pool).map(plain));
        values.extend(last.map(Some));
        table.row(measure, better, unit, values);
    }

    /// At most `most` of some documents, drawn by the question's seed; all where there are no more.
    pub fn sampled(&self, documents: &[u32], most: usize) -> Vec<u32> {
        sample(documents.len(), most, self.query.seed).into_iter().map(|place| documents[place]).collect()
    }

    /// The texts of the pool.
    pub fn texts(&self) -> Result<Arc<Texts>, Failure> {
        self.session.pool_texts(self.compared.frame())
    }
}

/// Texts of examples.
pub fn texts_of(examples: &[Example]) -> Texts {
    examples.iter().map(|one| one.text.as_str()).collect()
}
