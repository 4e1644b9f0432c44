//! `neurosieve call`: any operations of the workbench, as the window asks for them.
//!
//! All requests of one call are asked of one open project, so that what a request made in memory, as a ranking, can be
//! named by those after it.

use std::path::{Path, PathBuf};

use serde_json::Value;
use workbench::operations::Request;

use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Ask any operations of the workbench, and print each answer as a line of JSON.
///
/// A request is what the window sends: {"op": "overview", "with": {}}. Files are named by tickets: the paths of --grant
/// are tickets 1, 2, 3 and so on. A request that starts a job waits for its end and prints the job. Several requests are
/// asked one after the other, each answered before the next is read; one that fails prints {"error": …, "failure": …} in
/// its place, and the others go on.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project to open first.
    #[arg(long)]
    project: Option<PathBuf>,
    /// A path that the requests may use, as the next ticket.
    #[arg(long)]
    grant: Vec<PathBuf>,
    /// The requests as JSON, one an argument; - reads them from stdin, one after the other.
    #[arg(required = true)]
    requests: Vec<String>,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let from_stdin = self.requests == ["-"];
        if let ([one], false) = (&self.requests[..], from_stdin) {
            // Before a project is opened for it.
            let request = understood(serde_json::from_str(one).map_err(|error| no_json(&error))?)?;
            let answer = answer(&self.opened(face)?, request, self.project.as_deref())?;
            face.print(&answer.to_string());
            return Ok(Ended::Done);
        }
        let opened = self.opened(face)?;
        if from_stdin {
            let stdin = std::io::stdin().lock();
            let requests = serde_json::Deserializer::from_reader(stdin).into_iter::<Value>();
            return Ok(self.session(&opened, requests, face));
        }
        let requests = self.requests.iter().map(|json| serde_json::from_str(json));
        Ok(self.session(&opened, requests, face))
    }

    fn opened(&self, face: &Face) -> Result<Opened, Complaint> {
        let opened = match &self.project {
            Some(path) => Opened::project(path, face)?,
            None => Opened::none(face)?,
        };
        for path in &self.grant {
            opened.ticket(path);
        }
        Ok(opened)
    }

    /// One line for each request; ends as the last failure did.
    fn session(
        &self,
        opened: &Opened,
        requests: impl Iterator<Item = serde_json::Result<Value>>,
        face: &Face,
    ) -> Ended {
        let mut ended = Ended::Done;
        for json in requests {
            let answered = json
                .map_err(|error| no_json(&error))
                .and_then(understood)
                .and_then(|request| answer(opened, request, self.project.as_deref()));
            match answered {
                Ok(answer) => face.print(&answer.to_string()),
                Err(complaint) => {
                    ended = complaint.ended();
                    face.complain_in_line(&complaint);
                    if ended == Ended::Interrupted {
                        break;
                    }
                }
            }
        }
        ended
    }
}

/// The answer to one request; a job that it starts is waited for.
fn answer(opened: &Opened, request: Request, project: Option<&Path>) -> Result<Value, Complaint> {
    let mut answer = serde_json::json!(opened.ask(request)?);
    if let Some(job) = answer.pointer("/value/job").and_then(Value::as_i64).filter(|_| is_started(&answer)) {
        answer["job"] = serde_json::json!(opened.finish(job, project.unwrap_or(Path::new("")))?);
    }
    Ok(answer)
}

fn understood(json: Value) -> Result<Request, Complaint> {
    serde_json::from_value(json).map_err(|error| no_json(&error))
}

fn no_json(error: &serde_json::Error) -> Complaint {
    Complaint::Arguments(format!("this is no request: {error}"))
}

/// An answer that says a job's number and nothing else.
fn is_started(answer: &Value) -> bool {
    answer["value"].as_object().is_some_and(|value| value.len() == 1)
}
