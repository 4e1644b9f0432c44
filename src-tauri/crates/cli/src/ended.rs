//! How a call ends: the exit codes, documented once.

use std::process::ExitCode;

use workbench::operations::Failure;
use workbench::scripts::{ScriptError, Trouble};

use crate::said::said;

/// Said at the end of `--help`.
pub const HELP: &str = "Exit codes:
  0    done
  1    could not be done; the reason is on stderr
  2    the arguments were not understood
  3    done, but some rows of the input could not be read and are not in the output; they are named on stderr
  130  interrupted; the same call again goes on where it stopped";

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything was done.
    Done,
    /// Everything was done save for rows that could not be read.
    RowsLeftOut,
    /// It could not be done.
    Failed,
    /// The arguments contradict each other.
    Misused,
    /// It was asked to stop.
    Interrupted,
}

impl Ended {
    /// Done, with regard to rows that could not be read.
    pub const fn with(trouble: &Trouble) -> Self {
        Self::with_left_out(trouble.rows)
    }

    /// Done, with this many rows that could not be read.
    pub const fn with_left_out(rows: u64) -> Self {
        if rows == 0 { Self::Done } else { Self::RowsLeftOut }
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Done => 0,
            Ended::Failed => 1,
            Ended::Misused => 2,
            Ended::RowsLeftOut => 3,
            Ended::Interrupted => 130,
        })
    }
}

/// Why a call ended early.
#[derive(Debug)]
pub enum Complaint {
    /// The work failed.
    Script(Box<ScriptError>),
    /// Something that is no operation of the workbench failed, in words.
    Words(String),
    /// Arguments that clap cannot check: what is wrong with them.
    Arguments(String),
}

impl Complaint {
    /// The exit code that goes with it.
    pub fn ended(&self) -> Ended {
        match self {
            Self::Script(error) if matches!(**error, ScriptError::Interrupted(_)) => Ended::Interrupted,
            Self::Script(_) | Self::Words(_) => Ended::Failed,
            Self::Arguments(_) => Ended::Misused,
        }
    }

    /// The failure that it is, if an operation failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Script(error) => match &**error {
                ScriptError::Operation(failure) => Some(failure),
                _ => None,
            },
            Self::Words(_) | Self::Arguments(_) => None,
        }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self, self.failure()) {
            (_, Some(failure)) => f.write_str(&said(failure)),
            (Self::Script(error), _) => error.fmt(f),
            (Self::Words(words) | Self::Arguments(words), _) => words.fmt(f),
        }
    }
}

impl From<ScriptError> for Complaint {
    fn from(error: ScriptError) -> Self {
        Self::Script(Box::new(error))
    }
}

impl From<Failure> for Complaint {
    fn from(failure: Failure) -> Self {
        ScriptError::Operation(failure).into()
    }
}
