//! Which documents go through the model together. The plan follows from their lengths alone, never from threads.

use std::ops::Range;

/// Documents that go through the model in one pass.
pub struct Batch {
    /// Which documents these are, by their place in the call.
    pub documents: Vec<usize>,
    /// Their token ids, one document after the other.
    pub tokens: Vec<u32>,
    /// Each document's rows, in the order of `documents`.
    pub spans: Vec<Range<usize>>,
}

impl Batch {
    /// Packs these of all documents.
    pub fn of(documents: Vec<usize>, ids: &[&[u32]]) -> Self {
        let (mut tokens, mut spans) = (Vec::new(), Vec::new());
        for &document in &documents {
            spans.push(tokens.len()..tokens.len() + ids[document].len());
            tokens.extend_from_slice(ids[document]);
        }
        Self { documents, tokens, spans }
    }

    /// Each document with its rows.
    pub fn rows(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.documents.iter().copied().zip(self.spans.iter().cloned())
    }
}

/// Groups these of all documents with others of like length, longest first, each group of at most `limit` tokens (a longer
/// document goes alone). Empty documents are in no group.
pub fn plan(documents: &[usize], lengths: &[usize], limit: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = documents.iter().copied().filter(|&document| lengths[document] > 0).collect();
    order.sort_by_key(|&document| std::cmp::Reverse(lengths[document]));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for document in order {
        match batches.last_mut() {
            Some(batch) if lengths[document] <= room => batch.push(document),
            _ => {
                batches.push(vec![document]);
                room = limit.max(lengths[document]);
            }
        }
        room -= lengths[document];
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::plan;

    #[test]
    fn every_document_with_tokens_is_read_once_beside_others_of_like_length() {
        assert_eq!(plan(&[0, 1, 2, 3, 4, 5], &[3, 0, 9, 3, 8, 1], 12), [vec![2], vec![4, 0], vec![3, 5]]);
    }

    #[test]
    fn a_document_longer_than_a_batch_goes_alone() {
        assert_eq!(plan(&[0, 1, 2], &[20, 2, 2], 4), [vec![0], vec![1, 2]]);
        assert_eq!(plan(&[0, 2], &[20, 2, 2], 4), [vec![0], vec![2]]);
    }

    #[test]
    fn nothing_to_read_makes_no_batch() {
        assert!(plan(&[0, 1], &[0, 0], 4).is_empty());
    }
}
