//! GGUF tensor entries, each checked against the others and against the file before any of them is read.

use std::collections::HashMap;
use std::ops::Range;

use candle_core::quantized::GgmlDType;

use super::cursor::Cursor;
use crate::weights::Damage;

/// Where a tensor lies and how it is stored.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As checkpoints order it: outputs first (the file says inputs first).
    pub shape: Vec<usize>,
    /// The format's number of its storage type.
    pub kind: u32,
    /// Its bytes in the file.
    pub bytes: Range<usize>,
}

/// A tensor as announced, before the data's beginning is known.
struct Announced {
    name: String,
    shape: Vec<usize>,
    kind: u32,
    offset: u64,
    size: u64,
}

/// The least that an entry takes in a header: name's length, dims, one dim, type, offset.
const LEAST: u64 = 8 + 4 + 8 + 4 + 8;

/// Storage types that are read, by the format's numbers.
#[must_use]
pub const fn storage(kind: u32) -> Option<GgmlDType> {
    Some(match kind {
        0 => GgmlDType::F32,
        1 => GgmlDType::F16,
        2 => GgmlDType::Q4_0,
        3 => GgmlDType::Q4_1,
        6 => GgmlDType::Q5_0,
        7 => GgmlDType::Q5_1,
        8 => GgmlDType::Q8_0,
        10 => GgmlDType::Q2K,
        11 => GgmlDType::Q3K,
        12 => GgmlDType::Q4K,
        13 => GgmlDType::Q5K,
        14 => GgmlDType::Q6K,
        30 => GgmlDType::BF16,
        _ => return None,
    })
}

/// What people call a storage type.
#[must_use]
pub fn label(kind: u32) -> String {
    let name = match kind {
        0 => "f32",
        1 => "f16",
        2 => "Q4_0",
        3 => "Q4_1",
        6 => "Q5_0",
        7 => "Q5_1",
        8 => "Q8_0",
        10 => "Q2_K",
        11 => "Q3_K",
        12 => "Q4_K",
        13 => "Q5_K",
        14 => "Q6_K",
        30 => "bf16",
        other => return format!("GGUF type {other}"),
    };
    name.to_owned()
}

/// Reads `count` entries and places them in the data that follows the header.
pub fn read(cursor: &mut Cursor<'_>, count: u64, alignment: u64) -> Result<HashMap<String, Entry>, Damage> {
    let limit = cursor.left() / LEAST;
    if count > limit {
        return Err(Damage::TooMany { what: "tensors", found: count, limit });
    }
    let announced = (0..count).map(|_| announced(cursor, alignment)).collect::<Result<Vec<_>, _>>()?;
    let end = cursor.position() as u64 + cursor.left();
    let start = (cursor.position() as u64).next_multiple_of(alignment);
    place(announced, start, end)
}

fn announced(cursor: &mut Cursor<'_>, alignment: u64) -> Result<Announced, Damage> {
    let name = cursor.name("a tensor's name")?.to_owned();
    let wrong = |reason: String| Damage::Tensor { name: name.clone(), reason };
    let dims = cursor.u32("a tensor's dimensions")?;
    if !(1..=4).contains(&dims) {
        return Err(wrong(format!("{dims} dimensions, 1 to 4 are possible")));
    }
    let mut shape = (0..dims).map(|_| cursor.u64("a tensor's shape")).collect::<Result<Vec<u64>, _>>()?;
    let count = shape.iter().try_fold(1u64, |product, &dim| product.checked_mul(dim).filter(|&p| p > 0));
    let count = count.ok_or_else(|| wrong(format!("its shape {shape:?} is impossible")))?;
    let kind = cursor.u32("a tensor's type")?;
    let offset = cursor.u64("a tensor's offset")?;
    if !offset.is_multiple_of(alignment) {
        return Err(wrong(format!("its offset {offset} is no multiple of the alignment {alignment}")));
    }
    let size = match storage(kind) {
        // Types that are not read have a place all the same; only asking for them is an error.
        None => 0,
        Some(storage) => {
            let block = storage.block_size() as u64;
            let whole = shape[0].is_multiple_of(block).then_some(count / block);
            let bytes = whole.and_then(|blocks| blocks.checked_mul(storage.type_size() as u64));
            bytes.ok_or_else(|| wrong(format!("its rows of {} are no whole blocks of {block}", shape[0])))?
        }
    };
    shape.reverse();
    Ok(Announced { shape: shape.iter().map(|&dim| dim as usize).collect(), kind, offset, size, name })
}

fn place(mut announced: Vec<Announced>, start: u64, end: u64) -> Result<HashMap<String, Entry>, Damage> {
    announced.sort_by_key(|tensor| tensor.offset);
    let mut entries = HashMap::with_capacity(announced.len());
    let mut free = start;
    for tensor in announced {
        let wrong = |reason: &str| Damage::Tensor { name: tensor.name.clone(), reason: reason.to_owned() };
        let first = start.checked_add(tensor.offset).ok_or_else(|| wrong("its offset is impossible"))?;
        let last = first.checked_add(tensor.size).filter(|&last| last <= end);
        let last = last.ok_or_else(|| wrong("it lies beyond the end of the file"))?;
        if first < free {
            return Err(wrong("it overlaps another tensor"));
        }
        free = last;
        let entry = Entry { shape: tensor.shape, kind: tensor.kind, bytes: first as usize..last as usize };
        if entries.insert(tensor.name.clone(), entry).is_some() {
            return Err(Damage::Twice { what: format!("tensor {}", tensor.name) });
        }
    }
    Ok(entries)
}
