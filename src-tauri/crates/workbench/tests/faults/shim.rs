//! The little library in C that makes the system's own calls fail, compiled when it is first wanted.
//!
//! It stands between a process and the system (`LD_PRELOAD`), so that SQLite's writes and ours meet the same faults.
//! Linux with a C compiler only; elsewhere these tests say so and pass.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// Where it is; none where it cannot be made.
pub fn library() -> Option<PathBuf> {
    static MADE: OnceLock<Option<PathBuf>> = OnceLock::new();
    MADE.get_or_init(make).clone()
}

fn make() -> Option<PathBuf> {
    if !cfg!(target_os = "linux") {
        println!("no faults of the system are tried: they need Linux");
        return None;
    }
    let library = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("failing-{}.so", std::process::id()));
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/failing.c");
    let made =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").status();
    if !made.is_ok_and(|status| status.success()) {
        println!("no faults of the system are tried: there is no C compiler");
        return None;
    }
    Some(library)
}
