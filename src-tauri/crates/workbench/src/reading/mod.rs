//! Reading documents with a model: the seam behind which the model runs, and what was read, in memory.
//!
//! The model runs where its failure costs a job and not the window: in a child process ([`child`], [`worker`]), or in
//! this one for tests and tools ([`in_process`]). What goes in and what comes out is the same and can be serialised
//! ([`seam`]). A child process is held to so much memory ([`limit`]).

pub(crate) mod again;
pub(crate) mod child;
pub(crate) mod chosen_latents;
pub(crate) mod counted;
mod fallback;
pub(crate) mod in_process;
pub(crate) mod kept_rows;
mod last_words;
pub(crate) mod learning;
pub(crate) mod limit;
pub(crate) mod loaded;
pub(crate) mod seam;
pub(crate) mod silence;
pub(crate) mod training;
pub(crate) mod vectors;
pub mod worker;
