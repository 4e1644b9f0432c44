//! Calling the binary, and the fixtures it is called with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What a call left behind.
pub struct Called {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Called {
    /// What the call printed with `--json`.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.stdout))
    }

    /// Insists on an exit code.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Insists on words on stderr.
    pub fn said(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no \"{words}\" in: {}", self.stderr);
        self
    }
}

/// The command, its own folders under `home`.
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neurosieve"));
    command.env("NEUROSIEVE_HOME", home.join("home"));
    command
}

/// Calls `neurosieve`.
pub fn call<A: AsRef<OsStr>>(home: &Path, arguments: impl IntoIterator<Item = A>) -> Called {
    let Output { status, stdout, stderr } = command(home).args(arguments).output().unwrap();
    Called {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// A file or folder of the goldens.
pub fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/goldens").join(name)
}

/// A JSON file.
pub fn json_file(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The lines of a JSONL file.
pub fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Writes values as JSONL.
pub fn write_lines(path: &Path, values: &[Value]) {
    let lines: Vec<String> = values.iter().map(Value::to_string).collect();
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// The texts of a list or of a column of rows.
pub fn texts(values: &[Value]) -> Vec<&str> {
    values.iter().map(|value| value.as_str().unwrap()).collect()
}

/// One column of rows.
pub fn column<'a>(rows: &'a [Value], name: &str) -> Vec<&'a Value> {
    rows.iter().map(|row| &row[name]).collect()
}

/// An array of single precision as a file would have it.
pub fn npy(head: &str, numbers: &[f32]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((head.len() as u16).to_le_bytes());
    bytes.extend(head.as_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes
}

/// The head of such an array.
pub fn rows(count: usize, width: usize) -> String {
    format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, {width}), }}\n")
}
