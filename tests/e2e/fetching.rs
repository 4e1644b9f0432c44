//! A model from the hub: found by words, fetched, paused over the end of the app, gone on, used, and deleted without a
//! project, where it is said which project read with it.

use serde_json::json;

use crate::harness::Window;
use crate::{CONTROL, ENTER, READING, no_starter_model};

#[allow(dead_code, missing_docs, reason = "the stories of fetching use all of it, this journey a part")]
#[path = "../../src-tauri/crates/workbench/src/models/hub/imitation/mod.rs"]
mod imitation;

use imitation::{COMMIT, Imitation, Mode};

/// A hub on this computer that holds the starter model under a name of its own, and sends it slowly.
fn hub() -> Option<Imitation> {
    if no_starter_model() {
        return None;
    }
    let model = std::fs::read(std::env::var_os("NEUROSIEVE_STARTER_MODEL")?).expect("the starter model");
    let info = json!({
        "id": "tiny/model", "_id": "1", "sha": COMMIT, "gated": false, "private": false, "downloads": 12_400,
        "tags": ["license:apache-2.0", "gguf"], "gguf": {"architecture": "llama"},
    });
    Some(Imitation::start_saying(&[("tiny-model.Q4_1.gguf", &model)], Mode::Slow(4_000_000), info))
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_model_is_found_fetched_paused_over_the_apps_end_used_and_deleted_without_a_project() {
    let Some(hub) = hub() else { return };
    let home = tempfile::tempdir().expect("a folder for the journey");
    let cache = home.path().join("hub").display().to_string();
    let environment = [("HF_ENDPOINT", hub.endpoint.as_str()), ("HF_HUB_CACHE", cache.as_str())];
    let window = Window::open_in(home, &[], &environment).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.chord(CONTROL, '3').await;
    window.sees("Recommended for this computer").await;

    window.fill("Search the hub, or paste a name", "tiny").await;
    window.keys(ENTER).await;
    window.sees("Found on the hub").await;
    window.sees("1 model found that cannot be run here").await;
    window.pictures("hub-search").await;
    window.press("Look at it").await;
    window.sees("licence apache-2.0").await;
    window.press("Download 98.4").await;
    window.sees("Fetching").await;
    window.sees("a second").await;
    window.screenshot("download-running").await;
    window.press("Pause").await;
    window.sees("Paused. It goes on where it stopped.").await;
    window.pictures("download-paused").await;
    let before = hub.requests.lock().unwrap().len();

    let home = window.close().await;
    let window = Window::open_in(home, &[], &environment).await;
    window.press("Go on with").await;
    window.sees("Paused. It goes on where it stopped.").await;
    window.press("Resume").await;
    window.press("Use").await;
    let later = hub.requests.lock().unwrap()[before..].iter().any(|asked| is_rest(asked));
    assert!(later, "it went on in the middle of a block");
    window.press("Try on 50 rows first").await;
    window.sees_within("50 rows read", READING).await;
    window.pictures("download-used").await;
    window.press("Remove, frees 98").await;
    window.sees("Remove model?").await;
    window.sees("This project uses it now.").await;
    window.screenshot("download-remove").await;
    window.press("Cancel").await;
    without_a_project(&window).await;
    window.close().await;
}

/// From the welcome, with no project open: models are looked up and removed there too.
async fn without_a_project(window: &Window) {
    window.press("Project: Sample").await;
    window.press("Close this project").await;
    window.sees("Pick the training rows").await;
    window.screenshot("welcome-models").await;
    window.press("Models").await;
    window.sees("On this computer").await;
    window.pictures("models-without-project").await;
    window.fill("Search the hub, or paste a name", "tiny").await;
    window.keys(ENTER).await;
    window.sees("Found on the hub").await;
    window.press("Close").await;
    window.press("Remove, frees 98").await;
    window.sees("It has read rows of 1 project that is not open.").await;
    window.screenshot("models-used-elsewhere").await;
    window.press("Remove, frees 98").await;
    window.sees("was removed and freed").await;
    window.screenshot("download-removed").await;
    window.press("Back").await;
    window.sees("Pick the training rows").await;
}

/// A request for bytes that begins in the middle of a block: one that goes on.
fn is_rest(asked: &str) -> bool {
    let lower = asked.to_ascii_lowercase();
    let from = lower.split("range: bytes=").nth(1).and_then(|range| range.split('-').next()?.parse::<u64>().ok());
    from.is_some_and(|from| from % (64 << 20) != 0)
}
