//! What this computer has to read models with.

use std::path::Path;

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

use super::hub::cache::{RepoKind, repositories, size_of_tree};
use super::shelf::Shelf;
use crate::folders::shortened;
use crate::operations::model::Computer;

/// Memory of this computer, or of the container it is confined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Bytes there are.
    pub total_bytes: u64,
    /// Bytes that can be had now, caches given up.
    pub free_bytes: u64,
}

impl Memory {
    /// Asks the system.
    #[must_use]
    pub fn now() -> Self {
        let memory = MemoryRefreshKind::nothing().with_ram();
        let system = System::new_with_specifics(RefreshKind::nothing().with_memory(memory));
        let whole = Self { total_bytes: system.total_memory(), free_bytes: system.available_memory() };
        match system.cgroup_limits() {
            Some(limits) => whole.confined(limits.total_memory, limits.rss),
            None => whole,
        }
    }

    /// What is left of it for a container allowed `total_bytes` that holds `resident_bytes`. Pages of files are not
    /// counted as taken: the system gives them up when asked.
    fn confined(self, total_bytes: u64, resident_bytes: u64) -> Self {
        if total_bytes == 0 || total_bytes >= self.total_bytes {
            return self;
        }
        Self { total_bytes, free_bytes: self.free_bytes.min(total_bytes.saturating_sub(resident_bytes)) }
    }
}

/// Describes this computer.
#[must_use]
pub fn describe(shelf: &Shelf) -> Computer {
    let memory = Memory::now();
    let cache = &shelf.hub().cache;
    let models = repositories(cache, RepoKind::Model);
    let models_bytes: u64 = models.iter().map(|(_, folder)| size_of_tree(folder.root())).sum();
    Computer {
        memory_bytes: memory.total_bytes,
        free_memory_bytes: memory.free_bytes,
        free_disk_bytes: free_disk(cache),
        cores: std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32),
        device: processor_label(),
        has_gpu: false,
        models_folder: shortened(cache),
        models_bytes: models_bytes + size_of_tree(&shelf.folders().cache.join("models")),
        has_fast_profile: has_fast_products(),
    }
}

/// Free disk at a folder, or at the nearest one above it that is there.
pub(crate) fn free_disk(folder: &Path) -> u64 {
    let there = folder.ancestors().find(|candidate| candidate.exists());
    there.and_then(|candidate| fs4::available_space(candidate).ok()).unwrap_or(0)
}

#[cfg(target_arch = "x86_64")]
fn processor_label() -> String {
    let widest = if std::arch::is_x86_feature_detected!("avx512f") {
        "AVX-512"
    } else if std::arch::is_x86_feature_detected!("avx2") {
        "AVX2"
    } else {
        "SSE2"
    };
    format!("CPU ({widest})")
}

#[cfg(not(target_arch = "x86_64"))]
fn processor_label() -> String {
    if cfg!(target_arch = "aarch64") { "CPU (NEON)".to_owned() } else { "CPU".to_owned() }
}

#[cfg(target_arch = "x86_64")]
fn has_fast_products() -> bool {
    std::arch::is_x86_feature_detected!("avx512bf16")
}

#[cfg(not(target_arch = "x86_64"))]
const fn has_fast_products() -> bool {
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::folders::Folders;
    use crate::models::hub::Hub;

    #[test]
    fn a_container_counts_as_the_computer_when_it_is_smaller() {
        let whole = Memory { total_bytes: 100, free_bytes: 60 };
        assert_eq!(whole.confined(40, 10), Memory { total_bytes: 40, free_bytes: 30 });
        assert_eq!(whole.confined(90, 10), Memory { total_bytes: 90, free_bytes: 60 });
        assert_eq!(whole.confined(u64::MAX, 10), whole);
        assert_eq!(whole.confined(40, 50).free_bytes, 0);
    }

    #[test]
    fn this_computer_has_memory_cores_disk_and_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::new("http://127.0.0.1:1", folder.path().join("not/there/yet"));
        let computer = describe(&Shelf::new(Folders::under(folder.path()), hub));
        assert!(computer.memory_bytes >= computer.free_memory_bytes && computer.free_memory_bytes > 0);
        assert!(computer.cores >= 1 && computer.free_disk_bytes > 0);
        assert!(computer.device.starts_with("CPU"));
        assert_eq!(computer.models_bytes, 0);
    }
}
