//! The `s` that gives mass to as many documents as a person asks for.
//!
//! Which documents take mass only grows with `s`, so the rule needs no search: each document has an `s` above which it
//! takes part, and the wanted one lies between two of these.

use super::reach::Reach;

/// What differs by less than this share entered at the same time.
const ROUNDING: f64 = 1e-12;

/// The largest `s` at which no more documents take mass than must for `support` of them to do so; none where the
/// neighbours looked at do not say it. Everything there is where that is not more than `support`.
pub(super) fn s_for(reach: &Reach, support: usize) -> Option<f64> {
    let mut entries = entries(reach);
    entries.sort_unstable_by(f64::total_cmp);
    let mut place = support.max(1).min(entries.len());
    while place < entries.len() && entries[place] <= entries[place - 1] * (1.0 + ROUNDING) {
        place += 1;
    }
    if place == entries.len() {
        return reach.is_whole().then(|| reach.total_weight());
    }
    let s = entries[place];
    (reach.is_whole() || s <= known_up_to(reach)).then_some(s)
}

/// Above which `s` a document takes mass, of every document within reach: the weights before it, of the example where
/// that is least.
fn entries(reach: &Reach) -> Vec<f64> {
    let mut entries = vec![f64::INFINITY; reach.rows()];
    for example in 0..reach.examples() {
        let mut before = 0.0;
        for &row in reach.example(example).0 {
            let entry = &mut entries[row as usize];
            *entry = entry.min(before);
            before += reach.weight(row);
        }
    }
    entries.retain(|entry| entry.is_finite());
    entries
}

/// The `s` up to which every example's neighbours are known.
fn known_up_to(reach: &Reach) -> f64 {
    let of = |example: usize| reach.example(example).0.iter().map(|&row| reach.weight(row)).sum::<f64>();
    (0..reach.examples()).map(of).fold(f64::INFINITY, f64::min)
}
