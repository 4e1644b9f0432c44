//! Batches of texts of like length through the network, and the mean over their real tokens.

use candle_core::{Device, Tensor};
use candle_transformers::models::bert::BertModel;

use crate::error::{OpsError, ReadError};

/// Tokens of a batch, padding counted: fits the caches, and pays for what each call costs.
const BATCH_TOKENS: usize = 2048;

/// Texts in batches, longest first; those without tokens are in none.
pub fn plan(ids: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..ids.len()).filter(|&text| !ids[text].is_empty()).collect();
    order.sort_by_key(|&text| std::cmp::Reverse(ids[text].len()));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for text in order {
        match batches.last_mut() {
            Some(batch) if (batch.len() + 1) * ids[batch[0]].len() <= BATCH_TOKENS => batch.push(text),
            _ => batches.push(vec![text]),
        }
    }
    batches
}

/// One vector of length 1 for each text; `ids` are sorted, longest first.
pub fn vectors(model: &BertModel, ids: &[&[u32]]) -> Result<Vec<Vec<f32>>, ReadError> {
    let longest = ids.first().map_or(0, |ids| ids.len());
    let shape = (ids.len(), longest);
    let padded = |of: &dyn Fn(&[u32], usize) -> u32| -> Vec<u32> {
        ids.iter().flat_map(|ids| (0..longest).map(move |place| of(ids, place))).collect()
    };
    let tensor = |values: Vec<u32>| Tensor::from_vec(values, shape, &Device::Cpu).map_err(OpsError::from);
    let tokens = tensor(padded(&|ids, place| ids.get(place).copied().unwrap_or(0)))?;
    let mask = tensor(padded(&|ids, place| u32::from(place < ids.len())))?;
    let kinds = tokens.zeros_like().map_err(OpsError::from)?;
    let rows = model.forward(&tokens, &kinds, Some(&mask)).map_err(OpsError::from)?;
    let rows: Vec<Vec<Vec<f32>>> = rows.to_vec3().map_err(OpsError::from)?;
    Ok(rows.iter().zip(ids).map(|(rows, ids)| pooled(&rows[..ids.len()])).collect())
}

/// The mean of rows in f64, made 1 long.
fn pooled(rows: &[Vec<f32>]) -> Vec<f32> {
    let mut sums = vec![0f64; rows.first().map_or(0, Vec::len)];
    for row in rows {
        for (sum, &x) in sums.iter_mut().zip(row) {
            *sum += f64::from(x);
        }
    }
    let length = sums.iter().map(|x| x * x).sum::<f64>().sqrt();
    sums.iter().map(|x| (x / length) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_like_length_share_a_batch_and_empty_ones_are_in_none() {
        let ids = [vec![1; 4], vec![], vec![1; 1500], vec![1; 5], vec![1; 1200]];
        assert_eq!(plan(&ids), [vec![2], vec![4], vec![3, 0]]);
    }

    #[test]
    fn a_vector_is_the_direction_of_the_mean() {
        assert_eq!(pooled(&[vec![3.0, 0.0], vec![3.0, 8.0]]), [0.6, 0.8]);
    }
}
