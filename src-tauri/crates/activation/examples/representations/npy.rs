//! The `.npy` format, version 1.0: a header in text, padded to 64 bytes, then the numbers as they lie in memory.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes an array in C order; `kind` is numpy's name of its numbers, as `<f4`.
pub fn write(file: &Path, kind: &str, shape: &[usize], bytes: impl Iterator<Item = impl IntoIterator<Item = u8>>) {
    let shape: Vec<String> = shape.iter().map(|n| format!("{n}, ")).collect();
    let shape = shape.concat();
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}");
    let whole = (10 + header.len() + 1).next_multiple_of(64);
    header.push_str(&" ".repeat(whole - 10 - header.len() - 1));
    header.push('\n');
    let mut out = BufWriter::new(File::create(file).unwrap());
    out.write_all(b"\x93NUMPY\x01\x00").unwrap();
    out.write_all(&(header.len() as u16).to_le_bytes()).unwrap();
    out.write_all(header.as_bytes()).unwrap();
    for byte in bytes.flatten() {
        out.write_all(&[byte]).unwrap();
    }
    out.flush().unwrap();
}
