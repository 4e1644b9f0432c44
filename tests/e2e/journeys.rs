//! Journeys of a person through the real window (`WebKitGTK` under Xvfb), with the real small model.
//!
//! They are marked `ignore` because they need a display driver and the built app; `cargo xtask test` sets both up and
//! runs them.

#![allow(clippy::expect_used, missing_docs)]

mod harness;

use harness::Window;

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_first_two_minutes_show_a_result_on_the_sample() {
    let window = Window::open(&[]).await;
    window.sees("Pick the training rows that match").await;
    window.screenshot("welcome").await;
    window.close().await;
}
