//! Reads a GGUF header step by step, never beyond the file, never more than it holds.

use std::ops::Range;

use crate::weights::Damage;

/// Longest key, tensor name or description that is believed.
const NAME_LIMIT: u64 = 65_535;

/// A place in a file's bytes.
pub struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// At a place.
    pub const fn at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Bytes before this place.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// Bytes from here to the end.
    pub const fn left(&self) -> u64 {
        (self.bytes.len() - self.at) as u64
    }

    /// The next bytes.
    pub fn take(&mut self, count: u64, what: &'static str) -> Result<&'a [u8], Damage> {
        if count > self.left() {
            return Err(Damage::Ends { what });
        }
        let start = self.at;
        self.at += count as usize;
        Ok(&self.bytes[start..self.at])
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Damage> {
        let taken = self.take(N as u64, what)?;
        Ok(taken.try_into().expect("as many bytes were taken"))
    }

    /// A 32-bit number.
    pub fn u32(&mut self, what: &'static str) -> Result<u32, Damage> {
        self.array(what).map(u32::from_le_bytes)
    }

    /// A 64-bit number.
    pub fn u64(&mut self, what: &'static str) -> Result<u64, Damage> {
        self.array(what).map(u64::from_le_bytes)
    }

    /// A count of things that take at least `least` bytes each, so that no more can be there than fit.
    pub fn count(&mut self, least: u64, what: &'static str) -> Result<u64, Damage> {
        let found = self.u64(what)?;
        let limit = self.left() / least;
        if found > limit { Err(Damage::TooMany { what, found, limit }) } else { Ok(found) }
    }

    /// A text's bytes.
    pub fn text_range(&mut self, what: &'static str) -> Result<Range<usize>, Damage> {
        let length = self.u64(what)?;
        let start = self.at;
        self.take(length, what)?;
        Ok(start..self.at)
    }

    /// A short text: a key or a name.
    pub fn name(&mut self, what: &'static str) -> Result<&'a str, Damage> {
        let range = self.text_range(what)?;
        let length = range.len() as u64;
        if length > NAME_LIMIT {
            return Err(Damage::TooMany { what: "bytes of a name", found: length, limit: NAME_LIMIT });
        }
        std::str::from_utf8(&self.bytes[range])
            .map_err(|error| Damage::Text { what: what.to_owned(), reason: error.to_string() })
    }
}
