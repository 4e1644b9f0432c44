//! A picture of a pool in the plane: texts that are alike lie near each other.
//!
//! The way of a map: a [`Space`] says how far two documents are apart, by what they say ([`Meanings`]) or by which neurons
//! they fire ([`Firings`], one less the share in common, never the neurons' numbers). Each document's nearest others
//! ([`Graph`]) become edges with weights, the documents start where a few of them as landmarks put them, and rounds of
//! pulling along edges and pushing at random draw the picture (UMAP, arXiv 1802.03426). [`Making`] is all of this as a
//! work that can be stopped between any two steps, written down, and taken up again with the same bytes at its end.
//! Beside it stand what is read off a finished picture: how far it can be trusted ([`trustworthiness`]), its groups
//! ([`Groups`]) with their telling words ([`labels`]), and what an outline encloses ([`Outline`]).
//!
//! A crate for this was looked at and not taken: those there are take vectors and no distance of one's own, run from
//! start to end without a state to keep, and draw other pictures with other numbers of threads. What is left out of the
//! published algorithm on purpose: its exponent of the distance in the picture is 1 here (Student's t, as in `LargeVis`), so
//! that a step needs no powers and every computer draws the same picture from the same edges; its start is by landmarks,
//! because eigenvectors of the graph fall apart where the graph does. Deliberately absent: new documents put into a
//! finished map, and maps of more than two dimensions.

mod bytes;
mod descent;
mod edges;
mod epochs;
mod firings;
mod forest;
mod graph;
mod groups;
pub mod labels;
mod making;
mod meanings;
mod outline;
mod space;
mod start;
mod trust;

pub use bytes::Unreadable;
pub use firings::Firings;
pub use graph::Graph;
pub use groups::{Groups, NO_GROUP};
pub use making::{Making, MapSettings, Stage};
pub use meanings::Meanings;
pub use outline::Outline;
pub use space::Space;
pub use trust::trustworthiness;

/// A document's place in the picture.
pub type Point = [f32; 2];

#[cfg(test)]
mod tests;
