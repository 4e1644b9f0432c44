//! The header of `.npy` files, versions 1 to 3: a Python dictionary in text, of which three entries are known.

use std::io::Read;

use super::error::VectorsFileError;

/// The first bytes.
pub(super) const MAGIC: [u8; 6] = *b"\x93NUMPY";

/// Longer headers belong to records with named fields, which are no vectors; version 2 could speak of 4 GB.
const LONGEST: usize = 64 * 1024;

/// Bytes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Float {
    Single,
    Double,
}

impl Float {
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Single => 4,
            Self::Double => 8,
        }
    }
}

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) float: Float,
    pub(super) rows: usize,
    pub(super) width: usize,
}

impl Header {
    /// Bytes of all numbers; none where that is beyond any file.
    pub(super) fn bytes(self) -> Option<u64> {
        let numbers = (self.rows as u64).checked_mul(self.width as u64)?;
        numbers.checked_mul(self.float.bytes() as u64)
    }
}

/// Reads a header, the magic included.
pub(super) fn read(file: &mut impl Read) -> Result<Header, VectorsFileError> {
    let mut start = [0; 8];
    file.read_exact(&mut start)?;
    let length = match start[6] {
        1 => {
            let mut length = [0; 2];
            file.read_exact(&mut length)?;
            usize::from(u16::from_le_bytes(length))
        }
        2 | 3 => {
            let mut length = [0; 4];
            file.read_exact(&mut length)?;
            u32::from_le_bytes(length) as usize
        }
        version => return Err(wrong(format!("it is of version {version}, and 1 to 3 are known"))),
    };
    if length > LONGEST {
        return Err(wrong(format!("it would be {length} bytes long")));
    }
    let mut text = vec![0; length];
    file.read_exact(&mut text)?;
    parse(std::str::from_utf8(&text).map_err(|_| wrong("it is no text".to_owned()))?)
}

fn parse(text: &str) -> Result<Header, VectorsFileError> {
    let kind = entry(text, "descr")?;
    let float = match kind.get(1..).and_then(|rest| rest.split(['\'', '"']).next()) {
        Some("<f4") => Float::Single,
        Some("<f8") => Float::Double,
        Some(found) if kind.starts_with(['\'', '"']) => return Err(VectorsFileError::Type { found: found.to_owned() }),
        _ => return Err(VectorsFileError::Type { found: "a record with named fields".to_owned() }),
    };
    match entry(text, "fortran_order")? {
        rest if rest.starts_with("False") => {}
        rest if rest.starts_with("True") => return Err(VectorsFileError::FortranOrder),
        _ => return Err(wrong("\"fortran_order\" is neither True nor False".to_owned())),
    }
    let shape = entry(text, "shape")?.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (shape, _) = shape.ok_or_else(|| wrong("\"shape\" is no list of numbers".to_owned()))?;
    let lengths: Option<Vec<usize>> =
        shape.split(',').map(str::trim).filter(|length| !length.is_empty()).map(|length| length.parse().ok()).collect();
    match lengths.as_deref() {
        Some(&[rows, width]) if rows > 0 && width > 0 => Ok(Header { float, rows, width }),
        _ => Err(VectorsFileError::Shape { shape: shape.chars().take(80).collect() }),
    }
}

/// What follows a key and its colon.
fn entry<'a>(text: &'a str, key: &str) -> Result<&'a str, VectorsFileError> {
    let after = ['\'', '"'].iter().find_map(|quote| text.split_once(&format!("{quote}{key}{quote}")));
    let value = after.and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    value.map(str::trim_start).ok_or_else(|| wrong(format!("it has no \"{key}\"")))
}

fn wrong(problem: String) -> VectorsFileError {
    VectorsFileError::Header { problem }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_three_entries_are_found_in_any_order_and_with_either_quote() {
        let plain = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }";
        let other = "{\"shape\":(3,4,),\"fortran_order\":False,\"descr\":\"<f4\"}";
        let expected = Header { float: Float::Single, rows: 3, width: 4 };
        assert_eq!((parse(plain).unwrap(), parse(other).unwrap()), (expected, expected));
        assert_eq!(expected.bytes(), Some(48));
    }

    #[test]
    fn what_is_no_matrix_of_floats_is_refused_by_name() {
        let said = |descr: &str, order: &str, shape: &str| {
            let text = format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}");
            parse(&text).unwrap_err().to_string()
        };
        assert!(said("'<f2'", "False", "(3, 4)").contains("type <f2"));
        assert!(said("'>f4'", "False", "(3, 4)").contains("type >f4"));
        assert!(said("'|O'", "False", "(3, 4)").contains("type |O"));
        assert!(said("[('a', '<f4')]", "False", "(3,)").contains("named fields"));
        assert!(said("'<f4'", "True", "(3, 4)").contains("Fortran order"));
        assert!(said("'<f4'", "Maybe", "(3, 4)").contains("neither True nor False"));
        for shape in ["(3,)", "()", "(3, 0)", "(3, 4, 5)", "(-1, 4)", "(99999999999999999999, 4)"] {
            assert!(said("'<f4'", "False", shape).contains("the shape"), "{shape}");
        }
        assert!(said("'<f4'", "False", "3").contains("no list of numbers"));
        let vast = parse("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 4)}").unwrap();
        assert_eq!(vast.bytes(), None);
    }

    #[test]
    fn versions_and_lengths_that_cannot_be_are_refused_before_anything_is_read() {
        for bytes in [&b"\x93NUMPY\x09\x00\x10\x00"[..], b"\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF", b"\x93NUMPY\x01\x00\x10"]
        {
            assert!(read(&mut &*bytes).is_err());
        }
    }
}
