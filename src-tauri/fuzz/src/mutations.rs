//! Mutations of the corpus without the engine: the ordinary tests try some hundreds on every gate, always the same, and
//! more when `NEUROSIEVE_MUTATIONS` says so. The engine finds more in less time, since it sees which code ran.

use std::path::{Path, PathBuf};

/// Numbers at which arithmetic goes wrong.
const EDGES: [u64; 10] = [0, 1, 127, 128, 255, 65_535, 65_536, 0x7FFF_FFFF, 0xFFFF_FFFF, u64::MAX];
/// Longest input that is made.
const LONGEST: usize = 16 << 10;
/// Inputs that are tried on each gate where nothing else is said.
const FEW: usize = 300;

/// Gives every kept file of a target, and mutations of them, to its gate. A gate that stops fails with the file's name; a
/// mutation that stopped it is written beside the corpus first.
pub fn replay(target: &str, gate: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 2, "{target} has only {} files", files.len());
    let kept: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    for (file, bytes) in files.iter().zip(&kept) {
        assert!(survives(gate, bytes), "{} stops the gate", file.display());
    }
    let wanted = std::env::var("NEUROSIEVE_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(FEW);
    let mut draws = Draws(0x9E37_79B9_7F4A_7C15);
    for number in 0..wanted {
        let bytes = mutated(&mut draws, &kept);
        if !survives(gate, &bytes) {
            let left = std::env::temp_dir().join(format!("{target}-{number}"));
            std::fs::write(&left, &bytes).unwrap();
            panic!("mutation {number} of {target} stops the gate: {}", left.display());
        }
    }
}

fn survives(gate: fn(&[u8]), bytes: &[u8]) -> bool {
    std::panic::catch_unwind(|| gate(bytes)).is_ok()
}

/// Numbers that look drawn by chance and are the same in every run (xorshift64*).
struct Draws(u64);

impl Draws {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    const fn below(&mut self, below: usize) -> usize {
        if below == 0 { 0 } else { (self.next() % below as u64) as usize }
    }
}

fn mutated(draws: &mut Draws, kept: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = kept[draws.below(kept.len())].clone();
    for _ in 0..=draws.below(4) {
        let at = draws.below(bytes.len());
        let end = at + draws.below((bytes.len() - at).min(64));
        match draws.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << draws.below(8),
            1 if !bytes.is_empty() => bytes[at] = draws.next() as u8,
            2 => put(&mut bytes, at, &EDGES[draws.below(EDGES.len())].to_le_bytes()[..1 << draws.below(4)]),
            3 => drop(bytes.drain(at..end)),
            4 => drop(bytes.splice(at..at, bytes[at..end].to_vec().repeat(1 + draws.below(8)))),
            5 => bytes.truncate(at),
            6 => {
                let other = &kept[draws.below(kept.len())];
                let from = draws.below(other.len());
                drop(bytes.splice(at.., other[from..].iter().copied()));
            }
            _ => drop(bytes.splice(at..at, b"[{\"',:}]"[draws.below(8)..].iter().copied())),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn put(bytes: &mut [u8], at: usize, number: &[u8]) {
    for (place, &byte) in bytes.iter_mut().skip(at).zip(number) {
        *place = byte;
    }
}
