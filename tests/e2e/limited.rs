//! A model that wants more memory than reading may take: its job ends in words, the window stays, and it goes on with more.

use std::path::Path;

use crate::harness::Window;
use crate::{CONTROL, READING};

/// Too little for any model.
const TOO_LITTLE: &str = r#"{ "memory_limit": 2097152 }"#;

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_model_that_gets_too_little_memory_ends_its_job_in_words_and_goes_on_with_more() {
    if cfg!(not(target_os = "linux")) {
        println!("skipped: this system holds no process to a limit of memory");
        return;
    }
    let home = tempfile::tempdir().expect("a folder for the journey");
    let config = home.path().join("config");
    std::fs::create_dir_all(&config).expect("a folder for settings");
    std::fs::write(config.join("settings.json"), TOO_LITTLE).expect("settings");
    let window = Window::open_at(home, &[]).await;
    window.press("Explore the sample").await;
    window.sees("Keeping").await;
    window.chord(CONTROL, '3').await;
    window.sees("On this computer").await;
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/goldens/models/tiny-llama-tied");
    window.will_pick(&[&model]);
    window.press("Add from disk").await;
    window.press("Model folder").await;
    window.sees("tiny-llama-tied").await;
    window.press("Use").await;
    window.press("Try on 50 rows first").await;
    window.sees("Reading may use 2.1").await;
    window.pictures("memory-too-little").await;
    // The rest of the window works on; this model has read nothing yet.
    window.chord(CONTROL, '4').await;
    window.sees("No model has read your rows yet").await;

    window.press("Settings").await;
    window.sees("Memory for reading").await;
    window.screenshot("memory-setting").await;
    window.fill("Memory for reading", "0").await;
    window.chord(CONTROL, '3').await;
    window.press("Try again").await;
    window.sees_within("50 rows read", READING).await;
    window.close().await;
}
