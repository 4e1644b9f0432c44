//! The most memory that a bench has held, as the system counts it.

#![allow(dead_code, reason = "every bench takes this file whole and some ask only for the peak")]

/// The most memory this process has held since [`forget_peak`], in kB, where the system says it.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Lets the system count the most memory anew; where it cannot, the peaks are those of the whole run.
pub fn forget_peak() {
    let _not_everywhere = std::fs::write("/proc/self/clear_refs", "5");
}
