//! A map in the making: a work of many short steps that can be stopped between any two, written down and taken up again.

use serde::{Deserialize, Serialize};

use super::bytes::{Bytes, Unreadable, Writing};
use super::edges::{Edge, edges};
use super::graph::Graph;
use super::{Point, Space, descent, epochs, start};
use crate::numbers::random::mixed;

/// Documents whose neighbours are found in one step, where all are compared with all.
const AT_ONCE: usize = 512;
/// Trees, then rounds of descent at most, where they are not.
const TREES: usize = 4;
const ROUNDS: usize = 6;
/// A round that changes a smaller share of all places is the last.
const SETTLED: f64 = 0.002;

/// What a map is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapSettings {
    /// Neighbours of each document; fewer show finer parts, more the whole. UMAP's own number is 15.
    pub neighbours: usize,
    /// Rounds of drawing.
    pub epochs: usize,
    /// Pools of more documents have their neighbours found by descent instead of by comparing all with all.
    pub exact_up_to: usize,
    /// What chance starts from.
    pub seed: u64,
}

impl MapSettings {
    /// UMAP's own numbers for so many documents: 500 rounds up to 10,000, 200 beyond.
    #[must_use]
    pub const fn usual(documents: usize) -> Self {
        Self { neighbours: 15, epochs: if documents <= 10_000 { 500 } else { 200 }, exact_up_to: 20_000, seed: 1 }
    }

    fn k(&self, documents: usize) -> usize {
        self.neighbours.min(documents.saturating_sub(1))
    }
}

/// What a map in the making does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Looks for neighbours.
    Neighbours,
    /// Draws.
    Drawing,
    /// Nothing: it is done.
    Done,
}

/// A map in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Making {
    settings: MapSettings,
    documents: usize,
    /// Steps done, those of both stages together.
    done: usize,
    /// Descent ended before its last round.
    settled: bool,
    graph: Graph,
    /// Links of the graph that the last round found.
    fresh: Vec<bool>,
    points: Vec<Point>,
    /// Made of the graph when drawing begins; not written down.
    edges: Vec<Edge>,
}

impl Making {
    /// A map of so many documents, of which nothing is done.
    #[must_use]
    pub fn begin(documents: usize, settings: MapSettings) -> Self {
        let k = settings.k(documents);
        let (graph, fresh) = (Graph::empty(documents, k), vec![false; documents * k]);
        Self { settings, documents, done: 0, settled: false, graph, fresh, points: Vec::new(), edges: Vec::new() }
    }

    /// What comes next.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self.done {
            done if done < self.finding() => Stage::Neighbours,
            done if done < self.steps() => Stage::Drawing,
            _ => Stage::Done,
        }
    }

    /// Steps done of the present stage, and how many it has.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        match self.stage() {
            Stage::Neighbours => (self.done, self.finding()),
            Stage::Drawing | Stage::Done => (self.done - self.finding(), self.settings.epochs),
        }
    }

    /// Whether all documents are compared with all.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.documents <= self.settings.exact_up_to
    }

    /// Every document's place, once drawing has begun.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The neighbours, whole once drawing has begun.
    #[must_use]
    pub const fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Does one step, of some milliseconds to some seconds. Runs on the caller's rayon pool; neither its threads nor where
    /// the work was stopped before change a bit of what comes out.
    ///
    /// # Panics
    /// When the space has another number of documents.
    pub fn step(&mut self, space: &(impl Space + ?Sized)) {
        assert_eq!(space.len(), self.documents, "the documents that the map was begun with");
        match self.stage() {
            Stage::Neighbours if self.is_exact() => self.compare(space),
            Stage::Neighbours => self.search(space),
            Stage::Drawing => self.draw(space),
            Stage::Done => {}
        }
    }

    fn finding(&self) -> usize {
        if self.graph.k() == 0 {
            0
        } else if self.is_exact() {
            self.documents.div_ceil(AT_ONCE)
        } else {
            TREES + ROUNDS
        }
    }

    fn steps(&self) -> usize {
        self.finding() + self.settings.epochs
    }

    fn compare(&mut self, space: &(impl Space + ?Sized)) {
        let (from, k) = (self.done * AT_ONCE, self.graph.k());
        let range = from..self.documents.min(from + AT_ONCE);
        let found = space.nearest(range.clone(), k);
        self.graph.near_mut()[range.start * k..range.end * k].copy_from_slice(&found);
        self.done += 1;
    }

    fn search(&mut self, space: &(impl Space + ?Sized)) {
        let (graph, fresh) = (&mut self.graph, &mut self.fresh);
        let seed = mixed(self.settings.seed, self.done as u64);
        if self.done < TREES {
            descent::plant(space, graph, fresh, seed);
        } else if !self.settled {
            let changed = descent::descend(space, graph, fresh, seed);
            self.settled = (changed as f64) < SETTLED * fresh.len() as f64;
        }
        self.done += 1;
    }

    fn draw(&mut self, space: &(impl Space + ?Sized)) {
        if self.points.is_empty() {
            self.points = start::start(space, self.settings.seed);
        }
        if self.edges.is_empty() {
            self.edges = edges(&self.graph);
        }
        let epoch = self.done - self.finding();
        epochs::draw(&mut self.points, &self.edges, epoch, self.settings.epochs, self.settings.seed);
        self.done += 1;
    }

    /// As bytes, from which [`Self::resume`] goes on to the same map.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut to = Writing::default();
        for number in [self.documents, self.settings.neighbours, self.settings.epochs, self.settings.exact_up_to] {
            to.number(number);
        }
        to.0.extend(self.settings.seed.to_le_bytes());
        to.number(self.done);
        to.number(usize::from(self.settled));
        self.graph.write(&mut to);
        // Links are new or not only while descent lasts.
        let fresh = if self.stage() == Stage::Neighbours { self.fresh.as_slice() } else { &[] };
        to.number(fresh.len());
        to.0.extend(fresh.iter().map(|&fresh| u8::from(fresh)));
        to.number(self.points.len());
        to.numbers(self.points.iter().flatten().map(|value| value.to_bits()));
        to.0
    }

    /// Goes on from what was written.
    ///
    /// # Errors
    /// [`Unreadable`] when the bytes are cut off, or of other documents or settings.
    pub fn resume(written: &[u8], documents: usize, settings: MapSettings) -> Result<Self, Unreadable> {
        let mut from = Bytes(written);
        let MapSettings { neighbours, epochs, exact_up_to, seed } = settings;
        for expected in [documents, neighbours, epochs, exact_up_to, seed as usize] {
            if from.number()? != expected {
                return Err(Unreadable);
            }
        }
        let (done, settled) = (from.number()?, from.number()? != 0);
        let graph = Graph::read(&mut from, documents)?;
        if graph.k() != settings.k(documents) {
            return Err(Unreadable);
        }
        let new = from.number()?;
        let mut fresh: Vec<bool> = from.take(new)?.iter().map(|&byte| byte != 0).collect();
        fresh.resize(documents * graph.k(), false);
        let places = from.number()?;
        let values = from.numbers(places, 2)?;
        if !from.0.is_empty() || (places != 0 && places != documents) {
            return Err(Unreadable);
        }
        let points = values.as_chunks::<2>().0.iter().map(|point| point.map(f32::from_bits)).collect();
        Ok(Self { settings, documents, done, settled, graph, fresh, points, edges: Vec::new() })
    }
}
