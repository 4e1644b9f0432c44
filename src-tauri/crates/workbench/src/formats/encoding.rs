//! How the characters of a file are written, and decoding what is not UTF-8.

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder};
use serde::{Deserialize, Serialize};

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which holds Latin-1. Never assumed; only read when chosen.
    Windows1252,
}

impl Encoding {
    /// What the first bytes say: the encoding and the length of its mark.
    pub(super) fn of_mark(head: &[u8]) -> Option<(Self, usize)> {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    fn decoder(self) -> Decoder {
        let encoding = match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        encoding.new_decoder_without_bom_handling()
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// Turns another encoding into UTF-8 while it is read. Units that stand for no character (half a surrogate pair)
/// become U+FFFD, as every text editor shows them.
pub(super) struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    packed: Vec<u8>,
    packed_at: usize,
    text: Vec<u8>,
    text_at: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    const BLOCK: usize = 32 * 1024;

    pub(super) fn new(inner: R, encoding: Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.decoder(),
            packed: Vec::new(),
            packed_at: 0,
            text: Vec::new(),
            text_at: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.packed_at == self.packed.len() {
            self.packed.resize(Self::BLOCK, 0);
            let read = self.inner.read(&mut self.packed)?;
            self.packed.truncate(read);
            self.packed_at = 0;
        }
        let last = self.packed.is_empty();
        self.text.resize(Self::BLOCK * 3, 0);
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(&self.packed[self.packed_at..], &mut self.text, last);
        self.packed_at += read;
        self.text.truncate(written);
        self.text_at = 0;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.text_at == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let n = out.len().min(self.text.len() - self.text_at);
        out[..n].copy_from_slice(&self.text[self.text_at..self.text_at + n]);
        self.text_at += n;
        Ok(n)
    }
}
