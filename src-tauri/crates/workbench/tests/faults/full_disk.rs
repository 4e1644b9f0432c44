//! A disk that is full at many sizes: the work stops with a sentence, and goes on to the same end once there is room.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::life::{Place, assert_nothing_lost, held, is_about_the_disk, lived};
use crate::profile::{many, row};

const ROWS: usize = 60;
/// More than a whole life takes.
const ROOMY: usize = 96 << 20;
const STEP: usize = 384 << 10;

/// A small disk in memory; gone with this.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// Nothing where this process may not mount.
    fn mount(at: &'a Path, bytes: usize) -> Option<Self> {
        mounted(&["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"], at).then_some(Self(at))
    }

    fn resize(&self, bytes: usize) {
        assert!(mounted(&["-o", &format!("remount,size={bytes}")], self.0));
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

fn mounted(arguments: &[&str], at: &Path) -> bool {
    let status = Command::new("mount").args(arguments).arg(at).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[test]
fn a_full_disk_stops_the_work_with_a_sentence_and_room_lets_it_end_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::under(folder.path(), ROWS);
    assert!(lived(place.process()).success());
    let whole = held(&place);

    let sizes = many(5, 50);
    let mut stopped = 0;
    for size in 1..=sizes {
        let bytes = STEP * size * (50 / sizes);
        let folder = tempfile::tempdir().unwrap();
        let place = Place::under(folder.path(), ROWS);
        let Some(disk) = SmallDisk::mount(&place.world, bytes) else {
            println!("no full disks are tried: this process may not mount one");
            return;
        };
        let output = place.process().stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("panicked"), "{bytes} bytes: {said}");
        let ended = place.ended();
        assert!(ended == "done" || is_about_the_disk(&ended), "{bytes} bytes: {ended}");
        stopped += usize::from(ended != "done");
        disk.resize(ROOMY);
        if place.project().exists() {
            assert_nothing_lost(&place, &held(&place));
        }
        assert!(lived(place.process()).success());
        assert_eq!(place.ended(), "done", "with room after {bytes} bytes");
        assert!(held(&place) == whole, "with room after {bytes} bytes, the life ends otherwise");
    }
    assert!(stopped > sizes / 4, "only {stopped} of {sizes} disks were too small: nothing was tried");
    row(
        "G4",
        &format!("{sizes} sizes of a disk, {stopped} of them too small"),
        "0 crashes; all ended the same once there was room",
    );
}
