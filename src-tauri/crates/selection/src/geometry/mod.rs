//! How near vectors are to each other: cosines and distances, and what must be taken away before they mean something.

pub mod centring;
pub mod directions;
pub mod likeness;
pub mod look;
pub mod neighbours;
pub mod principal;
pub mod prototype;
pub mod residual;
pub mod semantic;
