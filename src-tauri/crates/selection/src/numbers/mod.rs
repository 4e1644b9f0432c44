//! Plain arithmetic that knows nothing of documents: seeded randomness, products, summaries, shares.

pub mod dot;
pub mod percentiles;
pub mod product;
pub mod random;
pub mod share;
pub mod standard;
pub mod summary;
