//! A first guess at neighbours: trees that halve the documents by which of two of them is nearer, until few are left
//! together. Needs nothing but distances, so that it serves vectors and sets of neurons alike.

use rayon::prelude::*;

use super::Space;
use crate::numbers::random::mixed;

/// Documents that stay together; each is compared with all others of its leaf.
const LEAF: usize = 40;

/// One tree's leaves: lists of documents, each in one of them. The same seed gives the same leaves with any number of
/// threads.
pub(super) fn leaves(space: &(impl Space + ?Sized), seed: u64) -> Vec<Vec<u32>> {
    halved(space, (0..space.len() as u32).collect(), seed)
}

fn halved(space: &(impl Space + ?Sized), mut documents: Vec<u32>, seed: u64) -> Vec<Vec<u32>> {
    if documents.len() <= LEAF {
        return vec![documents];
    }
    let drawn = |draw: u64| documents[(mixed(seed, draw) % documents.len() as u64) as usize] as usize;
    let (left, right) = (drawn(0), (1..8).map(drawn).find(|&other| other != drawn(0)).unwrap_or(drawn(1)));
    let leaning: Vec<f32> = documents
        .par_iter()
        .map(|&one| space.distance(one as usize, left) - space.distance(one as usize, right))
        .collect();
    let mut order: Vec<(f32, u32)> = leaning.into_iter().zip(documents.iter().copied()).collect();
    let half = order.len() / 2;
    // By the document where distances are the same: a pile of duplicates is halved too.
    order.select_nth_unstable_by(half, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    documents.clear();
    let of = |some: &[(f32, u32)]| {
        let mut some: Vec<u32> = some.iter().map(|one| one.1).collect();
        // Selection leaves each half in an order of its own making.
        some.sort_unstable();
        some
    };
    let (near, far) = (of(&order[..half]), of(&order[half..]));
    drop(order);
    let (mut near, far) = rayon::join(|| halved(space, near, mixed(seed, 8)), || halved(space, far, mixed(seed, 9)));
    near.extend(far);
    near
}
