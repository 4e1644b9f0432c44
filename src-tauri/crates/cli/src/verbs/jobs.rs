//! `neurosieve jobs`.

use std::path::PathBuf;

use clap::Subcommand;
use workbench::operations::job::{JobRef, JobState, JobView};
use workbench::operations::{Answer, Nothing, Request};

use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::opened::Opened;

/// Look at the jobs of a project, go on with those that were cut off, or end them.
#[derive(clap::Args)]
pub struct Arguments {
    /// The project.
    #[arg(long, global = true, required = false)]
    project: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// All jobs, newest first.
    List,
    /// Go on with a job, or with all that were cut off, and wait for the end.
    Resume {
        /// The job's number.
        job: Option<i64>,
    },
    /// End a job; what it committed stays.
    Cancel {
        /// The job's number.
        job: i64,
    },
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let path = self.project.ok_or_else(|| Complaint::Arguments("name the project with --project".to_owned()))?;
        let opened = Opened::project(&path, face)?;
        match self.what {
            What::List => {
                if let Answer::Jobs(jobs) = opened.ask(Request::Jobs(Nothing {}))? {
                    face.answer(&jobs, &words(&jobs));
                }
            }
            What::Resume { job } => {
                let numbers = match job {
                    Some(job) => {
                        opened.ask(Request::ResumeJob(JobRef { job }))?;
                        vec![job]
                    }
                    None => opened.workbench().resume_jobs()?,
                };
                let ended = numbers.into_iter().map(|job| opened.finish(job, &path)).collect::<Result<Vec<_>, _>>()?;
                face.answer(&ended, &words(&ended));
                if ended.iter().any(|job| job.state != JobState::Done) {
                    return Ok(Ended::Failed);
                }
            }
            What::Cancel { job } => {
                if let Answer::CancelJob(view) = opened.ask(Request::CancelJob(JobRef { job }))? {
                    face.answer(&view, &words(std::slice::from_ref(&view)));
                }
            }
        }
        Ok(Ended::Done)
    }
}

fn words(jobs: &[JobView]) -> String {
    let line = |job: &JobView| {
        let total = job.total.map_or_else(String::new, |total| format!(" of {total}"));
        format!("{}  {:?}  {:?}  {}  {}{total}", job.job, job.kind, job.state, job.subject, job.done)
    };
    if jobs.is_empty() { "no jobs".to_owned() } else { jobs.iter().map(line).collect::<Vec<_>>().join("\n") }
}
