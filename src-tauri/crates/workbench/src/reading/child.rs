//! Reading in a child process, so that a crash or a kill for want of memory ends a job and nothing else.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use activation::proxy::ProxyLosses;
use activation::{Chunk, Reading, Trace, Tracing};

use super::last_words::LastWords;
use super::learning::{Learn, Learnt};
use super::limit;
use super::seam::{Opened, Opening, Reader, SeamError, ToRead, ended};
use super::silence::{Losses, Silence};
use super::training::Training;
use super::worker::{ASK, Ask, CHUNK, FAILED, LEARNT, LOSSES, NOTED, OPENED, TRACED, TRAINED, read_frame, write_frame};
use crate::models::computer::Memory;
use crate::operations::reading_note::ReadingNote;
use crate::operations::{Failure, FailureCode};

type Frame = (u8, Vec<u8>);

/// With less memory free than this the process is ended, before the system stalls or ends something else.
const LEAST_FREE: u64 = 192 << 20;
/// How often the memory is looked at while the process works.
const LOOK: Duration = Duration::from_secs(1);

/// Talks to one child process, started when a model is opened.
pub struct ChildReader {
    executable: PathBuf,
    running: Option<Running>,
    notes: Vec<ReadingNote>,
    least_free: u64,
    memory_limit: u64,
}

struct Running {
    child: Child,
    answers: Receiver<std::io::Result<Option<Frame>>>,
    last_words: Option<LastWords>,
}

impl ChildReader {
    /// Starts nothing yet; a process that is started may take so many bytes of memory.
    pub fn new(executable: PathBuf, memory_limit: u64) -> Self {
        Self { executable, running: None, notes: Vec::new(), least_free: LEAST_FREE, memory_limit }
    }

    fn start(&mut self) -> Result<(), SeamError> {
        self.end();
        self.notes.clear();
        let mut child = Command::new(&self.executable)
            .arg("worker")
            .env(limit::VARIABLE, self.memory_limit.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| ended(format!("{}: {error}", self.executable.display())))?;
        let mut output = child.stdout.take().ok_or_else(|| ended("the process has no output"))?;
        let (tell, answers) = channel();
        std::thread::Builder::new()
            .name("reading-process".to_owned())
            .spawn(move || {
                loop {
                    let frame = read_frame(&mut output);
                    let more = matches!(frame, Ok(Some(_)));
                    if tell.send(frame).is_err() || !more {
                        return;
                    }
                }
            })
            .map_err(|error| ended(error.to_string()))?;
        let last_words = child.stderr.take().map(LastWords::of);
        self.running = Some(Running { child, answers, last_words });
        Ok(())
    }

    fn ask(&mut self, ask: &Ask, stop: &(dyn Fn() -> bool + Sync)) -> Result<Frame, SeamError> {
        let content = serde_json::to_vec(ask).map_err(|error| ended(error.to_string()))?;
        let Some(running) = &mut self.running else { return Err(ended("the process is not running")) };
        let sent = running.child.stdin.as_mut().map(|input| write_frame(input, ASK, &content));
        if !matches!(sent, Some(Ok(()))) {
            return Err(self.how_it_ended());
        }
        let mut looked = Instant::now();
        loop {
            match running.answers.recv_timeout(Duration::from_millis(100)) {
                Ok(Ok(Some((FAILED, content)))) => {
                    return Err(serde_json::from_slice(&content).unwrap_or_else(|error| ended(error.to_string())));
                }
                Ok(Ok(Some((NOTED, content)))) => {
                    self.notes = serde_json::from_slice(&content).map_err(|error| ended(error.to_string()))?;
                }
                Ok(Ok(Some(frame))) => return Ok(frame),
                Err(RecvTimeoutError::Timeout) if stop() => {
                    // Killed rather than asked: what it was doing is done again anyway.
                    self.end();
                    return Err(SeamError::Stopped);
                }
                Err(RecvTimeoutError::Timeout) if looked.elapsed() < LOOK => {}
                Err(RecvTimeoutError::Timeout) => {
                    looked = Instant::now();
                    let memory = Memory::now();
                    if memory.free_bytes < self.least_free {
                        self.end();
                        return Err(SeamError::Failed(of_memory(FailureCode::MemoryRanLow, memory)));
                    }
                }
                Ok(Ok(None) | Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(self.how_it_ended()),
            }
        }
    }

    fn how_it_ended(&mut self) -> SeamError {
        let Some(mut running) = self.running.take() else { return ended("it cannot be asked") };
        let Ok(status) = running.child.wait() else { return ended("it cannot be asked") };
        let last_words = running.last_words.map(|mut words| words.heard()).unwrap_or_default();
        if was_killed(status) {
            return SeamError::Failed(of_memory(FailureCode::WorkerKilled, Memory::now()));
        }
        match limit::refused_bytes(&last_words) {
            Some(bytes) => SeamError::Failed(limit::reached(self.memory_limit, bytes)),
            None => ended(status.to_string()),
        }
    }

    fn end(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

/// Ended by the system with the signal that nothing can catch: on Linux mostly for want of memory.
#[cfg(unix)]
fn was_killed(status: ExitStatus) -> bool {
    const KILL: i32 = 9;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(KILL)
}

#[cfg(not(unix))]
const fn was_killed(_status: ExitStatus) -> bool {
    false
}

/// A failure that has to do with memory, with what there is of it.
fn of_memory(code: FailureCode, memory: Memory) -> Failure {
    let failure = Failure::new(code).number("total_bytes", memory.total_bytes as f64);
    failure.number("free_bytes", memory.free_bytes as f64)
}

impl Reader for ChildReader {
    fn open(&mut self, opening: &Opening, stop: &(dyn Fn() -> bool + Sync)) -> Result<Opened, SeamError> {
        self.start()?;
        match self.ask(&Ask::Open(opening.clone()), stop)? {
            (OPENED, content) => serde_json::from_slice(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }

    fn read(
        &mut self,
        texts: &[ToRead],
        reading: &Reading,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Chunk, SeamError> {
        let ask = Ask::Read { texts: texts.to_vec(), reading: reading.clone() };
        match self.ask(&ask, stop)? {
            (CHUNK, content) => Chunk::from_bytes(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }

    fn trace(&mut self, text: &str, tracing: &Tracing, stop: &(dyn Fn() -> bool + Sync)) -> Result<Trace, SeamError> {
        match self.ask(&Ask::Trace { text: text.to_owned(), tracing: tracing.clone() }, stop)? {
            (TRACED, content) => serde_json::from_slice(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }

    fn learn(&mut self, learn: &Learn, stop: &(dyn Fn() -> bool + Sync)) -> Result<Learnt, SeamError> {
        if self.running.is_none() {
            self.start()?;
        }
        match self.ask(&Ask::Learn(learn.clone()), stop)? {
            (LEARNT, content) => serde_json::from_slice(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }

    fn train(&mut self, training: &Training, stop: &(dyn Fn() -> bool + Sync)) -> Result<ProxyLosses, SeamError> {
        match self.ask(&Ask::Train(training.clone()), stop)? {
            (TRAINED, content) => serde_json::from_slice(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }

    fn notes(&self) -> &[ReadingNote] {
        &self.notes
    }

    fn silence(&mut self, silence: &Silence, stop: &(dyn Fn() -> bool + Sync)) -> Result<Losses, SeamError> {
        match self.ask(&Ask::Silence(silence.clone()), stop)? {
            (LOSSES, content) => serde_json::from_slice(&content).map_err(|error| ended(error.to_string())),
            (kind, _) => Err(ended(format!("it answered with a frame of kind {kind}"))),
        }
    }
}

impl Drop for ChildReader {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::operations::Argument;

    fn opening() -> Opening {
        Opening {
            path: "/nowhere".into(),
            kind: crate::operations::model::ModelKind::Backbone,
            autoencoder: None,
            profile: activation::NumericProfile::F32,
            device: activation::DeviceChoice::Cpu,
            threads: None,
        }
    }

    fn script(folder: &std::path::Path, text: &str) -> PathBuf {
        let path = folder.join("worker");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn a_process_that_ends_by_itself_costs_the_job_and_says_so() {
        let mut reader = ChildReader::new("/bin/false".into(), u64::MAX);
        let Err(SeamError::Failed(failure)) = reader.open(&opening(), &|| false) else { panic!() };
        assert_eq!(failure.code, FailureCode::WorkerEnded);
    }

    #[test]
    fn a_process_that_the_system_kills_is_told_from_one_that_fails() {
        let folder = tempfile::tempdir().unwrap();
        let short = script(folder.path(), "#!/bin/sh\nkill -9 $$\n");
        let Err(SeamError::Failed(failure)) = ChildReader::new(short, u64::MAX).open(&opening(), &|| false) else {
            panic!()
        };
        assert_eq!(failure.code, FailureCode::WorkerKilled);
    }

    #[test]
    fn a_process_is_ended_where_memory_runs_low_and_the_reason_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = ChildReader::new(script(folder.path(), "#!/bin/sh\nexec sleep 60\n"), u64::MAX);
        reader.least_free = u64::MAX;
        let Err(SeamError::Failed(failure)) = reader.open(&opening(), &|| false) else { panic!() };
        assert_eq!(failure.code, FailureCode::MemoryRanLow);
        assert!(reader.running.is_none());
    }

    #[test]
    fn a_process_that_got_no_more_memory_is_told_by_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let words = "yes noise | head -n 9999 >&2; echo 'memory allocation of 4096 bytes failed' >&2; kill -6 $$";
        let full = script(folder.path(), &format!("#!/bin/sh\n{words}\n"));
        let Err(SeamError::Failed(failure)) = ChildReader::new(full, 7 << 20).open(&opening(), &|| false) else {
            panic!()
        };
        assert_eq!(failure.code, FailureCode::MemoryLimit);
        assert_eq!(failure.arguments["wanted_bytes"], Argument::Number(4096.0));
        assert_eq!(failure.arguments["limit_bytes"], Argument::Number(f64::from(7 << 20)));
    }

    #[test]
    fn a_process_is_told_how_much_memory_it_may_take() {
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let tells = script(folder.path(), &format!("#!/bin/sh\nprintenv {} > '{}'\n", limit::VARIABLE, told.display()));
        assert!(ChildReader::new(tells, 123_456_789).open(&opening(), &|| false).is_err());
        assert_eq!(std::fs::read_to_string(told).unwrap().trim(), "123456789");
    }

    #[test]
    fn stopping_ends_a_process_that_does_not_answer() {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = ChildReader::new(script(folder.path(), "#!/bin/sh\nexec sleep 60\n"), u64::MAX);
        assert_eq!(reader.open(&opening(), &|| true), Err(SeamError::Stopped));
        assert!(reader.running.is_none());
    }
}
