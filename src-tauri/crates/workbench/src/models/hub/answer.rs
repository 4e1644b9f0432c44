//! What an answer's head says, before a byte of its body counts: where it leads, what it promises, and whether it is an
//! answer to what was asked at all.

use ureq::Body;
use ureq::http::{Response, Uri};

use super::address::origin;
use super::check::ContentName;
use super::transfer::Promise;
use super::{Hub, HubError};

/// A stretch of a file, as it is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The file's web address at the hub.
    pub address: String,
    /// Its name, for messages.
    pub name: String,
    /// The first byte.
    pub from: u64,
    /// The end: one past the last byte.
    pub to: u64,
    /// What was promised of the whole file.
    pub promise: Promise,
}

impl Asked {
    /// As a `Range` header; none where all is wanted.
    pub fn range(&self) -> Option<String> {
        let Self { from, to, .. } = *self;
        let size = self.promise.size_bytes;
        match (from, to) {
            (0, to) if to >= size => None,
            (from, to) if to >= size => Some(format!("bytes={from}-")),
            (from, to) => Some(format!("bytes={from}-{}", to - 1)),
        }
    }

    /// Refuses an answer of the hub itself that names another content than it promised.
    pub fn check_name(&self, hub: &Hub, address: &str, response: &Response<Body>) -> Result<(), HubError> {
        let is_hub = origin(address).is_some() && origin(address) == origin(&hub.endpoint);
        let named = header(response, "x-linked-etag").or_else(|| header(response, "etag"));
        let named = named.filter(|_| is_hub).and_then(ContentName::from_etag);
        if named.is_some_and(|named| named != self.promise.content) {
            return Err(self.damaged("it was changed on the hub while it was being fetched"));
        }
        Ok(())
    }

    fn damaged(&self, detail: &str) -> HubError {
        HubError::Damaged { name: self.name.clone(), detail: detail.to_owned() }
    }
}

/// Whether an answer is a part as asked (true) or the whole file (false).
///
/// # Errors
/// Errors of the hub, and [`HubError::Damaged`] for an answer of another place or size than was asked for.
pub(crate) fn check(hub: &Hub, response: &Response<Body>, asked: &Asked) -> Result<bool, HubError> {
    refuse_errors(hub, response, &asked.name)?;
    let size = asked.promise.size_bytes;
    let length = header(response, "content-length").and_then(|length| length.parse::<u64>().ok());
    if response.status() != 206 {
        // A server that ignores Range sends everything: then it starts at 0 again.
        return match length {
            Some(length) if length != size => {
                Err(asked.damaged(&format!("{size} bytes were promised, {length} announced")))
            }
            _ => Ok(false),
        };
    }
    let range = header(response, "content-range").and_then(ContentRange::parse);
    let range = range.ok_or_else(|| asked.damaged("the hub sent a part without saying which"))?;
    if range.start != asked.from {
        return Err(asked.damaged(&format!("asked from byte {}, sent from byte {}", asked.from, range.start)));
    }
    if range.total.is_some_and(|total| total != size) {
        return Err(asked.damaged(&format!("{size} bytes were promised, now it has {}", range.total.unwrap_or(0))));
    }
    Ok(true)
}

struct ContentRange {
    start: u64,
    total: Option<u64>,
}

impl ContentRange {
    fn parse(header: &str) -> Option<Self> {
        let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
        let start = range.split('-').next()?.trim().parse().ok()?;
        Some(Self { start, total: total.trim().parse().ok() })
    }
}

/// An answer's status as an error, where it is one.
pub(crate) fn refuse_errors(hub: &Hub, response: &Response<Body>, name: &str) -> Result<(), HubError> {
    let owned = || name.to_owned();
    match response.status().as_u16() {
        200 | 206 => Ok(()),
        401 | 403 => Err(HubError::Gated { name: owned() }),
        404 | 410 => Err(HubError::NotFound { name: owned() }),
        416 => Err(HubError::Damaged { name: owned(), detail: "the file became shorter".to_owned() }),
        status @ (429 | 503) => {
            let wait_s = header(response, "retry-after").and_then(|wait| wait.trim().parse().ok());
            Err(HubError::Busy { host: hub.host(), status, wait_s })
        }
        status => Err(HubError::Unreachable { host: hub.host(), detail: format!("it answered {status}") }),
    }
}

/// A header's words.
pub(crate) fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// Where an answer leads on to, if it does.
///
/// # Errors
/// In words: a redirect to no web address, or from a sealed one to one in the clear.
pub(crate) fn next_hop(response: &Response<Body>, address: &str) -> Result<Option<String>, &'static str> {
    if !response.status().is_redirection() {
        return Ok(None);
    }
    let location = header(response, "location").ok_or("it leads on without saying where")?;
    let next = if location.contains("://") { Some(location.to_owned()) } else { rooted(location, address) };
    let next = next.ok_or("it leads on to no web address")?;
    match (origin(address).map(|(scheme, _)| scheme), origin(&next).map(|(scheme, _)| scheme)) {
        (_, Some("https")) | (Some("http"), Some("http")) => Ok(Some(next)),
        (Some("https"), Some("http")) => Err("it leads from a sealed address to one in the clear"),
        _ => Err("it leads on to no web address"),
    }
}

fn rooted(location: &str, address: &str) -> Option<String> {
    let base: Uri = address.parse().ok()?;
    let rooted = location.starts_with('/').then_some(location)?;
    Some(format!("{}://{}{rooted}", base.scheme_str()?, base.authority()?))
}

/// What a head promises.
///
/// # Errors
/// [`HubError::Damaged`] where it names no digest or no size.
pub(crate) fn promised(response: &Response<Body>, name: &str) -> Result<Promise, HubError> {
    let damaged = |detail: &str| HubError::Damaged { name: name.to_owned(), detail: detail.to_owned() };
    let etag = header(response, "x-linked-etag").or_else(|| header(response, "etag"));
    let content = etag.and_then(ContentName::from_etag);
    let content = content.ok_or_else(|| damaged("the hub names no digest to check it by"))?;
    let size = header(response, "x-linked-size").or_else(|| header(response, "content-length"));
    let size_bytes = size.and_then(|size| size.parse().ok());
    let size_bytes = size_bytes.ok_or_else(|| damaged("the hub does not say its size"))?;
    Ok(Promise { content, size_bytes })
}
