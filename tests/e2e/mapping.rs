//! The journey over the map: drawn on the sample, walked by keys, a part chosen and shown in the ranking.

use crate::harness::Window;
use crate::{CONTROL, READING, explore_sample};

const ARROW_RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";

/// Waits until the picture has something painted on it: some pixel of its lower canvas is not the first one's colour.
const IS_PAINTED: &str = "
    const canvas = document.querySelector('.scatter-canvas');
    if (!canvas || canvas.width < 100) return 'no canvas';
    const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let painted = 0;
    for (let at = 4; at < bytes.length; at += 4) {
        if (bytes[at] !== bytes[0] || bytes[at + 1] !== bytes[1] || bytes[at + 2] !== bytes[2]) painted += 1;
    }
    return painted > 200 ? 'painted' : 'only ' + painted + ' pixels';";

async fn is_painted(window: &Window) {
    for _ in 0..50 {
        if window.look(IS_PAINTED).await == "painted" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("nothing is painted: {}", window.look(IS_PAINTED).await);
}

/// The lines of the ranking's table, its head among them, once it is there.
async fn lines_listed(window: &Window) -> u64 {
    const LINES: &str = "return Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0)";
    for _ in 0..100 {
        let lines = window.look(LINES).await.as_u64().unwrap_or(0);
        if lines > 0 {
            return lines;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the ranking is not listed: {}", window.text().await);
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_sample_is_drawn_as_a_map_and_a_group_of_it_is_shown_in_the_ranking() {
    let window = explore_sample().await;
    window.press("Map").await;
    // The sample ships with its neurons alone: their map is offered, and what the other one needs is said.
    window.sees("It takes about").await;
    window.screenshot("map-offer").await;
    window.press("What they say").await;
    window.sees("Nothing is read for this map yet").await;
    window.press("Which neurons they fire").await;
    window.press("Draw the map").await;
    window.sees_within("What the selection covers", READING).await;
    window.sees("trustworthiness").await;
    is_painted(&window).await;
    window.screenshot("map-neurons").await;
    window.pictures("map").await;
    is_painted(&window).await;
    window.look("document.querySelector('.scatter').focus(); return true").await;
    window.keys(ARROW_RIGHT).await;
    window.keys(ENTER).await;
    window.sees("of them kept").await;
    let chosen = window.look("return document.querySelectorAll('.map-groups [aria-pressed=\"true\"]').length").await;
    assert_eq!(chosen, 1, "the group is chosen in the table too");
    window.screenshot("map-chosen").await;
    let said = window.look("return document.querySelector('.map-foot p').innerText.split(' ')[0]").await;
    window.press("Show them in the ranking").await;
    window.sees("1 group of the map").await;
    let lines = lines_listed(&window).await;
    assert!(lines > 1, "{said} rows are chosen, and the ranking lists them: {lines} lines with its head");
    window.screenshot("map-filtered-ranking").await;
    window.chord(CONTROL, '4').await;
    window.press("Map").await;
    window.sees("of them kept").await;
    window.close().await;
}
