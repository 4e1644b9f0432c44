//! What the strongest neurons of a goal's examples say: counted, told from the pool's, and drawn.
//!
//! [`profile`] counts them, [`telling`] holds them against the pool, [`why`] and [`strip`] explain one document by them,
//! [`fired_by`] finds the documents that fire one of them, [`pair`] holds two texts or groups of texts against each other.

pub mod fired_by;
pub mod flow;
pub mod impacts;
pub mod layers;
pub mod pair;
pub mod pairs;
pub mod profile;
pub mod strip;
pub mod telling;
pub mod why;
