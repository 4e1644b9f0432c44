//! Likenesses with the examples' mean vector that are sums over its columns (arXiv 2503.15573, §2.4): the generalised
//! Jaccard likeness and the cosine. The Euclidean distance is the root of a sum and has no parts.

use super::{ColumnPart, Exactness, Explanation, Parts};
use crate::data::representation::Representation;
use crate::geometry::prototype::Prototype;

/// The columns that add to a document's likeness, largest first; they add up to it. Nothing where the metric is no sum.
#[must_use]
pub fn explained(
    of: Representation,
    prototype: &Prototype,
    entries: impl Iterator<Item = (usize, f32)> + Clone,
) -> Option<Explanation> {
    let parts = prototype.parts(entries)?;
    let exactness = if parts.iter().any(|one| one.1 < 0.0) { Exactness::Approximate } else { Exactness::Exact };
    let mut parts: Vec<ColumnPart> = parts
        .into_iter()
        .filter(|&(_, part)| part > 0.0)
        .map(|(column, part)| ColumnPart { column: column as u32, part })
        .collect();
    parts.sort_by(|a, b| b.part.total_cmp(&a.part).then(a.column.cmp(&b.column)));
    Some(Explanation { of, parts: Parts::Columns(parts), exactness })
}
