//! How much documents agree with each other: mean share of strongest neurons in common.

use crate::data::features::{ABSENT, Features};

/// Each document's mean share in common with all other scored ones; `None` for unscored documents and where there is
/// no other.
///
/// Linear in the number of documents: counts per neuron stand for all pairs, each document's own part taken off.
#[must_use]
pub fn agreement(documents: &Features) -> Vec<Option<f64>> {
    let shape = documents.shape();
    let scored: Vec<usize> = (0..documents.len()).filter(|&d| documents.is_scored(d)).collect();
    let mut shares = vec![None; documents.len()];
    if scored.len() < 2 {
        return shares;
    }
    let mut counts = vec![std::collections::HashMap::<u16, u32>::new(); shape.layers];
    for &document in &scored {
        for (layer, row) in counts.iter_mut().enumerate() {
            for &neuron in documents.layer(document, layer).iter().filter(|&&n| n != ABSENT) {
                *row.entry(neuron).or_default() += 1;
            }
        }
    }
    let others = (scored.len() - 1) as f64;
    for &document in &scored {
        let common: u64 = counts
            .iter()
            .enumerate()
            .flat_map(|(layer, row)| {
                documents.layer(document, layer).iter().map(|n| u64::from(row.get(n).map_or(0, |c| c - 1)))
            })
            .sum();
        shares[document] = Some(common as f64 / others / shape.slots() as f64);
    }
    shares
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::features::FeatureShape;
    use crate::neurons::why::in_common;

    #[test]
    fn agreement_is_the_mean_over_all_pairs() {
        let documents = Features::new(
            FeatureShape { layers: 2, top_k: 2 },
            vec![1, 2, 3, 4, 1, 5, 3, 6, 7, 2, 4, 3, ABSENT, ABSENT, ABSENT, ABSENT],
        )
        .unwrap();
        let found = agreement(&documents);
        for (document, found) in found.iter().enumerate().take(3) {
            let share = |other| in_common(documents.document(document), documents.document(other), 2);
            let mean: f64 = (0..3).filter(|&other| other != document).map(share).sum::<f64>() / 2.0;
            assert!((found.unwrap() - mean).abs() < 1e-12);
        }
        assert_eq!(found[3], None);
    }

    #[test]
    fn one_document_has_nobody_to_agree_with() {
        let one = Features::new(FeatureShape { layers: 1, top_k: 1 }, vec![1]).unwrap();
        assert_eq!(agreement(&one), [None]);
    }
}
