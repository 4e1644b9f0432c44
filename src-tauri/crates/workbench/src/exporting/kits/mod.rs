//! What training tools want beside the rows: a description of the data set, lines of a configuration, a card.

pub mod axolotl;
pub mod card;
pub mod llama_factory;
mod llama_rows;
