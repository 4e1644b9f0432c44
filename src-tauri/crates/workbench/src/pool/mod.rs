//! The pool: its documents as a table, filtered, counted, one by one, and how they get in and out.
//!
//! Documents lie in the project file; what tables and rankings ask of all of them at once is kept in columns in memory
//! ([`frame`]). Texts are derived from the kept bytes ([`texts`]).

pub mod alike;
pub mod batches;
pub mod columns;
pub mod describing;
pub mod document;
pub mod duplicates;
pub mod filter;
pub mod frame;
pub mod imports;
pub mod mapping;
pub mod preview;
pub mod special_strings;
pub mod table;
pub mod texts;
pub mod tokens;
