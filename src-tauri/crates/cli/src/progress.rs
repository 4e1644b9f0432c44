//! How far a job is, on stderr: one line that moves on a terminal, a line at every tenth elsewhere.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use workbench::operations::job::{JobState, JobStep, JobUnit, JobView};

/// Shows jobs.
pub struct Progress {
    terminal: bool,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    /// Characters on the moving line.
    width: usize,
    /// Job, step and tenth that were said last.
    last: Option<(i64, JobStep, u64)>,
}

impl Progress {
    /// For a terminal, or for a file.
    pub fn new(terminal: bool) -> Self {
        Self { terminal, shown: Mutex::new(Shown::default()) }
    }

    /// Shows how far a job is, if there is something new to say.
    pub fn show(&self, job: &JobView) {
        if job.state != JobState::Running {
            self.clear();
            return;
        }
        let line = line(job);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if self.terminal {
            let width = line.chars().count();
            let blanks = " ".repeat(shown.width.saturating_sub(width));
            let _closed = write!(std::io::stderr(), "\r{line}{blanks}");
            shown.width = width;
            return;
        }
        let tenth = job.share.map_or(0, |share| (share * 10.0) as u64);
        if shown.last != Some((job.job, job.step, tenth)) {
            shown.last = Some((job.job, job.step, tenth));
            let _closed = writeln!(std::io::stderr(), "{line}");
        }
    }

    /// Takes the moving line away.
    pub fn clear(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.width > 0 {
            let _closed = write!(std::io::stderr(), "\r{}\r", " ".repeat(shown.width));
            shown.width = 0;
        }
    }
}

fn line(job: &JobView) -> String {
    let step = match job.step {
        JobStep::Waiting => "Waiting",
        JobStep::Opening => "Opening",
        JobStep::Loading => "Loading the model",
        JobStep::ReadingExamples => "Reading the examples",
        JobStep::ReadingRows => "Reading rows",
        JobStep::Fetching => "Fetching",
        JobStep::Checking => "Checking",
        JobStep::Writing => "Writing",
        JobStep::LearningLatents => "Training",
        JobStep::Training => "Training briefly",
        JobStep::Measuring => "Measuring",
        JobStep::FindingNeighbours => "Finding neighbours",
        JobStep::Drawing => "Drawing the map",
        JobStep::Finishing => "Finishing",
    };
    let amount = |count: u64| match job.unit {
        JobUnit::Rows | JobUnit::Steps | JobUnit::Trainings | JobUnit::Measurements => count.to_string(),
        JobUnit::Bytes => format!("{:.1} MB", count as f64 / 1e6),
    };
    let mut line = vec![match job.total {
        Some(total) if total > 0 => {
            format!("{step}: {} of {} ({} %)", amount(job.done), amount(total), job.done * 100 / total)
        }
        _ if job.done > 0 => match job.share {
            Some(share) => format!("{step}: {} ({:.0} % of the file)", amount(job.done), (share * 100.0).floor()),
            None => format!("{step}: {}", amount(job.done)),
        },
        _ => step.to_owned(),
    }];
    if let Some(rate) = job.rate_per_s {
        let rate = match job.unit {
            JobUnit::Rows => format!("{rate:.1} rows/s"),
            JobUnit::Steps => format!("{rate:.1} steps/s"),
            JobUnit::Trainings => format!("{:.1} trainings/min", rate * 60.0),
            JobUnit::Measurements => format!("{:.1} measurements/min", rate * 60.0),
            JobUnit::Bytes => format!("{:.1} MB/s", rate / 1e6),
        };
        line.push(rate);
    }
    if let Some(seconds) = job.seconds_left {
        line.push(format!("{} left", duration(seconds)));
    }
    if let Some(point) = job.learning.as_ref().and_then(|learning| learning.curve.last()) {
        let (explained, dead) = (point.explained * 100.0, point.dead * 100.0);
        line.push(format!("loss {:.3}, {explained:.1} % explained, {dead:.1} % silent", point.loss));
    }
    line.join(", ")
}

fn duration(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
