//! Quantised blocks to f32 by candle's own routines, a piece at a time so that little more than the result is held.

use std::borrow::Cow;

use candle_core::Device;
use candle_core::quantized::{GgmlDType, QStorage, QTensor};

use crate::error::OpsError;

/// Numbers dequantised at once; a multiple of every block size.
const PIECE: usize = 1 << 20;

/// All numbers of a tensor whose size was checked by the gate.
///
/// # Errors
/// [`OpsError`] from candle.
pub fn values(bytes: &[u8], storage: GgmlDType, count: usize) -> Result<Vec<f32>, OpsError> {
    if matches!(storage, GgmlDType::F32) {
        return Ok(bytes.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect());
    }
    let mut values = Vec::with_capacity(count);
    let piece_bytes = PIECE / storage.block_size() * storage.type_size();
    for piece in bytes.chunks(piece_bytes) {
        let numbers = piece.len() / storage.type_size() * storage.block_size();
        let stored = QStorage::from_data(Cow::Borrowed(piece), &Device::Cpu, storage)?;
        let piece = QTensor::new(stored, numbers)?.dequantize(&Device::Cpu)?;
        values.extend(piece.to_vec1::<f32>()?);
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;
    use candle_core::Tensor;

    #[test]
    fn piece_by_piece_gives_what_candle_gives_at_once_for_every_storage_type() {
        let count = PIECE + 4096;
        let numbers: Vec<f32> = (0..count).map(|i| ((i * 7919) % 1009) as f32 / 500.0 - 1.0).collect();
        let tensor = Tensor::new(numbers, &Device::Cpu).unwrap();
        let kinds = (0..=30).filter_map(super::super::tensors::storage);
        for storage in kinds {
            let quantised = QTensor::quantize(&tensor, storage).unwrap();
            let whole: Vec<f32> = quantised.dequantize(&Device::Cpu).unwrap().to_vec1().unwrap();
            let pieces = values(&quantised.data().unwrap(), storage, count).unwrap();
            assert!(whole == pieces, "{storage:?}");
        }
    }
}
