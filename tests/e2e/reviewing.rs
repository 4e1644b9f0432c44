//! Rows reviewed with one key a decision, taken back after the window was closed, and followed by the ranking.

use crate::harness::Window;
use crate::{CONTROL, ESCAPE, explore_sample};

/// "12 of 79 done" as numbers.
async fn done(window: &Window) -> (u32, u32) {
    let text = window.pane_text("Review").await;
    let line = text.lines().find(|line| line.contains(" done")).unwrap_or_else(|| panic!("no progress in {text}"));
    let mut numbers = line.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok());
    (numbers.next().expect("rows done"), numbers.next().expect("rows in all"))
}

async fn sees_done(window: &Window, rows: u32) {
    let (_, total) = done(window).await;
    window.sees(&format!("{rows} of {total} done")).await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn fifty_rows_are_reviewed_by_keyboard_alone_and_decisions_outlive_the_window() {
    let window = explore_sample().await;
    window.press("Review").await;
    window.sees("0 of ").await;
    let (_, total) = done(&window).await;
    assert!(total > 50, "the queue around the cut has {total} rows");
    window.pictures("review-begun").await;

    for row in 0..50 {
        window.keys(["k", "d", "k", "u", "k"][row as usize % 5]).await;
        if row % 10 == 9 {
            sees_done(&window, row + 1).await;
        }
    }
    window.sees("30 keep, 10 drop, 10 unsure").await;
    window.sees("Saved").await;
    window.keys("3").await;
    window.sees("Label 3").await;
    window.keys("n").await;
    window.sees("Everybody on this project sees tags").await;
    window.fill("Note", "Check the last step.").await;
    window.fill("Add a tag", "look again").await;
    window.screenshot("review-note").await;
    window.press("Save note").await;
    window.sees("Check the last step.").await;
    window.sees("look again").await;
    window.pictures("review-fifty").await;

    window.focus("Text of the row").await;
    for _ in 0..4 {
        window.chord(CONTROL, 'z').await;
    }
    sees_done(&window, 49).await;
    window.chord(CONTROL, 'y').await;
    sees_done(&window, 50).await;
    let home = window.close().await;

    let window = Window::open_at(home, &[]).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window.press("Review").await;
    window.sees("50 of ").await;
    window.chord(CONTROL, 'z').await;
    window.sees("Taken back: Keep").await;
    sees_done(&window, 49).await;
    window.keys("a").await;
    window.sees("Saved").await;
    window.press("More about this queue").await;
    window.press("What was decided").await;
    window.sees("Nothing is ever removed").await;
    window.screenshot("review-history").await;
    window.keys(ESCAPE).await;

    window.press("Ranking").await;
    window.sees("Always keep").await;
    window.pictures("review-ranking-pinned").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn rows_drawn_by_chance_tell_the_precision_and_a_whole_queue_is_decided_at_once() {
    let window = explore_sample().await;
    window.press("Review").await;
    window.fill("What to look at", "audit").await;
    window.sees("judge rows drawn by chance").await;
    window.focus("Text of the row").await;
    for row in 0..14 {
        window.keys(if row % 7 == 6 { "d" } else { "k" }).await;
    }
    window.sees("by 14 rows").await;
    window.sees("points wide after 10 rows").await;
    window.pictures("review-audit").await;

    window.press("More about this queue").await;
    window.press("Decide for the whole queue").await;
    window.sees("This changes").await;
    window.screenshot("review-apply").await;
    window.press("Change ").await;
    window.sees("All done").await;
    window.focus("Text of the row").await;
    window.chord(CONTROL, 'z').await;
    sees_done(&window, 14).await;
    window.close().await;
}
