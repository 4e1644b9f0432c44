//! Why a script's work could not be done.

use std::path::{Path, PathBuf};

use selection::budget::BudgetError;
use selection::features::ShapeError;
use selection::layers::LayerError;
use selection::profile::NoScoredExamples;
use selection::tsds::TsdsError;

use crate::formats::FormatError;
use crate::formats::features_file::FeaturesFileError;
use crate::formats::vectors_file::VectorsFileError;
use crate::operations::Failure;
use crate::writing::WriteError;

/// What went wrong, in numbers, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// A file of rows cannot be read.
    #[error("{}: {source}", path.display())]
    Rows {
        /// The file.
        path: PathBuf,
        /// Why.
        source: FormatError,
    },
    /// A file of features cannot be read.
    #[error("{}: {source}", path.display())]
    Features {
        /// The file.
        path: PathBuf,
        /// Why.
        source: FeaturesFileError,
    },
    /// A file of vectors cannot be read.
    #[error("{}: {source}", path.display())]
    Vectors {
        /// The file.
        path: PathBuf,
        /// Why.
        source: VectorsFileError,
    },
    /// Vectors of pool and examples do not fit each other.
    #[error(
        "{}: its vectors have {found} numbers and those of the pool {wanted}; both must come from one model",
        path.display()
    )]
    VectorsOfAnotherWidth {
        /// The file of the examples' vectors.
        path: PathBuf,
        /// Its width.
        found: usize,
        /// The pool's.
        wanted: usize,
    },
    /// It cannot be said which vector belongs to which row.
    #[error(
        "{}: {vectors} vectors for {rows} rows{}; give one for each row of the file, in its order",
        path.display(),
        if *aside > 0 { format!(" and {aside} more that are not used") } else { String::new() }
    )]
    VectorsForOtherRows {
        /// The file.
        path: PathBuf,
        /// Vectors in it.
        vectors: usize,
        /// Rows that could be read and are asked for.
        rows: usize,
        /// Rows that could not, or are not.
        aside: usize,
    },
    /// Masses cannot be given away.
    #[error(transparent)]
    Balance(#[from] TsdsError),
    /// The output cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Something stands where the output is to go.
    #[error("{} is already there: choose another name, or say --overwrite to replace it", .0.display())]
    AlreadyThere(PathBuf),
    /// Ids that stand on several rows cannot be joined.
    #[error(
        "{}: {count} ids stand on more than one row, so rows and features cannot be joined by them ({}): make the ids unique",
        path.display(), ids.join(", ")
    )]
    DuplicateIds {
        /// The file.
        path: PathBuf,
        /// The first few.
        ids: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// No column is known to hold the ids.
    #[error("{}: no column holds ids; it has {columns}. Name the one that does with --id-column", path.display())]
    NoIdColumn {
        /// The file.
        path: PathBuf,
        /// Its columns.
        columns: String,
    },
    /// A column that was named is in no row.
    #[error("{}: no row has a value in \"{column}\"; its columns are {columns}", path.display())]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The column that was asked for.
        column: String,
        /// Its columns.
        columns: String,
    },
    /// A filter that no row passes.
    #[error("{}: no row has \"{value}\" in \"{column}\" and features as well", path.display())]
    NothingPasses {
        /// The file.
        path: PathBuf,
        /// The column of the filter.
        column: String,
        /// The value asked for.
        value: String,
    },
    /// No example at all.
    #[error(
        "{}: no row gives an example{}", path.display(),
        if column.is_empty() { String::new() } else { format!(" with \"{value}\" in \"{column}\"") }
    )]
    NoTarget {
        /// The file.
        path: PathBuf,
        /// The column of the filter, if there is one.
        column: String,
        /// The value asked for.
        value: String,
    },
    /// No id of the rows is an id of the features.
    #[error(
        "none of the {rows} rows has an id that is among the {features} feature records: are both of the same pool?"
    )]
    NothingJoined {
        /// Rows with an id.
        rows: usize,
        /// Feature records.
        features: usize,
    },
    /// Layers or neurons do not fit.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// A layer is not there.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// No example could be scored.
    #[error(transparent)]
    Examples(#[from] NoScoredExamples),
    /// A share that is none.
    #[error(transparent)]
    Budget(#[from] BudgetError),
    /// The arguments are not those by which the file that is there was made.
    #[error(
        "{} is already there and was made of other input, by another model or with other settings: choose another name, or say --overwrite to replace it",
        .0.display()
    )]
    MadeOtherwise(PathBuf),
    /// The state that is there belongs to other arguments.
    #[error(
        "{} holds the beginnings of a call with other input, another model or other settings: repeat that call, or say --overwrite to begin anew",
        .0.display()
    )]
    BegunOtherwise(PathBuf),
    /// No column is known to hold the text.
    #[error("{}: no column was recognised as the text; it has {columns}. Name the one that is with --text-column", path.display())]
    NoTextColumn {
        /// The file.
        path: PathBuf,
        /// Its columns.
        columns: String,
    },
    /// A format that cannot hold what is to be written.
    #[error("{}: features are lists, which need a name that ends in .jsonl or .parquet", .0.display())]
    WrongFormat(PathBuf),
    /// The folder of the output is not there.
    #[error("{} is no folder: make it first", .0.display())]
    NoFolder(PathBuf),
    /// Asked to stop.
    #[error("interrupted; what was done is kept in {}, and the same call again goes on there", .0.display())]
    Interrupted(PathBuf),
    /// The project holds what cannot be told apart from what was asked for.
    #[error("{}: {problem}", path.display())]
    Project {
        /// The project file.
        path: PathBuf,
        /// What is in the way, and what to do.
        problem: String,
    },
    /// A passport does not fit.
    #[error("{}: {problem}", path.display())]
    Passport {
        /// The passport.
        path: PathBuf,
        /// What differs.
        problem: String,
    },
    /// A file beside the output cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// An operation of the workbench failed.
    #[error(transparent)]
    Operation(#[from] Failure),
}

impl ScriptError {
    /// Names the file of rows that could not be read.
    pub(super) fn rows(path: &Path) -> impl FnOnce(FormatError) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Rows { path, source }
    }

    /// Names the file of a system error.
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// Refuses ids that stand on several rows, if there are any.
    pub(super) fn refuse_repeated(path: &Path, repeated: Vec<String>) -> Result<(), Self> {
        if repeated.is_empty() {
            return Ok(());
        }
        Err(Self::DuplicateIds {
            path: path.to_owned(),
            count: repeated.len(),
            ids: repeated.into_iter().take(5).collect(),
        })
    }
}
