//! Hand-written loops for processors: packed matrix products, attention, norms, rope, gates, impacts.
//!
//! Why: in plain tensors a third of the time of reading a document goes into work that is no product, and the products
//! repack their weights at every call. Here weights are packed once, tokens of a batch lie without padding, and every
//! loop is chosen for the processor at run time ([`isa`]).
//!
//! Two promises hold throughout: a document's values are the same bits whatever shares its batch, and the same bits for
//! any number of threads (work is spread over the caller's rayon pool). So every output element is one fixed chain of
//! operations. Absent on purpose: models, tensors, files, devices.
//!
//! `unsafe` lives here and in the file that maps weights, nowhere else; each block says why it is sound, and each kernel has
//! a plain twin in the tests.

#![allow(unsafe_code)]
// Vector instructions and register tiles have no safe form; see the module's last paragraph.
// A body that is not inlined into its instruction set's wrapper would be compiled without that instruction set.
#![allow(clippy::inline_always)]

pub mod aligned;
pub mod attention;
pub mod elementwise;
pub mod exponent;
pub mod impact;
pub mod isa;
pub mod likelihood;
pub mod matmul;
pub mod norm;
pub mod pack;
pub mod peak;
pub mod rope;
mod softmax;
pub mod sparse;
mod tile;

#[cfg(test)]
mod twins;
