//! A work in progress as bytes: little-endian numbers in one order, the same on every machine.

/// The bytes are not a map in progress of these documents and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no map in progress of these documents and settings: begin the map anew")]
pub struct Unreadable;

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Writing(pub(super) Vec<u8>);

impl Writing {
    pub(super) fn number(&mut self, number: usize) {
        self.0.extend((number as u64).to_le_bytes());
    }

    pub(super) fn numbers(&mut self, numbers: impl Iterator<Item = u32>) {
        self.0.extend(numbers.flat_map(u32::to_le_bytes));
    }
}

/// Bytes being read, from the front.
#[derive(Debug)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn number(&mut self) -> Result<usize, Unreadable> {
        let (number, rest) = self.0.split_first_chunk::<8>().ok_or(Unreadable)?;
        self.0 = rest;
        usize::try_from(u64::from_le_bytes(*number)).map_err(|_| Unreadable)
    }

    /// `rows` times `width` numbers, which must be there: nothing is allocated before that is known.
    pub(super) fn numbers(&mut self, rows: usize, width: usize) -> Result<Vec<u32>, Unreadable> {
        let bytes = rows.checked_mul(width).and_then(|count| count.checked_mul(4)).ok_or(Unreadable)?;
        let taken = self.take(bytes)?;
        Ok(taken.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }

    pub(super) fn take(&mut self, bytes: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(Unreadable)?;
        self.0 = rest;
        Ok(taken)
    }
}
