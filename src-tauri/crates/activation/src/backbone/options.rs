//! How to open a model, and what that comes to on this machine.

use candle_core::{DType, Device};
use serde::{Deserialize, Serialize};

use crate::error::BackboneError;
use crate::ops::packed::PackedOps;
use crate::ops::tensor::TensorOps;

/// Where the arithmetic runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceChoice {
    /// The best device this build and this machine have; [`crate::Backbone::device_label`] says which.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// An NVIDIA card; needs the `cuda` feature.
    Cuda,
    /// An Apple graphics processor; needs the `metal` feature.
    Metal,
}

/// How numbers are rounded. Features of different profiles are never mixed in one ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumericProfile {
    /// f32 throughout: equal to the published reference.
    #[default]
    F32,
    /// Products with weights in bf16, sums in f32; about 0.4 % of indices differ.
    Bf16Fast,
}

/// How to open a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenOptions {
    /// Where to compute.
    pub device: DeviceChoice,
    /// How to round.
    pub profile: NumericProfile,
    /// Processor threads; all of them where not said. Results do not depend on it.
    pub threads: Option<usize>,
}

impl OpenOptions {
    /// The packed kernels, where these options come to the processor.
    ///
    /// # Errors
    /// [`BackboneError::Device`] when the device is not there; [`BackboneError::Profile`] when the processor lacks the
    /// profile.
    pub(super) fn packed_ops(&self) -> Result<Option<PackedOps>, BackboneError> {
        if !self.tensor_device()?.is_cpu() {
            return Ok(None);
        }
        let needed = "a processor with bf16 products (AVX512-BF16) or a graphics card";
        match self.profile {
            NumericProfile::F32 => Ok(Some(PackedOps::f32())),
            NumericProfile::Bf16Fast => PackedOps::bf16().map(Some).ok_or(BackboneError::Profile { needed }),
        }
    }

    /// The arithmetic of candle tensors that these options ask for.
    ///
    /// # Errors
    /// [`BackboneError::Device`] when the device is not there; [`BackboneError::Profile`] when it lacks the profile.
    pub(super) fn tensor_ops(&self) -> Result<TensorOps, BackboneError> {
        let device = self.tensor_device()?;
        let weight_type = match self.profile {
            NumericProfile::F32 => DType::F32,
            // candle widens halves at every product on the processor: slower than f32, and no gain.
            NumericProfile::Bf16Fast if device.is_cpu() => {
                return Err(BackboneError::Profile { needed: "a processor with bf16 products or a graphics card" });
            }
            NumericProfile::Bf16Fast => DType::BF16,
        };
        Ok(TensorOps::new(device, weight_type))
    }

    fn tensor_device(&self) -> Result<Device, BackboneError> {
        match self.device {
            DeviceChoice::Cpu => Ok(Device::Cpu),
            DeviceChoice::Cuda => {
                Device::new_cuda(0).map_err(|error| BackboneError::Device { wanted: "CUDA", reason: error.to_string() })
            }
            DeviceChoice::Metal => Device::new_metal(0)
                .map_err(|error| BackboneError::Device { wanted: "Metal", reason: error.to_string() }),
            DeviceChoice::Auto => Ok(Device::new_cuda(0).or_else(|_| Device::new_metal(0)).unwrap_or(Device::Cpu)),
        }
    }
}
