//! Stories of fetches that were stopped, killed or damaged on the way, and went on.

#![allow(clippy::unwrap_used)]

use std::io::{Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::download::fetch;
use super::imitation::Mode;
use super::journal::Journal;
use super::scene::{SIZE, Scene, WEIGHTS, weights};
use super::{HubError, Progress, Watch};

const BLOCK: u64 = 160_000;

fn in_blocks(mode: Mode) -> Scene {
    let mut scene = Scene::set(mode);
    scene.hub.block_bytes = BLOCK;
    scene
}

/// Fetches until so many bytes are there, then stops as a person does who pauses.
fn fetch_until(scene: &Scene, bytes: u64) {
    let enough = AtomicBool::new(false);
    let stop = || enough.load(Ordering::Relaxed);
    let mut tell = |progress: Progress| enough.store(progress.done_bytes >= bytes, Ordering::Relaxed);
    let stopped = fetch(&scene.hub, &scene.order(), &mut Watch { stop: &stop, tell: &mut tell });
    assert!(matches!(stopped, Err(HubError::Stopped)), "{stopped:?}");
}

fn fetch_whole(scene: &Scene) {
    let fetched = scene.fetch(&scene.order()).unwrap();
    assert_eq!(std::fs::read(fetched.folder.join(WEIGHTS)).unwrap(), weights());
    assert!(scene.parts().is_empty());
}

/// Bytes of the weights that were asked for, by their `Range` headers.
fn bytes_asked_for(requests: &[String]) -> u64 {
    let stretch = |request: &String| {
        let (from, to) = request.split("range: bytes=").nth(1)?.split_once('-')?;
        let last = to.split("\r\n").next()?.parse().unwrap_or(SIZE - 1);
        Some(last + 1 - from.parse::<u64>().ok()?)
    };
    requests.iter().map(|request| stretch(request).unwrap_or(SIZE)).sum()
}

#[test]
fn blocks_are_fetched_side_by_side_once_the_hub_has_shown_that_it_sends_parts() {
    let scene = in_blocks(Mode::Ok);
    fetch_whole(&scene);
    let asked = scene.asked_for_weights();
    assert_eq!(asked.len(), 4);
    assert!(asked[0].contains("range: bytes=0-159999"), "{}", asked[0]);
    assert_eq!(bytes_asked_for(&asked), SIZE);
}

#[test]
fn a_fetch_that_was_stopped_asks_only_for_what_is_lacking() {
    let scene = in_blocks(Mode::Slow(600_000));
    fetch_until(&scene, 250_000);
    let before = scene.asked_for_weights().len();
    fetch_whole(&scene);
    let later = bytes_asked_for(&scene.asked_for_weights()[before..]);
    assert!(later <= SIZE - 250_000, "{later} bytes were asked for after 250,000 were there");
}

#[test]
fn what_the_journal_does_not_vouch_for_is_fetched_again_and_the_rest_is_not() {
    let scene = in_blocks(Mode::Slow(600_000));
    fetch_until(&scene, 330_000);
    // As after a power cut: the file has its length, and the last bytes of a block that was begun never reached the disk.
    let part = scene.parts().remove(0);
    let text = std::fs::read_to_string(Journal::place(&part)).unwrap();
    let mut begun = text.lines().filter_map(|line| serde_json::from_str::<super::journal::Entry>(line).ok());
    let begun = begun.rfind(|entry| entry.bytes > 10 && entry.bytes < BLOCK);
    let Some(begun) = begun else { return fetch_whole(&scene) };
    let mut file = std::fs::File::options().write(true).open(&part).unwrap();
    file.seek(SeekFrom::Start(begun.block as u64 * BLOCK + begun.bytes - 5)).unwrap();
    file.write_all(&[0; 5]).unwrap();
    fetch_whole(&scene);
}

#[test]
fn a_block_that_is_damaged_on_this_disk_costs_one_block() {
    let scene = in_blocks(Mode::Slow(900_000));
    fetch_until(&scene, 530_000);
    let part = scene.parts().remove(0);
    let text = std::fs::read_to_string(Journal::place(&part)).unwrap();
    let mut entries = text.lines().filter_map(|line| serde_json::from_str::<super::journal::Entry>(line).ok());
    let whole = entries.rfind(|entry| entry.bytes == BLOCK).unwrap();
    let mut file = std::fs::File::options().write(true).open(&part).unwrap();
    file.seek(SeekFrom::Start(whole.block as u64 * BLOCK + 7)).unwrap();
    file.write_all(b"rot").unwrap();
    let before = scene.asked_for_weights().len();
    fetch_whole(&scene);
    let again = bytes_asked_for(&scene.asked_for_weights()[before..]);
    assert!((BLOCK..2 * BLOCK).contains(&again), "{again} bytes were asked for again");
}

#[test]
fn a_part_without_its_journal_begins_anew() {
    let scene = in_blocks(Mode::Slow(600_000));
    fetch_until(&scene, 250_000);
    std::fs::remove_file(Journal::place(&scene.parts()[0])).unwrap();
    fetch_whole(&scene);
}

#[test]
fn two_fetches_of_one_file_at_once_end_with_one_whole_file() {
    let scene = in_blocks(Mode::Slow(900_000));
    let order = scene.order();
    std::thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| scene.fetch(&order).unwrap()));
        for fetched in both.map(|thread| thread.join().unwrap()) {
            assert_eq!(std::fs::read(fetched.folder.join(WEIGHTS)).unwrap(), weights());
        }
    });
    assert_eq!(bytes_asked_for(&scene.asked_for_weights()), SIZE);
    assert!(scene.parts().is_empty());
}

#[test]
fn a_silence_is_told_with_its_length_and_the_attempt() {
    let mut scene = Scene::set(Mode::Silent);
    scene.hub.stall = Duration::from_millis(2200);
    let mut hitches = Vec::new();
    let mut tell = |progress: Progress| hitches.extend(progress.hitch);
    let order = scene.order();
    let mut order = order;
    order.files.retain(|file| file.name == WEIGHTS);
    let ended = fetch(&scene.hub, &order, &mut Watch { stop: &|| false, tell: &mut tell }).unwrap_err();
    assert!(hitches.iter().any(|hitch| hitch.silent_s >= 3 && hitch.attempt >= 2), "{hitches:?}");
    assert!(hitches.iter().all(|hitch| hitch.attempt <= 4));
    assert!(ended.to_string().contains("4 attempts brought nothing for"), "{ended}");
}

#[test]
fn a_limit_is_kept_by_all_blocks_together() {
    let mut scene = in_blocks(Mode::Ok);
    scene.hub.bytes_per_s = Some(400_000);
    let begun = std::time::Instant::now();
    fetch_whole(&scene);
    // 600,000 bytes at 400,000 a second: never sooner, however busy the computer is.
    assert!(begun.elapsed() >= Duration::from_millis(1400), "{:?}", begun.elapsed());
}

/// Runs a story again in a process of its own, whose environment names where its hub and its cache are.
fn child(name: &str, scene: &Scene) -> std::process::Command {
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again.args([&format!("models::hub::going_on::{name}"), "--exact", "--nocapture"]);
    again.env("HF_ENDPOINT", &scene.site.endpoint).env("HF_HUB_CACHE", &scene.hub.cache).env(CHILD, "yes");
    again.env_remove("HF_TOKEN").env_remove("HF_HUB_OFFLINE").env("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
    again.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    again
}

const CHILD: &str = "NEUROSIEVE_STORY_CHILD";

/// What such a process does: it fetches the model.
fn fetch_as_child() {
    let mut hub = super::Hub::from_environment();
    hub.block_bytes = BLOCK;
    let order = super::metadata::find_model(&hub, &Scene::repo(), "main", &|| false).unwrap().order;
    fetch(&hub, &order, &mut Watch { stop: &|| false, tell: &mut |_| {} }).unwrap();
}

/// One fetch, killed at most 30 times at other moments; how often.
fn killed_and_ended(name: &str) -> u64 {
    let scene = in_blocks(Mode::Slow(60_000));
    let (mut there, mut kills) = (0, 0);
    while kills < 30 {
        let mut fetching = child(name, &scene).spawn().unwrap();
        // While it asks, while bytes come, between two blocks. A busy computer gets longer.
        std::thread::sleep(Duration::from_millis(150 + 97 * kills % 700 + if there == 0 { 100 * kills } else { 0 }));
        fetching.kill().unwrap();
        fetching.wait().unwrap();
        // Whole before it was killed.
        if there > 0 && scene.parts().is_empty() {
            break;
        }
        let vouched = vouched_for(&scene);
        assert!(vouched >= there, "kill {kills}: {vouched} bytes are vouched for, {there} were");
        there = vouched;
        kills += 1;
    }
    assert!(there > 0, "no kill came after a checkpoint");
    fetch_whole(&scene);
    kills
}

#[test]
fn a_fetch_that_is_killed_again_and_again_ends_with_the_right_bytes() {
    if std::env::var_os(CHILD).is_some() {
        return fetch_as_child();
    }
    // As in `tests/faults`: all of it, and a row of figures, where all is asked for.
    let wanted = if std::env::var("NEUROSIEVE_FAULTS").is_ok_and(|wanted| wanted == "full") { 200 } else { 1 };
    let (mut kills, mut fetches) = (0, 0);
    while kills < wanted {
        kills += killed_and_ended("a_fetch_that_is_killed_again_and_again_ends_with_the_right_bytes");
        fetches += 1;
    }
    let came = "no byte that the journal vouched for was lost, all files right";
    println!("FAULT | G1 | {kills} kills over downloads, {fetches} files | {came} |");
}

/// Bytes that the journal says are there.
fn vouched_for(scene: &Scene) -> u64 {
    let Some(part) = scene.parts().pop() else { return 0 };
    let text = std::fs::read_to_string(Journal::place(&part)).unwrap_or_default();
    let entries = text.lines().filter_map(|line| serde_json::from_str::<super::journal::Entry>(line).ok());
    let last: std::collections::BTreeMap<_, _> = entries.map(|entry| (entry.block, entry.bytes)).collect();
    last.values().sum()
}

#[test]
fn a_proxy_of_the_environment_is_used_and_gets_no_token_in_the_clear() {
    if std::env::var_os(CHILD).is_some() {
        return fetch_as_child();
    }
    let scene = Scene::set(Mode::Ok);
    let mut fetching = child("a_proxy_of_the_environment_is_used_and_gets_no_token_in_the_clear", &scene);
    fetching.env("HF_ENDPOINT", "http://hub.invalid").env("HF_TOKEN", "hf_secret");
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        fetching.env(name, &scene.site.endpoint);
    }
    for name in ["NO_PROXY", "no_proxy"] {
        fetching.env_remove(name);
    }
    assert!(fetching.status().unwrap().success());
    let fetched = scene.hub.cache.join("models--tiny--model/snapshots").join(super::imitation::COMMIT).join(WEIGHTS);
    assert_eq!(std::fs::read(fetched).unwrap(), weights());
    assert_eq!(scene.site.with_token(), Vec::<String>::new());
}
