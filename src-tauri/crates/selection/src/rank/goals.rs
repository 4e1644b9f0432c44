//! Several goals on one pool: each has its ranking and its share of the budget (arXiv 2604.15706, §3.3).
//!
//! Not a cut but an order: the goals take turns, so that every head of it is a selection with these shares. The published
//! code cuts each goal's ranking by itself and lays the parts end to end; that is [`super::merge`], and leaves a document
//! that two goals take there twice. Here it is taken once, and the other goal goes on with its next.

use crate::duplicates::Groups;

/// One document of a selection by several goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Which goal took it, from 0.
    pub goal: usize,
    /// The document.
    pub document: u32,
}

/// Lets goals take documents in turn, each from its own ranking the best that is still there, until nothing is.
///
/// The next turn is the goal's for which `(taken so far + half of the next one's cost) / weight` is least, the first of
/// equals: the rule of Webster and Sainte-Laguë, by which a longer head takes nothing back. Goals whose weight is not
/// above 0 take nothing. Of a group of duplicates one document is taken, by whichever goal comes first.
///
/// # Shapes
/// `rankings` and `weights` have an entry for each goal; `costs` one for each document of the pool: 1 for shares of
/// documents, tokens for shares of tokens; 0 counts as 1.
///
/// # Panics
/// When there are not as many weights as rankings, or a ranked document has no cost or group.
#[must_use]
pub fn shared(rankings: &[&[u32]], weights: &[f64], costs: &[u64], groups: &Groups) -> Vec<Taken> {
    assert_eq!(rankings.len(), weights.len(), "a weight for every goal");
    let mut is_gone = vec![false; groups.documents()];
    let mut queues: Vec<Queue> =
        rankings.iter().zip(weights).map(|(left, &weight)| Queue { left, weight, spent: 0.0 }).collect();
    let mut all = Vec::new();
    loop {
        let mut next: Option<(f64, usize, u32)> = None;
        for (goal, queue) in queues.iter_mut().enumerate().filter(|(_, queue)| queue.weight > 0.0) {
            let Some(document) = queue.first(|document| is_gone[groups.head(document as usize) as usize]) else {
                continue;
            };
            let place = (queue.spent + cost(costs, document) / 2.0) / queue.weight;
            if next.is_none_or(|(least, ..)| place < least) {
                next = Some((place, goal, document));
            }
        }
        let Some((_, goal, document)) = next else { break all };
        is_gone[groups.head(document as usize) as usize] = true;
        queues[goal].spent += cost(costs, document);
        all.push(Taken { goal, document });
    }
}

fn cost(costs: &[u64], document: u32) -> f64 {
    costs[document as usize].max(1) as f64
}

/// What a goal has not looked at yet, and what it has taken.
struct Queue<'a> {
    left: &'a [u32],
    weight: f64,
    spent: f64,
}

impl Queue<'_> {
    /// The best document that is still there.
    fn first(&mut self, is_gone: impl Fn(u32) -> bool) -> Option<u32> {
        while let Some((&document, rest)) = self.left.split_first() {
            if !is_gone(document) {
                return Some(document);
            }
            self.left = rest;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::texts::Texts;
    use crate::duplicates::exact;

    const A: &[u32] = &[0, 1, 2, 3];
    const B: &[u32] = &[1, 3, 0, 2];

    fn taken(weights: &[f64], costs: &[u64], groups: &Groups) -> Vec<(usize, u32)> {
        shared(&[A, B], weights, costs, groups).into_iter().map(|taken| (taken.goal, taken.document)).collect()
    }

    #[test]
    fn goals_take_turns_and_what_one_took_the_other_passes_over() {
        assert_eq!(taken(&[1.0, 1.0], &[1; 4], &Groups::none(4)), [(0, 0), (1, 1), (0, 2), (1, 3)]);
    }

    #[test]
    fn weights_divide_every_head_and_a_goal_without_weight_takes_nothing() {
        // Places: 1/6, 3/6, 5/6 for the first goal and 1/2, 3/2 for the second; the first of equals goes first.
        assert_eq!(taken(&[3.0, 1.0], &[1; 4], &Groups::none(4)), [(0, 0), (0, 1), (1, 3), (0, 2)]);
        assert_eq!(taken(&[0.0, 1.0], &[1; 4], &Groups::none(4)), [(1, 1), (1, 3), (1, 0), (1, 2)]);
        assert!(taken(&[0.0, f64::NAN], &[1; 4], &Groups::none(4)).is_empty());
    }

    #[test]
    fn shares_of_tokens_count_what_a_document_costs() {
        // The second goal's first document is as long as three others: it waits until the first goal has as much.
        assert_eq!(taken(&[1.0, 1.0], &[10, 30, 10, 10], &Groups::none(4)), [(0, 0), (1, 1), (0, 2), (0, 3)]);
    }

    #[test]
    fn of_a_group_of_duplicates_one_is_taken_by_whichever_goal_comes_first() {
        let texts: Texts = ["a", "b", "c", "b"].into_iter().collect();
        assert_eq!(taken(&[1.0, 1.0], &[1; 4], &exact(&texts)), [(0, 0), (1, 1), (0, 2)]);
    }
}
