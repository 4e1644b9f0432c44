//! The stream of a source's rows.

use std::collections::VecDeque;
use std::sync::Arc;

use super::error::FormatError;
use super::folder::Member;
use super::input::{Meter, ReadOptions};
use super::notice::Notice;
use super::opened::Opened;
use super::raw_rows::{RawRow, RawRows, Stop};
use super::reason::Reason;
use super::record::{FileHead, Item, Record, SetAside};

/// The rows of a source, file after file; an iterator that ends after the first error.
///
/// In a folder a file that cannot be read becomes a [`Notice::FileStopped`], and the next file goes on.
pub struct Rows {
    members: std::vec::IntoIter<Member>,
    options: ReadOptions,
    in_folder: bool,
    file: Option<OpenFile>,
    waiting: VecDeque<Notice>,
    row: u64,
    bytes_before: u64,
    ended: bool,
}

struct OpenFile {
    head: Arc<FileHead>,
    rows: Box<dyn RawRows>,
    meter: Arc<Meter>,
    /// Its size on the disk.
    bytes: u64,
    file_row: u64,
    not_utf8: u64,
}

impl Rows {
    pub(super) fn new(members: Vec<Member>, options: ReadOptions, in_folder: bool) -> Self {
        Self {
            members: members.into_iter(),
            options,
            in_folder,
            file: None,
            waiting: VecDeque::new(),
            row: 0,
            bytes_before: 0,
            ended: false,
        }
    }

    /// Bytes of the files read so far, as they lie on the disk.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes_before + self.file.as_ref().map_or(0, |file| file.meter.bytes_read())
    }

    /// Number of the row that came last, from 1; rows set aside counted.
    #[must_use]
    pub const fn row(&self) -> u64 {
        self.row
    }

    /// Passes all rows up to and with `row`, to continue where an earlier reading stopped. The fields of the passed rows
    /// are not looked at.
    ///
    /// # Errors
    /// What stops reading before that row.
    pub fn skip_to(&mut self, row: u64) -> Result<(), FormatError> {
        while self.row < row {
            if self.next_raw()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The next row with its file; opens file after file.
    fn next_raw(&mut self) -> Result<Option<(RawRow, Arc<FileHead>, u64)>, FormatError> {
        loop {
            let Some(file) = &mut self.file else {
                if !self.open_next()? {
                    return Ok(None);
                }
                continue;
            };
            let next = file.rows.next_row();
            match next {
                Ok(Some(raw)) => {
                    self.row += 1;
                    file.file_row += 1;
                    return Ok(Some((raw, Arc::clone(&file.head), file.file_row)));
                }
                Ok(None) => self.close_file(),
                Err(stop) => {
                    let error = match stop {
                        Stop::Format(error) => error,
                        Stop::Read(error) => FormatError::from_read(error, file.meter.bytes_read()),
                    };
                    let name = Arc::clone(&file.head.name);
                    self.close_file();
                    self.file_stopped(&name, error)?;
                }
            }
        }
    }

    /// Passes an error on, or in a folder makes a notice of it.
    fn file_stopped(&mut self, name: &str, error: FormatError) -> Result<(), FormatError> {
        if !self.in_folder {
            self.ended = true;
            return Err(error);
        }
        let (path, why) = (name.to_owned(), error.to_string());
        self.waiting.push_back(Notice::FileStopped { path, why });
        Ok(())
    }

    fn open_next(&mut self) -> Result<bool, FormatError> {
        let Some(member) = self.members.next() else {
            return Ok(false);
        };
        match Opened::open(&member, &self.options) {
            Ok(opened) => {
                if self.in_folder {
                    // Of a single file its Found has said them.
                    self.say(&member.name, opened.notices);
                }
                self.file = Some(OpenFile {
                    head: Arc::new(FileHead { name: member.name, format: opened.row_format }),
                    rows: opened.rows,
                    meter: opened.meter,
                    bytes: member.bytes,
                    file_row: 0,
                    not_utf8: 0,
                });
            }
            Err(error) => {
                self.bytes_before += member.bytes;
                self.file_stopped(&member.name, error)?;
            }
        }
        Ok(true)
    }

    fn close_file(&mut self) {
        let Some(mut file) = self.file.take() else {
            return;
        };
        // What a reader leaves unread of a file, as a Parquet reader its index, is dealt with all the same.
        self.bytes_before += file.bytes.max(file.meter.bytes_read());
        let mut notices = file.rows.take_notices();
        if file.meter.garbage() {
            notices.push(Notice::TrailingGarbage);
        }
        if file.not_utf8 * 10 > file.file_row {
            notices.push(Notice::MaybeLatin1);
        }
        self.say(&file.head.name, notices);
    }

    /// Keeps notices to be given out, in a folder with the file's name.
    fn say(&mut self, name: &str, notices: Vec<Notice>) {
        let in_folder = self.in_folder;
        self.waiting.extend(notices.into_iter().map(|notice| {
            if in_folder { Notice::InFile { path: name.to_owned(), notice: Box::new(notice) } } else { notice }
        }));
    }

    fn item(&mut self, raw: RawRow, head: Arc<FileHead>, file_row: u64) -> Item {
        let (row, line) = (self.row, raw.line);
        let fields = match raw.problem {
            Some(reason) => Err(reason),
            None => head.fields(&raw.raw),
        };
        match fields {
            Ok(fields) => Item::Record(Record { row, file_row, line, file: head, raw: raw.raw, fields }),
            Err(reason) => {
                if let (Reason::NotUtf8 { .. }, Some(file)) = (&reason, &mut self.file) {
                    file.not_utf8 += 1;
                }
                Item::SetAside(SetAside { row, file_row, line, file: head, raw: raw.raw, reason })
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Item, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(notice) = self.waiting.pop_front() {
            return Some(Ok(Item::Notice(notice)));
        }
        if self.ended {
            return None;
        }
        match self.next_raw() {
            Ok(Some((raw, head, file_row))) => Some(Ok(self.item(raw, head, file_row))),
            Ok(None) => self.waiting.pop_front().map(|notice| Ok(Item::Notice(notice))),
            Err(error) => Some(Err(error)),
        }
    }
}
