//! Which words drive a row, in the real window with the real model.

use serde_json::Value;

use crate::{READING, explore_sample, no_starter_model, sample_by_neuron_match};

/// What is underlined, by step.
const UNDERLINED: &str = r"
return [1, 2, 3].map((step) => [...document.querySelectorAll('.document-text .weight-' + step)].map((e) => e.textContent));
";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_key_underlines_the_words_that_drive_a_row() {
    if no_starter_model() {
        return;
    }
    let window = explore_sample().await;
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
    if no_starter_model() {
        return;
    }
    let window = sample_by_neuron_match().await;
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
