//! How much of a ranking is kept.

use serde::{Deserialize, Serialize};

/// How much is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Budget {
    /// The best so many documents.
    Documents(usize),
    /// The best documents that stay within so many tokens, and the first in any case.
    Tokens(u64),
    /// The best documents that stay within this share, 0 to 1, of all tokens, and the first in any case.
    Ratio(f64),
}

/// Where a budget cuts a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Documents kept: the first so many of the ranking.
    pub documents: usize,
    /// Their tokens.
    pub tokens: u64,
}

impl Budget {
    /// Cuts documents whose token counts are given best first. Tokens: the longest head whose sum stays within the
    /// budget; if not even the first fits, the first alone; if there are no tokens at all, none (the published rule).
    /// Documents without tokens that follow the cut stay in.
    ///
    /// # Errors
    /// [`BudgetError`] when a ratio is not within 0 to 1.
    pub fn cut(self, tokens_best_first: &[u64]) -> Result<Cut, BudgetError> {
        let total: u64 = tokens_best_first.iter().sum();
        let most = match self {
            Self::Documents(documents) => {
                let documents = documents.min(tokens_best_first.len());
                return Ok(Cut { documents, tokens: tokens_best_first[..documents].iter().sum() });
            }
            Self::Tokens(tokens) => tokens,
            Self::Ratio(ratio) if (0.0..=1.0).contains(&ratio) => (total as f64 * ratio) as u64,
            Self::Ratio(ratio) => return Err(BudgetError { ratio }),
        };
        if total == 0 {
            return Ok(Cut { documents: 0, tokens: 0 });
        }
        let mut cut = Cut { documents: 0, tokens: 0 };
        for &tokens in tokens_best_first {
            if cut.tokens + tokens > most {
                break;
            }
            cut.tokens += tokens;
            cut.documents += 1;
        }
        if cut.documents == 0 {
            return Ok(Cut { documents: 1, tokens: tokens_best_first[0] });
        }
        Ok(cut)
    }
}

/// A share that is none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a share of {ratio} cannot be kept: give a number from 0 to 1")]
pub struct BudgetError {
    /// What was given.
    pub ratio: f64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_budget_is_never_overspent_and_a_document_without_tokens_is_free() {
        let tokens = [10, 20, 0, 30];
        assert_eq!(Budget::Tokens(30).cut(&tokens).unwrap(), Cut { documents: 3, tokens: 30 });
        assert_eq!(Budget::Tokens(29).cut(&tokens).unwrap(), Cut { documents: 1, tokens: 10 });
        assert_eq!(Budget::Ratio(0.5).cut(&tokens).unwrap(), Cut { documents: 3, tokens: 30 });
    }

    #[test]
    fn the_first_is_kept_even_if_it_is_too_large_but_not_from_a_pool_without_tokens() {
        assert_eq!(Budget::Ratio(0.01).cut(&[1000, 1]).unwrap(), Cut { documents: 1, tokens: 1000 });
        assert_eq!(Budget::Ratio(0.5).cut(&[0, 0]).unwrap(), Cut { documents: 0, tokens: 0 });
        assert_eq!(Budget::Tokens(5).cut(&[]).unwrap(), Cut { documents: 0, tokens: 0 });
    }

    #[test]
    fn a_share_beyond_the_whole_is_refused() {
        assert!(Budget::Ratio(1.5).cut(&[1]).is_err());
        assert!(Budget::Ratio(f64::NAN).cut(&[1]).is_err());
    }
}
