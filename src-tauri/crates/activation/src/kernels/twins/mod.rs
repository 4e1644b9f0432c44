//! Each kernel against a plain twin that anyone can read: odd sizes, tails, any number of threads, any neighbours.

#![allow(clippy::unwrap_used)]

mod products;
mod rows;

/// Numbers in [-1, 1) from a fixed seed.
pub(super) fn numbers(count: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        })
        .collect()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

#[track_caller]
fn assert_close(found: &[f32], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (i, (&f, &w)) in found.iter().zip(wanted).enumerate() {
        assert!((f64::from(f) - w).abs() <= tolerance * w.abs().max(1.0), "at {i}: found {f}, wanted {w}");
    }
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}
