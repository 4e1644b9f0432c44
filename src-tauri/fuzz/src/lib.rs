//! What each fuzz target does with its bytes. The ordinary tests include the same files and replay the corpus with them.

pub mod data_gates;
pub mod model_gates;
