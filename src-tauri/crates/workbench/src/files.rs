//! Files other than the project: failures in words a person can act on, and writing that is whole or not at all.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::folders::shortened;
use crate::operations::{Failure, FailureCode};

/// What the system refused, as a failure.
pub fn io_failure(path: &Path, error: &io::Error) -> Failure {
    let code = match error.kind() {
        ErrorKind::NotFound => FailureCode::NotFound,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FailureCode::NotAllowed,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => return disk_filled(path),
        _ => FailureCode::Io,
    };
    Failure::new(code).text("path", shortened(path)).text("detail", error.to_string())
}

/// The disk under a path has no room for so much.
pub fn disk_full(path: &Path, needed_bytes: u64) -> Failure {
    Failure { code: FailureCode::DiskFull, ..disk_filled(path) }.number("needed_bytes", needed_bytes as f64)
}

/// The disk under a path filled up; nobody can say how much more is needed.
pub fn disk_filled(path: &Path) -> Failure {
    let folder = path.parent().unwrap_or(path);
    Failure::new(FailureCode::DiskFilled)
        .text("path", shortened(path))
        .number("free_bytes", fs4::available_space(folder).unwrap_or(0) as f64)
}
