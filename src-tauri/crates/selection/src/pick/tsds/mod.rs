//! Balanced selection as optimal transport (TSDS, arXiv 2410.11303): near the examples, yet spread out, near-duplicates
//! counted as one.
//!
//! Every example has the mass `1/M` to give away; what it gives to a document costs their distance, and leaning on few
//! documents costs as well. With `γ` the mass, `d` the distance and `ρ` the density of near-duplicates the optimum of
//!
//! `(α/C) Σ γ_ij d_ij + (1 - α) M max_ij ρ_j |γ_ij - (1/ρ_j) / (M Σ 1/ρ)|`
//!
//! fills every example's neighbours in the order of their distance with `1/(ρ_j M s)` each until its mass is gone; one
//! number `s` is left to find. [`balanced`] finds it and gives each document its probability `Σ_i γ_ij`; [`drawn`]
//! draws from them. [`published()`] does as the published code does, its caps and its last step included.
//!
//! Deliberately absent: an index that finds most neighbours only, which the published code uses.

mod balanced;
mod density;
mod drawn;
mod error;
mod fill;
mod passed;
mod published;
mod reach;
mod stop;
mod support;
mod uniform;

pub use balanced::{Balanced, Spread, Wanted, balanced};
pub use density::{Densities, densities};
pub use drawn::{Draw, drawn, race};
pub use error::TsdsError;
pub use passed::{Passed, passed};
pub use published::published;
pub use reach::Reach;
pub use uniform::uniform;

#[cfg(test)]
mod tests;
