//! Records out: the original rows, in any order, as JSONL, JSON, CSV or Parquet, with columns added, or made over into what
//! training tools read ([`forms`]).
//!
//! A file appears under its name only when it is whole ([`AtomicFile`]), a folder of files likewise ([`AtomicFolder`]); what
//! a killed writer left is known by its name and its lock, and cleared away by the next one ([`remove_stale`]). Rows are
//! streamed; a row that goes back to the layout it came from keeps its bytes. What cannot be kept is said at [`Layout`].
//!
//! Deliberately absent: which rows, in which order, and the passport beside the file. Those belong to the export itself.

mod atomic;
mod cells;
mod error;
mod extra;
mod folder;
pub mod forms;
mod jsonl;
mod layout;
mod moving;
mod parquet_out;
mod partial;
mod records;

pub use atomic::AtomicFile;
pub use error::WriteError;
pub use extra::{Extra, ExtraKind, ExtraValue};
pub use folder::AtomicFolder;
pub use layout::{Layout, OutFormat, SeenColumns};
pub use partial::remove_stale;
pub(crate) use partial::sync_folder;
pub use records::{RecordWriter, Written, write_all};

pub(crate) use parquet_out::JsonToParquet;
