//! Answers about the rows looked at last. A ranking never changes under its number, so an answer stays true.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::operations::tokens::{NeuronInRow, NeuronTokensQuery, Tokens, TokensQuery};

/// Rows whose answer is kept; a text of 120 tokens takes about 10 kB.
const ROWS: usize = 64;
/// Neurons whose texts are kept.
const NEURONS: usize = 64;

/// The newest answers.
#[derive(Debug, Default)]
pub struct TokenKeeper {
    rows: Mutex<VecDeque<(TokensQuery, Tokens)>>,
    neurons: Mutex<VecDeque<(NeuronTokensQuery, Vec<NeuronInRow>)>>,
}

impl TokenKeeper {
    /// The answer for a row, if it is kept.
    pub fn of(&self, query: &TokensQuery) -> Option<Tokens> {
        found(&self.rows, query)
    }

    /// Keeps an answer for a row.
    pub fn keep(&self, query: &TokensQuery, answer: &Tokens) {
        keep(&self.rows, ROWS, query, answer);
    }

    /// The answer for a neuron, if it is kept.
    pub fn of_neuron(&self, query: &NeuronTokensQuery) -> Option<Vec<NeuronInRow>> {
        found(&self.neurons, query)
    }

    /// Keeps an answer for a neuron.
    pub fn keep_neuron(&self, query: &NeuronTokensQuery, answer: &[NeuronInRow]) {
        keep(&self.neurons, NEURONS, query, &answer.to_vec());
    }
}

fn found<Q: PartialEq, A: Clone>(kept: &Mutex<VecDeque<(Q, A)>>, query: &Q) -> Option<A> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.iter().find(|(of, _)| of == query).map(|(_, answer)| answer.clone())
}

fn keep<Q: Clone, A: Clone>(kept: &Mutex<VecDeque<(Q, A)>>, most: usize, query: &Q, answer: &A) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_front((query.clone(), answer.clone()));
    kept.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_looked_at_last_are_kept() {
        let keeper = TokenKeeper::default();
        let query = |row| TokensQuery { ranking: 1, row, of: None };
        let answer = |row| Tokens {
            row,
            kinds: Vec::new(),
            shown: 0,
            sum: 0.0,
            text: None,
            strongest: Vec::new(),
            features: Vec::new(),
            nearest: Vec::new(),
        };
        for row in 0..=ROWS as i64 {
            keeper.keep(&query(row), &answer(row));
        }
        assert!(keeper.of(&query(0)).is_none());
        assert_eq!(keeper.of(&query(ROWS as i64)).map(|kept| kept.row), Some(ROWS as i64));
    }
}
