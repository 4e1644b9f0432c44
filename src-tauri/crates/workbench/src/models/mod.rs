//! Models: what is on this computer, what could be, how it fits, and how it gets here.

pub mod hub;
