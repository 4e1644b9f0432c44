//! How a call ends: the exit codes, documented once.

use std::process::ExitCode;

use workbench::scripts::{ScriptError, Trouble};

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
}

impl Ended {
    /// Done, with regard to rows that could not be read.
    pub fn with(trouble: &Trouble) -> Self {
        if trouble.rows == 0 {
            Self::Done
        } else {
            Self::RowsLeftOut
        }
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Done => 0,
            Ended::Failed => 1,
            Ended::Misused => 2,
            Ended::RowsLeftOut => 3,
        })
    }
}

/// Why a call ended early.
#[derive(Debug)]
pub enum Complaint {
    /// The work failed.
    Script(Box<ScriptError>),
    /// Arguments that clap cannot check: what is wrong with them.
    Arguments(String),
}

impl Complaint {
    /// The exit code that goes with it.
    pub const fn ended(&self) -> Ended {
        match self {
            Self::Script(_) => Ended::Failed,
            Self::Arguments(_) => Ended::Misused,
        }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Script(error) => error.fmt(f),
            Self::Arguments(problem) => problem.fmt(f),
        }
    }
}

impl From<ScriptError> for Complaint {
    fn from(error: ScriptError) -> Self {
        Self::Script(Box::new(error))
    }
}
