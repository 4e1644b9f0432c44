//! A hub on loopback for tests: the answers of the real one, and the ways in which servers misbehave.
//!
//! Knows nothing of the app, so that the journeys in the real window use it too.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

mod mode;
mod sending;

pub use mode::Mode;
use sending::{answer, digests};

/// The commit that every repository here stands at.
pub const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// A running imitation. Ends with the test's process.
pub struct Imitation {
    /// Its address.
    pub endpoint: String,
    /// Heads of the requests so far.
    pub requests: Arc<Mutex<Vec<String>>>,
}

/// What an imitation holds, and how it answers.
struct Site {
    files: BTreeMap<String, Vec<u8>>,
    info: Value,
    mode: Mode,
    /// Requests for the weights' bytes so far.
    asked: Mutex<usize>,
    requests: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Imitation {
    /// A hub with one Llama, "tiny/model", of these files.
    pub fn start(files: &[(&str, &[u8])], mode: Mode) -> Self {
        let commit = if mode == Mode::HostileCommit { "../../../outside" } else { COMMIT };
        let info = json!({
            "id": "tiny/model", "_id": "1", "sha": commit, "private": false, "downloads": 12,
            "gated": if mode == Mode::Gated { json!("manual") } else { json!(false) },
            "tags": ["license:apache-2.0"],
            "config": {"architectures": ["LlamaForCausalLM"], "model_type": "llama"},
        });
        Self::start_saying(files, mode, info)
    }

    /// The same, with what the hub says of the model.
    pub fn start_saying(files: &[(&str, &[u8])], mode: Mode, info: Value) -> Self {
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
    pub fn with_token(&self) -> Vec<String> {
        let with = |request: &&String| request.to_ascii_lowercase().contains("authorization:");
        self.requests.lock().unwrap().iter().filter(with).cloned().collect()
    }
}

impl Site {
    fn serve(&self, mut stream: TcpStream) {
        if self.breaks_off(&mut stream) {
            return;
        }
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut request = head(&mut reader);
        self.requests.lock().unwrap().push(request.clone());
        // Asked as a proxy it plays the other side too, whatever its name.
        if request.starts_with("CONNECT ") {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            request = head(&mut reader);
        }
        let address = request.split(' ').nth(1).unwrap_or_default().to_owned();
        let rooted = address.strip_prefix("http://").and_then(|rest| rest.find('/').map(|at| rest[at..].to_owned()));
        let address = rooted.unwrap_or(address);
        let target = address.split('?').next().unwrap_or_default();
        // Whoever hangs up first is no failure of the test.
        let _ = if target.starts_with("/api/") {
            self.answer_api(&mut stream, target, &address)
        } else {
            self.answer_file(&mut stream, target, &request)
        };
    }

    /// Half a head, then a reset: what was sent to it is left unread.
    fn breaks_off(&self, stream: &mut TcpStream) -> bool {
        if self.mode != Mode::ResetTwice {
            return false;
        }
        let mut seen = [0; 4096];
        let mut count = 0;
        while count < 5 {
            count = stream.peek(&mut seen).unwrap_or(5);
        }
        let start = String::from_utf8_lossy(&seen[..count]).into_owned();
        let is_bytes = start.starts_with("GET ") && start.contains(".safetensors");
        if !is_bytes || self.count() > 2 {
            return false;
        }
        self.requests.lock().unwrap().push(start);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconte");
        true
    }

    /// Counts a request for the weights, so that a story can say how often the large file breaks.
    fn count(&self) -> usize {
        let mut asked = self.asked.lock().unwrap();
        *asked += 1;
        *asked
    }

    fn answer_api(&self, stream: &mut TcpStream, target: &str, address: &str) -> std::io::Result<()> {
        if target == "/api/models" {
            return self.answer_search(stream, address);
        }
        if !target.contains("/tiny/") || (target.contains("convert") && !target.contains(COMMIT)) {
            return answer(stream, "404 Not Found", "x-error-code: RepoNotFound\r\n", b"{\"error\":\"none\"}");
        }
        if target.contains("/tree/") {
            let entries = self.files.iter().map(|(name, bytes)| {
                let name = if self.mode == Mode::HostilePaths && name.contains("config") {
                    "tokenizer\\..\\..\\..\\outside.json"
                } else {
                    name
                };
                json!({"type": "file", "oid": digests::git(bytes), "size": bytes.len(), "path": name})
            });
            let entries = entries.collect::<Vec<_>>();
            return answer(stream, "200 OK", "", serde_json::to_string(&entries)?.as_bytes());
        }
        answer(stream, "200 OK", "", self.info.to_string().as_bytes())
    }

    /// The one model, where its name holds the words, and one of a kind that nobody reads.
    fn answer_search(&self, stream: &mut TcpStream, address: &str) -> std::io::Result<()> {
        let words = address.split("search=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
        let unread = json!({
            "id": "tiny/seq2seq", "_id": "2", "gated": false, "downloads": 3, "tags": [],
            "config": {"architectures": ["T5ForConditionalGeneration"], "model_type": "t5"},
        });
        let all = [self.info.clone(), unread];
        let found: Vec<_> = all.iter().filter(|info| info["id"].as_str().unwrap_or_default().contains(words)).collect();
        answer(stream, "200 OK", "", serde_json::to_string(&found)?.as_bytes())
    }

    fn stay_silent() {
        std::thread::sleep(Duration::from_secs(20));
    }
}

/// A request's lines, up to the empty one.
fn head(reader: &mut BufReader<TcpStream>) -> String {
    let mut request = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            return request;
        }
        request.push_str(&line);
    }
}
