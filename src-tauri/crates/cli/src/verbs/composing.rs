//! What is done to a method's ranking before it is cut: the same options for every verb that selects.

use clap::ValueEnum;
use workbench::operations::composition::{Composition, Likeness, QualityBlend, SharesOf, Spread, SpreadShares};

/// How the ranking is put together.
#[derive(clap::Args)]
#[command(next_help_heading = "What is done to the ranking")]
pub struct Composing {
    /// Of duplicates keep the best: exact, near, or near=0.8, the share of runs of five words in common (0.4 to 0.95).
    #[arg(long, value_parser = likeness, value_name = "HOW")]
    one_of_alike: Option<Likeness>,
    /// Let a column of numbers count too; rows without one are not ranked. Smaller is better unless --higher-is-better.
    #[arg(long, value_name = "COLUMN")]
    quality_column: Option<String>,
    /// Larger numbers in the quality column are better.
    #[arg(long, requires = "quality_column")]
    higher_is_better: bool,
    /// The quality's part of the order, above 0, 1 at most.
    #[arg(long, default_value_t = 0.5, requires = "quality_column", value_name = "PART")]
    quality_weight: f64,
    /// Let every value of this column keep its share of the selection.
    #[arg(long, value_name = "COLUMN")]
    spread_by: Option<String>,
    /// Which share each value has.
    #[arg(long, value_enum, default_value_t = Shares::Pool, requires = "spread_by")]
    spread_shares: Shares,
    /// What the shares of values and goals are shares of.
    #[arg(long, value_enum, default_value_t = Of::Rows)]
    shares_of: Of,
}

/// What share each value of a column has.
#[derive(Clone, Copy, ValueEnum)]
enum Shares {
    /// As in the pool.
    Pool,
    /// The same for each.
    Equal,
}

/// What is shared out.
#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// Rows.
    Rows,
    /// Tokens.
    Tokens,
}

impl Composing {
    /// As the workbench is asked for it, without goals.
    pub fn composition(self) -> Composition {
        let (higher_is_better, weight) = (self.higher_is_better, self.quality_weight);
        let shares = match self.spread_shares {
            Shares::Pool => SpreadShares::AsPool,
            Shares::Equal => SpreadShares::Equal,
        };
        Composition {
            alike: self.one_of_alike,
            quality: self.quality_column.map(|column| QualityBlend { column, higher_is_better, weight }),
            spread: self.spread_by.map(|column| Spread { column, shares }),
            goals: Vec::new(),
            shares_of: match self.shares_of {
                Of::Rows => SharesOf::Rows,
                Of::Tokens => SharesOf::Tokens,
            },
        }
    }
}

/// The share of runs of words at which near duplicates are found unless another is said.
const NEAR: f64 = 0.72;

fn likeness(text: &str) -> Result<Likeness, String> {
    match text.split_once('=') {
        None if text == "exact" => Ok(Likeness::Exact {}),
        None if text == "near" => Ok(Likeness::Near { share: NEAR }),
        Some(("near", share)) => match share.parse() {
            Ok(share) => Ok(Likeness::Near { share }),
            Err(_) => Err(format!("\"{share}\" is no share: write near=0.8")),
        },
        _ => Err(format!("\"{text}\" is no likeness: write exact, near or near=0.8")),
    }
}

/// Splits `name=weight`; the weight is 1 where none is said.
///
/// # Errors
/// A sentence, where the weight is no number above 0.
pub fn weighed(text: &str) -> Result<(String, f64), String> {
    let Some((name, weight)) = text.rsplit_once('=') else { return Ok((text.to_owned(), 1.0)) };
    match weight.parse::<f64>() {
        Ok(weight) if weight > 0.0 && weight.is_finite() => Ok((name.to_owned(), weight)),
        _ => Err(format!("\"{weight}\" is no weight: write a number above 0")),
    }
}
