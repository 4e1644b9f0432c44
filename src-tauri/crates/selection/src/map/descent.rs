//! Nearest neighbours of pools too large to compare all with all: neighbours of neighbours are likely neighbours
//! (NN-descent, Dong, Moses and Li 2011), from a start by a few trees.
//!
//! Each document looks for itself among what stood at the end of the last round, so that neither threads nor their order
//! change the result. It may miss neighbours; how many, the tests measure.

use rayon::prelude::*;

use super::graph::Graph;
use super::space::first;
use super::{Space, forest};
use crate::numbers::random::mixed;

/// Neighbours that a document shows to others, and as many that show it themselves.
const SHOWN: usize = 12;

/// Compares every document with those in one tree's leaf; gives how many places changed.
pub(super) fn plant(space: &(impl Space + ?Sized), graph: &mut Graph, fresh: &mut [bool], seed: u64) -> usize {
    let leaves = forest::leaves(space, seed);
    let mut leaf_of = vec![0u32; space.len()];
    for (leaf, documents) in leaves.iter().enumerate() {
        for &document in documents {
            leaf_of[document as usize] = leaf as u32;
        }
    }
    look(space, graph, fresh, |document, seen| seen.extend(&leaves[leaf_of[document] as usize]))
}

/// One round: every document looks at its neighbours' neighbours where a link on the way is new; gives how many places
/// changed.
pub(super) fn descend(space: &(impl Space + ?Sized), graph: &mut Graph, fresh: &mut [bool], seed: u64) -> usize {
    let links = Links::of(graph, fresh, seed);
    fresh.fill(false);
    look(space, graph, fresh, |document, seen| {
        for &(through, is_new) in links.of_document(document) {
            let beyond = links.of_document(through as usize).iter();
            seen.extend(beyond.filter(|link| is_new || link.1).map(|link| link.0));
        }
    })
}

/// Every document measures those that `show` names, and keeps the nearest.
fn look(
    space: &(impl Space + ?Sized),
    graph: &mut Graph,
    fresh: &mut [bool],
    show: impl Fn(usize, &mut Vec<u32>) + Sync,
) -> usize {
    let k = graph.k();
    let places = graph.near_mut().par_chunks_exact_mut(k).zip(fresh.par_chunks_exact_mut(k)).enumerate();
    let changed = places.map_init(Vec::new, |seen: &mut Vec<u32>, (document, (near, fresh))| {
        seen.clear();
        show(document, seen);
        seen.sort_unstable();
        seen.dedup();
        let is_other = |&&other: &&u32| other as usize != document && near.iter().all(|known| known.0 != other);
        let measured = |&other: &u32| (other, space.distance(document, other as usize));
        let farthest = near[k - 1].1;
        let mut all: Vec<(u32, f32)> =
            seen.iter().filter(is_other).map(measured).filter(|found| found.1 <= farthest).collect();
        if all.is_empty() {
            return 0;
        }
        let known: Vec<(u32, bool)> = near.iter().zip(fresh.iter()).map(|(near, fresh)| (near.0, *fresh)).collect();
        all.extend(near.iter().filter(|known| known.0 != u32::MAX));
        first(&mut all, k);
        all.resize(k, (u32::MAX, f32::INFINITY));
        let mut changed = 0;
        for ((place, fresh), found) in near.iter_mut().zip(fresh.iter_mut()).zip(all) {
            let before = known.iter().find(|known| known.0 == found.0).map(|known| known.1);
            changed += usize::from(before.is_none());
            (*place, *fresh) = (found, before.unwrap_or(true));
        }
        changed
    });
    changed.sum()
}

/// Some neighbours of every document and some that have it as theirs, each with whether the link is new.
struct Links {
    starts: Vec<usize>,
    links: Vec<(u32, bool)>,
}

impl Links {
    fn of(graph: &Graph, fresh: &[bool], seed: u64) -> Self {
        let (documents, k) = (graph.len(), graph.k());
        let shown = |document: usize| {
            let links = graph.of(document).iter().zip(&fresh[document * k..]).filter(|link| link.0.0 != u32::MAX);
            links.map(|(near, fresh)| (near.0, *fresh)).take(SHOWN)
        };
        let mut backwards: Vec<Vec<(u64, u32, bool)>> = vec![Vec::new(); documents];
        for document in 0..documents {
            for (other, fresh) in shown(document) {
                let drawn = mixed(seed ^ u64::from(other), document as u64);
                backwards[other as usize].push((drawn, document as u32, fresh));
            }
        }
        let of_document = |(document, mut back): (usize, Vec<(u64, u32, bool)>)| {
            // Who is shown by thousands looks at some of them, drawn anew each round.
            if back.len() > SHOWN {
                back.select_nth_unstable(SHOWN - 1);
                back.truncate(SHOWN);
            }
            let mut links: Vec<(u32, bool)> = shown(document).chain(back.into_iter().map(|b| (b.1, b.2))).collect();
            links.sort_unstable();
            links.dedup_by_key(|link| link.0);
            links
        };
        let all: Vec<Vec<(u32, bool)>> = backwards.into_par_iter().enumerate().map(of_document).collect();
        let mut starts = vec![0];
        starts.extend(all.iter().scan(0, |sum, links| {
            *sum += links.len();
            Some(*sum)
        }));
        Self { starts, links: all.concat() }
    }

    fn of_document(&self, document: usize) -> &[(u32, bool)] {
        &self.links[self.starts[document]..self.starts[document + 1]]
    }
}
