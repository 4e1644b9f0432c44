//! What the strongest neurons of a goal's examples say: counted, told from the pool's, and drawn.
//!
//! [`profile`] counts them, [`telling`] holds them against the pool, [`why`] and [`strip`] explain one document by them.

pub mod agreement;
pub mod layers;
pub mod pairs;
pub mod profile;
pub mod strip;
pub mod telling;
pub mod why;
