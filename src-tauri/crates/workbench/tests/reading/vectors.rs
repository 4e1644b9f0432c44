//! Vectors from Parquet and from every version of `.npy`.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, FixedSizeListArray, Float32Array, Float64Array, Int64Array, ListArray, RecordBatch};
use arrow::datatypes::{Float32Type, Float64Type};
use parquet::arrow::ArrowWriter;
use workbench::formats::vectors_file::{NpyWriter, read};

fn parquet(folder: &Path, columns: Vec<(&str, ArrayRef)>) -> std::path::PathBuf {
    let (path, batch) = (folder.join("vectors.parquet"), RecordBatch::try_from_iter(columns).unwrap());
    let mut writer = ArrowWriter::try_new(File::create(&path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    path
}

fn ids() -> ArrayRef {
    Arc::new(Int64Array::from(vec![7, 8]))
}

#[test]
fn a_column_of_lists_or_columns_of_floats_are_vectors() {
    let folder = tempfile::tempdir().unwrap();
    let lists = vec![Some(vec![Some(1.0), Some(2.0)]), Some(vec![Some(3.0), Some(4.5)])];
    let doubles = ListArray::from_iter_primitive::<Float64Type, _, _>(lists.clone());
    let singles = lists.into_iter().map(|row| row.map(|row| row.into_iter().map(|n| n.map(|n| n as f32))));
    let fixed = FixedSizeListArray::from_iter_primitive::<Float32Type, _, _>(singles, 2);
    let (x, y) = (Float32Array::from(vec![1.0, 3.0]), Float64Array::from(vec![2.0, 4.5]));
    for columns in [
        vec![("id", ids()), ("vector", Arc::new(doubles) as ArrayRef)],
        vec![("vector", Arc::new(fixed) as ArrayRef)],
        vec![("id", ids()), ("x", Arc::new(x) as ArrayRef), ("y", Arc::new(y) as ArrayRef)],
    ] {
        let vectors = read(&parquet(folder.path(), columns)).unwrap();
        assert_eq!((vectors.width(), vectors.values()), (2, &[1.0, 2.0, 3.0, 4.5][..]));
    }
}

#[test]
fn lists_of_other_lengths_missing_ones_and_no_vectors_at_all_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let said = |columns| read(&parquet(folder.path(), columns)).unwrap_err().to_string();
    let list = |second: Option<Vec<Option<f64>>>| -> ArrayRef {
        let rows = vec![Some(vec![Some(1.0), Some(2.0)]), second];
        Arc::new(ListArray::from_iter_primitive::<Float64Type, _, _>(rows))
    };
    assert!(said(vec![("v", list(Some(vec![Some(1.0)])))]).contains("row 1 (counted from 0) has 1 numbers"));
    assert!(said(vec![("v", list(None))]).contains("row 1 (counted from 0) has 0 numbers"));
    assert!(said(vec![("v", list(Some(vec![None, Some(1.0)])))]).contains("row 1 (counted from 0) holds a number"));
    assert!(said(vec![("id", ids())]).contains("it has id"));
    let two = || list(Some(vec![Some(1.0), Some(2.0)]));
    assert!(said(vec![("a", two()), ("b", two())]).contains("several columns hold lists of numbers (a, b)"));
}

#[test]
fn every_version_of_the_header_is_read_and_damage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.npy");
    let head = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }\n";
    for version in [1u8, 2, 3] {
        let mut bytes = [&b"\x93NUMPY"[..], &[version, 0]].concat();
        let length = head.len() as u32;
        bytes.extend(&length.to_le_bytes()[..if version == 1 { 2 } else { 4 }]);
        bytes.extend(head.as_bytes());
        bytes.extend([0.5f64, -2.0].iter().flat_map(|number| number.to_le_bytes()));
        fs::write(&path, &bytes).unwrap();
        assert_eq!(read(&path).unwrap().values(), [0.5, -2.0]);
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            assert!(read(&path).is_err(), "version {version}, cut at {cut}");
        }
        fs::write(&path, [&bytes[..], b"x"].concat()).unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("speaks of 16 bytes of numbers, and there are 17"));
    }
}

#[test]
fn what_is_written_appears_whole_and_begins_its_numbers_at_a_multiple_of_64() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.npy");
    let writer = NpyWriter::create(&path, &[0.25, 0.75]).unwrap();
    assert!(!path.exists());
    assert_eq!(writer.finish().unwrap(), 128 + 16);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(&bytes[128..136], 0.25f64.to_le_bytes());
    assert!(read(&path).unwrap_err().to_string().contains("the shape (2,)"));
}
