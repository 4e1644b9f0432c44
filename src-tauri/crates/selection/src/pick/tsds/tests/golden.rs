//! The published code's own arrays.

use std::path::PathBuf;

use serde_json::Value;

use crate::data::vectors::Vectors;
use crate::geometry::neighbours::Neighbours;

/// A case of the goldens.
pub struct Golden {
    folder: PathBuf,
    pub expected: Value,
}

pub const CASES: [&str; 3] = ["toy", "toy-sigma0", "dups16"];

impl Golden {
    pub fn of(case: &str) -> Self {
        let goldens = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/goldens/tsds");
        let folder = goldens.join(case);
        let expected = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
        Self { folder, expected }
    }

    pub fn config(&self, name: &str) -> f64 {
        self.expected["config"][name].as_f64().unwrap()
    }

    pub fn vectors(&self, name: &str) -> Vectors {
        let (shape, numbers) = self.array(name);
        Vectors::new(shape[1], numbers.into_iter().map(|number| number as f32).collect()).unwrap()
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.array(name).1
    }

    /// The neighbours that a variant of the published code found, and the density of each row.
    pub fn found(&self, variant: &str) -> (Neighbours, Vec<f64>) {
        let (shape, rows) = self.array(&format!("{variant}.top_indices"));
        let kdes = self.numbers(&format!("{variant}.top_kdes"));
        let rows: Vec<u32> = rows.into_iter().map(|row| row as u32).collect();
        let mut densities = vec![f64::INFINITY; self.array("candidates").0[0]];
        rows.iter().zip(&kdes).for_each(|(&row, &density)| densities[row as usize] = density);
        (Neighbours::known(shape[1], rows, self.numbers(&format!("{variant}.top_dists"))), densities)
    }

    /// Reads an array: version 1 of the format, rows one after the other.
    fn array(&self, name: &str) -> (Vec<usize>, Vec<f64>) {
        let bytes = std::fs::read(self.folder.join(format!("{name}.npy"))).unwrap();
        assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
        let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        let header = std::str::from_utf8(&bytes[10..end]).unwrap();
        assert!(header.contains("'fortran_order': False"));
        let shape = header.split(['(', ')']).nth(1).unwrap().split(',');
        let shape = shape.filter_map(|length| length.trim().parse().ok()).collect();
        let numbers = match header.split('\'').nth(3).unwrap() {
            "<f4" => bytes[end..].chunks(4).map(|b| f64::from(f32::from_le_bytes(b.try_into().unwrap()))).collect(),
            "<f8" => bytes[end..].chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect(),
            "<i4" => bytes[end..].chunks(4).map(|b| f64::from(i32::from_le_bytes(b.try_into().unwrap()))).collect(),
            "<i8" => bytes[end..].chunks(8).map(|b| i64::from_le_bytes(b.try_into().unwrap()) as f64).collect(),
            other => panic!("{other}"),
        };
        (shape, numbers)
    }
}
