//! What is known of documents before anything is compared: neurons, vectors, texts, and all of it side by side.
//!
//! Every form stands under its [`representation::Representation`]; [`material::Material`] is what a method is given.

pub mod features;
pub mod lowered;
pub mod material;
pub mod ngrams;
pub mod projection;
pub mod representation;
pub mod texts;
pub mod vectors;
pub mod words;
