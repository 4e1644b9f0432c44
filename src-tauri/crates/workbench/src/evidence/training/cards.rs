//! The figures of trainings that are done, as tables.

use selection::evidence::deciles::{follows, pairs_follow};

use super::plan;
use crate::evidence::asked::Asked;
use crate::evidence::table::{Table, plain, spread};
use crate::operations::Failure;
use crate::operations::compare::Interval;
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceNeed, EvidenceUnit};
use crate::store::training::{self, Trained};

/// The held-out loss after training on each ranking's selection and on random picks: means over the draws, with the range
/// in which 95 % of such draws lie.
pub fn proxy(asked: &Asked) -> Result<Table, Failure> {
    let found = match trained(asked)? {
        Ok(found) => found,
        Err(need) => return Ok(Table::missing(need)),
    };
    let arms = asked.compared.sides.len() + 1;
    let mut table = Table::of(asked.compared.sides.len(), &[EvidenceColumn::Random]);
    let row =
        |of: fn(&Trained) -> f64| -> Vec<Option<Interval>> { (0..arms).map(|arm| figure(&found, arm, of)).collect() };
    table.row("held_out_loss", Better::Lower, EvidenceUnit::Nats, row(|one| one.losses.after));
    table.row("loss_saved", Better::Higher, EvidenceUnit::Nats, row(|one| one.losses.before - one.losses.after));
    alike(&mut table, &found);
    Ok(table)
}

/// The held-out loss after training on each tenth of the first ranking, best first, and whether it follows the ranking.
pub fn deciles(asked: &Asked) -> Result<Table, Failure> {
    let found = match trained(asked)? {
        Ok(found) => found,
        Err(need) => return Ok(Table::missing(need)),
    };
    let mut table = Table::of(1, &[]);
    let bins = found.iter().map(|one| one.arm + 1).max().unwrap_or(0);
    let losses: Vec<Option<Interval>> = (0..bins).map(|bin| figure(&found, bin, |one| one.losses.after)).collect();
    let means: Vec<f64> = losses.iter().flatten().map(|loss| loss.value).collect();
    table.row("loss_follows_rank", Better::Higher, EvidenceUnit::Number, vec![follows(&means).map(plain)]);
    table.row("pairs_follow_rank", Better::Higher, EvidenceUnit::Number, vec![pairs_follow(&means).map(plain)]);
    for (bin, loss) in losses.into_iter().enumerate() {
        table.row(&format!("decile_{}", bin + 1), Better::Lower, EvidenceUnit::Nats, vec![loss]);
    }
    alike(&mut table, &found);
    Ok(table)
}

/// What is the same for all trainings of a card.
fn alike(table: &mut Table, found: &[Trained]) {
    let mut row = |measure, unit, of: fn(&Trained) -> f64| {
        let values = vec![found.first().map(|one| plain(of(one))); table.columns.len()];
        table.row(measure, Better::Neither, unit, values);
    };
    row("loss_before", EvidenceUnit::Nats, |one| one.losses.before);
    row("trained_tokens", EvidenceUnit::Tokens, |one| one.losses.trained_tokens as f64);
    row("held_out_tokens", EvidenceUnit::Tokens, |one| one.losses.held_out_tokens as f64);
}

/// All trainings of the card, or what is missing.
fn trained(asked: &Asked) -> Result<Result<Vec<Trained>, EvidenceNeed>, Failure> {
    let plan = match plan::of(asked)? {
        Ok(plan) => plan,
        Err(need) => return Ok(Err(need)),
    };
    let key = plan.digest()?;
    let found = asked.session.read(|c| training::of_plan(c, &key))?;
    Ok(if (found.len() as u64) < plan.count() { Err(EvidenceNeed::Run) } else { Ok(found) })
}

fn figure(found: &[Trained], arm: usize, of: impl Fn(&Trained) -> f64) -> Option<Interval> {
    spread(&found.iter().filter(|one| one.arm == arm).map(of).collect::<Vec<f64>>())
}
