//! Journeys of a person through the real window (`WebKitGTK` under Xvfb), with the real small model.
//!
//! They are marked `ignore` because they need a display driver and the built app; `cargo xtask test` sets both up and
//! runs them.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod annotating;
mod comparing;
mod damaged;
mod exporting;
mod fetching;
mod harness;
mod hostile;
mod keeping;
mod limited;
mod mapping;
mod neurons;
mod reviewing;
mod selecting;
mod speed;
mod studies;
mod taking_back;
mod tokens;
mod training;
mod trying;

use std::path::{Path, PathBuf};
use std::time::Duration;

use harness::Window;

const CONTROL: char = '\u{e009}';
const ESCAPE: &str = "\u{e00c}";
const ENTER: &str = "\u{e007}";
const ARROW_DOWN: &str = "\u{e015}";

/// Long enough for the small model to be loaded and to read a few dozen rows on two busy cores.
const READING: Duration = Duration::from_mins(4);

fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/workbench/sample").join(file)
}

/// The sample's ranking, with the hints for a first visit put away.
async fn explore_sample() -> Window {
    let window = Window::open(&[]).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window
}

/// The sample ranked by the plain neuron match, whose shares add up to its scores.
async fn sample_by_neuron_match() -> Window {
    let window = explore_sample().await;
    window.press("Best of all").await;
    window.press("Neuron match").await;
    window.press("Rank by Neuron match").await;
    window
}

/// Whether the model that a journey reads with is missing; says so.
fn no_starter_model() -> bool {
    let missing = std::env::var_os("NEUROSIEVE_STARTER_MODEL").is_none();
    if missing {
        println!("skipped: NEUROSIEVE_STARTER_MODEL does not name the starter model's file");
    }
    missing
}

/// The first rows of the sample's pool as a file of one's own, with a row that cannot be read among them.
fn own_data(folder: &Path, rows: usize) -> PathBuf {
    let pool = std::fs::read_to_string(sample("pool.jsonl")).expect("the sample's pool");
    let mut lines: Vec<&str> = pool.lines().take(rows).collect();
    lines.insert(7, "{\"text\": \"cut off in the mid");
    let file = folder.join("my rows.jsonl");
    std::fs::write(&file, lines.join("\n")).expect("a file of one's own");
    file
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_first_two_minutes_show_a_result_on_the_sample() {
    let window = Window::open(&[]).await;
    window.sees("Pick the training rows that match what you want.").await;
    window.screenshot("welcome").await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.sees("were computed in advance").await;
    window.sees("Why this row?").await;
    window.screenshot("sample-first-look").await;
    window.press("Next").await;
    window.press("Next").await;
    window.press("Done").await;
    window.sees("All votes together").await;
    window.sees("By layer").await;
    window.screenshot("ranking-light").await;
    window.press("Neurons").await;
    window.sees("most telling neurons").await;
    window.screenshot("neurons-light").await;
    window.pictures("neurons").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_file_of_ones_own_becomes_a_selection_and_the_project_opens_again_where_it_was() {
    let data = tempfile::tempdir().expect("a folder for the data");
    let file = own_data(data.path(), 48);
    let selection = data.path().join("selected.jsonl");
    let window = Window::open(&[]).await;

    window.will_pick(&[&file]);
    window.press("Start with my data").await;
    window.sees("The first rows, as a model reads them").await;
    window.screenshot("import").await;
    window.press("Looks right").await;
    window.sees("48 rows ready").await;
    window.sees("1 set aside").await;
    window.screenshot("data").await;

    window.chord(CONTROL, '2').await;
    window.sees("Add 5 examples").await;
    window.fill("Paste an example", &examples()).await;
    window.press("Add").await;
    window.sees("Goal health").await;
    window.sees("of 6 examples ticked").await;
    window.screenshot("goal").await;

    window.chord(CONTROL, '3').await;
    window.sees("SmolLM2-135M-Instruct").await;
    window.press("Use").await;
    window.press("Read all").await;
    window.sees_within("It has read all 48 rows.", READING).await;
    window.screenshot("model").await;

    window.chord(CONTROL, '4').await;
    window.sees("Keeping").await;
    let before = kept(&window).await;
    window.press("Keep more").await;
    window.sees(&format!("Keeping {} rows", before + 1)).await;
    window.keys(ARROW_DOWN).await;
    window.keys("]").await;
    window.sees(&format!("Keeping {} rows", before + 2)).await;
    window.keys("[").await;
    window.sees(&format!("Keeping {} rows", before + 1)).await;
    window.screenshot("ranking-own-data").await;

    window.will_pick(&[&selection]);
    window.chord(CONTROL, '5').await;
    window.sees("as they will stand in the JSONL file").await;
    window.screenshot("export").await;
    window.press("Save these").await;
    window.sees_within("Saved to", READING).await;
    let written = std::fs::read_to_string(&selection).expect("the selection is there");
    assert_eq!(written.lines().count() as u64, before + 1);
    let original = std::fs::read_to_string(&file).expect("the data is there");
    assert!(written.lines().all(|line| original.lines().any(|row| row == line)), "rows are exported as they came");

    let home = window.close().await;
    let window = Window::open_at(home, &[]).await;
    window.press("Go on with my rows").await;
    window.sees("Keeping").await;
    window.chord(CONTROL, '1').await;
    window.sees("48 rows ready").await;
    window.keys(ESCAPE).await;
    window.close().await;
}

/// Six worked sums that the sample does not hold.
fn examples() -> String {
    [
        "A rope of 60 m is cut into 4 equal parts. Each part is 60 / 4 = 15 m long.",
        "Ana buys 3 pens at 2.50 each. Step 1: 3 x 2.50 = 7.50. She pays with 10, so she gets 10 - 7.50 = 2.50 back.",
        "A bus carries 45 people. At the first stop 12 get off and 7 get on. Now there are 45 - 12 + 7 = 40 people.",
        "What is 15 % of 240? 10 % is 24 and 5 % is 12, so 15 % is 24 + 12 = 36.",
        "A garden is 8 m long and 5 m wide. Its area is 8 x 5 = 40 square metres, its fence 2 x (8 + 5) = 26 m.",
        "Tom reads 24 pages a day. A book of 312 pages takes him 312 / 24 = 13 days.",
    ]
    .join("\n\n")
}

/// The number in "Keeping N rows".
async fn kept(window: &Window) -> u64 {
    let text = window.text().await;
    let after = text.split("Keeping ").nth(1).expect("the cut bar says how many");
    after.split_whitespace().next().and_then(|n| n.replace(',', "").parse().ok()).expect("a number")
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_window_is_dark_when_asked_and_complete_at_its_smallest() {
    let window = explore_sample().await;
    window.press("Settings").await;
    window.press("Dark").await;
    window.chord(CONTROL, '4').await;
    window.sees("Keeping").await;
    assert_eq!(window.look("return document.documentElement.dataset.theme").await, "dark");
    window.screenshot("ranking-dark").await;
    window.resize(1024, 640).await;
    window.screenshot("ranking-dark-1024").await;
    let overflows = window.look("return document.documentElement.scrollWidth > window.innerWidth").await;
    assert_eq!(overflows, false, "nothing runs out of the window at its smallest");
    window.close().await;
}
