//! The most memory that a reading process may take, held by the system: a model that wants more costs a job, and the
//! computer does not stall.
//!
//! On Linux this is `RLIMIT_DATA`: what the process writes to counts (its heap and stacks), weights that are mapped from
//! their file do not, since the system gives such pages up when it needs them. Other systems have no such limit for a
//! process that is already running; there a reading is ended only when the whole computer runs low (`child`).

use crate::folders::Folders;
use crate::json_file::JsonFileError;
use crate::models::computer::Memory;
use crate::operations::{Failure, FailureCode};

/// How the process is told.
pub const VARIABLE: &str = "NEUROSIEVE_WORKER_MEMORY";
/// The least that can be asked for: the program itself and the smallest models.
pub const LEAST: u64 = 256 << 20;
/// What the standard library asks for when a thread starts.
const STACK: u64 = 2 << 20;
/// How the standard library ends a process that gets no memory, in its own words.
const LAST_WORDS: (&str, &str) = ("memory allocation of ", " bytes failed");
/// What it says where a thread begins and there is none for it.
const NO_STACK: &str = "failed to allocate an alternative stack: ";

/// The limit of this computer in bytes: the one that was set, else the usual one.
///
/// # Errors
/// Settings that cannot be read.
pub fn of(folders: &Folders) -> Result<u64, JsonFileError> {
    let set = crate::settings_file::load(folders)?.memory_limit;
    Ok(set.unwrap_or_else(|| usual(Memory::now().total_bytes)))
}

/// All memory but an eighth, at least 1 GiB and at most 8 GiB of it, which the window and the system need; half of it on a
/// small computer.
pub const fn usual(total_bytes: u64) -> u64 {
    const GIB: u64 = 1 << 30;
    let eighth = total_bytes / 8;
    let kept = if eighth < GIB {
        GIB
    } else if eighth > 8 * GIB {
        8 * GIB
    } else {
        eighth
    };
    let (rest, half) = (total_bytes.saturating_sub(kept), total_bytes / 2);
    if rest > half { rest } else { half }
}

/// Holds this process to the limit that its parent named; nothing where it named none, or where the system has no such limit.
///
/// # Errors
/// The system's, where it refuses to set one.
pub fn hold() -> std::io::Result<()> {
    match asked() {
        Some(bytes) => hold_to(bytes),
        None => Ok(()),
    }
}

/// What the parent named.
fn asked() -> Option<u64> {
    std::env::var(VARIABLE).ok()?.parse().ok()
}

#[cfg(target_os = "linux")]
fn hold_to(bytes: u64) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // A limit that the person's own session has already is never raised.
    let maximum = getrlimit(Resource::Data).maximum;
    let bytes = maximum.map_or(bytes, |maximum| bytes.min(maximum));
    Ok(setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum: Some(bytes) })?)
}

#[cfg(not(target_os = "linux"))]
fn hold_to(_bytes: u64) -> std::io::Result<()> {
    Ok(())
}

/// Threads that did not start in a process under a limit: their stacks did not fit. Nothing where no limit holds.
pub fn of_threads(threads: usize) -> Option<Failure> {
    let threads = if threads == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { threads };
    asked().filter(|_| cfg!(target_os = "linux")).map(|limit| reached(limit, threads as u64 * STACK))
}

/// Bytes that a process was refused first, by the last words of one that ended so.
pub fn refused_bytes(last_words: &str) -> Option<u64> {
    // Threads that end at once write their words between each other's: the first number is of one of them.
    let of_line = |line: &str| {
        let said = line.strip_prefix(LAST_WORDS.0)?.split_once(LAST_WORDS.1)?.0;
        said.split(|c: char| !c.is_ascii_digit()).find(|number| !number.is_empty())?.parse().ok()
    };
    let no_stack = || last_words.lines().any(|line| line.starts_with(NO_STACK)).then_some(STACK);
    last_words.lines().find_map(of_line).or_else(no_stack)
}

/// The limit was reached by a process that wanted so many bytes more.
pub fn reached(limit_bytes: u64, wanted_bytes: u64) -> Failure {
    let failure = Failure::new(FailureCode::MemoryLimit).number("limit_bytes", limit_bytes as f64);
    let failure = failure.number("wanted_bytes", wanted_bytes as f64);
    failure.number("total_bytes", Memory::now().total_bytes as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn a_share_of_the_memory_stays_for_the_window_and_the_system() {
        assert_eq!(usual(16 * GIB), 14 * GIB);
        assert_eq!(usual(4 * GIB), 3 * GIB);
        assert_eq!(usual(GIB), GIB / 2);
        assert_eq!(usual(128 * GIB), 120 * GIB);
    }

    #[test]
    fn the_refused_bytes_are_read_from_the_last_words_and_from_no_others() {
        assert_eq!(refused_bytes("noise\nmemory allocation of 65536 bytes failed\n"), Some(65_536));
        let in_trouble = "memory allocation of 7 bytes failed\nstack backtrace:\nmemory allocation of 1 bytes failed\n";
        assert_eq!(refused_bytes(in_trouble), Some(7));
        let no_stack =
            "thread 'a' panicked at b:\nfailed to allocate an alternative stack: Cannot allocate (os error 12)\n";
        assert_eq!(refused_bytes(no_stack), Some(STACK));
        let at_once = [
            "memory allocation of memory allocation of 41 bytes failed\n",
            "memory allocation of 41memory allocation of  bytes failed\n7 bytes failed\n",
        ];
        for words in at_once {
            assert_eq!(refused_bytes(words), Some(41), "{words}");
        }
        for other in ["", "memory allocation of x bytes failed", "a row says: memory allocation of 7 bytes failed"] {
            assert_eq!(refused_bytes(other), None, "{other}");
        }
    }

    #[test]
    fn the_limit_is_the_one_that_was_set_else_the_usual_one_of_this_computer() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        assert_eq!(of(&folders).unwrap(), usual(Memory::now().total_bytes));
        let settings = crate::operations::settings::Settings { memory_limit: Some(3 * GIB), ..Default::default() };
        crate::settings_file::change(&folders, settings).unwrap();
        assert_eq!(of(&folders).unwrap(), 3 * GIB);
    }
}
