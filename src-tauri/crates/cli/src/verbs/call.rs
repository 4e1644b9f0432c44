//! `neurosieve call`: any operation of the workbench, as the window asks for it.

use std::io::Read as _;
use std::path::PathBuf;

use serde_json::Value;
use workbench::operations::Request;

use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Ask any operation of the workbench, and print its answer as JSON.
///
/// The request is what the window sends: {"op": "overview", "with": {}}. Files are named by tickets: the paths of --grant
/// are tickets 1, 2, 3 and so on. A request that starts a job waits for its end and prints the job.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project to open first.
    #[arg(long)]
    project: Option<PathBuf>,
    /// A path that the request may use, as the next ticket.
    #[arg(long)]
    grant: Vec<PathBuf>,
    /// The request as JSON; - reads it from stdin.
    request: String,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let json = match self.request.as_str() {
            "-" => {
                let mut json = String::new();
                let read = std::io::stdin().read_to_string(&mut json);
                read.map_err(|error| Complaint::Words(format!("the request could not be read: {error}")))?;
                json
            }
            given => given.to_owned(),
        };
        let request: Request = serde_json::from_str(&json)
            .map_err(|error| Complaint::Arguments(format!("this is no request: {error}")))?;
        let opened = match &self.project {
            Some(path) => Opened::project(path, face)?,
            None => Opened::none(face)?,
        };
        for path in &self.grant {
            opened.ticket(path);
        }
        let mut answer = serde_json::json!(opened.ask(request)?);
        if let Some(job) = answer.pointer("/value/job").and_then(Value::as_i64).filter(|_| is_started(&answer)) {
            let place = self.project.unwrap_or_default();
            answer["job"] = serde_json::json!(opened.finish(job, &place)?);
        }
        face.print(&answer.to_string());
        Ok(Ended::Done)
    }
}

/// An answer that says a job's number and nothing else.
fn is_started(answer: &Value) -> bool {
    answer["value"].as_object().is_some_and(|value| value.len() == 1)
}
