//! Time on the clock, time of the processor, and memory of this process.

use std::time::Instant;

/// What some work took.
#[derive(Clone, Copy)]
pub struct Took {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of processor time over all threads, where the system tells.
    pub processor: Option<f64>,
}

/// Times some work.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (begun, before) = (Instant::now(), processor_seconds());
    let done = work();
    let wall = begun.elapsed().as_secs_f64();
    let processor = before.zip(processor_seconds()).map(|(before, after)| after - before);
    (done, Took { wall, processor })
}

/// Nanoseconds on a processor, summed over this process's threads (Linux).
fn processor_seconds() -> Option<f64> {
    let mut nanoseconds = 0u64;
    for thread in std::fs::read_dir("/proc/self/task").ok()? {
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split(' ').next()?.parse::<u64>().ok()?;
    }
    Some(nanoseconds as f64 / 1e9)
}

/// The most memory this process has held, in MB (Linux).
pub fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()? * 1024.0 / 1e6)
}
