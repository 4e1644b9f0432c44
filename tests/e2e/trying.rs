//! Trying a change in the window: what it shows adds up, what moved is said, and it can be taken back or kept.

use crate::{CONTROL, ESCAPE, sample_by_neuron_match};

/// What the panel shows of a row: its score, and what its parts make of it.
const PARTS: &str = "
    const numbers = (label) => [...document.querySelectorAll(`svg[aria-label^=\"${label}\"] rect[data-value]`)].map((bar) => Number(bar.dataset.value));
    const mean = (all) => all.reduce((sum, one) => sum + one, 0) / all.length;
    const neurons = document.querySelector('.why-sum');
    return [
        Number(document.querySelector('.why-sentence').dataset.value),
        mean(numbers('Share of neurons in common')),
        mean(numbers('Match in each layer')),
        Number(neurons.dataset.listed) + Number(neurons.dataset.others),
    ];";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_change_is_tried_and_taken_back_or_kept_and_the_shares_shown_add_up() {
    let window = sample_by_neuron_match().await;
    window.sees("most telling neurons").await;
    window.sees("Without it the row").await;
    let parts: Vec<f64> = serde_json::from_value(window.look(PARTS).await).unwrap();
    assert!(parts[1..].iter().all(|part| (part - parts[0]).abs() < 1e-9), "they add up to the score: {parts:?}");

    window.press("What if").await;
    window.press("Leave it out").await;
    window.sees("without example").await;
    window.sees("rows moved").await;
    window.sees("was #").await;
    window.fill("From", "8").await;
    window.sees("layers 8–29 only").await;
    window.screenshot("whatif").await;
    let parts: Vec<f64> = serde_json::from_value(window.look(PARTS).await).unwrap();
    assert!(parts[1..].iter().all(|part| (part - parts[0]).abs() < 1e-9), "and after a change too: {parts:?}");
    window.resize(1024, 640).await;
    window.screenshot("whatif-1024").await;
    window.resize(1600, 1000).await;
    window.screenshot("whatif-1600").await;

    window.press("Keep as a new run").await;
    window.press("Keep this run").await;
    window.sees("The goal itself is unchanged.").await;
    window.press("Kept runs").await;
    window.screenshot("whatif-runs").await;
    window.keys(ESCAPE).await;

    window.chord(CONTROL, '2').await;
    window.sees("Goal health").await;
    window.sees("kept rows would stay").await;
    window.screenshot("goal-health").await;
    window.close().await;
}
