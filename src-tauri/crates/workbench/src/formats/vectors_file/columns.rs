//! Vectors in Parquet: one column of lists of numbers, or a column for each number.

use std::fs::File;

use arrow::array::{Array, ArrayRef, AsArray, FixedSizeListArray, Float32Array, GenericListArray, OffsetSizeTrait};
use arrow::array::{RecordBatch, types};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::error::VectorsFileError;
use crate::formats::Limits;
use crate::formats::parquet_rows::{check, guarded, unreadable};

/// Width and numbers of a file's vectors.
pub(super) fn read(file: File) -> Result<(usize, Vec<f32>), VectorsFileError> {
    let (batches, lists) = {
        let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| unreadable(&e)))?;
        check(builder.metadata(), Limits::default())?;
        let (roots, lists) = chosen(builder.schema())?;
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
        let built =
            guarded(|| builder.with_projection(mask).with_batch_size(1024).build().map_err(|e| unreadable(&e)))?;
        (built, lists)
    };
    let mut taken = Taken::default();
    let mut batches = batches;
    while let Some(batch) = guarded(|| batches.next().transpose().map_err(|e| unreadable(&e)))? {
        if lists { taken.lists(batch.column(0))? } else { taken.columns(&batch)? }
    }
    match taken.width {
        Some(width) if width > 0 => Ok((width, taken.numbers)),
        _ => Err(VectorsFileError::Shape { shape: "0, 0".to_owned() }),
    }
}

/// The columns to read, and whether it is one of lists.
fn chosen(schema: &Schema) -> Result<(Vec<usize>, bool), VectorsFileError> {
    let places = |wanted: &dyn Fn(&DataType) -> bool| {
        let fields = schema.fields().iter().enumerate();
        fields.filter(|(_, field)| wanted(field.data_type())).map(|(place, _)| place).collect::<Vec<_>>()
    };
    let names = |places: &[usize]| {
        let names: Vec<&str> = places.iter().take(12).map(|&place| schema.field(place).name().as_str()).collect();
        names.join(", ")
    };
    let (lists, floats) = (places(&is_list), places(&DataType::is_floating));
    match lists.len() {
        0 if floats.is_empty() => Err(VectorsFileError::NoColumn { columns: names(&places(&|_| true)) }),
        0 => Ok((floats, false)),
        1 => Ok((lists, true)),
        _ => Err(VectorsFileError::SeveralColumns { columns: names(&lists) }),
    }
}

fn is_list(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            item.data_type().is_floating()
        }
        _ => false,
    }
}

/// Vectors taken so far.
#[derive(Default)]
struct Taken {
    width: Option<usize>,
    rows: usize,
    numbers: Vec<f32>,
}

impl Taken {
    fn lists(&mut self, column: &ArrayRef) -> Result<(), VectorsFileError> {
        if let Some(lists) = column.as_list_opt::<i32>() {
            return self.variable(lists);
        }
        if let Some(lists) = column.as_list_opt::<i64>() {
            return self.variable(lists);
        }
        match column.as_any().downcast_ref::<FixedSizeListArray>() {
            Some(lists) => (0..lists.len()).try_for_each(|row| self.row(lists.is_valid(row).then(|| lists.value(row)))),
            None => Ok(()),
        }
    }

    fn variable<O: OffsetSizeTrait>(&mut self, lists: &GenericListArray<O>) -> Result<(), VectorsFileError> {
        (0..lists.len()).try_for_each(|row| self.row(lists.is_valid(row).then(|| lists.value(row))))
    }

    /// Takes one list; a missing one has no numbers.
    fn row(&mut self, list: Option<ArrayRef>) -> Result<(), VectorsFileError> {
        let floats = list.map(|list| single(&list)).transpose()?;
        let found = floats.as_ref().map_or(0, Array::len);
        let expected = *self.width.get_or_insert(found);
        if found != expected {
            return Err(VectorsFileError::Row { row: self.rows, found, expected });
        }
        self.numbers.extend(floats.iter().flatten().map(|number| number.unwrap_or(f32::NAN)));
        self.rows += 1;
        Ok(())
    }

    fn columns(&mut self, batch: &RecordBatch) -> Result<(), VectorsFileError> {
        self.width = Some(batch.num_columns());
        let columns = batch.columns().iter().map(single).collect::<Result<Vec<_>, _>>()?;
        for row in 0..batch.num_rows() {
            let number = |column: &Float32Array| if column.is_valid(row) { column.value(row) } else { f32::NAN };
            self.numbers.extend(columns.iter().map(number));
        }
        Ok(())
    }
}

/// The numbers in single precision.
fn single(numbers: &ArrayRef) -> Result<Float32Array, VectorsFileError> {
    let single = cast(numbers, &DataType::Float32).map_err(|e| unreadable(&e))?;
    Ok(single.as_primitive::<types::Float32Type>().clone())
}
