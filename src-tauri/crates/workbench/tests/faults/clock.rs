//! A clock that jumps forth and back by up to two years at every question: nothing depends on what time it is.

use crate::life::{Place, assert_nothing_lost, held, lived};
use crate::profile::row;
use crate::shim;

#[test]
fn a_clock_that_jumps_changes_nothing_of_what_is_kept() {
    let Some(library) = shim::library() else { return };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [still, jumping] = folders.each_ref().map(|folder| Place::under(folder.path(), 60));
    assert!(lived(still.process()).success());
    let mut command = jumping.process();
    command.env("LD_PRELOAD", library).env("JUMPING_CLOCK", "yes");
    assert!(lived(command).success());
    assert_eq!(jumping.ended(), "done");
    let (held_still, held_jumping) = (held(&still), held(&jumping));
    assert_nothing_lost(&jumping, &held_jumping);
    assert!(held_still == held_jumping, "the same work gives the same project");
    row(
        "clock",
        "a whole life while the clock jumped by up to two years",
        "same documents, features, decisions and export",
    );
}
