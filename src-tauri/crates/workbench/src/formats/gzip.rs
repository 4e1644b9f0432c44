//! Unpacking gzip: several members, damage named, growth bounded.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use flate2::bufread::GzDecoder;

use super::error::Trouble;
use super::input::{Limits, Meter};

/// Reads all members of a gzip stream one after the other.
///
/// Bytes after the last member are noted in the meter and ignored. What flate2 reports as an early end or as damage
/// becomes a [`Trouble`], and so does an expansion beyond the limits.
pub(super) struct Gunzip<R> {
    member: Option<GzDecoder<R>>,
    members: u64,
    fresh: bool,
    unpacked: u64,
    meter: Arc<Meter>,
    limits: Limits,
}

impl<R: BufRead> Gunzip<R> {
    pub(super) fn new(inner: R, meter: Arc<Meter>, limits: Limits) -> Self {
        Self { member: Some(GzDecoder::new(inner)), members: 1, fresh: true, unpacked: 0, meter, limits }
    }

    fn guard(&self) -> io::Result<()> {
        let packed = self.meter.bytes_read().max(1);
        if self.unpacked > self.limits.expansion_floor && self.unpacked / packed > self.limits.expansion {
            let trouble = Trouble::Expansion { packed, unpacked: self.unpacked, limit: self.limits.expansion };
            return Err(trouble.into());
        }
        Ok(())
    }

    /// The member is at its end: begins the next one, or notes what else stands there.
    fn next_member(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else {
            return Ok(());
        };
        let mut inner = member.into_inner();
        match inner.fill_buf()? {
            [] => {}
            // One byte may be all that is in the buffer: the decoder will see whether it begins a member.
            [0x1F] | [0x1F, 0x8B, ..] => {
                self.member = Some(GzDecoder::new(inner));
                self.members += 1;
                self.fresh = true;
            }
            _ => self.meter.note_garbage(),
        }
        Ok(())
    }

    fn trouble(&mut self, error: io::Error) -> io::Result<usize> {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Err(Trouble::Truncated.into()),
            // A later "member" that has no gzip header is garbage that happens to begin with 1F.
            io::ErrorKind::InvalidInput if self.fresh && self.members > 1 => {
                self.member = None;
                self.meter.note_garbage();
                Ok(0)
            }
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Err(Trouble::Corrupt(error.to_string()).into()),
            _ => Err(error),
        }
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            let Some(member) = &mut self.member else {
                return Ok(0);
            };
            match member.read(out) {
                Ok(0) => self.next_member()?,
                Ok(n) => {
                    self.fresh = false;
                    self.unpacked += n as u64;
                    self.guard()?;
                    return Ok(n);
                }
                Err(error) => return self.trouble(error),
            }
        }
    }
}
