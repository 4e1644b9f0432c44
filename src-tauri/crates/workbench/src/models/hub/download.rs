//! Fetching a repository's files into the shared cache: resumed from `.part`, verified, made to last, then named.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cache::{RepoFolder, RepoKind, is_commit, sync_folder};
use super::names::{ListedFile, safe_join};
use super::transfer::{Arrival, Line, Promise};
use super::{Hub, HubError, RepoName};
use crate::operations::job::JobStep;

/// Attempts in a row that may bring nothing before a file counts as unreachable.
const FRUITLESS_ATTEMPTS: u32 = 4;
/// Free space is looked at again after so many bytes.
const SPACE_EVERY: u64 = 256 << 20;
/// Room that is left to others on the disk.
const SPACE_LEFT: u64 = 64 << 20;

/// What to fetch.
#[derive(Debug, Clone)]
pub struct Order {
    /// A model or a data set.
    pub kind: RepoKind,
    /// Its name.
    pub repo: RepoName,
    /// The branch or commit asked for; noted in the cache when everything is there.
    pub revision: String,
    /// The commit it stands at.
    pub commit: String,
    /// The files wanted.
    pub files: Vec<ListedFile>,
}

/// How far a fetch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Opening, fetching or checking.
    pub step: JobStep,
    /// The file at hand.
    pub file: String,
    /// Bytes there, of all files.
    pub done_bytes: u64,
    /// Bytes in all.
    pub total_bytes: u64,
}

/// The caller's hands on a fetch.
pub struct Watch<'a> {
    /// Looked at many times a second; true ends the fetch, which can go on later.
    pub stop: &'a dyn Fn() -> bool,
    /// Told how far it is.
    pub tell: &'a mut dyn FnMut(Progress),
}

/// What a fetch brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The folder with the files under their names.
    pub folder: PathBuf,
    /// The files, in the order's order.
    pub files: Vec<PathBuf>,
    /// Their bytes.
    pub size_bytes: u64,
}

/// Fetches everything of an order that is not there yet.
///
/// # Errors
/// Each of [`HubError`]; after any of them the same order goes on where it stopped.
pub fn fetch(hub: &Hub, order: &Order, watch: &mut Watch<'_>) -> Result<Fetched, HubError> {
    if hub.offline {
        return Err(HubError::Offline);
    }
    if !is_commit(&order.commit) {
        let name = order.repo.to_string();
        return Err(HubError::Damaged { name, detail: "the hub gave no commit".to_owned() });
    }
    let folder = RepoFolder::of(hub, order.kind, &order.repo);
    let snapshot = folder.snapshot(&order.commit);
    // All names are judged before the first byte is asked for.
    let files = order.files.iter().map(|file| safe_join(&snapshot, &file.name)).collect::<Result<_, _>>()?;
    folder.prepare()?;
    let total_bytes = order.files.iter().map(|file| file.size_bytes).sum();
    let mut fetch = Fetch { line: Line::new(hub), hub, order, folder, total_bytes, before: 0 };
    for file in &order.files {
        fetch.before += fetch.file(file, watch)?;
    }
    fetch.folder.note(&order.revision, &order.commit)?;
    Ok(Fetched { folder: snapshot, files, size_bytes: fetch.before })
}

struct Fetch<'a> {
    line: Line,
    hub: &'a Hub,
    order: &'a Order,
    folder: RepoFolder,
    total_bytes: u64,
    /// Bytes of the files that are finished.
    before: u64,
}

impl Fetch<'_> {
    fn file(&self, file: &ListedFile, watch: &mut Watch<'_>) -> Result<u64, HubError> {
        self.tell(watch, JobStep::Opening, file, 0);
        let address = self.address(&file.name);
        let promise = patiently(watch, |stop| self.line.promise(&address, &file.name, stop))?;
        let blob = self.folder.blob(promise.content.hex());
        // A blob has this name only after it was verified, by us or by Python.
        if !is_whole(&blob, &promise) {
            let part = blob.with_extension("part");
            let mut handle = open_part(&part, watch)?;
            if !is_whole(&blob, &promise) {
                self.complete(&mut handle, &part, file, &promise, watch)?;
                self.verify(&part, file, &promise, watch)?;
                handle.sync_all().map_err(HubError::io(&part))?;
                std::fs::rename(&part, &blob).map_err(HubError::io(&blob))?;
                blob.parent().inspect(|folder| sync_folder(folder));
            }
        }
        self.folder.link(&self.order.commit, &file.name, promise.content.hex())?;
        self.tell(watch, JobStep::Fetching, file, promise.size_bytes);
        Ok(promise.size_bytes)
    }

    fn complete(
        &self,
        handle: &mut File,
        part: &Path,
        file: &ListedFile,
        promise: &Promise,
        watch: &mut Watch<'_>,
    ) -> Result<(), HubError> {
        let address = self.address(&file.name);
        let mut fruitless = 0;
        loop {
            let from = handle.seek(SeekFrom::End(0)).map_err(HubError::io(part))?;
            if from > promise.size_bytes {
                handle.set_len(0).map_err(HubError::io(part))?;
                continue;
            }
            if from == promise.size_bytes {
                return Ok(());
            }
            self.check_space(promise.size_bytes - from)?;
            let outcome = self.stretch(handle, part, &address, file, (from, promise.size_bytes), watch);
            let reached = handle.seek(SeekFrom::End(0)).map_err(HubError::io(part))?;
            fruitless = if reached > from { 0 } else { fruitless + 1 };
            match outcome {
                Err(error) if !error.is_passing() => return Err(error),
                Err(error) if fruitless >= FRUITLESS_ATTEMPTS => return Err(error),
                Ok(()) if fruitless >= FRUITLESS_ATTEMPTS => {
                    return Err(self.line.unreachable("it sends nothing"));
                }
                _ if reached < promise.size_bytes => wait(pause_before(fruitless), watch.stop)?,
                _ => {}
            }
        }
    }

    /// One request's worth of a file, from the first of `reach` on; the second is its size.
    fn stretch(
        &self,
        handle: &mut File,
        part: &Path,
        address: &str,
        file: &ListedFile,
        reach: (u64, u64),
        watch: &mut Watch<'_>,
    ) -> Result<(), HubError> {
        let (from, size) = reach;
        let (mut at, mut looked) = (from, from);
        let stop = watch.stop;
        self.line.fetch(address, &file.name, from, stop, &mut |arrival| {
            match arrival {
                Arrival::Start(start) if start > from => {
                    let detail = format!("asked from byte {from}, sent from byte {start}");
                    return Err(HubError::Damaged { name: file.name.clone(), detail });
                }
                Arrival::Start(start) => {
                    handle.set_len(start).map_err(HubError::io(part))?;
                    at = handle.seek(SeekFrom::Start(start)).map_err(HubError::io(part))?;
                }
                Arrival::Bytes(bytes) => {
                    at += bytes.len() as u64;
                    if at > size {
                        handle.set_len(0).map_err(HubError::io(part))?;
                        let detail = format!("{size} bytes were promised, more arrived");
                        return Err(HubError::Damaged { name: file.name.clone(), detail });
                    }
                    handle.write_all(&bytes).map_err(HubError::io(part))?;
                    if at - looked.min(at) >= SPACE_EVERY {
                        looked = at;
                        self.check_space(size - at)?;
                    }
                    self.tell(watch, JobStep::Fetching, file, at);
                }
            }
            Ok(())
        })
    }

    fn verify(&self, part: &Path, file: &ListedFile, promise: &Promise, watch: &mut Watch<'_>) -> Result<(), HubError> {
        self.tell(watch, JobStep::Checking, file, promise.size_bytes);
        let stop = watch.stop;
        if promise.content.is_of(part, &mut |_| !stop())? {
            return Ok(());
        }
        std::fs::remove_file(part).map_err(HubError::io(part))?;
        let detail = format!("its digest is not {}", promise.content.hex());
        Err(HubError::Damaged { name: file.name.clone(), detail })
    }

    fn check_space(&self, needed_bytes: u64) -> Result<(), HubError> {
        let path = self.folder.root();
        let free_bytes = fs4::available_space(path).map_err(HubError::io(path))?;
        if free_bytes < needed_bytes.saturating_add(SPACE_LEFT) {
            return Err(HubError::DiskFull { path: path.to_owned(), needed_bytes, free_bytes });
        }
        Ok(())
    }

    fn address(&self, name: &str) -> String {
        let Order { kind, repo, commit, .. } = self.order;
        let encoded = name.split('/').map(percent_encoded).collect::<Vec<_>>().join("/");
        format!("{}/{}{repo}/resolve/{commit}/{encoded}", self.hub.endpoint, kind.web_prefix())
    }

    fn tell(&self, watch: &mut Watch<'_>, step: JobStep, file: &ListedFile, in_file: u64) {
        let done_bytes = self.before + in_file;
        let total_bytes = self.total_bytes.max(done_bytes);
        (watch.tell)(Progress { step, file: file.name.clone(), done_bytes, total_bytes });
    }
}

/// Opens the part and holds it: a second process waits until the first is done with it.
fn open_part(part: &Path, watch: &Watch<'_>) -> Result<File, HubError> {
    let handle = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(part);
    let handle = handle.map_err(HubError::io(part))?;
    loop {
        match handle.try_lock() {
            Ok(()) => return Ok(handle),
            Err(TryLockError::WouldBlock) => wait(Duration::from_millis(200), watch.stop)?,
            Err(TryLockError::Error(source)) => {
                return Err(HubError::Io { path: part.to_owned(), source });
            }
        }
    }
}

/// Asks again, a few times, where the trouble may pass.
fn patiently<T>(watch: &Watch<'_>, ask: impl Fn(&dyn Fn() -> bool) -> Result<T, HubError>) -> Result<T, HubError> {
    for attempt in 1..FRUITLESS_ATTEMPTS {
        match ask(watch.stop) {
            Err(error) if error.is_passing() => wait(pause_before(attempt), watch.stop)?,
            outcome => return outcome,
        }
    }
    ask(watch.stop)
}

fn is_whole(blob: &Path, promise: &Promise) -> bool {
    blob.metadata().is_ok_and(|data| data.is_file() && data.len() == promise.size_bytes)
}

fn pause_before(attempt: u32) -> Duration {
    Duration::from_millis(250 << attempt.min(5))
}

fn wait(pause: Duration, stop: &dyn Fn() -> bool) -> Result<(), HubError> {
    let until = std::time::Instant::now() + pause;
    while std::time::Instant::now() < until {
        if stop() {
            return Err(HubError::Stopped);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn percent_encoded(part: &str) -> String {
    use std::fmt::Write as _;
    part.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
