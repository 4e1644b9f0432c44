//! A file's promise and its bytes, in each of the ways.

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use super::{COMMIT, Mode, Site};

/// Digests as the hub names content.
pub mod digests {
    use sha2::Digest;

    /// SHA-256 in hexadecimal.
    pub fn sha256(bytes: &[u8]) -> String {
        hex::encode(sha2::Sha256::digest(bytes))
    }

    /// Git's name of a blob.
    pub fn git(bytes: &[u8]) -> String {
        let start = sha1::Sha1::new().chain_update(format!("blob {}\0", bytes.len()));
        hex::encode(start.chain_update(bytes).finalize())
    }
}

/// An answer's body and how it is to be sent.
struct Body<'a> {
    /// The bytes that the answer is about.
    bytes: &'a [u8],
    /// The first one sent.
    from: usize,
    /// One past the last one announced.
    to: usize,
    /// One past the last one sent before hanging up.
    sent: usize,
    /// Said in `Content-Range`, if at all.
    says_from: Option<usize>,
}

impl Site {
    /// HEAD or GET of a file.
    pub(super) fn answer_file(&self, stream: &mut TcpStream, target: &str, request: &str) -> std::io::Result<()> {
        let name = target.rsplit('/').next().unwrap_or_default().replace("%20", " ");
        let found = self.files.iter().find(|(known, _)| known.rsplit('/').next() == Some(name.as_str()));
        let Some((name, bytes)) = found else {
            return answer(stream, "404 Not Found", "x-error-code: EntryNotFound\r\n", b"no");
        };
        if self.mode == Mode::Gated {
            return answer(stream, "401 Unauthorized", "x-error-code: GatedRepo\r\n", b"no");
        }
        let is_weights = ends(name, "safetensors") || ends(name, "gguf");
        let promise = self.promise(name, bytes, is_weights);
        if request.starts_with("HEAD") {
            let length = bytes.len();
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{promise}content-length: {length}\r\n\r\n");
            return stream.write_all(head.as_bytes());
        }
        let asked = if is_weights && self.mode != Mode::ResetTwice { self.count() } else { usize::MAX };
        let range = range_of(request, bytes.len());
        match self.mode {
            Mode::Changes if is_weights && asked > 1 => {
                let changed: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
                let promise = self.promise(name, &changed, is_weights);
                self.send(stream, target, &changed, range, asked, &promise)
            }
            Mode::Changes if is_weights => self.send(stream, target, bytes, range, asked, &promise),
            _ => self.send(stream, target, bytes, range, asked, ""),
        }
    }

    fn promise(&self, name: &str, bytes: &[u8], is_weights: bool) -> String {
        let git = digests::git(bytes);
        let linked = match self.mode {
            Mode::NoEtag if is_weights => return "x-linked-size: 5\r\n".to_owned(),
            Mode::HostileEtag if is_weights => "../../../../outside".to_owned(),
            _ if ends(name, "json") => git.clone(),
            _ => digests::sha256(bytes),
        };
        let size = if self.mode == Mode::Petabyte && is_weights { 1 << 50 } else { bytes.len() };
        let git = if self.mode == Mode::HostileEtag { linked.clone() } else { git };
        format!(
            "etag: \"{git}\"\r\nx-linked-etag: \"{linked}\"\r\nx-linked-size: {size}\r\nx-repo-commit: {COMMIT}\r\n"
        )
    }

    fn send(
        &self,
        stream: &mut TcpStream,
        target: &str,
        bytes: &[u8],
        range: Option<(usize, usize)>,
        asked: usize,
        promise: &str,
    ) -> std::io::Result<()> {
        if let Some(answered) = self.answer_instead(stream, target, asked) {
            return answered;
        }
        let (from, to) = range.unwrap_or((0, bytes.len()));
        let plain = Body { bytes, from, to, sent: to, says_from: range.map(|_| from) };
        let half = from + (to - from) / 2;
        let whole = Body { from: 0, to: bytes.len(), sent: bytes.len(), says_from: None, ..plain };
        let other: Vec<u8> = match self.mode {
            Mode::WrongBytes => vec![b'#'; bytes.len()],
            Mode::WrongBitOnce => bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == 1000)).collect(),
            Mode::LongBody => [bytes, b"and more"].concat(),
            _ => Vec::new(),
        };
        let is_cut = match self.mode {
            Mode::Cut(times) => asked <= times,
            Mode::Changes | Mode::NamelessRange => asked == 1,
            Mode::WrongRange => asked == 1 && range.is_none(),
            _ => false,
        };
        let is_other = self.mode == Mode::WrongBytes || (self.mode == Mode::WrongBitOnce && asked == 1);
        let body = match self.mode {
            _ if is_cut => Body { sent: half, ..plain },
            _ if is_other => Body { bytes: &other, ..plain },
            Mode::IgnoresRange => Body { sent: if asked == 1 { bytes.len() / 2 } else { bytes.len() }, ..whole },
            Mode::WrongRange if range.is_some() => Body { says_from: Some(from + 1), ..plain },
            Mode::NamelessRange => Body { says_from: None, ..plain },
            Mode::ShortBody => Body { to: bytes.len() / 2, sent: bytes.len() / 2, ..whole },
            Mode::LongBody => Body { bytes: &other, to: other.len(), sent: other.len(), ..whole },
            Mode::Stall => Body { sent: from + 1, ..plain },
            _ => plain,
        };
        self.pour(stream, &body, promise, range.is_some())
    }

    fn answer_instead(&self, stream: &mut TcpStream, target: &str, asked: usize) -> Option<std::io::Result<()>> {
        let elsewhere = |location: &str| format!("location: {location}\r\n");
        Some(match self.mode {
            Mode::Silent => {
                Self::stay_silent();
                Ok(())
            }
            Mode::Status(status) => answer(stream, &format!("{status} Sorry"), "", b"an error page"),
            Mode::BusyTwice if asked <= 2 => answer(stream, "429 Sorry", "retry-after: 0\r\n", b"later"),
            Mode::ErrorPage => answer(stream, "200 OK", "", b"<html>please log in</html>"),
            Mode::Elsewhere if !target.starts_with("/cdn") => {
                answer(stream, "302 Found", &elsewhere(&format!("http://localhost:{}/cdn{target}", self.port)), b"")
            }
            Mode::Loop => answer(stream, "302 Found", &elsewhere(target), b""),
            Mode::LeadsToFile => answer(stream, "302 Found", &elsewhere("file:///etc/passwd"), b""),
            _ => return None,
        })
    }

    fn pour(&self, stream: &mut TcpStream, body: &Body<'_>, promise: &str, is_part: bool) -> std::io::Result<()> {
        let status = if is_part && self.mode != Mode::IgnoresRange { "206 Partial Content" } else { "200 OK" };
        let all = body.bytes.len();
        let range = body.says_from.map(|from| format!("content-range: bytes {from}-{}/{all}\r\n", body.to - 1));
        let range = range.unwrap_or_default();
        let is_chunked = self.mode == Mode::Chunked;
        let length = if is_chunked {
            "transfer-encoding: chunked\r\n".to_owned()
        } else {
            format!("content-length: {}\r\n", body.to - body.from)
        };
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{promise}{range}{length}\r\n");
        stream.write_all(head.as_bytes())?;
        let bytes = &body.bytes[body.from..body.sent];
        match self.mode {
            Mode::Slow(per_s) => {
                for piece in bytes.chunks((per_s / 20).max(1)) {
                    stream.write_all(piece)?;
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
            _ if is_chunked => {
                for piece in bytes.chunks(100_000) {
                    write!(stream, "{:x}\r\n", piece.len())?;
                    stream.write_all(piece)?;
                    stream.write_all(b"\r\n")?;
                }
                stream.write_all(b"0\r\n\r\n")?;
            }
            _ => stream.write_all(bytes)?,
        }
        stream.flush()?;
        if self.mode == Mode::Stall {
            Self::stay_silent();
        }
        Ok(())
    }
}

/// A plain answer, whole.
pub fn answer(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

/// The stretch that a request asks for: its first byte, and one past its last.
fn range_of(request: &str, size: usize) -> Option<(usize, usize)> {
    let lower = request.to_ascii_lowercase();
    let (from, to) = lower.split("range: bytes=").nth(1)?.split_once('-')?;
    let last = to.split("\r\n").next().and_then(|last| last.parse::<usize>().ok());
    Some((from.parse().ok()?, last.map_or(size, |last| size.min(last + 1))))
}

fn ends(name: &str, suffix: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == suffix)
}
