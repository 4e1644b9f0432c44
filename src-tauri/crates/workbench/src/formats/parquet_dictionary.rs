//! How long the values of a Parquet file's dictionaries are, looked at before any row is made.
//!
//! A dictionary holds a value once, however many rows have it: a file of a few kilobytes can ask for gigabytes. The
//! file's own sums do not tell, so the dictionaries are read, and batches are made so small that they stay bounded.

use std::fs::File;
use std::sync::Arc;

use parquet::basic::Type;
use parquet::column::page::{Page, PageReader};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

use super::error::FormatError;
use super::parquet_rows::unreadable;

/// Bytes of the longest value in any dictionary of texts; 0 where there is none.
pub(super) fn longest_value(file: File, metadata: &ParquetMetaData) -> Result<usize, FormatError> {
    let file = Arc::new(file);
    let mut longest = 0;
    for group in metadata.row_groups() {
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        for column in group.columns() {
            if column.dictionary_page_offset().is_none() || column.column_type() != Type::BYTE_ARRAY {
                continue;
            }
            let pages = SerializedPageReader::new(Arc::clone(&file), column, rows, None);
            let first = pages.and_then(|mut pages| pages.get_next_page()).map_err(|error| unreadable(&error))?;
            if let Some(Page::DictionaryPage { buf, .. }) = first {
                longest = longest.max(longest_in(&buf));
            }
        }
    }
    Ok(longest)
}

/// The longest of texts that stand behind each other, each behind its length (u32, little endian).
fn longest_in(mut values: &[u8]) -> usize {
    let mut longest = 0;
    while let Some((length, rest)) = values.split_first_chunk::<4>() {
        // A length beyond the page is the decoder's to refuse; it is no value that could be made.
        let length = (u32::from_le_bytes(*length) as usize).min(rest.len());
        longest = longest.max(length);
        values = &rest[length..];
    }
    longest
}
