//! Training a sparse autoencoder: it finds directions that were planted, pausing changes nothing, and what is saved is what
//! was trained.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use activation::autoencoder::train::{Plan, Run, Stop, TrainError, TrainSettings, Trainer};
use activation::autoencoder::{Autoencoder, Hookpoint};

const WIDTH: usize = 32;
const PLANTED: usize = 48;

/// Numbers in [-1, 1) from a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// Directions of length 1.
fn planted() -> Vec<Vec<f32>> {
    let mut numbers = Numbers(3);
    (0..PLANTED)
        .map(|_| {
            // The sum of a few uniform numbers is near enough to normal for directions without favourites.
            let row: Vec<f32> = (0..WIDTH).map(|_| (0..6).map(|_| numbers.next()).sum()).collect();
            let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            row.iter().map(|x| x / length).collect()
        })
        .collect()
}

/// Rows that are each a far centre and three planted directions, a document's from its own seed.
fn rows(documents: &[usize]) -> Vec<f32> {
    let directions = planted();
    let mut rows = Vec::new();
    for &document in documents {
        let mut numbers = Numbers(1000 + document as u64);
        for _ in 0..64 {
            let mut row = vec![20.0; WIDTH];
            for _ in 0..3 {
                let which = (f32::midpoint(numbers.next(), 1.0) * PLANTED as f32) as usize % PLANTED;
                let strength = 60.0 + 30.0 * numbers.next();
                row.iter_mut().zip(&directions[which]).for_each(|(x, d)| *x += strength * d);
            }
            rows.extend(row);
        }
    }
    rows
}

fn settings(steps: u64) -> TrainSettings {
    TrainSettings {
        expansion: 3,
        k: 3,
        batch_tokens: 512,
        learning_rate: 3e-3,
        dead_after_tokens: 5_000,
        revival_k: 16,
        ..TrainSettings::of(WIDTH, steps)
    }
}

const PLAN: Plan = Plan { documents: 40, round_documents: 16, seed: 5 };

#[allow(clippy::unnecessary_wraps, reason = "training asks for rows that may fail to come")]
fn read(documents: &[usize]) -> Result<Vec<f32>, TrainError> {
    Ok(rows(documents))
}

fn go_on(run: &mut Run, steps: u64) {
    let mut left = steps;
    let mut watch = |_: &_| {
        left -= 1;
        if left == 0 { Stop::Here } else { Stop::GoOn }
    };
    run.advance::<TrainError>(&mut |documents| read(documents), &mut watch).unwrap();
}

/// The bytes of a saved state.
fn state(run: &Run) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    assert!(run.save(&path).unwrap());
    std::fs::read(path).unwrap()
}

#[test]
fn most_planted_directions_are_found_and_unseen_rows_explained() {
    let mut run = Run::begin(settings(800), PLAN).unwrap();
    go_on(&mut run, 800);
    assert!(run.is_done());
    let quality = run.quality(&rows(&[1000, 1001, 1002])).unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let published = run.publish(folder.path(), Hookpoint { layer: 4 }).unwrap().unwrap();
    let decoder = decoder(&published.join("sae.safetensors"));
    let directions = planted();
    let found = directions.iter().filter(|direction| {
        let along = |row: &[f32]| row.iter().zip(direction.iter()).map(|(a, b)| a * b).sum::<f32>();
        decoder.chunks_exact(WIDTH).any(|row| along(row) > 0.9)
    });
    let found = found.count();
    println!("{found} of {PLANTED} directions within a cosine of 0.9; {quality:?}");
    // A decoder that was never trained has none within 0.9; three quarters leave room for rounding on other processors.
    assert!(found >= PLANTED * 3 / 4, "{found} of {PLANTED}");
    assert!(quality.unexplained < 0.2, "{quality:?}");
}

fn decoder(path: &std::path::Path) -> Vec<f32> {
    let bytes = std::fs::read(path).unwrap();
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let numbers = file.tensor("W_dec").unwrap().data().chunks_exact(4);
    numbers.map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
}

#[test]
fn a_paused_training_ends_with_the_same_bytes_as_an_unbroken_one() {
    let mut whole = Run::begin(settings(24), PLAN).unwrap();
    go_on(&mut whole, 24);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let mut broken = Run::begin(settings(24), PLAN).unwrap();
    for steps in [1, 4, 2] {
        go_on(&mut broken, steps);
        assert!(broken.save(&path).unwrap());
        broken = Run::resume(&path, settings(24), PLAN).unwrap();
    }
    go_on(&mut broken, 17);
    assert!(broken.is_done() && whole.is_done());
    assert!(state(&whole) == state(&broken), "the states differ");
}

#[test]
fn threads_change_no_bit() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut run = Run::begin(settings(20), PLAN).unwrap();
            go_on(&mut run, 20);
            state(&run)
        })
    };
    assert!(on(1) == on(3), "the states differ");
}

#[test]
fn the_saved_file_encodes_as_the_trained_one_explains() {
    let mut run = Run::begin(settings(200), PLAN).unwrap();
    go_on(&mut run, 200);
    let unseen = rows(&[2000]);
    let quality = run.quality(&unseen).unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let published = run.publish(folder.path(), Hookpoint { layer: 4 }).unwrap().unwrap();
    let autoencoder = Autoencoder::open(folder.path(), None).unwrap();
    assert_eq!(autoencoder.card().hookpoint.layer, 4);
    let codes = autoencoder.encoder().encode(&unseen).unwrap();
    let decoder = decoder(&published.join("sae.safetensors"));
    let bytes = std::fs::read(published.join("sae.safetensors")).unwrap();
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let centre = file.tensor("b_dec").unwrap();
    let centre: Vec<f32> = centre.data().chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
    let mean: Vec<f64> = (0..WIDTH).map(|i| mean_of(unseen.iter().skip(i).step_by(WIDTH))).collect();
    let (mut left, mut total) = (0.0, 0.0);
    for (row, code) in unseen.chunks_exact(WIDTH).zip(codes) {
        for column in 0..WIDTH {
            let decoded: f32 = code.iter().map(|&(l, v)| v * decoder[l as usize * WIDTH + column]).sum();
            left += f64::from(row[column] - centre[column] - decoded).powi(2);
            total += (f64::from(row[column]) - mean[column]).powi(2);
        }
    }
    // The same sums over rows that were scaled and not: f32 keeps seven digits of each.
    assert!((left / total - quality.unexplained).abs() < 1e-4, "{} and {quality:?}", left / total);
}

fn mean_of<'a>(values: impl Iterator<Item = &'a f32>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), &x| (sum + f64::from(x), count + 1.0));
    sum / count
}

#[test]
fn a_state_of_another_training_is_refused_and_a_damaged_one_too() {
    let mut run = Run::begin(settings(24), PLAN).unwrap();
    go_on(&mut run, 2);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    assert!(run.save(&path).unwrap());
    let refused = |settings, plan| Run::resume(&path, settings, plan).err().unwrap().to_string();
    assert!(refused(settings(25), PLAN).contains("settings"));
    assert!(refused(settings(24), Plan { documents: 41, ..PLAN }).contains("documents"));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();
    assert!(refused(settings(24), PLAN).contains("damaged"));
}

#[test]
fn rows_that_teach_nothing_get_a_sentence() {
    let settings = settings(4);
    let same = vec![1.0; 10 * WIDTH];
    assert!(Trainer::begin(&settings, &same).unwrap_err().to_string().contains("all 10 rows"));
    assert!(Trainer::begin(&settings, &same[1..]).unwrap_err().to_string().contains("no whole rows"));
    let mut trainer = Trainer::begin(&settings, &rows(&[1])).unwrap();
    let before = trainer.clone();
    let mut damaged = rows(&[2]);
    damaged[7] = f32::NAN;
    assert!(trainer.step(&damaged).unwrap_err().to_string().contains("not finite"));
    assert!(trainer == before, "a refused step changed something");
    let mut barren = Run::begin(settings.clone(), PLAN).unwrap();
    let nothing = barren.advance::<TrainError>(&mut |_| Ok(Vec::new()), &mut |_| Stop::GoOn);
    assert!(nothing.is_err());
    let none = TrainSettings { k: 0, ..settings };
    assert!(Run::begin(none, PLAN).err().unwrap().to_string().contains("k is 0"));
}
