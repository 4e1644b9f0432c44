//! Blind rounds: documents of two rankings judged without knowing which took which. Each verdict is on the disk when it is
//! answered; which ranking won is said when every pair is judged, and not before.

use selection::evidence::judged::{PAIRS, Pair as Drawn, Verdict, pairs, wins};

use super::side::Compared;
use super::slices::interval;
use crate::clock::now_ms;
use crate::operations::compare::{
    BlindOutcome, BlindPair, BlindRound, BlindRoundInfo, BlindVerdict, CompareQuery, JudgeBlindPair, StartBlindRound,
};
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::excerpt;
use crate::ranking::Rankings;
use crate::session::Session;
use crate::store::StoreError;
use crate::store::blind::{self, NewRound, Pair, Round};

/// Characters of a text that are shown.
const SHOWN: usize = 2_000;

/// Draws pairs and keeps them.
///
/// # Errors
/// [`FailureCode::BadBudget`] when neither ranking keeps a document that the other does not;
/// [`FailureCode::ReadOnly`]; as [`Compared::of`].
pub fn start(session: &Session, rankings: &Rankings, with: &StartBlindRound) -> Result<BlindRound, Failure> {
    session.check_writable()?;
    let asked = CompareQuery { rankings: vec![with.a, with.b], budget: with.budget };
    let compared = Compared::of(rankings, &asked, 2..=2)?;
    let [a, b] = compared.sides.as_slice() else { return Err(Failure::new(FailureCode::RankingGone)) };
    let drawn = pairs(a.selected(), b.selected(), PAIRS, with.seed);
    if drawn.is_empty() {
        let detail = "one ranking keeps nothing that the other does not: another cut or another ranking is needed";
        return Err(Failure::new(FailureCode::BadBudget).text("detail", detail));
    }
    let row = |position: u32| compared.frame().rows[position as usize];
    let pair = |drawn: Drawn| Pair {
        left: row(drawn.left),
        right: row(drawn.right),
        first_is_left: drawn.first_is_left,
        verdict: None,
    };
    let question = |side: &super::Side| serde_json::to_string(&side.kept.view.query).map_err(StoreError::from);
    let new = NewRound {
        goal: a.kept.view.query.goal,
        begun_ms: now_ms(),
        a: question(a)?,
        b: question(b)?,
        pairs: drawn.into_iter().map(pair).collect(),
    };
    let round = session.write(move |c| {
        let round = blind::insert(c, &new)?;
        blind::one(c, round)
    })?;
    view(session, round)
}

/// One round.
///
/// # Errors
/// [`FailureCode::NoSuchThing`].
pub fn one(session: &Session, round: i64) -> Result<BlindRound, Failure> {
    view(session, session.read(|c| blind::one(c, round))?)
}

/// All rounds, newest first.
///
/// # Errors
/// What the store says.
pub fn all(session: &Session) -> Result<Vec<BlindRoundInfo>, Failure> {
    let rounds = session.read(blind::all)?.into_iter();
    let judged = |pairs: &[Pair]| pairs.iter().filter(|pair| pair.verdict.is_some()).count() as u32;
    Ok(rounds
        .map(|round| BlindRoundInfo {
            round: round.round,
            goal: round.goal,
            begun_ms: round.begun_ms,
            pairs: round.pairs.len() as u32,
            judged: judged(&round.pairs),
        })
        .collect())
}

/// Keeps a verdict.
///
/// # Errors
/// [`FailureCode::NoSuchThing`], [`FailureCode::ReadOnly`].
pub fn judge(session: &Session, with: JudgeBlindPair) -> Result<BlindRound, Failure> {
    session.check_writable()?;
    let round = session.write(move |c| blind::judge(c, with.round, with.pair as usize, with.verdict))?;
    view(session, round)
}

fn view(session: &Session, round: Round) -> Result<BlindRound, Failure> {
    let rows: Vec<i64> = round.pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect();
    let texts = session.texts(&rows)?;
    let shown = round.pairs.iter().zip(texts.chunks_exact(2)).map(|(pair, texts)| BlindPair {
        left: pair.left,
        left_text: excerpt(&texts[0], SHOWN),
        right: pair.right,
        right_text: excerpt(&texts[1], SHOWN),
        verdict: pair.verdict,
    });
    let pairs = shown.collect();
    let outcome = outcome(&round)?;
    Ok(BlindRound { round: round.round, goal: round.goal, pairs, outcome })
}

/// What came of it; none before every pair is judged.
fn outcome(round: &Round) -> Result<Option<BlindOutcome>, Failure> {
    let verdict = |pair: &Pair| {
        let verdict = match pair.verdict? {
            BlindVerdict::Left => Verdict::Left,
            BlindVerdict::Right => Verdict::Right,
            BlindVerdict::Neither => Verdict::Tie,
        };
        Some((Drawn { left: 0, right: 0, first_is_left: pair.first_is_left }, verdict))
    };
    let Some(judged) = round.pairs.iter().map(verdict).collect::<Option<Vec<_>>>() else { return Ok(None) };
    let found = wins(&judged);
    Ok(Some(BlindOutcome {
        a: serde_json::from_str(&round.a).map_err(StoreError::from)?,
        b: serde_json::from_str(&round.b).map_err(StoreError::from)?,
        wins_a: found.first.count,
        wins_b: found.first.of - found.first.count,
        neither: found.ties as u32,
        win_rate: interval(found.first),
        decided: found.is_decided,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn round(verdicts: &[Option<BlindVerdict>]) -> Round {
        let question = serde_json::to_string(&crate::ranking::made::tests::question("nag")).unwrap();
        let pair = |verdict: &Option<BlindVerdict>| Pair { left: 1, right: 2, first_is_left: true, verdict: *verdict };
        let pairs = verdicts.iter().map(pair).collect();
        Round { round: 1, goal: "Maths".to_owned(), begun_ms: 0, a: question.clone(), b: question, pairs }
    }

    #[test]
    fn nothing_is_said_before_every_pair_is_judged() {
        use BlindVerdict::{Left, Neither, Right};
        assert!(outcome(&round(&[Some(Left), None])).unwrap().is_none());
        let found = outcome(&round(&[Some(Left), Some(Left), Some(Right), Some(Neither)])).unwrap().unwrap();
        assert_eq!((found.wins_a, found.wins_b, found.neither, found.decided), (2, 1, 1, false));
        assert!((found.win_rate.value - 2.0 / 3.0).abs() < 1e-12);
    }
}
