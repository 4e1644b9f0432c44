//! `neurosieve tsds`.

use std::path::PathBuf;

use selection::tsds::{Draw, Spread, Wanted};
use workbench::scripts::{Sample, TsdsPlan, TsdsReport, tsds};

use crate::counted::counted;
use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// Select from your own vectors: near the examples, yet spread out, near-duplicates counted as one.
///
/// Writes each row's probability, and on request the numbers of drawn rows, counted from 0, one a line in the order
/// drawn. Vectors are taken as they are; the defaults are the published ones, for vectors of length 1 or longer.
#[derive(clap::Args)]
pub struct Arguments {
    /// Vectors of the pool: .npy (f4 or f8, rows and columns) or Parquet (a column of lists, or columns of floats).
    #[arg(long)]
    pool_vectors: PathBuf,
    /// Vectors of the examples.
    #[arg(long)]
    target_vectors: PathBuf,
    /// Nearness against spread: 1 is nearness alone, 0 spread alone.
    #[arg(long, default_value_t = 0.5)]
    alpha: f64,
    /// The distance that weighs as much as spread; of the size of the vectors' distances.
    #[arg(long, default_value_t = 5.0)]
    c: f64,
    /// Rows nearer than this to each other are near-duplicates; 0 for none.
    #[arg(long, default_value_t = 0.75)]
    sigma: f64,
    /// Neighbours looked at for each example; more where they run out.
    #[arg(long, default_value_t = 5000)]
    max_k: usize,
    /// Near-duplicates of a row that count at most.
    #[arg(long, default_value_t = 1000)]
    kde_k: usize,
    /// Spread over so many rows instead of weighing by --alpha and --c.
    #[arg(long, conflicts_with_all = ["alpha", "c", "upstream"])]
    support: Option<usize>,
    /// Do as the published code does, its caps and its last step included.
    #[arg(long)]
    upstream: bool,
    /// Where the probabilities go (.npy, one f8 a row).
    #[arg(long)]
    probabilities: PathBuf,
    /// Draw so many rows.
    #[arg(long, requires = "output")]
    sample: Option<usize>,
    /// Another seed gives another draw.
    #[arg(long, default_value_t = 1, requires = "sample")]
    seed: u64,
    /// How rows are drawn: unique, unless --upstream says repeated.
    #[arg(long, value_enum, requires = "sample")]
    draw: Option<DrawName>,
    /// Where the drawn row numbers go (JSONL).
    #[arg(long, requires = "sample")]
    output: Option<PathBuf>,
    /// Replace the outputs if they are there.
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DrawName {
    /// Each row once at most, by chance.
    Unique,
    /// The most probable rows.
    Top,
    /// By chance, any number of times each, as the published code does.
    Repeated,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        if self.output.as_ref() == Some(&self.probabilities) {
            return Err(Complaint::Arguments("--probabilities and --output name the same file: choose two".to_owned()));
        }
        let report = tsds(&self.plan())?;
        face.report(&report, &words(&report));
        Ok(Ended::Done)
    }

    fn plan(self) -> TsdsPlan {
        let usual = if self.upstream { DrawName::Repeated } else { DrawName::Unique };
        let draw = match self.draw.unwrap_or(usual) {
            DrawName::Unique => Draw::Unique,
            DrawName::Top => Draw::Top,
            DrawName::Repeated => Draw::Repeated,
        };
        let weighed = Spread::Weighed { alpha: self.alpha, c: self.c };
        let sample = self.sample.zip(self.output);
        TsdsPlan {
            pool_vectors: self.pool_vectors,
            target_vectors: self.target_vectors,
            wanted: Wanted {
                spread: self.support.map_or(weighed, Spread::Support),
                radius: self.sigma,
                max_k: self.max_k,
                kde_k: self.kde_k,
            },
            upstream: self.upstream,
            probabilities: self.probabilities,
            sample: sample.map(|(count, output)| Sample { count, seed: self.seed, draw, output }),
            overwrite: self.overwrite,
        }
    }
}

fn words(report: &TsdsReport) -> String {
    let mut words = vec![format!(
        "{} of {} can be drawn by {}, as many as {:.0} equally likely ones; {:.1} near-duplicates each",
        report.support,
        counted(report.documents as u64, "row"),
        counted(report.examples as u64, "example"),
        report.effective_size,
        report.near_duplicates
    )];
    if let (Some(asked), Some(drawn)) = (report.asked, report.drawn) {
        words.push(format!("{} drawn", counted(drawn as u64, "row")));
        if drawn < asked {
            words.push(if drawn == report.documents {
                format!("{asked} were asked for: there are no more rows to draw from")
            } else {
                format!("{asked} were asked for: spread wider with a smaller --alpha, or with --support")
            });
        }
    }
    words.join("\n")
}
