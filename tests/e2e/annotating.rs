//! Two people annotate a copy each; the copies are merged, the agreement is read, and where they differ somebody rules.

use std::path::Path;

use crate::harness::Window;
use crate::{CONTROL, ENTER, ESCAPE, explore_sample};

/// Goes to the review and decides under a name.
async fn review_as(window: &Window, name: &str) {
    window.press("Review").await;
    window.press("You decide as").await;
    window.fill("Your name", name).await;
    window.press("Use this name").await;
    window.sees("0 of ").await;
    window.focus("Text of the row").await;
}

/// Opens a project by its file, where its ranking is.
async fn open(window: &Window, file: &Path) {
    window.will_pick(&[file]);
    window.press("Projects").await;
    window.press("Open a project").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn copies_that_two_people_annotated_are_merged_and_where_they_differ_somebody_rules() {
    let folder = tempfile::tempdir().expect("a folder for the copies");
    let (first, second) = (folder.path().join("first.neurosieve"), folder.path().join("second.neurosieve"));
    let window = explore_sample().await;
    window.press("Projects").await;
    window.will_pick(&[&first, &second]);
    window.press("Save a copy").await;
    window.sees("first.neurosieve").await;
    window.press("Save a copy").await;
    window.sees("second.neurosieve").await;

    open(&window, &second).await;
    review_as(&window, "Bo").await;
    for row in 0..24 {
        window.keys(["k", "k", "d", "k"][row % 4]).await;
    }
    window.sees("18 keep, 6 drop, 0 unsure").await;
    window.sees("Saved").await;
    open(&window, &first).await;
    review_as(&window, "Ada").await;
    for row in 0..24 {
        window.keys(["k", "d", "d", "k", "k", "k"][row % 6]).await;
    }
    window.sees("16 keep, 8 drop, 0 unsure").await;
    window.sees("Saved").await;
    window.press("You decide as").await;
    window.pictures("annotating-people").await;
    window.keys(ESCAPE).await;

    window.will_pick(&[&second]);
    window.press("More about this queue").await;
    window.press("Merge another copy").await;
    window.sees("brings 24 decisions about 24 rows").await;
    window.pictures("annotating-merge").await;
    window.press("Take in 24 decisions").await;
    window.sees("24 decisions taken in").await;
    window.press("More about this queue").await;
    window.press("How far people agree").await;
    window.sees("All say the same on ").await;
    window.sees("Krippendorff").await;
    window.pictures("annotating-agreement").await;
    window.press("See where people differ").await;
    window.sees("People differ here").await;
    window.pictures("annotating-conflicts").await;
    window.focus("Text of the row").await;
    window.keys("d").await;
    window.sees("1 of ").await;
    window.keys("\u{e013}").await;
    window.sees("Ruling by Ada").await;
    window.chord(CONTROL, 'z').await;
    window.sees("Taken back: Ruling: Drop").await;

    // A second merging brings nothing.
    window.will_pick(&[&second]);
    window.press("More about this queue").await;
    window.press("Merge another copy").await;
    window.sees("brings nothing new").await;
    window.keys(ESCAPE).await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn an_annotator_decides_blind_finds_words_and_chooses_other_keys() {
    let window = explore_sample().await;
    window.press("Review").await;
    window.sees(", kept").await;
    window.press("You decide as").await;
    window.press("Decide blind").await;
    window.keys(ESCAPE).await;
    window.sees("Rank hidden").await;
    assert!(!window.pane_text("Review").await.contains(", kept"), "no rank is shown to who decides blind");
    window.pictures("annotating-blind").await;

    window.focus("Text of the row").await;
    window.chord(CONTROL, 'f').await;
    window.keys("e").await;
    window.sees("1 of ").await;
    window.keys(ENTER).await;
    window.sees("2 of ").await;
    window.pictures("annotating-find").await;
    window.keys(ESCAPE).await;

    window.press("More about this queue").await;
    window.press("Keys of the review").await;
    window.press("Change the key of Keep, now K").await;
    window.keys("d").await;
    window.sees("D is Drop already").await;
    window.pictures("annotating-keys").await;
    window.keys("j").await;
    window.press("Done").await;
    window.focus("Text of the row").await;
    window.keys("j").await;
    window.sees("1 keep, 0 drop, 0 unsure").await;
    window.keys("r").await;
    window.chord('\u{e008}', 'e').await;
    window.sees("of what is not wanted").await;
    window.screenshot("annotating-unlike").await;
    window.keys(ESCAPE).await;
    window.close().await;
}
