//! The Nth write or sync fails: a sentence each time, never a false "saved", and the work goes on once the disk does.

use std::collections::BTreeMap;
use std::path::Path;

use crate::life::{self, Held, Place, assert_nothing_lost, held, is_about_the_disk, lived};
use crate::profile::{is_full, many, row};
use crate::shim;

const ROWS: usize = 40;
const FAULTS: [(&str, i32); 2] = [("EIO", 5), ("ENOSPC", 28)];

/// A life in which one call fails, or all from it on. Whether it got there, and how it ended.
fn hindered(library: &Path, place: &Place, at: usize, error: i32, for_good: bool) -> Option<String> {
    let note = place.safe.join("failed");
    let mut command = place.process();
    command
        .env("LD_PRELOAD", library)
        .env("FAILING_FOLDER", &place.world)
        .env("FAILING_AT", at.to_string())
        .env("FAILING_ERROR", error.to_string())
        .env("FAILING_NOTE", &note);
    if for_good {
        command.env("FAILING_ON", "yes");
    }
    let output = command.stderr(std::process::Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("panicked"), "call {at}, error {error}: {said}");
    note.exists().then(|| place.ended())
}

/// Tries one place; none where the life ended before it.
fn tried(library: &Path, whole: &Held, at: usize, error: i32, for_good: bool) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::under(folder.path(), ROWS);
    let ended = hindered(library, &place, at, error, for_good)?;
    // The disk works again. What failed while the project was being made leaves none.
    if place.project().exists() {
        assert_nothing_lost(&place, &held(&place));
    } else {
        assert!(place.acknowledged().is_empty(), "call {at}: an acknowledged project is gone");
    }
    assert!(lived(place.process()).success());
    assert_eq!(place.ended(), "done", "after call {at} failed with {error}");
    assert!(held(&place) == *whole, "after call {at} failed with {error}, the life ends otherwise");
    Some(ended)
}

#[test]
fn a_write_that_fails_is_said_and_nothing_acknowledged_is_lost() {
    let Some(library) = shim::library() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = Place::under(folder.path(), ROWS);
    assert!(lived(place.process()).success());
    assert_eq!(place.ended(), "done");
    let whole = held(&place);
    let (mut injected, mut codes) = (0, BTreeMap::<String, usize>::new());
    // A sample takes steps of a prime, each of the four ways from another call on; all of it takes a quarter of an hour.
    let (step, which) = if is_full() { (1, "each") } else { (79, "every 79th") };
    for (turn, (_, error)) in FAULTS.iter().enumerate() {
        for for_good in [false, true] {
            for at in (1 + (5 * turn + 2 * usize::from(for_good)) % step..many(400, 100_000)).step_by(step) {
                let Some(ended) = tried(&library, &whole, at, *error, for_good) else { break };
                injected += 1;
                let code = ended.split(' ').next().unwrap_or_default().to_owned();
                assert!(ended == "done" || is_about_the_disk(&ended), "call {at}, error {error}: {ended}");
                *codes.entry(code).or_default() += 1;
            }
        }
    }
    assert!(injected > 6, "only {injected} calls failed: nothing was tried");
    assert!(codes.len() > 1, "no failure was ever said: {codes:?}");
    let codes: Vec<String> = codes.iter().map(|(code, times)| format!("{times} {code}")).collect();
    row(
        "G3",
        &format!("{injected} failures: {which} write or sync of a life, with two errors, once or for good"),
        &format!("{}; 0 panics, 0 lost", codes.join(", ")),
    );
    assert_eq!(life::DECISIONS as u64, whole.decisions);
}
