//! Training a sparse autoencoder on the pool, and choosing between several.

use std::path::{Path, PathBuf};
use std::time::Duration;

use activation::DeviceChoice;
use workbench::operations::autoencoder::TrainAutoencoder;
use workbench::operations::job::{JobOutcome, JobRef, JobState, JobUnit, JobView, ReadingScope, StartReading};
use workbench::operations::model::{AddModel, AutoencoderView};
use workbench::operations::ranking::{RankQuery, RankingPageQuery};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows, tiny_plan};

fn model() -> PathBuf {
    tiny_plan(ReadingScope::Rest {}).path
}

fn wish(tokens: u64) -> TrainAutoencoder {
    TrainAutoencoder {
        model: String::new(),
        layer: None,
        expansion: Some(4),
        k: Some(8),
        documents: None,
        tokens: Some(tokens),
        max_tokens: Some(32),
        seed: 3,
        fast: false,
    }
}

fn desk(documents: usize) -> Desk {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(documents)));
    desk
}

fn started(desk: &Desk, with: &TrainAutoencoder) -> i64 {
    desk.workbench.train_autoencoder(&model(), with, DeviceChoice::Cpu, Some(1)).unwrap().job
}

fn trained(desk: &Desk, with: &TrainAutoencoder) -> JobView {
    let ended = desk.workbench.wait(started(desk, with)).unwrap();
    assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
    ended
}

fn listed(desk: &Desk) -> Vec<AutoencoderView> {
    ask!(desk, Autoencoders(Nothing {}))
}

/// The one result's weights.
fn weights(desk: &Desk) -> Vec<u8> {
    let own = desk.folder.path().join("home/autoencoders/tiny-llama-tied on A project/layers.2/sae.safetensors");
    std::fs::read(&own).unwrap_or_else(|error| panic!("{}: {error}", own.display()))
}

fn leftovers(desk: &Desk) -> usize {
    std::fs::read_dir(desk.folder.path().join("home/cache/trainings")).map_or(0, Iterator::count)
}

/// Waits until a job has shown something of its training.
fn until_it_learns(desk: &Desk, job: i64) {
    let learns = |one: &JobView| one.learning.as_ref().is_some_and(|learning| !learning.curve.is_empty());
    while !ask!(desk, Jobs(Nothing {})).iter().any(|one| one.job == job && learns(one)) {
        let ended = ask!(desk, Jobs(Nothing {})).into_iter().find(|one| one.job == job && one.failure.is_some());
        assert!(ended.is_none(), "{ended:?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_training_ends_on_the_shelf_with_what_it_is_worth_and_ranks_by_it() {
    let desk = desk(400);
    let ended = trained(&desk, &wish(300_000));
    let Some(JobOutcome::Learned { latents, explained, tokens, autoencoder, .. }) = &ended.outcome else { panic!() };
    assert_eq!(*latents, 256);
    assert!(*explained > 0.5 && *explained < 1.0, "{explained}");
    assert!(*tokens > 200_000 && *tokens <= 300_000, "{tokens}");
    let learning = ended.learning.unwrap();
    let last = learning.curve.last().unwrap();
    assert_eq!((ended.unit, ended.done, learning.steps, last.step), (JobUnit::Steps, 146, 146, 146));
    assert!(last.explained > 0.5 && last.loss >= 1.0 - last.explained - 1e-12, "{last:?}");

    let listed = listed(&desk);
    let origin = listed[0].origin.clone().unwrap();
    assert_eq!((listed.len(), &listed[0].autoencoder, listed[0].layer), (1, autoencoder, Some(2)));
    assert_eq!((origin.documents, origin.k, origin.project.as_str()), (380, 8, "A project"));
    assert_eq!((origin.explained, origin.tokens), (*explained, *tokens));
    assert_eq!(leftovers(&desk), 0);

    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&model()).ticket })).model;
    desk.goal("Bread", "Row 2 speaks of bread and number 14.");
    read_with(&desk, &model, autoencoder);
    let view = ask!(desk, Rank(mona(1)));
    assert_eq!((view.ranked, view.unread), (399, 0), "the example is a row itself and left out");
}

fn mona(goal: i64) -> RankQuery {
    RankQuery::new(goal, "mona")
}

fn read_with(desk: &Desk, model: &str, autoencoder: &str) {
    let started = ask!(
        desk,
        StartReading(StartReading {
            model: model.to_owned(),
            scope: ReadingScope::Rest {},
            settings: None,
            representations: Some(vec!["latents".to_owned()]),
            autoencoder: Some(autoencoder.to_owned()),
        })
    );
    let ended = desk.workbench.wait(started.job).unwrap();
    assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
}

#[test]
fn of_two_autoencoders_rankings_use_the_one_last_read_with() {
    let desk = desk(200);
    for seed in [1, 2] {
        trained(&desk, &TrainAutoencoder { seed, ..wish(20_000) });
    }
    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&model()).ticket })).model;
    let goal = desk.goal("Bread", "Row 2 speaks of bread and number 14.");
    let scores = || {
        let ranking = ask!(desk, Rank(mona(goal))).ranking;
        let page = RankingPageQuery::new(ranking, 0, 20);
        ask!(desk, RankingPage(page)).rows.iter().map(|row| row.score).collect::<Vec<_>>()
    };
    let both: Vec<String> = listed(&desk).into_iter().map(|one| one.autoencoder).collect();
    let current = || listed(&desk).iter().map(|one| one.is_current).collect::<Vec<_>>();
    read_with(&desk, &model, &both[0]);
    let first = scores();
    assert_eq!(current(), [true, false]);
    assert!(listed(&desk).iter().all(|one| one.fits_model == Some(true)));
    read_with(&desk, &model, &both[1]);
    assert_ne!(scores(), first);
    assert_eq!(current(), [false, true]);
    read_with(&desk, &model, &both[0]);
    assert_eq!(scores(), first, "read before: chosen again without reading anew");
}

#[test]
fn a_paused_training_goes_on_and_ends_with_the_same_bytes() {
    let (whole, paused) = (desk(300), desk(300));
    trained(&whole, &wish(2_000_000));
    let job = started(&paused, &wish(2_000_000));
    until_it_learns(&paused, job);
    ask!(paused, PauseJob(JobRef { job }));
    let view = paused.workbench.wait(job).unwrap();
    assert_eq!((view.state, view.unit), (JobState::Paused, JobUnit::Steps));
    assert!(view.done > 0 && view.done < 976, "{}", view.done);
    paused.workbench.close();
    paused.workbench.open_path(&paused.project()).unwrap();
    let again = started(&paused, &wish(2_000_000));
    assert_eq!(again, job, "the same words let it go on");
    assert_eq!(paused.workbench.wait(job).unwrap().state, JobState::Done);
    assert!(weights(&whole) == weights(&paused));
}

#[test]
fn an_ended_training_leaves_nothing_behind() {
    for pause_first in [false, true] {
        let desk = desk(400);
        let job = started(&desk, &wish(50_000_000));
        until_it_learns(&desk, job);
        if pause_first {
            ask!(desk, PauseJob(JobRef { job }));
            assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Paused);
            assert_eq!(leftovers(&desk), 1);
        }
        ask!(desk, CancelJob(JobRef { job }));
        assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Cancelled);
        assert_eq!((leftovers(&desk), listed(&desk).len()), (0, 0));
    }
}

#[test]
fn too_little_text_and_settings_out_of_range_are_refused_in_numbers() {
    let desk = desk(20);
    let job = started(&desk, &wish(20_000));
    let failure = desk.workbench.wait(job).unwrap().failure.unwrap();
    assert_eq!(failure.code, FailureCode::TooFewTokens);
    assert!(failure.to_string().contains("least: 2048"), "{failure}");

    let refused = |with: TrainAutoencoder| {
        desk.workbench.train_autoencoder(&model(), &with, DeviceChoice::Cpu, None).unwrap_err().to_string()
    };
    assert!(refused(TrainAutoencoder { layer: Some(9), ..wish(20_000) }).contains("layer"));
    assert!(refused(TrainAutoencoder { expansion: Some(65), ..wish(20_000) }).contains("most: 64"));
    let empty = Desk::with_project();
    let failure = empty.workbench.train_autoencoder(&model(), &wish(20_000), DeviceChoice::Cpu, None).unwrap_err();
    assert_eq!(failure.code, FailureCode::TooFewTokens);
}

#[test]
fn a_training_does_not_go_on_with_another_model() {
    let desk = desk(3000);
    let copy = desk.folder.path().join("model");
    copy_all(&model(), &copy);
    let with = wish(20_000);
    let job = desk.workbench.train_autoencoder(&copy, &with, DeviceChoice::Cpu, Some(1)).unwrap().job;
    while ask!(desk, Jobs(Nothing {})).iter().find(|one| one.job == job).unwrap().done < 64 {
        std::thread::sleep(Duration::from_millis(2));
    }
    ask!(desk, PauseJob(JobRef { job }));
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Paused);
    let weights = copy.join("model.safetensors");
    let mut bytes = std::fs::read(&weights).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&weights, bytes).unwrap();
    ask!(desk, ResumeJob(JobRef { job }));
    assert_eq!(desk.workbench.wait(job).unwrap().failure.unwrap().code, FailureCode::ModelChanged);
    ask!(desk, DismissJob(JobRef { job }));
    assert_eq!(leftovers(&desk), 0);
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn what_it_would_cost_is_said_before_it_starts() {
    let desk = desk(50);
    let model = ask!(desk, AddModel(AddModel { ticket: desk.workbench.grant(&model()).ticket })).model;
    let asked = TrainAutoencoder { model: model.clone(), ..wish(1_000_000) };
    let cost = ask!(desk, AutoencoderEstimate(asked.clone()));
    assert_eq!((cost.layer, cost.width, cost.latents, cost.k, cost.documents), (2, 64, 256, 8, 50));
    assert_eq!(cost.reading_s, None, "the model's speed was not measured yet");
    assert!(cost.training_s > 0.0 && cost.disk_bytes > 50 * 32 * 64 * 4 && cost.free_bytes > 0);
    let sentence = TrainAutoencoder { model: "nobody".to_owned(), ..asked };
    assert_eq!(desk.fails(Request::AutoencoderEstimate(sentence)).code, FailureCode::NoSuchThing);
}
