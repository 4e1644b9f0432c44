//! Every way in which a hub can answer, three times each, one block at a time and several side by side: the file is
//! verified or the error says why, nothing is written outside the cache, and the token goes to its host alone.
//!
//! `docs/downloads.md` shows the table; this test holds it against what happens.

#![allow(clippy::unwrap_used)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::imitation::Mode;
use super::scene::{Scene, WEIGHTS, files_below, weights};
use super::{HubError, check::ContentName};

const TIMES: usize = 3;
const PAGE: &str = include_str!("../../../../../docs/downloads.md");

/// What came of a fetch, in the words of the table.
fn outcome(scene: &Scene) -> String {
    let fetched = scene.find().and_then(|found| scene.fetch(&found.order));
    let error = match fetched {
        Ok(fetched) => {
            assert_eq!(std::fs::read(fetched.folder.join(WEIGHTS)).unwrap(), weights());
            return "verified".to_owned();
        }
        Err(error) => error,
    };
    assert!(!format!("{error} {error:?}").contains("hf_secret"), "{error}");
    let word = match error {
        HubError::Unreachable { .. } => "cannot be reached",
        HubError::Busy { .. } => "busy",
        HubError::NotFound { .. } => "not there",
        HubError::Gated { .. } => "gated",
        HubError::Damaged { .. } => "not as promised",
        HubError::HostileName { .. } => "hostile name",
        HubError::DiskFull { .. } => "too little disk",
        other => panic!("{other:?}"),
    };
    word.to_owned()
}

/// Nothing lies outside the cache, and what has a digest for its name has that digest.
fn check_files(scene: &Scene) {
    let all = files_below(scene.folder.path());
    assert!(all.iter().all(|path| path.starts_with(&scene.hub.cache)), "{all:?}");
    let blobs = all.iter().filter(|path| path.parent().is_some_and(|folder| folder.ends_with("blobs")));
    for blob in blobs.filter(|path| path.extension().is_none()) {
        let name = blob.file_name().unwrap().to_str().unwrap();
        let content = ContentName::from_etag(name).unwrap();
        assert!(content.is_of(blob, &mut |_| true).unwrap(), "{}", blob.display());
    }
}

fn check_token(scene: &Scene) {
    let own = scene.hub.host();
    for request in scene.site.with_token() {
        assert!(request.to_ascii_lowercase().contains(&format!("host: {own}")), "{request}");
    }
}

fn outcomes(mode: Mode, block_bytes: u64) -> String {
    let mut words: Vec<String> = (0..TIMES)
        .map(|_| {
            let mut scene = Scene::set(mode);
            scene.hub.block_bytes = block_bytes;
            scene.hub.stall = Duration::from_millis(700);
            let word = outcome(&scene);
            check_files(&scene);
            check_token(&scene);
            word
        })
        .collect();
    words.dedup();
    words.join(", then ")
}

#[test]
fn whatever_a_hub_does_the_file_is_verified_or_the_error_says_why() {
    let line = |(mode, words): (Mode, &str)| {
        format!("| {words} | {} | {} |", outcomes(mode, 64 << 20), outcomes(mode, 160_000))
    };
    // Most of the time is spent waiting for servers that stay silent.
    let (next, lines) = (AtomicUsize::new(0), Mutex::new(vec![String::new(); Mode::ALL.len()]));
    let work = || {
        while let Some(mode) = Mode::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
            let place = Mode::ALL.iter().position(|other| other == mode).unwrap();
            let line = line(*mode);
            lines.lock().unwrap()[place] = line;
        }
    };
    std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(work))));
    let lines = lines.into_inner().unwrap();
    let missing: Vec<_> = lines.iter().filter(|line| !PAGE.contains(line.as_str())).collect();
    assert!(missing.is_empty(), "the page says otherwise. What happened:\n{}", lines.join("\n"));
}
