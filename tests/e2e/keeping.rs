//! What is kept between sittings: where one was, the history of rankings, backups; and the same window in Chinese.

use std::time::Duration;

use serde_json::json;

use super::harness::Window;
use super::{CONTROL, ESCAPE};

/// The history notes a cut once the hand rests.
const REST: Duration = Duration::from_secs(3);

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_project_is_left_and_opened_again_where_one_was_and_a_backup_of_it_is_restored() {
    let window = super::explore_sample().await;
    window.sees("Keeping 32 rows").await;
    window.press("Keep more").await;
    window.sees("Keeping 33 rows").await;
    tokio::time::sleep(REST).await;
    window.press("History").await;
    window.sees("Cut moved").await;
    window.sees("33 rows kept").await;
    window.press("Best of all").await;
    window.sees("Go on from here").await;
    window.screenshot("history").await;
    window.resize(1024, 640).await;
    window.screenshot("history-1024").await;

    let home = window.close().await;
    let window = Window::open_at(home, &[]).await;
    window.sees("Go on with Sample").await;
    window.screenshot("welcome-again").await;
    window.press("Go on with Sample").await;
    window.sees("How this selection came about").await;
    window.sees("Keeping 33 rows").await;

    window.chord(CONTROL, '2').await;
    window.press("New goal").await;
    window.fill("Name", "Made since the backup").await;
    window.press("Make it").await;
    window.sees("Made since the backup").await;
    window.press("Projects").await;
    window.press("Backups").await;
    window.sees("Daily").await;
    window.screenshot("backups").await;
    window.press("Restore the backup of").await;
    window.sees("so nothing is lost").await;
    window.press("Restore").await;
    window.sees("What it was before is among its backups.").await;
    window.chord(CONTROL, '2').await;
    window.sees("Goal health").await;
    assert!(!window.text().await.contains("Made since the backup"), "the project is as it was");
    window.press("Projects").await;
    window.press("Backups").await;
    window.sees("Before a backup was restored").await;
    window.keys(ESCAPE).await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn the_main_path_is_walked_in_chinese_and_in_the_largest_text() {
    let window = super::explore_sample().await;
    window.press("Settings").await;
    window.sees("Size of text").await;
    window.fill("Language", "chinese").await;
    window.sees("文字大小").await;
    window.screenshot("chinese-settings").await;
    for (key, words, name) in [
        ('1', "添加数据", "data"),
        ('2', "目标状况", "goal"),
        ('3', "在这台计算机上", "model"),
        ('4', "综合最佳", "results"),
        ('5', "保持原样的文件", "export"),
    ] {
        window.resize(1600, 1000).await;
        window.chord(CONTROL, key).await;
        window.sees(words).await;
        window.screenshot(&format!("chinese-{name}")).await;
        window.resize(1024, 640).await;
        window.screenshot(&format!("chinese-{name}-1024")).await;
    }
    window.press("设置").await;
    window.press("最大").await;
    let narrow = "
        const end = performance.now() + 20000;
        while (window.innerWidth > 520 && performance.now() < end) await new Promise((next) => setTimeout(next, 100));
        return [window.innerWidth <= 520, document.documentElement.lang]";
    assert_eq!(window.runs(narrow).await, json!([true, "zh-Hans"]), "twice the size leaves half the room");
    for (key, words, name) in [('4', "保留", "results"), ('2', "目标", "goal")] {
        window.chord(CONTROL, key).await;
        window.sees(words).await;
        window.screenshot(&format!("chinese-largest-{name}")).await;
    }
    let home = window.close().await;
    let window = Window::open_at(home, &[]).await;
    window.sees("继续 Sample").await;
    window.close().await;
}
