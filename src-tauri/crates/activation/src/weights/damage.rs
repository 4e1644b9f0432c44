//! What can be wrong with the bytes of a model file, said in numbers.

/// Why a file was refused before any of its numbers were used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It ends before what it announces.
    #[error("it ends inside {what}")]
    Ends {
        /// What was being read.
        what: &'static str,
    },
    /// The first bytes are those of another format.
    #[error("it does not begin as {wanted}")]
    Magic {
        /// The format.
        wanted: &'static str,
    },
    /// A version nobody here knows.
    #[error("it is version {found} of the format, known are {known}")]
    Version {
        /// In the file.
        found: u32,
        /// What can be read.
        known: &'static str,
    },
    /// A count or size beyond what the file could hold.
    #[error("it announces {found} {what}, possible are {limit}")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// In the file.
        found: u64,
        /// At most.
        limit: u64,
    },
    /// A value of no known kind.
    #[error("{what} is {found}, which is not known")]
    Unknown {
        /// What it is about.
        what: String,
        /// In the file.
        found: String,
    },
    /// Text that is no UTF-8 or JSON.
    #[error("{what} is not readable: {reason}")]
    Text {
        /// What it is about.
        what: String,
        /// Why.
        reason: String,
    },
    /// An impossible tensor.
    #[error("tensor {name}: {reason}")]
    Tensor {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// Something occurs twice.
    #[error("{what} occurs twice")]
    Twice {
        /// What.
        what: String,
    },
}
