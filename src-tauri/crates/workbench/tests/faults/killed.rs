//! Killed without warning while importing, reading, deciding, exporting and migrating. Downloads have a place of their own
//! beside the hub's imitation.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::at_work::{Desk, process_of};
use crate::life::{EXPORTED, Place, assert_nothing_lost, assert_sound, held, lived};
use crate::profile::{Draws, many, row};
use crate::schemas;

const OPENED: &str = "NEUROSIEVE_TEST_OPENED_PROJECT";

/// Kills a process after a time, unless it ended before; whether it was killed.
fn killed_after(child: &mut Child, time: Duration) -> bool {
    std::thread::sleep(time);
    if let Some(status) = child.try_wait().unwrap() {
        assert!(status.success(), "it ended with {status}");
        return false;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

/// One life, killed again and again until it ends; how often.
fn killed_to_the_end(place: &Place, draws: &mut Draws) -> usize {
    let mut kills = 0;
    loop {
        let mut child = place.process().spawn().unwrap();
        // Later and later, so that every part is hit and the whole ends.
        if !killed_after(&mut child, Duration::from_millis(15 + draws.below(60 + 25 * kills as u64))) {
            assert_eq!(place.ended(), "done");
            return kills;
        }
        kills += 1;
        if place.project().exists() {
            assert_nothing_lost(place, &held(place));
        }
    }
}

#[test]
fn a_life_killed_at_any_instant_goes_on_and_ends_the_same_with_one_thread_and_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::under(folder.path(), 400);
    assert!(lived(place.process()).success());
    let whole = held(&place);
    let (wanted, mut kills, mut lives, mut draws) = (many(12, 300), 0, 0, Draws::new(1));
    while kills < wanted {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { threads: 1 + lives % 2, ..Place::under(folder.path(), 400) };
        kills += killed_to_the_end(&place, &mut draws);
        assert!(held(&place) == whole, "after {kills} kills");
        lives += 1;
    }
    row(
        "G1, G5",
        &format!("{kills} kills over import, reading, decisions and export, {lives} lives"),
        "0 acknowledged items lost; features equal with 1 and 2 threads",
    );
}

#[test]
fn an_export_killed_at_any_instant_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::under(folder.path(), 60);
    let mut sound = Vec::new();
    for exports in [1, 2] {
        place.exports = exports;
        assert!(lived(place.process()).success());
        sound.push(std::fs::read(place.export()).unwrap());
    }
    let lines = |bytes: &[u8]| bytes.split_inclusive(|&byte| byte == b'\n').count() as u64;
    assert_eq!([lines(&sound[0]), lines(&sound[1])], EXPORTED);
    place.exports = 100_000;
    let (kills, mut draws, mut turns) = (many(12, 500), Draws::new(2), [0; 2]);
    for kill in 0..kills {
        let before = place.acknowledged().len();
        let mut child = place.process().spawn().unwrap();
        // It is at work: killed before it writes, it would try nothing.
        while !place.acknowledged()[before..].iter().any(|line| line.starts_with("export")) {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_micros(draws.below(60_000)));
        assert!(killed_after(&mut child, Duration::ZERO));
        let left = std::fs::read(place.export()).unwrap();
        let which = sound.iter().position(|one| *one == left);
        turns[which.unwrap_or_else(|| panic!("{} bytes are neither file, kill {kill}", left.len()))] += 1;
    }
    assert_sound(&place.project());
    let partial = std::fs::read_dir(&place.world).unwrap().flatten().count();
    row(
        "G6",
        &format!("{kills} kills while exporting over a file"),
        &format!("0 partial files ({} old, {} new)", turns[0], turns[1]),
    );
    assert!(partial < kills + 10, "{partial} files were left beside the export");
}

/// Not a test by itself: the process that opens an old project and is killed.
#[test]
fn the_process_that_migrates() {
    if let Some(project) = std::env::var_os(OPENED) {
        let desk = Desk::new();
        desk.workbench.open_path(Path::new(&project)).unwrap();
        desk.workbench.close();
    }
}

/// Starts the process that opens an old project.
fn migrating(project: &Path) -> Child {
    let mut command = process_of("killed::the_process_that_migrates", OPENED, project);
    command.env("TMPDIR", project.parent().unwrap()).spawn().unwrap()
}

#[test]
fn a_migration_killed_at_any_instant_leaves_a_project_that_opens() {
    let (kills, mut draws, mut hit) = (many(12, 200), Draws::new(3), 0);
    // How long one takes here and now: within that, any instant is as likely as another.
    let mut longest = Duration::ZERO;
    for kill in 0..=kills {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("old.neurosieve");
        schemas::unpack(1, &project);
        let begun = Instant::now();
        let mut child = migrating(&project);
        if longest.is_zero() {
            assert!(child.wait().unwrap().success());
            longest = begun.elapsed();
        } else {
            let after = Duration::from_micros(draws.below(longest.as_micros() as u64 + 1));
            hit += usize::from(killed_after(&mut child, after));
        }
        schemas::assert_opens(&project, 1, kill);
        assert_sound(&project);
    }
    assert!(hit > 2, "only {hit} of {kills} were killed: nothing was tried");
    row("G1", &format!("{hit} kills while an old project was being migrated"), "all opened afterwards, whole");
}
