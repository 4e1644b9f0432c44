//! Rows from the cells of a page, overflow followed. Anything that does not read is none: one bad cell costs one row.

use rusqlite::types::Value;

use super::pages::{PAGE, PageKind, Pages, cells, kind};

/// A row: its number, where the table has numbers, and its values as they are stored.
pub struct Row {
    /// Its number.
    pub number: Option<i64>,
    /// Its values.
    pub values: Vec<Value>,
}

/// What a page's cells gave.
#[derive(Default)]
pub struct PageRows {
    /// Rows that could be read.
    pub rows: Vec<Row>,
    /// Cells that could not.
    pub unreadable: u64,
}

/// All rows that stand on a page.
pub fn rows(pages: &mut Pages, page: &[u8], number: u32) -> PageRows {
    let mut found = PageRows::default();
    let Some(kind) = kind(page, number).filter(|kind| *kind != PageKind::TableInner) else { return found };
    for place in cells(page, number) {
        match row(pages, page, place, kind) {
            Some(row) => found.rows.push(row),
            None => found.unreadable += 1,
        }
    }
    found
}

fn row(pages: &mut Pages, page: &[u8], place: usize, kind: PageKind) -> Option<Row> {
    let place = if kind == PageKind::IndexInner { place + 4 } else { place };
    let (size, mut at) = varint(page, place)?;
    let mut number = None;
    if kind == PageKind::TableLeaf {
        let (found, behind) = varint(page, at)?;
        (number, at) = (Some(found), behind);
    }
    let payload = payload(pages, page, at, usize::try_from(size).ok()?, kind)?;
    Some(Row { number, values: values(&payload)? })
}

/// The payload of a cell: what stands in the page, then what its overflow pages hold.
fn payload(pages: &mut Pages, page: &[u8], at: usize, size: usize, kind: PageKind) -> Option<Vec<u8>> {
    let most = if kind == PageKind::TableLeaf { PAGE - 35 } else { (PAGE - 12) * 64 / 255 - 23 };
    if size <= most {
        return page.get(at..at.checked_add(size)?).map(<[u8]>::to_vec);
    }
    // Never more than the whole file could hold.
    if size as u64 > u64::from(pages.count) * PAGE as u64 {
        return None;
    }
    let least = (PAGE - 12) * 32 / 255 - 23;
    let surplus = least + (size - least) % (PAGE - 4);
    let here = if surplus <= most { surplus } else { least };
    let mut payload = page.get(at..at + here)?.to_vec();
    let mut next = u32::from_be_bytes(page.get(at + here..at + here + 4)?.try_into().ok()?);
    while payload.len() < size {
        let overflow = pages.page(next)?;
        next = u32::from_be_bytes(overflow[..4].try_into().ok()?);
        let wanted = (size - payload.len()).min(PAGE - 4);
        payload.extend_from_slice(&overflow[4..4 + wanted]);
    }
    Some(payload)
}

/// A record's values.
fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let (header, mut at) = varint(payload, 0)?;
    let header = usize::try_from(header).ok()?;
    let mut data = header;
    let mut values = Vec::new();
    while at < header {
        let (serial, behind) = varint(payload, at)?;
        at = behind;
        let (value, behind) = value(payload, data, serial)?;
        data = behind;
        values.push(value);
    }
    (at == header && data == payload.len()).then_some(values)
}

fn value(payload: &[u8], at: usize, serial: i64) -> Option<(Value, usize)> {
    let width = match serial {
        0 | 8 | 9 => 0,
        1..=4 => serial as usize,
        5 => 6,
        6 | 7 => 8,
        12.. => usize::try_from((serial - 12) / 2).ok()?,
        _ => return None,
    };
    let bytes = payload.get(at..at.checked_add(width)?)?;
    let value = match serial {
        0 => Value::Null,
        1..=6 => Value::Integer(whole(bytes)),
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        8 | 9 => Value::Integer(serial - 8),
        _ if serial % 2 == 0 => Value::Blob(bytes.to_vec()),
        _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
    };
    Some((value, at + width))
}

/// A whole number of one to eight bytes, big end first, with its sign.
fn whole(bytes: &[u8]) -> i64 {
    let sign = bytes.first().map_or(0, |&first| i64::from((first as i8) >> 7));
    bytes.iter().fold(sign, |number, &byte| number << 8 | i64::from(byte))
}

/// A number of one to nine bytes, seven bits each; where the next byte stands.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut number = 0u64;
    for step in 0..9 {
        let byte = *bytes.get(at + step)?;
        if step == 8 {
            return Some(((number << 8 | u64::from(byte)) as i64, at + 9));
        }
        number = number << 7 | u64::from(byte & 0x7F);
        if byte < 0x80 {
            return Some((number as i64, at + step + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples were worked out from the file format's description, sections 1.6 and 2.1.
    #[test]
    fn numbers_and_records_read_as_the_format_says() {
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xFF; 9], 0), Some((-1, 9)));
        assert_eq!(varint(&[0x80, 0x80], 0), None, "cut inside");
        let record = [6, 1, 0, 9, 17, 16, 0xFE, b'h', b'i', 1, 2];
        let read = values(&record).unwrap();
        assert_eq!(
            read,
            [Value::Integer(-2), Value::Null, Value::Integer(1), Value::Text("hi".into()), Value::Blob(vec![1, 2])]
        );
        assert_eq!(values(&record[..10]), None, "a record that is cut is none");
        assert_eq!(values(&[2, 10, 0]), None, "10 and 11 are no types");
    }
}
