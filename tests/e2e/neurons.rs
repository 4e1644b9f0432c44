//! The neurons of a row, of a goal and of what is kept, seen in the real window by pointer and by keys.

use crate::harness::Window;
use crate::{ARROW_DOWN, CONTROL, ENTER, ESCAPE, explore_sample};

/// Puts the keyboard on the first neuron of the strips, as Tab does.
const FIRST_NEURON: &str = "document.querySelector('.strip-cell[tabindex=\"0\"]').focus(); return true";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_neuron_is_looked_at_named_ignored_and_its_rows_shown() {
    let window = explore_sample().await;
    window.press("Neurons").await;
    window.press("Enlarge").await;
    window.sees("Save a figure").await;
    window.look(FIRST_NEURON).await;
    window.sees("Rows that fire it most").await;
    window.screenshot("neuron-card").await;
    window.fill("Your name for it", "sums").await;
    window.keys(ENTER).await;
    window.sees("sums").await;
    window.press("Ignore it").await;
    window.sees("Ignored: it counts for nothing").await;
    window.sees("1 neuron is ignored").await;
    window.pictures("neuron-ignored").await;
    window.press("Show the").await;
    window.sees("fires sums").await;
    window.sees("1 ignored neuron").await;
    window.screenshot("neuron-rows").await;
    window.press("Bring back the neuron sums").await;
    window.sees("1 neuron counts again").await;
    window.press("Settings").await;
    window.press("Dark").await;
    window.chord(CONTROL, '4').await;
    window.sees("fires sums").await;
    window.screenshot("neuron-rows-dark").await;
    window.press("Enlarge").await;
    window.screenshot("neuron-card-dark").await;
    window.resize(1024, 640).await;
    window.screenshot("neuron-card-dark-1024").await;
    window.close().await;
}

/// What the flow says: its sentence, its lines drawn and how many of them solid, rows of its table and how many of them fire both.
const FLOW: &str = "
    const count = (selector) => document.querySelectorAll(selector).length;
    const both = [...document.querySelectorAll('.neuron-table tbody tr')].filter((row) => row.lastChild.textContent === 'Fires both').length;
    return [count('.flow-link'), count('.flow-link.is-strong'), count('.neuron-table tbody tr'), both]";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn pairs_that_fire_together_are_drawn_and_listed_alike_and_layers_chosen_rank_anew() {
    let window = explore_sample().await;
    window.press("Neurons").await;
    window.press("Enlarge").await;
    window.press("Flow").await;
    window.sees("not a proven connection").await;
    let said: Vec<usize> = serde_json::from_value(window.look(FLOW).await).unwrap();
    assert!(said[0] > 0 && said[0] <= 40 && said[0] == said[2] && said[1] == said[3], "{said:?}");
    window.sees(&format!("{} pair", said[0])).await;
    window.pictures("neuron-flow").await;
    window.resize(1024, 640).await;
    window.look("document.querySelector('.flow-node[tabindex=\"0\"]').focus(); return true").await;
    window.keys(ARROW_DOWN).await;
    window.sees("Rows that fire it most").await;
    window.screenshot("neuron-flow-card").await;
    window.press("Save a figure").await;
    window.sees("This row fires both").await;
    window.screenshot("neuron-flow-figure").await;
    window.keys(ESCAPE).await;
    window.press("Heat").await;
    window.fill("First layer shown", "8").await;
    window.keys(ENTER).await;
    window.press("Rank by these layers only").await;
    window.sees("layers 8–29 only").await;
    window.screenshot("neuron-layers-ranked").await;
    window.close().await;
}

/// What the window's counters say, the first first.
const COUNTERS: &str =
    "return [...document.querySelectorAll('.counter strong')].map((e) => Number(e.textContent.replace(/,/g, '')))";

/// Who has each neuron of the table, by the column that says it.
const HELD: &str =
    "return [...document.querySelectorAll('.neuron-table tbody tr')].map((row) => row.children[3].textContent)";

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn kept_rows_are_held_against_dropped_ones_a_pinned_row_and_another_method() {
    let window = explore_sample().await;
    window.sees("All votes together").await;
    window.press("Pin").await;
    window.press("Row below").await;
    window.sees("Row #2").await;
    window.press("Compare").await;
    window.press("Compare with random pick").await;
    window.sees("Both keep").await;
    window.press("Ranking").await;
    window.press("Neurons").await;
    window.press("Enlarge").await;

    window.press("Held against each other").await;
    window.press("Kept rows with dropped rows").await;
    window.sees("tell kept rows apart").await;
    window.screenshot("neurons-kept-dropped").await;
    window.look(FIRST_NEURON).await;
    window.sees("Only kept rows").await;
    window.screenshot("neurons-kept-dropped-card").await;
    window.pictures("neurons-kept-dropped").await;
    counters_are_the_sets(&window).await;
    window.screenshot("neurons-kept-dropped-table").await;

    for (choice, seen, picture) in [
        ("This row with the pinned row", "only the pinned row", "neurons-row-pinned"),
        ("Kept rows with your examples", "only your examples", "neurons-kept-goal"),
        ("Picks of Best of all with picks of Random pick", "Random pick", "neurons-methods"),
    ] {
        window.press("Held against each other").await;
        window.press(choice).await;
        window.sees(seen).await;
        window.screenshot(picture).await;
    }
    window.press("Settings").await;
    window.press("Dark").await;
    window.chord(CONTROL, '4').await;
    window.press("Strips").await;
    window.screenshot("neurons-methods-dark").await;
    window.close().await;
}

/// Each counter, pressed in the table, leaves as many neurons as it says, less those that are said to be left out.
async fn counters_are_the_sets(window: &Window) {
    window.press("Table").await;
    let counted = window.look(COUNTERS).await;
    let all = window.look(HELD).await.as_array().map_or(0, Vec::len) as u64;
    let counted: u64 = counted.as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).sum();
    let note = window.look("return document.querySelector('.neuron-counters').innerText").await;
    let left_out: u64 = note
        .as_str()
        .and_then(|text| text.lines().find(|line| line.contains("counted and not drawn")))
        .and_then(|line| line.split_whitespace().next()?.replace(',', "").parse().ok())
        .unwrap_or(0);
    assert!(counted > 0);
    assert_eq!(counted, all + left_out, "the counters are the sizes of what the table lists");
}
