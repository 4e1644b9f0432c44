//! What is worth knowing about a file that is read all the same.

use serde::{Deserialize, Serialize};

use super::encoding::Encoding;

/// Something a person should know about a source; reading goes on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Notice {
    /// A file of a folder was left out.
    #[error("\"{path}\" was left out: {why}")]
    Skipped {
        /// Path inside the folder.
        path: String,
        /// Why, in words.
        why: String,
    },
    /// A file of a folder could not be read, or not to its end; the other files go on.
    #[error("\"{path}\" could not be read to its end: {why}")]
    FileStopped {
        /// Path inside the folder.
        path: String,
        /// The error's own sentence.
        why: String,
    },
    /// Something about one file of a folder.
    #[error("\"{path}\": {notice}")]
    InFile {
        /// Path inside the folder.
        path: String,
        /// What is worth knowing.
        notice: Box<Notice>,
    },
    /// Bytes after the last gzip member.
    #[error("there are bytes after the end of the compressed data; they were ignored")]
    TrailingGarbage,
    /// Named as compressed, but it is not.
    #[error("the name says gzip, the content is not compressed; it was read as it is")]
    NotCompressed,
    /// Compressed without a suffix that says so.
    #[error("the content is gzip although the name does not say so; it was unpacked")]
    Compressed,
    /// The first row of a delimited file looks like data.
    #[error("the first row looks like data, so the columns were numbered and the row was kept; say if it is a header")]
    NoHeader,
    /// Several columns of one name.
    #[error("{count} columns are called \"{name}\"; the first keeps the name, the others were numbered")]
    RepeatedColumn {
        /// The name.
        name: String,
        /// How often it occurs.
        count: u64,
    },
    /// The file is not UTF-8 and was decoded.
    #[error("the file is {encoding}; it was decoded, and its rows are kept as UTF-8")]
    Decoded {
        /// The encoding found.
        encoding: Encoding,
    },
    /// The file seems to be in an old eight-bit encoding.
    #[error(
        "the file is not UTF-8; rows with other bytes were set aside. It may be Windows-1252 (Latin-1): choose that encoding to read them"
    )]
    MaybeLatin1,
    /// Rows were found inside one field of a wrapping object.
    #[error("the rows were found in the field \"{key}\"; the fields around it are not kept")]
    Wrapped {
        /// The field.
        key: String,
    },
    /// An object whose values are the rows.
    #[error("the file is one object whose values are the rows; their keys are not kept")]
    ObjectOfObjects,
    /// Something other than rows follows the end of the list.
    #[error("there is more text after the end of the list of rows (line {line}); it was ignored")]
    AfterTheEnd {
        /// The line on which it begins, from 1.
        line: u64,
    },
}
