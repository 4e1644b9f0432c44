//! What is set beside a method: duplicates, quality, shares, several goals; and the method whose settings are handles.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::Window;
use crate::{CONTROL, ESCAPE, READING, explore_sample, kept, own_data};

const ARROW_RIGHT: &str = "\u{e014}";
const HOME: &str = "\u{e011}";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn duplicates_are_looked_at_and_one_of_each_is_kept() {
    let window = explore_sample().await;
    window.chord(CONTROL, '1').await;
    window.press("Duplicates").await;
    window.sees("Keeping one of each leaves out").await;
    window.sees("the same text").await;
    window.pictures("duplicates").await;
    window.press("The same text").await;
    window.sees("Keeping one of each leaves out 2 of 270 rows").await;
    window.press("Keep one of each").await;
    window.sees("One of each is kept in rankings and exports.").await;
    window.pictures("duplicates-kept").await;
    window.keys(ESCAPE).await;
    window.chord(CONTROL, '4').await;
    window.sees("One of each text").await;
    window.screenshot("duplicates-in-the-ranking").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn shares_of_a_column_and_goals_compose_a_selection() {
    let window = explore_sample().await;
    window.press("Selection").await;
    window.sees("How rows are selected").await;
    window.sees("No column of your data holds numbers.").await;
    window.pictures("selection-nothing").await;
    window.press("Keep one of rows that are alike").await;
    window.sees("left out as alike").await;
    window.press("Keep shares of a column").await;
    window.press("The same for each").await;
    window.press("Share the cut between goals").await;
    window.sees("Shares count").await;
    window.pictures("selection").await;
    window.scroll_to("Shares count").await;
    window.pictures("selection-end").await;
    let (rows, _) = totals(&window).await;
    window.press("Done").await;
    window.sees("kind in equal shares").await;
    window.sees("3 goals share the cut").await;
    assert_eq!(kept(&window).await, rows, "the sheet's total is the cut's");
    window.pictures("selection-ranking").await;
    window.press("Take away: kind in equal shares").await;
    window.sees("Taken away: kind in equal shares.").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_column_of_numbers_counts_beside_the_match() {
    let data = tempfile::tempdir().expect("a folder for the data");
    let file = graded(data.path());
    let window = Window::open(&[]).await;
    window.will_pick(&[&file]);
    window.press("Start with my data").await;
    window.sees("The first rows, as a model reads them").await;
    window.press("Looks right").await;
    window.sees("rows ready").await;
    window.chord(CONTROL, '2').await;
    window.fill("Paste an example", &crate::examples()).await;
    window.press("Add").await;
    window.sees("of 6 examples ticked").await;
    window.chord(CONTROL, '4').await;
    window.press("See a random pick").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window.press("Random pick").await;
    window.press("Word match").await;
    window.press("Rank by Word match").await;
    window.sees("Keeping").await;
    window.press("Selection").await;
    window.press("Let a quality column count").await;
    window.sees("Weight of quality").await;
    window.sees("have no number there and cannot be ranked.").await;
    window.pictures("selection-quality").await;
    window.press("Done").await;
    window.sees("grade counts 50%").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn two_handles_set_the_surprise_filter() {
    let window = explore_sample().await;
    window.press("Best of all").await;
    window.press("Surprise filter").await;
    window.press("Read what this method needs").await;
    window.sees_within("between all handles", READING).await;
    window.pictures("surprise").await;
    window.focus("Variety of words: begins").await;
    window.keys(HOME).await;
    window.sees("percentiles 0% to").await;
    window.keys(ARROW_RIGHT).await;
    window.keys(ARROW_RIGHT).await;
    window.sees("percentiles 2% to").await;
    window.press("Rank by Surprise filter").await;
    window.sees("Keeping").await;
    window.sees("Surprise filter").await;
    window.close().await;
}

/// "Keeping N rows of M, T tokens" at the sheet's foot.
async fn totals(window: &Window) -> (u64, u64) {
    let foot = window.look("return document.querySelector('.selection-totals').textContent").await;
    let numbers: Vec<u64> = foot
        .as_str()
        .expect("the foot says what is kept")
        .split_whitespace()
        .filter_map(|word| word.replace(',', "").parse().ok())
        .collect();
    (numbers[0], numbers[1])
}

/// Rows of the sample with a grade beside each; two have none.
fn graded(folder: &Path) -> PathBuf {
    let plain = std::fs::read_to_string(own_data(folder, 48)).expect("rows");
    let lines: Vec<String> = plain
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .enumerate()
        .map(|(at, mut row)| {
            if at > 1 {
                row["grade"] = json!(at * 37 % 100);
            }
            row.to_string()
        })
        .collect();
    let file = folder.join("graded.jsonl");
    std::fs::write(&file, lines.join("\n")).expect("a file of one's own");
    file
}
