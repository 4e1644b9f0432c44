//! What is printed where: results on stdout, everything else on stderr.

use std::io::{IsTerminal, Write};

use serde::Serialize;
use workbench::scripts::Trouble;

use crate::ended::Complaint;

/// The two streams and how they are spoken to.
pub struct Face {
    json: bool,
    terminal: bool,
}

impl Face {
    /// A face that prints JSON for machines, or words.
    pub fn new(json: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { json, terminal }
    }

    /// Whether somebody watches.
    pub const fn is_watched(&self) -> bool {
        self.terminal
    }

    /// Says what came of a call: as JSON on stdout, or in words on stderr.
    pub fn report(&self, report: &impl Serialize, words: &str) {
        if self.json {
            self.print(&serde_json::json!(report).to_string());
        } else {
            self.tell(words);
        }
    }

    /// Prints a line of the result itself. A closed pipe is nobody listening, not an error.
    pub fn print(&self, line: &str) {
        let _closed = writeln!(std::io::stdout(), "{line}");
    }

    /// Says a line about the work.
    pub fn tell(&self, line: &str) {
        let _closed = writeln!(std::io::stderr(), "{line}");
    }

    /// Says why it could not be done.
    pub fn complain(&self, complaint: &Complaint) {
        self.tell(&format!("neurosieve: {complaint}"));
        if self.json {
            self.print(&serde_json::json!({ "error": complaint.to_string() }).to_string());
        }
    }

    /// Names the rows that could not be read.
    pub fn name_unreadable(&self, trouble: &Trouble) {
        for row in &trouble.first {
            self.tell(&format!("{}, line {}: {}", row.file, row.line, row.reason));
        }
        let named = trouble.first.len() as u64;
        if trouble.rows > named {
            self.tell(&format!(
                "and {} more rows that could not be read",
                trouble.rows - named
            ));
        }
    }
}
