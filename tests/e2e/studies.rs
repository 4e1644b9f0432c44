//! A study of the sample in the real window: asked for, measured by the real model, and looked at.

use crate::{CONTROL, READING, explore_sample};

/// Fewer draws than usual, so that the story ends while somebody waits.
const TWO_DRAWS: &str = "2";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn neurons_are_switched_off_and_the_figure_and_its_protocol_are_shown() {
    let window = explore_sample().await;
    window.press("Studies").await;
    window.sees("What the model’s neurons do for this goal").await;
    window.press("More settings").await;
    window.fill("Draws", TWO_DRAWS).await;
    window.fill("Rows of the data", "12").await;
    window.sees("10 measurements").await;
    window.screenshot("studies-form").await;
    window.press("Start, about").await;
    window.sees_within("Measuring", READING).await;
    window.screenshot("studies-running").await;
    window.sees_within("As many by chance", READING).await;
    window.sees("A neuron that fires on everything hurts everything").await;
    for (width, height) in [(1024, 640), (1600, 1000)] {
        window.resize(width, height).await;
        window.screenshot(&format!("studies-{width}")).await;
    }
    window.press("How it was measured").await;
    window.sees("of the up projection are held at zero").await;
    window.press("Settings").await;
    window.press("Dark").await;
    window.chord(CONTROL, '4').await;
    window.sees("As many by chance").await;
    window.screenshot("studies-dark").await;
    window.close().await;
}
