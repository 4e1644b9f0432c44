//! Which words drive a row, in the real window with the real model.

use serde_json::Value;

use super::harness::Window;
use super::{ESCAPE, READING};

/// What is underlined, by step.
const UNDERLINED: &str = r"
return [1, 2, 3].map((step) => [...document.querySelectorAll('.document-text .weight-' + step)].map((e) => e.textContent));
";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_key_underlines_the_words_that_drive_a_row() {
    if std::env::var_os("NEUROSIEVE_STARTER_MODEL").is_none() {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
        return;
    }
    let window = Window::open(&[]).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window.sees("Which words drive it?").await;
    window.screenshot("tokens-offered").await;
    window.press("Which words drive it?").await;
    window.sees_within("Strongest words", READING).await;
    window.screenshot("tokens-best").await;
    let by_step = window.look(UNDERLINED).await;
    let count = |step: usize| by_step[step].as_array().map_or(0, Vec::len);
    assert!(count(0) + count(1) + count(2) > 3, "some tokens stand out: {by_step}");
    window.sees("Approximate").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_underlines_are_complete_at_both_sizes_and_in_the_dark_and_the_key_takes_them_away() {
    if std::env::var_os("NEUROSIEVE_STARTER_MODEL").is_none() {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
        return;
    }
    let window = Window::open(&[]).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window.press("Best of all").await;
    window.press("Neuron match").await;
    window.press("Rank by Neuron match").await;
    window.sees("By example").await;
    window.press("Which words drive it?").await;
    window.sees_within("the shares of all tokens add up to the score", READING).await;
    window.sees("Neurons that give most").await;
    window.pictures("tokens").await;
    window.press("Underline what drives the row").await;
    let left = window.look("return document.querySelectorAll('.document-text .weight').length").await;
    assert_eq!(left, Value::from(0), "the text is plain again");
    window.close().await;
}
