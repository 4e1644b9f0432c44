//! Steps with their progress: what is being done, how long it took, and on failure which step it was and what to do.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A step that failed.
#[derive(Debug)]
pub struct Failed {
    /// Which step.
    pub step: String,
    /// What went wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Step \"{}\" failed: {}\nWhat to do: {}", self.step, self.what, self.mend)
    }
}

/// Announces a step, does it, and says how long it took.
///
/// # Errors
/// What `work` says, with the step's name and `mend`.
pub fn step<T>(name: &str, mend: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, Failed> {
    println!("==> {name}");
    flush();
    let begun = Instant::now();
    let outcome = work().map_err(|what| Failed { step: name.to_owned(), what, mend: mend.to_owned() })?;
    println!("    {name}: done in {:.1} s", begun.elapsed().as_secs_f64());
    flush();
    Ok(outcome)
}

/// Runs a command whose output the person sees.
///
/// # Errors
/// When it cannot be started or ends with another status than 0.
pub fn show(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("{}: {error}", said(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", said(command))) }
}

/// Runs a command and gives what it printed, without the last line end.
///
/// # Errors
/// When it cannot be started or ends with another status than 0.
pub fn ask(command: &mut Command) -> Result<String, String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", said(command)))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", said(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// A command's line, shortened for showing.
fn said(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

fn flush() {
    // Nobody reads on: then nothing is lost by not having flushed.
    let _ = std::io::stdout().flush();
}
