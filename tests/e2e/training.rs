//! What takes minutes and says so before it starts: brief trainings for the evidence, and a sparse autoencoder.

use crate::{CONTROL, READING, explore_sample};

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn an_evidence_card_is_read_and_a_brief_training_is_started_paused_and_cancelled() {
    let window = explore_sample().await;
    window.press("Compare").await;
    window.press("Compare with random pick").await;
    window.sees("Both keep").await;
    window.press("Evidence").await;
    window.sees_within("higher is better", READING).await;
    window.pictures("evidence").await;
    window.press("What this means").await;
    window.sees("Long rows share more with anything.").await;
    window.sees_within("Train, about", READING).await;
    window.sees_within("tokens each", READING).await;
    window.scroll_to("Train, about").await;
    window.pictures("evidence-trainings").await;
    window.press("Train, about").await;
    window.sees_within("Pause", READING).await;
    window.pictures("evidence-training").await;
    window.press("Activity").await;
    window.sees("Train briefly with").await;
    window.pictures("activity-training").await;
    window.press("Pause").await;
    window.sees("Paused. It goes on where it stopped.").await;
    window.press("Cancel").await;
    window.sees("Nothing is running.").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn an_autoencoder_is_trained_only_after_its_cost_is_said() {
    let window = explore_sample().await;
    window.chord(CONTROL, '3').await;
    window.sees("Autoencoders").await;
    window.scroll_to("Train one on your rows").await;
    window.pictures("autoencoders").await;
    window.press("Train one on your rows").await;
    window.sees("Train an autoencoder on your rows").await;
    window.sees("at a token, for layer").await;
    window.pictures("autoencoder-dialog").await;
    window.press("More settings").await;
    window.fill("Latents for each number", "1000").await;
    window.sees("Write a whole number from 1 to 64.").await;
    window.pictures("autoencoder-refused").await;
    window.fill("Latents for each number", "2").await;
    window.fill("Rows to read", "48").await;
    window.fill("Tokens to learn from", "262144").await;
    window.sees("1,152 latents").await;
    window.press("Start training").await;
    window.sees_within("Explained", READING).await;
    window.press("Pause").await;
    window.sees("Paused. It goes on where it stopped.").await;
    window.scroll_to("Explained").await;
    window.pictures("autoencoder-paused").await;
    window.press("Resume").await;
    window.sees_within("% explained,", READING).await;
    window.pictures("autoencoder-trained").await;
    window.close().await;
}
