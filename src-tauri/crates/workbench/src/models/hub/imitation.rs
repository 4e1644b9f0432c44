//! A hub on loopback for tests: the answers of the real one, and the ways in which servers misbehave.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use sha2::Digest;

/// How the hub behaves when bytes are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Ok,
    /// Sends half of what is left, then hangs up: on the first so many requests.
    Cut(usize),
    /// Other bytes of the right length.
    WrongBytes,
    /// A page of words, with 200.
    ErrorPage,
    /// This status for every GET of bytes.
    Status(u16),
    /// Sends everything whatever the Range says; the first request is cut.
    IgnoresRange,
    /// Sends a little, then nothing more.
    Stall,
    /// Answers 302 to another host name of this computer.
    Elsewhere,
}

pub(crate) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// A running imitation. Ends with the test's process.
pub(crate) struct Imitation {
    pub(crate) endpoint: String,
    pub(crate) requests: Arc<Mutex<Vec<String>>>,
}

struct Site {
    files: BTreeMap<String, Vec<u8>>,
    info: serde_json::Value,
    mode: Mode,
    asked: Mutex<usize>,
    requests: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Imitation {
    pub(crate) fn start(files: &[(&str, &[u8])], mode: Mode) -> Self {
        let info = serde_json::json!({
            "id": "tiny/model", "_id": "1", "sha": COMMIT, "gated": false, "private": false,
            "tags": ["license:apache-2.0"],
            "config": {"architectures": ["LlamaForCausalLM"], "model_type": "llama"},
        });
        Self::start_saying(files, mode, info)
    }

    pub(crate) fn start_saying(files: &[(&str, &[u8])], mode: Mode, info: serde_json::Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        let site = Arc::new(Site { files, info, mode, asked: Mutex::new(0), requests: Arc::clone(&requests), port });
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                std::thread::spawn(move || site.serve(stream));
            }
        });
        Self { endpoint: format!("http://127.0.0.1:{port}"), requests }
    }

    /// Requests that came with a token.
    pub(crate) fn with_token(&self) -> Vec<String> {
        let with = |request: &&String| request.to_ascii_lowercase().contains("authorization:");
        self.requests.lock().unwrap().iter().filter(with).cloned().collect()
    }
}

impl Site {
    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut request = String::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                break;
            }
            request.push_str(&line);
        }
        self.requests.lock().unwrap().push(request.clone());
        let target = request.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
        // Whoever hangs up first is no failure of the test.
        let _ = if target.starts_with("/api/") {
            self.answer_api(&mut stream, &target)
        } else {
            self.answer_file(&mut stream, &target, &request)
        };
    }

    fn answer_api(&self, stream: &mut TcpStream, target: &str) -> std::io::Result<()> {
        if !target.contains("/tiny/") || (target.contains("convert") && !target.contains(COMMIT)) {
            return answer(stream, "404 Not Found", "x-error-code: RepoNotFound\r\n", b"{\"error\":\"none\"}");
        }
        if target.contains("/tree/") {
            let entries = self.files.iter().map(|(name, bytes)| {
                serde_json::json!({"type": "file", "oid": git_name(bytes), "size": bytes.len(), "path": name})
            });
            let entries = entries.collect::<Vec<_>>();
            return answer(stream, "200 OK", "", serde_json::to_string(&entries)?.as_bytes());
        }
        answer(stream, "200 OK", "", self.info.to_string().as_bytes())
    }

    fn answer_file(&self, stream: &mut TcpStream, target: &str, request: &str) -> std::io::Result<()> {
        let name = target.split(&format!("{COMMIT}/")).nth(1).unwrap_or_default().replace("%20", " ");
        let Some(bytes) = self.files.get(&name) else {
            return answer(stream, "404 Not Found", "", b"no");
        };
        let promise = format!(
            "etag: \"{}\"\r\nx-linked-etag: \"{}\"\r\nx-linked-size: {}\r\nx-repo-commit: {COMMIT}\r\n",
            git_name(bytes),
            if ends(&name, "json") { git_name(bytes) } else { hex::encode(sha2::Sha256::digest(bytes)) },
            bytes.len()
        );
        if request.starts_with("HEAD") {
            let head =
                format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{promise}content-length: {}\r\n\r\n", bytes.len());
            return stream.write_all(head.as_bytes());
        }
        // Counted for weights alone, so that a story can say how often the large file breaks.
        let asked = if ends(&name, "safetensors") {
            let mut asked = self.asked.lock().unwrap();
            *asked += 1;
            *asked
        } else {
            usize::MAX
        };
        let lower = request.to_ascii_lowercase();
        let from =
            lower.split("range: bytes=").nth(1).and_then(|rest| rest.split('-').next()?.parse().ok()).unwrap_or(0);
        self.send_bytes(stream, target, bytes, from, asked)
    }

    fn send_bytes(
        &self,
        stream: &mut TcpStream,
        target: &str,
        bytes: &[u8],
        from: usize,
        asked: usize,
    ) -> std::io::Result<()> {
        let wrong = vec![b'#'; bytes.len()];
        let (bytes, from, sent) = match self.mode {
            Mode::Status(status) => {
                return answer(stream, &format!("{status} Sorry"), "", b"an error page");
            }
            Mode::ErrorPage => return answer(stream, "200 OK", "", b"<html>please log in</html>"),
            Mode::Elsewhere if !target.starts_with("/cdn") => {
                let elsewhere = format!("location: http://localhost:{}/cdn{target}\r\n", self.port);
                return answer(stream, "302 Found", &elsewhere, b"");
            }
            Mode::WrongBytes => (&wrong[..], from, bytes.len()),
            Mode::Cut(times) if asked <= times => (bytes, from, from + (bytes.len() - from) / 2),
            Mode::Ok | Mode::Elsewhere | Mode::Cut(_) => (bytes, from, bytes.len()),
            Mode::IgnoresRange => (bytes, 0, if asked == 1 { bytes.len() / 2 } else { bytes.len() }),
            Mode::Stall => (bytes, from, from + 1),
        };
        let (status, range) = match from {
            0 => ("200 OK", String::new()),
            _ => {
                ("206 Partial Content", format!("content-range: bytes {from}-{}/{}\r\n", bytes.len() - 1, bytes.len()))
            }
        };
        let length = bytes.len() - from;
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{range}content-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(&bytes[from..sent])?;
        stream.flush()?;
        if self.mode == Mode::Stall {
            std::thread::sleep(std::time::Duration::from_secs(20));
        }
        Ok(())
    }
}

fn answer(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

fn ends(name: &str, suffix: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|found| found == suffix)
}

fn git_name(bytes: &[u8]) -> String {
    hex::encode(sha1::Sha1::new().chain_update(format!("blob {}\0", bytes.len())).chain_update(bytes).finalize())
}
