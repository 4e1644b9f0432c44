//! Which of the ways to put rows into JSON a file uses, from its beginning.

use serde::de::IgnoredAny;

use super::found::Format;
use super::json_scanner::Scanner;

/// Fields that hold the rows where an object wraps them.
const WRAPPERS: [&str; 10] =
    ["data", "rows", "records", "examples", "instances", "items", "documents", "entries", "samples", "train"];

/// The layout of JSON content, or nothing when its beginning does not look like JSON at all.
///
/// A line that is an object by itself, not indented, makes the file JSONL, whatever the other lines are: those are set
/// aside one by one. `lines_named` says that the name ends in .jsonl or .ndjson: one line is then one row even where it
/// could be a wrapper.
pub(super) fn shape(head: &[u8], complete: bool, lines_named: bool) -> Option<Format> {
    let first = head.iter().copied().find(|b| !b.is_ascii_whitespace())?;
    if first == b'[' {
        return Some(Format::JsonArray);
    }
    let lines = lines_of(head, complete);
    let objects = lines.iter().filter(|line| is_object(line)).count();
    if objects > 0 && (lines.len() > 1 || lines_named) {
        return Some(Format::JsonLines);
    }
    if first != b'{' {
        return None;
    }
    let one_long_line = lines.is_empty();
    if one_long_line && lines_named {
        return Some(Format::JsonLines);
    }
    Some(inside(head))
}

/// The first lines that are not blank and not cut.
fn lines_of(head: &[u8], complete: bool) -> Vec<&[u8]> {
    const LOOKED_AT: usize = 50;
    let mut lines: Vec<&[u8]> = head.split(|&b| b == b'\n').collect();
    if !complete {
        lines.pop();
    }
    lines.into_iter().filter(|line| !line.iter().all(u8::is_ascii_whitespace)).take(LOOKED_AT).collect()
}

fn is_object(line: &[u8]) -> bool {
    line.first() == Some(&b'{') && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Looks at the fields of the first object.
fn inside(head: &[u8]) -> Format {
    let (mut fields, mut objects) = (0, 0);
    let mut scanner = Scanner::new(head);
    while let Some((key, value)) = next_field(&mut scanner, fields == 0) {
        fields += 1;
        let mut inner = value.iter().copied().filter(|b| !b.is_ascii_whitespace());
        match (inner.next(), inner.next()) {
            (Some(b'['), Some(b'{')) if WRAPPERS.contains(&key.as_str()) => {
                return Format::JsonWrapped { key };
            }
            (Some(b'{'), _) => objects += 1,
            _ => {}
        }
    }
    if fields > 1 && objects == fields { Format::JsonObjects } else { Format::JsonConcatenated }
}

/// The next field's name and the beginning of its value; the slice never fails to read.
fn next_field(scanner: &mut Scanner<&[u8]>, first: bool) -> Option<(String, Vec<u8>)> {
    let opening = if first { b'{' } else { b',' };
    if scanner.next_byte().ok()? != Some(opening) {
        return None;
    }
    scanner.bump().ok()?;
    scanner.next_byte().ok()?;
    let key = serde_json::from_slice(&scanner.value(1024).ok()?.raw).ok()?;
    if scanner.next_byte().ok()? != Some(b':') {
        return None;
    }
    scanner.bump().ok()?;
    scanner.next_byte().ok()?;
    Some((key, scanner.value(4096).ok()?.raw))
}
