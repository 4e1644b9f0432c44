//! What is printed where: results on stdout, everything else on stderr.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use serde::Serialize;
use workbench::operations::Event;
use workbench::scripts::Trouble;

use crate::ended::Complaint;
use crate::progress::Progress;

/// The two streams and how they are spoken to.
pub struct Face {
    json: bool,
    progress: Arc<Progress>,
}

impl Face {
    /// A face that prints JSON for machines, or words.
    pub fn new(json: bool) -> Self {
        let progress = Arc::new(Progress::new(std::io::stderr().is_terminal()));
        Self { json, progress }
    }

    /// Whether a machine reads.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// Who hears of jobs.
    pub fn listener(&self) -> Arc<dyn Fn(Event) + Send + Sync> {
        let progress = Arc::clone(&self.progress);
        Arc::new(move |event| {
            if let Event::Job(job) = event {
                progress.show(&job);
            }
        })
    }

    /// Says what came of a call: as JSON on stdout, or in words on stderr.
    pub fn report(&self, report: &impl Serialize, words: &str) {
        if self.json {
            self.print(&serde_json::json!(report).to_string());
        } else {
            self.tell(words);
        }
    }

    /// Gives the result itself: as JSON, or as words, on stdout.
    pub fn answer(&self, answer: &impl Serialize, words: &str) {
        if self.json {
            self.print(&serde_json::json!(answer).to_string());
        } else {
            self.print(words);
        }
    }

    /// Prints a line of the result itself. A closed pipe is nobody listening, not an error.
    #[allow(clippy::unused_self, reason = "all printing goes through the face")]
    pub fn print(&self, line: &str) {
        let _closed = writeln!(std::io::stdout(), "{line}");
    }

    /// Says a line about the work.
    pub fn tell(&self, line: &str) {
        self.progress.clear();
        let _closed = writeln!(std::io::stderr(), "{line}");
    }

    /// Says why it could not be done.
    pub fn complain(&self, complaint: &Complaint) {
        self.tell(&format!("neurosieve: {complaint}"));
        if self.json {
            self.complain_in_line(complaint);
        }
    }

    /// Says it as a line of JSON, in the place of an answer.
    pub fn complain_in_line(&self, complaint: &Complaint) {
        let failure = complaint.failure();
        self.print(&serde_json::json!({ "error": complaint.to_string(), "failure": failure }).to_string());
    }

    /// Names the rows that could not be read.
    pub fn name_unreadable(&self, trouble: &Trouble) {
        for row in &trouble.first {
            self.tell(&format!("{}, line {}: {}", row.file, row.line, row.reason));
        }
        let named = trouble.first.len() as u64;
        if trouble.rows > named {
            self.tell(&format!("and {} more rows that could not be read", trouble.rows - named));
        }
    }
}
