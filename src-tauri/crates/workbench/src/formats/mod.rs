//! Foreign files as a stream of records.
//!
//! [`Source::open`] says what a file or folder is; [`Source::rows`] streams its rows, each with the bytes it had in the
//! file; [`guess`] and [`Mapping::apply`] turn a row into the document that models read. Nothing here holds more than one
//! row (one batch for Parquet) in memory, and a bad row never stops the stream: it comes out as [`Item::SetAside`] with
//! its bytes and a plain [`Reason`].
//!
//! Deliberately absent: the project file (nothing here knows where records go), tokenizers, and any format that runs
//! code when it is opened (pickles are refused by name and by their first bytes).

mod chat;
mod columns;
mod delimited;
mod dialect;
mod encoding;
mod error;
mod fields;
mod folder;
mod found;
mod guess;
mod gzip;
mod input;
mod json_scanner;
mod json_shape;
mod json_values;
mod lines;
mod mapping;
mod notice;
mod opened;
mod parquet_dictionary;
mod parquet_rows;
mod raw_rows;
mod reason;
mod record;
mod rows;
mod source;

pub mod features_file;
pub mod vectors_file;

pub use chat::Turn;
pub use dialect::{Dialect, ESCAPED_COLUMN};
pub use encoding::Encoding;
pub use error::FormatError;
pub use fields::{Fields, Value};
pub use found::{Column, Compression, Format, Found, RecordKind};
pub use guess::guess;
pub use input::{Limits, ReadOptions};
pub use mapping::{Mapped, Mapping, TextRule};
pub(crate) use mapping::{tokens, written};
pub use notice::Notice;
pub(crate) use parquet_rows::schema_from;
pub use reason::Reason;
pub use record::{FileHead, Item, Record, RowFormat, SetAside};
pub use rows::Rows;
pub use source::{Source, sniff};
