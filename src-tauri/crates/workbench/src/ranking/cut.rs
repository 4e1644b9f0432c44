//! Where a budget cuts a kept ranking.

use super::kept::Kept;
use crate::operations::ranking::{Budget, Cut};
use crate::operations::{Failure, FailureCode};

/// Cuts, and says what is kept.
///
/// # Errors
/// [`FailureCode::BadBudget`] when the share is not within 0 to 1.
pub fn cut(kept: &Kept, budget: Budget) -> Result<Cut, Failure> {
    let budget = match budget {
        Budget::Documents { documents } => selection::Budget::Documents(documents as usize),
        Budget::Tokens { tokens } => selection::Budget::Tokens(tokens),
        Budget::Ratio { ratio } => selection::Budget::Ratio(ratio),
    };
    let cut = budget
        .cut(&kept.tokens_best_first)
        .map_err(|error| Failure::new(FailureCode::BadBudget).text("detail", error.to_string()))?;
    let share = |part: u64, whole: u64| {
        if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
    };
    let last = cut.documents.checked_sub(1).map(|last| kept.ranking.order()[last] as usize);
    Ok(Cut {
        documents: cut.documents as u64,
        tokens: cut.tokens,
        document_share: share(cut.documents as u64, kept.ranking.len() as u64),
        token_share: share(cut.tokens, kept.view.tokens),
        last_score: last.and_then(|document| kept.scores.value(document)),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::made::tests::{goal, pool, question};
    use super::*;

    #[test]
    fn a_budget_of_tokens_keeps_the_best_rows_within_it() {
        let kept = super::super::make(
            &question("nag"),
            pool(&[[7, 8, 7, 8], [1, 2, 3, 4], [1, 2, 8, 9]]),
            goal(&[[1, 2, 3, 4]], &[]),
            None,
        )
        .unwrap();
        let found = cut(&kept, Budget::Tokens { tokens: 25 }).unwrap();
        assert_eq!((found.documents, found.tokens), (2, 20));
        assert_eq!(found.last_score, Some(0.5));
        assert_eq!(cut(&kept, Budget::Ratio { ratio: 2.0 }).unwrap_err().code, FailureCode::BadBudget);
    }
}
