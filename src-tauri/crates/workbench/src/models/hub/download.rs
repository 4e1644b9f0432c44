//! Fetching a repository's files into the shared cache: asked for, brought block by block, verified, then named.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::answer::Asked;
use super::cache::{RepoFolder, RepoKind, is_commit, size_of_tree};
use super::journal::Head;
use super::lanes::{ATTEMPTS, Lanes};
use super::names::{ListedFile, safe_join};
use super::part::{Part, Verdict};
use super::transfer::{Line, Promise};
use super::{Hub, HubError, RepoName};
use crate::operations::job::{Hitch, JobStep};

/// How often blocks that are damaged on this disk are fetched again before the disk counts as unfit.
const MENDS: u32 = 2;
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
    /// Nothing has come in for a while.
    pub hitch: Option<Hitch>,
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
    let total_bytes: u64 = order.files.iter().map(|file| file.size_bytes).sum();
    let mut fetch = Fetch { line: Line::new(hub), hub, order, folder, total_bytes, before: 0 };
    // Of several large files the last must find room too.
    fetch.check_space(total_bytes.saturating_sub(size_of_tree(fetch.folder.root())))?;
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
        self.tell(watch, JobStep::Opening, file, 0, None);
        let address = self.address(&file.name);
        let promise = self.patiently(watch, |stop| self.line.promise(&address, &file.name, stop))?;
        let blob = self.folder.blob(promise.content.hex());
        // A blob has this name only after it was verified, by us or by Python.
        if !is_whole(&blob, &promise) {
            let size_bytes = promise.size_bytes;
            let asked = Asked { address, name: file.name.clone(), from: 0, to: size_bytes, promise: promise.clone() };
            self.bring(&blob, file, &asked, watch)?;
        }
        self.folder.link(&self.order.commit, &file.name, promise.content.hex())?;
        self.tell(watch, JobStep::Fetching, file, promise.size_bytes, None);
        Ok(promise.size_bytes)
    }

    /// Brings a blob that is not there, or not whole.
    fn bring(&self, blob: &Path, file: &ListedFile, asked: &Asked, watch: &mut Watch<'_>) -> Result<(), HubError> {
        let promise = &asked.promise;
        // Judged before a block of it is planned: what is promised may be more than any computer has.
        let begun = Part::place(blob).metadata().map_or(0, |data| data.len());
        self.check_space(promise.size_bytes.saturating_sub(begun))?;
        let head = Head { size_bytes: promise.size_bytes, block_bytes: self.hub.block_bytes.max(1) };
        let stop = watch.stop;
        let Some(mut part) = Part::open(blob, head, &|pause| wait(pause, stop))? else { return Ok(()) };
        for mend in 0.. {
            self.fill(&mut part, file, asked, watch)?;
            self.tell(watch, JobStep::Checking, file, promise.size_bytes, None);
            match part.verify(&promise.content, &|| !stop())? {
                Verdict::Whole => return part.settle(blob),
                Verdict::Damaged(blocks) if mend < MENDS => part.forget(&blocks)?,
                Verdict::Damaged(_) | Verdict::Foreign => break,
            }
        }
        part.discard()?;
        let detail = format!("its digest is not {}", promise.content.hex());
        Err(HubError::Damaged { name: file.name.clone(), detail })
    }

    fn fill(&self, part: &mut Part, file: &ListedFile, asked: &Asked, watch: &mut Watch<'_>) -> Result<(), HubError> {
        let filled = self.fill_until_stopped(part, file, asked, watch);
        // Whatever ended it: what is there is written down.
        let noted = part.checkpoint();
        filled.and(noted)
    }

    fn fill_until_stopped(
        &self,
        part: &mut Part,
        file: &ListedFile,
        asked: &Asked,
        watch: &mut Watch<'_>,
    ) -> Result<(), HubError> {
        self.check_space(part.size_bytes() - part.done_bytes())?;
        let mut lanes = Lanes::new(self.hub, &self.line, asked.clone());
        let mut since_look = 0;
        while !part.is_full() {
            if (watch.stop)() {
                return Err(HubError::Stopped);
            }
            since_look += lanes.turn(part)?;
            if since_look >= SPACE_EVERY {
                since_look = 0;
                self.check_space(part.size_bytes() - part.done_bytes())?;
            }
            self.tell(watch, JobStep::Fetching, file, part.done_bytes(), lanes.hitch());
        }
        Ok(())
    }

    /// Asks again, a few times, where the trouble may pass.
    fn patiently<T>(
        &self,
        watch: &Watch<'_>,
        ask: impl Fn(&dyn Fn() -> bool) -> Result<T, HubError>,
    ) -> Result<T, HubError> {
        for attempt in 1..ATTEMPTS {
            match ask(watch.stop) {
                Err(error) if error.is_passing() => wait(self.hub.pause_before(attempt), watch.stop)?,
                outcome => return outcome,
            }
        }
        ask(watch.stop)
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

    fn tell(&self, watch: &mut Watch<'_>, step: JobStep, file: &ListedFile, in_file: u64, hitch: Option<Hitch>) {
        let done_bytes = self.before + in_file;
        let total_bytes = self.total_bytes.max(done_bytes);
        (watch.tell)(Progress { step, file: file.name.clone(), done_bytes, total_bytes, hitch });
    }
}

fn is_whole(blob: &Path, promise: &Promise) -> bool {
    blob.metadata().is_ok_and(|data| data.is_file() && data.len() == promise.size_bytes)
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
