//! Rankings side by side: what they share, where they differ and why, and which of two fits better when nobody says its name.

use crate::{ARROW_DOWN, CONTROL, ENTER, ESCAPE, READING, explore_sample};

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn methods_are_compared_on_the_sample_evidence_is_read_and_what_they_agree_on_is_exported() {
    let window = explore_sample().await;
    window.press("Compare").await;
    window.sees("Run a second method to compare").await;
    window.press("Compare with random pick").await;
    window.sees("Both keep").await;
    window.sees("random picks would").await;
    window.screenshot("compare").await;

    window.press("Disagreements").await;
    window.sees("says #").await;
    window.screenshot("disagreements").await;
    window.press("When").await;
    window.sees("How much they agree").await;
    window.sees("Which rows each keeps").await;
    window.screenshot("compare-when").await;
    window.press("Why").await;
    window.sees("Telling words").await;
    window.press("How").await;
    window.sees("Settings that differ").await;

    window.press("Add a method").await;
    window.press("Consensus").await;
    window.screenshot("methods").await;
    window.press("Add Consensus").await;
    window.sees("All 3 keep").await;

    window.press("Evidence").await;
    window.sees("Which ranking to trust, on your own data").await;
    window.sees("Random pick").await;
    window.sees_within("higher is better", READING).await;
    window.screenshot("evidence").await;

    let data = tempfile::tempdir().expect("a folder for the selection");
    let selection = data.path().join("agreed.jsonl");
    window.press("Consensus: change, show or remove").await;
    window.press("Show in Ranking").await;
    window.sees("Keeping").await;
    window.will_pick(&[&selection]);
    window.chord(CONTROL, '5').await;
    window.sees("as they will stand in the JSONL file").await;
    window.press("Save these").await;
    window.sees_within("Saved to", READING).await;
    let written = std::fs::read_to_string(&selection).expect("the selection is there");
    assert!(written.lines().count() > 0);
    let passport = std::fs::read_to_string(data.path().join("agreed.jsonl.passport.json")).expect("its passport too");
    assert!(passport.contains("\"consensus\""), "made by the consensus: {passport}");
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_disagreement_is_opened_and_every_part_of_a_comparison_can_be_read() {
    let window = explore_sample().await;
    window.press("Compare").await;
    window.press("Compare with random pick").await;
    window.sees("Both keep").await;
    window.pictures("compare-two").await;

    window.press("Disagreements").await;
    window.sees("says #").await;
    window.focus("Rows on which they disagree").await;
    window.keys(ARROW_DOWN).await;
    window.keys(ENTER).await;
    window.sees("Random pick says").await;
    window.sees("Jump there").await;
    window.pictures("disagreement").await;
    window.keys(ESCAPE).await;

    window.press("Add a method").await;
    window.press("Rare neuron match").await;
    window.press("Add Rare neuron match").await;
    window.press("When").await;
    window.sees("Who keeps which rows").await;
    window.sees("Where the rows of one stand in the other").await;
    window.pictures("compare-when").await;
    window.scroll_to("Where the rows of one stand in the other").await;
    window.pictures("compare-shifts").await;
    window.scroll_to("Which rows each keeps").await;
    window.pictures("compare-slices").await;
    window.press("Why").await;
    window.sees("Telling neurons").await;
    window.pictures("compare-why").await;
    window.press("How").await;
    window.sees("Settings that differ").await;
    window.pictures("compare-how").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn twenty_pairs_are_judged_blind_and_the_names_come_at_the_end() {
    let window = explore_sample().await;
    window.press("Compare").await;
    window.press("Compare with random pick").await;
    window.sees("Both keep").await;
    window.press("Judge blind").await;
    window.sees("Pair 1 of 20").await;
    window.pictures("blind").await;
    let text = window.pane_text("Judge without names").await;
    assert!(!text.contains("Random pick") && !text.contains("Best of all"), "no method is named: {text}");

    window.keys("1").await;
    window.sees("Pair 2 of 20").await;
    window.keys(ESCAPE).await;
    window.press("Go on judging, 1 of 20").await;
    for pair in 2..=20 {
        window.sees(&format!("Pair {pair} of 20")).await;
        window.keys(if pair % 3 == 0 { "2" } else { "1" }).await;
    }
    window.sees("What you judged, without knowing it").await;
    window.sees("One person, few pairs.").await;
    let outcome = window.pane_text("Judge without names").await;
    assert!(outcome.contains("Random pick") && outcome.contains("Best of all"), "now they are named: {outcome}");
    assert!(outcome.contains("6 pairs"), "the six undecided pairs are counted: {outcome}");
    window.pictures("blind-outcome").await;
    window.close().await;
}
