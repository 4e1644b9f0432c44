//! Every lie that a GGUF header can tell is named before anything is allocated for it.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use activation::inspect;

/// Header fields and what follows them.
fn header(version: u32, tensors: u64, entries: u64, rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(version.to_le_bytes());
    bytes.extend(tensors.to_le_bytes());
    bytes.extend(entries.to_le_bytes());
    bytes.extend(rest);
    bytes
}

/// A file with one metadata entry.
fn entry(key: &str, kind: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = (key.len() as u64).to_le_bytes().to_vec();
    bytes.extend(key.as_bytes());
    bytes.extend(kind.to_le_bytes());
    bytes.extend(value);
    header(3, 0, 1, &bytes)
}

/// A file with some tensors (name, dims, type, offset) and four kilobytes of data.
fn tensors(announced: &[(&str, &[u64], u32, u64)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, dims, kind, offset) in announced {
        bytes.extend((name.len() as u64).to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend((dims.len() as u32).to_le_bytes());
        bytes.extend(dims.iter().flat_map(|dim| dim.to_le_bytes()));
        bytes.extend(kind.to_le_bytes());
        bytes.extend(offset.to_le_bytes());
    }
    bytes.extend([0; 4096]);
    header(3, announced.len() as u64, 0, &bytes)
}

fn array(kind: u32, count: u64) -> Vec<u8> {
    [kind.to_le_bytes().as_slice(), &count.to_le_bytes()].concat()
}

fn refused_with(cases: &[(&str, Vec<u8>)]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.gguf");
    for (wanted, bytes) in cases {
        std::fs::write(&path, bytes).unwrap();
        let said = inspect(&path).unwrap_err().to_string();
        assert!(said.contains(wanted), "wanted \"{wanted}\", said \"{said}\"");
        assert!(said.contains("model.gguf is damaged or incomplete"), "{said}");
    }
}

#[test]
fn counts_versions_and_values_that_cannot_be() {
    let alignment = |value: u32| entry("general.alignment", 4, &value.to_le_bytes());
    refused_with(&[
        ("does not begin as GGUF", b"GGML0000".to_vec()),
        ("version 9", header(9, 0, 0, &[])),
        ("18446744073709551615 metadata entries", header(3, 0, u64::MAX, &[])),
        ("18446744073709551615 tensors", header(3, u64::MAX, 0, &[])),
        ("array entries", entry("a", 9, &array(4, 1 << 60))),
        ("array entries", entry("a", 9, &array(8, 1 << 60))),
        ("metadata type is 9", entry("a", 9, &array(9, 1))),
        ("metadata type is 77", entry("a", 77, &[])),
        ("ends inside a metadata text", entry("a", 8, &u64::MAX.to_le_bytes())),
        ("alignment is 0", alignment(0)),
        ("alignment is 24", alignment(24)),
        ("architecture is missing", header(3, 0, 0, &[])),
    ]);
}

#[test]
fn tensors_that_cannot_be() {
    refused_with(&[
        ("5 dimensions", tensors(&[("a", &[1; 5], 0, 0)])),
        ("0 dimensions", tensors(&[("a", &[], 0, 0)])),
        ("is impossible", tensors(&[("a", &[1 << 40, 1 << 40], 0, 0)])),
        ("is impossible", tensors(&[("a", &[0], 0, 0)])),
        ("no whole blocks of 32", tensors(&[("a", &[33], 3, 0)])),
        ("no whole blocks of 1", tensors(&[("a", &[u64::MAX], 0, 0)])),
        ("beyond the end", tensors(&[("a", &[1 << 20], 0, 0)])),
        ("beyond the end", tensors(&[("a", &[32], 0, 1 << 62)])),
        ("offset is impossible", tensors(&[("a", &[32], 0, u64::MAX - 31)])),
        ("no multiple of the alignment", tensors(&[("a", &[32], 0, 3)])),
        ("overlaps another tensor", tensors(&[("a", &[32], 0, 0), ("b", &[32], 0, 64)])),
        ("tensor a occurs twice", tensors(&[("a", &[32], 0, 0), ("a", &[32], 0, 128)])),
    ]);
}
