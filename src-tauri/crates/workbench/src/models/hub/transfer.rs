//! Bytes over the network, unbelieved: requests on threads of their own, so that the caller can stop within a tenth of a
//! second whatever the other side does.

use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use ureq::http::Response;
use ureq::{Agent, Body};

use super::answer::{Asked, check, header, next_hop, promised, refuse_errors};
use super::check::ContentName;
use super::pace::Pace;
use super::{Hub, HubError};

/// How often a waiting caller looks whether to stop.
pub(crate) const GLANCE: Duration = Duration::from_millis(100);
const MOST_REDIRECTS: usize = 6;

/// What the hub promises of a file before it sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The digest its bytes will have.
    pub content: ContentName,
    /// Its size.
    pub size_bytes: u64,
}

/// A piece of an answer, as it comes in.
pub(crate) enum Arrival {
    /// The bytes start at this offset of the file; the answer is a part of it, as asked, or all.
    Start { at: u64, is_part: bool },
    /// The next bytes.
    Bytes(Vec<u8>),
    /// There are no more, or why not.
    End(Result<(), HubError>),
}

/// A way to ask one hub.
#[derive(Clone)]
pub(crate) struct Line {
    hub: Hub,
    agent: Agent,
    pace: Arc<Pace>,
}

impl Line {
    pub(crate) fn new(hub: &Hub) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed by hand: each hop decides anew whether the token may travel.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("neurosieve/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_connect(Some(Duration::from_secs(10).min(hub.stall)))
            .timeout_recv_response(Some(hub.stall))
            .timeout_per_read(Some(hub.stall));
        // A token for this very computer must not pass through a proxy in the clear.
        let config = if hub.is_this_computer() { config.proxy(None) } else { config };
        Self { hub: hub.clone(), agent: config.build().into(), pace: Arc::new(Pace::new(hub.bytes_per_s)) }
    }

    /// Asks what a file will be.
    pub(crate) fn promise(&self, address: &str, name: &str, stop: &dyn Fn() -> bool) -> Result<Promise, HubError> {
        let (line, address, label) = (self.clone(), address.to_owned(), name.to_owned());
        aside(&self.hub, self.hub.patience.max(self.hub.stall), stop, move || line.head(&address, &label))
    }

    fn head(&self, address: &str, name: &str) -> Result<Promise, HubError> {
        let mut address = address.to_owned();
        for _ in 0..MOST_REDIRECTS {
            let response = self.send(&address, None, true)?;
            let linked = header(&response, "x-linked-etag").is_some();
            match next_hop(&response, &address).map_err(|detail| self.unreachable(detail))? {
                // A redirect that already names the content leads to a store that knows less about it.
                Some(next) if !linked => address = next,
                Some(_) => return promised(&response, name),
                None => {
                    refuse_errors(&self.hub, &response, name)?;
                    return promised(&response, name);
                }
            }
        }
        Err(self.unreachable("too many redirects"))
    }

    /// Fetches a stretch of a file on a thread of its own. `take` is told what arrives there, and says whether to go on;
    /// the last thing it is told is the end.
    pub(crate) fn fetch(&self, asked: Asked, take: impl Fn(Arrival) -> bool + Send + 'static) {
        let line = self.clone();
        std::thread::spawn(move || {
            let outcome = line.pump(&asked, &take);
            // Who was asked for may have left; then nobody wants to know.
            let _ = take(Arrival::End(outcome));
        });
    }

    fn pump(&self, asked: &Asked, take: &impl Fn(Arrival) -> bool) -> Result<(), HubError> {
        let response = self.get(asked)?;
        let is_part = check(&self.hub, &response, asked)?;
        if !take(Arrival::Start { at: if is_part { asked.from } else { 0 }, is_part }) {
            return Ok(());
        }
        let mut body = response.into_body().into_reader();
        loop {
            let mut piece = vec![0; self.pace.piece()];
            let count = body.read(&mut piece).map_err(|error| self.unreachable(&error.to_string()))?;
            self.pace.pass(count);
            piece.truncate(count);
            if count == 0 || !take(Arrival::Bytes(piece)) {
                return Ok(());
            }
        }
    }

    fn get(&self, asked: &Asked) -> Result<Response<Body>, HubError> {
        let mut address = asked.address.clone();
        for _ in 0..MOST_REDIRECTS {
            let response = self.send(&address, asked.range(), false)?;
            asked.check_name(&self.hub, &address, &response)?;
            match next_hop(&response, &address).map_err(|detail| self.unreachable(detail))? {
                Some(next) => address = next,
                None => return Ok(response),
            }
        }
        Err(self.unreachable("too many redirects"))
    }

    fn send(&self, address: &str, range: Option<String>, head: bool) -> Result<Response<Body>, HubError> {
        let mut request = if head { self.agent.head(address) } else { self.agent.get(address) };
        if let Some(token) = self.hub.token_for(address) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(range) = range {
            request = request.header("range", range);
        }
        request.call().map_err(|error| self.unreachable(&error.to_string()))
    }

    pub(crate) fn unreachable(&self, detail: &str) -> HubError {
        HubError::Unreachable { host: self.hub.host(), detail: self.hub.redacted(detail) }
    }
}

/// Runs a question on its own thread and waits for it, but no longer than `patience` and no longer than wanted.
pub(crate) fn aside<T: Send + 'static>(
    hub: &Hub,
    patience: Duration,
    stop: &dyn Fn() -> bool,
    question: impl FnOnce() -> Result<T, HubError> + Send + 'static,
) -> Result<T, HubError> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = sender.send(question());
    });
    let started = Instant::now();
    loop {
        if stop() {
            return Err(HubError::Stopped);
        }
        let gone = |detail: &str| HubError::Unreachable { host: hub.host(), detail: detail.to_owned() };
        match receiver.recv_timeout(GLANCE.min(patience)) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Disconnected) => return Err(gone("the question broke off")),
            Err(RecvTimeoutError::Timeout) if started.elapsed() >= patience => {
                return Err(gone(&format!("no answer in {} s", patience.as_secs_f32())));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
