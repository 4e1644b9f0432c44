//! What was deleted by mistake: an example and then its whole goal, brought back after the window was closed.

use super::CONTROL;
use super::harness::Window;

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn an_example_and_its_goal_that_were_deleted_come_back_after_the_window_was_closed() {
    let window = super::explore_sample().await;
    window.chord(CONTROL, '2').await;
    window.sees("Goal health").await;
    window.sees("11 of 11 examples").await;
    window.press("Actions for example 2").await;
    window.press("Remove").await;
    window.sees("The example was removed.").await;
    window.sees("10 of 10 examples").await;
    window.press("Goal: ").await;
    window.press("Delete this goal").await;
    window.sees("You can bring it back").await;
    window.screenshot("deleting-a-goal").await;
    window.press("Delete goal").await;
    window.sees("was deleted.").await;
    window.screenshot("goal-deleted").await;

    let home = window.close().await;
    let window = Window::open_at(home, &[]).await;
    window.press("Go on with Sample").await;
    window.sees("Goal health").await;
    window.press("Goal: ").await;
    window.sees("Bring back “").await;
    window.screenshot("goal-menu").await;
    window.press("Bring back “").await;
    window.sees("It is back as it was.").await;
    window.press("Goal: ").await;
    window.press("Worked maths").await;
    window.sees("10 of 10 examples").await;
    window.chord(CONTROL, '4').await;
    window.sees("Keeping").await;
    window.press("History").await;
    window.sees("Deleted and changed").await;
    window.scroll_to("Deleted and changed").await;
    window.press("Bring back: 1 example removed").await;
    window.sees("Back again").await;
    window.screenshot("history-deleted").await;
    window.resize(1024, 640).await;
    window.screenshot("history-deleted-1024").await;
    window.chord(CONTROL, '2').await;
    window.sees("11 of 11 examples").await;
    window.close().await;
}
