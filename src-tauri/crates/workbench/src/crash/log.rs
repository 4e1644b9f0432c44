//! The log: three small files that take turns, lines of codes and numbers.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::clock::now_ms;

/// A file is put behind the others when it is larger.
const FILE_BYTES: u64 = 256 * 1024;
/// Files that are kept, the one being written counted.
const FILES: u32 = 3;
/// Lines that a report of a crash holds.
const LAST_LINES: usize = 40;
/// Characters of a line; more would be no code and no number.
const LINE: usize = 200;

static LOG: Mutex<Option<Log>> = Mutex::new(None);

struct Log {
    folder: PathBuf,
    file: Option<File>,
    bytes: u64,
    last: VecDeque<String>,
}

/// Lines go to this folder from now on. A folder that cannot be written to costs the log and nothing else.
pub fn begin(folder: &Path) {
    let log = Log { folder: folder.to_owned(), file: None, bytes: 0, last: VecDeque::new() };
    *LOG.lock().unwrap_or_else(PoisonError::into_inner) = Some(log);
}

/// Writes a line, with the time. Only codes and numbers: nothing that a person or a document wrote.
pub fn line(words: &str) {
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(log) = log.as_mut() {
        log.write(words);
    }
}

/// The last lines. Does not wait: whoever asks may have stopped while writing one.
pub fn last_lines() -> Vec<String> {
    LOG.try_lock().ok().and_then(|log| log.as_ref().map(|log| log.last.iter().cloned().collect())).unwrap_or_default()
}

impl Log {
    fn write(&mut self, words: &str) {
        let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LINE).collect();
        let line = format!("{} {words}\n", now_ms());
        self.last.push_back(line.trim_end().to_owned());
        if self.last.len() > LAST_LINES {
            self.last.pop_front();
        }
        if self.bytes > FILE_BYTES {
            self.turn();
        }
        if self.file.is_none() {
            self.open();
        }
        if let Some(file) = &mut self.file {
            // A line that cannot be written is still in a report.
            let _ = file.write_all(line.as_bytes());
            self.bytes += line.len() as u64;
        }
    }

    fn open(&mut self) {
        let opened = fs::create_dir_all(&self.folder)
            .and_then(|()| OpenOptions::new().create(true).append(true).open(place(&self.folder, 0)));
        self.file = opened.ok();
        self.bytes = self.file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |facts| facts.len());
    }

    fn turn(&mut self) {
        self.file = None;
        for number in (1..FILES).rev() {
            let _ = fs::rename(place(&self.folder, number - 1), place(&self.folder, number));
        }
        self.bytes = 0;
    }
}

fn place(folder: &Path, number: u32) -> PathBuf {
    match number {
        0 => folder.join("neurosieve.log"),
        _ => folder.join(format!("neurosieve.{number}.log")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_never_takes_more_than_three_small_files_and_keeps_the_newest_lines() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log { folder: folder.path().to_owned(), file: None, bytes: 0, last: VecDeque::new() };
        for number in 0..8_000 {
            log.write(&format!("line {number} {}\nand no second line", "x".repeat(180)));
        }
        let files: Vec<u64> =
            fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).collect();
        assert_eq!(files.len(), 3);
        assert!(files.iter().all(|&bytes| bytes < FILE_BYTES + 1000), "{files:?}");
        let newest = fs::read_to_string(place(folder.path(), 0)).unwrap();
        assert!(newest.lines().last().unwrap().contains("line 7999 "));
        assert_eq!((log.last.len(), log.last.iter().all(|line| !line.contains('\n'))), (LAST_LINES, true));
    }
}
