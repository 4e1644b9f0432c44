//! Stories of downloads that belong to the app: begun without a project, paused over the end of the app, gone on, used,
//! deleted.
//!
//! The hub comes from the environment, so each story runs in a process of its own whose environment names the imitation.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::folders::Folders;
use crate::models::hub::imitation::{Imitation, Mode};
use crate::models::stories::tiny_files;
use crate::operations::job::{JobOutcome, JobRef, JobState, JobView};
use crate::operations::model::{DownloadModel, ModelView, RemoveModel};
use crate::operations::{Answer, Failure, FailureCode, Nothing, Request};
use crate::workbench::Workbench;

const HOME: &str = "NEUROSIEVE_STORY_HOME";

/// Runs this story again in a process that knows the imitation; gives its folder inside that process.
fn in_a_process_of_its_own(name: &str, mode: Mode) -> Option<PathBuf> {
    if let Some(home) = std::env::var_os(HOME) {
        return Some(home.into());
    }
    let (home, files) = (tempfile::tempdir().unwrap(), tiny_files());
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let site = Imitation::start(&files, mode);
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again.args([&format!("downloads::stories::{name}"), "--exact", "--nocapture"]);
    again.env(HOME, home.path()).env("HF_ENDPOINT", &site.endpoint).env("HF_HUB_CACHE", home.path().join("hub"));
    let outcome = again.env_remove("HF_TOKEN").env_remove("HF_HUB_OFFLINE").output().unwrap();
    let said = String::from_utf8_lossy(&outcome.stdout);
    assert!(outcome.status.success(), "{said}{}", String::from_utf8_lossy(&outcome.stderr));
    assert!(said.contains("1 passed"), "{said}");
    None
}

fn started(home: &Path) -> Workbench {
    Workbench::start(Folders::under(&home.join("app")), Arc::new(|_| {})).unwrap()
}

fn begin(workbench: &Workbench) -> Result<i64, Failure> {
    let wanted = DownloadModel { repo: "tiny/model".to_owned(), revision: None };
    match workbench.answer(Request::DownloadModel(wanted))? {
        Answer::DownloadModel(started) => Ok(started.job),
        other => panic!("{other:?}"),
    }
}

fn jobs(workbench: &Workbench) -> Vec<JobView> {
    match workbench.answer(Request::Jobs(Nothing {})).unwrap() {
        Answer::Jobs(jobs) => jobs,
        other => panic!("{other:?}"),
    }
}

fn model(workbench: &Workbench) -> Option<ModelView> {
    match workbench.answer(Request::Models(Nothing {})).unwrap() {
        Answer::Models(models) => models.into_iter().find(|model| model.repo.as_deref() == Some("tiny/model")),
        other => panic!("{other:?}"),
    }
}

fn until_some_bytes_are_there(workbench: &Workbench, job: i64) {
    let has_some = || jobs(workbench).iter().any(|view| view.job == job && view.done > 500);
    while !has_some() {
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn parts(home: &Path) -> usize {
    let blobs = std::fs::read_dir(home.join("hub/models--tiny--model/blobs"));
    let is_part = |path: PathBuf| path.extension().is_some_and(|end| end == "part");
    blobs.map_or(0, |all| all.filter(|entry| is_part(entry.as_ref().unwrap().path())).count())
}

#[test]
fn a_model_is_fetched_without_a_project_paused_over_the_apps_end_and_used_and_deleted() {
    let name = "a_model_is_fetched_without_a_project_paused_over_the_apps_end_and_used_and_deleted";
    let Some(home) = in_a_process_of_its_own(name, Mode::Slow(2_000)) else { return };
    let first = started(&home);
    let job = begin(&first).unwrap();
    assert!(job < 0, "a download is no job of a project");
    until_some_bytes_are_there(&first, job);
    assert_eq!(begin(&first).unwrap(), job, "one model is fetched once");
    first.answer(Request::PauseJob(JobRef { job })).unwrap();
    assert_eq!(first.wait(job).unwrap().state, JobState::Paused);
    assert_eq!(parts(&home), 1);
    drop(first);

    let second = started(&home);
    let found = jobs(&second);
    assert_eq!((found.len(), found[0].job, found[0].state), (1, job, JobState::Paused));
    assert!(found[0].done > 0, "what is there is still counted");
    second.answer(Request::ResumeJob(JobRef { job })).unwrap();
    let done = second.wait(job).unwrap();
    assert_eq!(done.failure, None);
    assert!(matches!(done.outcome, Some(JobOutcome::Downloaded { .. })), "{done:?}");
    let here = model(&second).unwrap();
    assert_eq!((here.problem, here.removable, parts(&home)), (None, true, 0));
    let freed = second.answer(Request::RemoveModel(RemoveModel { model: here.model })).unwrap();
    let Answer::RemoveModel(freed) = freed else { panic!() };
    assert!(freed.bytes >= here.frees_bytes && here.frees_bytes > 0);
    assert!(model(&second).is_none());
}

#[test]
fn a_download_that_is_cancelled_leaves_nothing_behind() {
    let Some(home) = in_a_process_of_its_own("a_download_that_is_cancelled_leaves_nothing_behind", Mode::Slow(2_000))
    else {
        return;
    };
    let workbench = started(&home);
    for is_paused_first in [false, true] {
        let job = begin(&workbench).unwrap();
        until_some_bytes_are_there(&workbench, job);
        if is_paused_first {
            workbench.answer(Request::PauseJob(JobRef { job })).unwrap();
            workbench.wait(job).unwrap();
        }
        workbench.answer(Request::CancelJob(JobRef { job })).unwrap();
        assert_eq!(workbench.wait(job).unwrap().state, JobState::Cancelled);
        assert_eq!(parts(&home), 0);
        workbench.answer(Request::DismissJob(JobRef { job })).unwrap();
        assert!(jobs(&workbench).is_empty());
    }
}

#[test]
fn a_second_window_says_that_another_one_looks_after_downloads() {
    let name = "a_second_window_says_that_another_one_looks_after_downloads";
    let Some(home) = in_a_process_of_its_own(name, Mode::Slow(2_000)) else { return };
    let first = started(&home);
    let job = begin(&first).unwrap();
    let second = started(&home);
    assert_eq!(begin(&second).unwrap_err().code, FailureCode::DownloadsElsewhere);
    assert!(jobs(&second).is_empty());
    drop(first);
    assert_eq!(begin(&second).unwrap(), job, "it goes on there once the first is closed");
}
