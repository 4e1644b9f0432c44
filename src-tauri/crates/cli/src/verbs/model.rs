//! The arguments that say which model reads, and how; shared by `extract` and `select`.

use std::sync::Arc;

use clap::ValueEnum;
use workbench::scripts::{DeviceChoice, NumericProfile, Watch};
use workbench::{Folders, Workbench};

use crate::face::Face;
use crate::interrupt;

/// Where the model computes.
#[derive(Clone, Copy, ValueEnum)]
pub enum Device {
    /// The best there is.
    Auto,
    /// The processor.
    Cpu,
    /// An NVIDIA card.
    Cuda,
    /// An Apple graphics processor.
    Metal,
}

/// How numbers are rounded.
#[derive(Clone, Copy, ValueEnum)]
pub enum Profile {
    /// Equal to the published code.
    F32,
    /// bf16 products where the processor has them: about 0.4 % of neurons differ. Never mixed with f32.
    Fast,
}

/// How a model reads.
#[derive(clap::Args)]
pub struct Reading {
    /// Tokens read of each document at most.
    #[arg(long, default_value_t = 120)]
    pub max_tokens: u32,
    /// Where the model computes.
    #[arg(long, value_enum, default_value = "auto")]
    device: Device,
    /// Processor threads; all if not given. The result does not depend on it.
    #[arg(long)]
    pub threads: Option<usize>,
    /// How numbers are rounded.
    #[arg(long, value_enum, default_value = "f32")]
    profile: Profile,
}

impl Reading {
    pub const fn device(&self) -> DeviceChoice {
        match self.device {
            Device::Auto => DeviceChoice::Auto,
            Device::Cpu => DeviceChoice::Cpu,
            Device::Cuda => DeviceChoice::Cuda,
            Device::Metal => DeviceChoice::Metal,
        }
    }

    pub const fn profile(&self) -> NumericProfile {
        match self.profile {
            Profile::F32 => NumericProfile::F32,
            Profile::Fast => NumericProfile::Bf16Fast,
        }
    }
}

/// Which columns hold what.
#[derive(clap::Args)]
pub struct Named {
    /// The column with the ids; guessed if not given.
    #[arg(long)]
    pub id_column: Option<String>,
    /// The column with the text; guessed if not given.
    #[arg(long)]
    pub text_column: Option<String>,
}

/// Work that shows how far it is and that Ctrl-C stops.
pub fn watch(face: &Face) -> Watch {
    if std::env::var_os("NEUROSIEVE_WORKER").is_none() {
        Workbench::read_in_process();
    }
    Watch { folders: Arc::new(Folders::of_this_person()), listener: face.listener(), stop: interrupt::flag() }
}
