//! Bytes over the network, unbelieved: a request on its own thread, so that the caller can stop within a tenth of a
//! second whatever the other side does.

use std::io::Read;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

use super::check::ContentName;
use super::{Hub, HubError};

/// How often a waiting caller looks whether to stop.
const GLANCE: Duration = Duration::from_millis(100);
const MOST_REDIRECTS: usize = 6;
const BLOCK: usize = 256 * 1024;

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
    /// The bytes start at this offset of the file.
    Start(u64),
    /// The next bytes.
    Bytes(Vec<u8>),
}

/// A way to ask one hub.
#[derive(Clone)]
pub(crate) struct Line {
    hub: Hub,
    agent: Agent,
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
        Self { hub: hub.clone(), agent: config.build().into() }
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
            match next_hop(&response, &address) {
                // A redirect that already names the content leads to a store that knows less about it.
                Some(next) if !linked => address = next,
                Some(_) => return promised(&response, name),
                None => {
                    self.refuse_errors(&response, name)?;
                    return promised(&response, name);
                }
            }
        }
        Err(self.unreachable("too many redirects"))
    }

    /// Fetches a file from an offset on. `take` gets what arrives, on the caller's thread.
    pub(crate) fn fetch(
        &self,
        address: &str,
        name: &str,
        from: u64,
        stop: &dyn Fn() -> bool,
        take: &mut dyn FnMut(Arrival) -> Result<(), HubError>,
    ) -> Result<(), HubError> {
        let (sender, receiver) = mpsc::sync_channel(16);
        let (line, address, label) = (self.clone(), address.to_owned(), name.to_owned());
        std::thread::spawn(move || {
            let outcome = line.pump(&address, &label, from, &sender);
            // The caller may have left; then nobody wants to know.
            let _ = sender.send(outcome.map(|()| None));
        });
        let mut last = Instant::now();
        loop {
            if stop() {
                return Err(HubError::Stopped);
            }
            match receiver.recv_timeout(GLANCE) {
                Ok(Ok(Some(arrival))) => {
                    take(arrival)?;
                    last = Instant::now();
                }
                Ok(Ok(None)) => return Ok(()),
                Ok(Err(error)) => return Err(error),
                Err(RecvTimeoutError::Timeout) if last.elapsed() > self.hub.stall => {
                    return Err(self.unreachable("nothing arrived for too long"));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(self.unreachable("the transfer broke off"));
                }
            }
        }
    }

    fn pump(
        &self,
        address: &str,
        name: &str,
        from: u64,
        sender: &mpsc::SyncSender<Result<Option<Arrival>, HubError>>,
    ) -> Result<(), HubError> {
        let response = self.get(address, from)?;
        self.refuse_errors(&response, name)?;
        // A server that ignores Range sends everything with 200: then it starts at 0 again.
        let start = if response.status() == 206 { start_of_range(&response, name)? } else { 0 };
        if sender.send(Ok(Some(Arrival::Start(start)))).is_err() {
            return Ok(());
        }
        let mut body = response.into_body().into_reader();
        loop {
            let mut block = vec![0; BLOCK];
            let count = body.read(&mut block).map_err(|error| self.unreachable(&error.to_string()))?;
            block.truncate(count);
            if count == 0 || sender.send(Ok(Some(Arrival::Bytes(block)))).is_err() {
                return Ok(());
            }
        }
    }

    fn get(&self, address: &str, from: u64) -> Result<Response<Body>, HubError> {
        let mut address = address.to_owned();
        for _ in 0..MOST_REDIRECTS {
            let response = self.send(&address, (from > 0).then_some(from), false)?;
            match next_hop(&response, &address) {
                Some(next) => address = next,
                None => return Ok(response),
            }
        }
        Err(self.unreachable("too many redirects"))
    }

    fn send(&self, address: &str, from: Option<u64>, head: bool) -> Result<Response<Body>, HubError> {
        let mut request = if head { self.agent.head(address) } else { self.agent.get(address) };
        if let Some(token) = self.hub.token_for(address) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(from) = from {
            request = request.header("range", format!("bytes={from}-"));
        }
        request.call().map_err(|error| self.unreachable(&error.to_string()))
    }

    fn refuse_errors(&self, response: &Response<Body>, name: &str) -> Result<(), HubError> {
        let owned = || name.to_owned();
        match response.status().as_u16() {
            200 | 206 => Ok(()),
            401 | 403 => Err(HubError::Gated { name: owned() }),
            404 | 410 => Err(HubError::NotFound { name: owned() }),
            416 => Err(HubError::Damaged { name: owned(), detail: "the file became shorter".to_owned() }),
            status => Err(self.unreachable(&format!("it answered {status}"))),
        }
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

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn next_hop(response: &Response<Body>, address: &str) -> Option<String> {
    if !response.status().is_redirection() {
        return None;
    }
    let location = header(response, "location")?;
    if location.contains("://") {
        return Some(location.to_owned());
    }
    let base: Uri = address.parse().ok()?;
    let rooted = location.starts_with('/').then_some(location)?;
    Some(format!("{}://{}{rooted}", base.scheme_str()?, base.authority()?))
}

fn promised(response: &Response<Body>, name: &str) -> Result<Promise, HubError> {
    let damaged = |detail: &str| HubError::Damaged { name: name.to_owned(), detail: detail.to_owned() };
    let etag = header(response, "x-linked-etag").or_else(|| header(response, "etag"));
    let content = etag.and_then(ContentName::from_etag);
    let content = content.ok_or_else(|| damaged("the hub names no digest to check it by"))?;
    let size = header(response, "x-linked-size").or_else(|| header(response, "content-length"));
    let size_bytes = size.and_then(|size| size.parse().ok());
    let size_bytes = size_bytes.ok_or_else(|| damaged("the hub does not say its size"))?;
    Ok(Promise { content, size_bytes })
}

fn start_of_range(response: &Response<Body>, name: &str) -> Result<u64, HubError> {
    let range = header(response, "content-range").and_then(|range| range.strip_prefix("bytes "));
    let start = range.and_then(|range| range.split('-').next()?.parse().ok());
    start.ok_or_else(|| HubError::Damaged {
        name: name.to_owned(),
        detail: "the hub sent a part without saying which".to_owned(),
    })
}
