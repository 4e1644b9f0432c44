//! How fast the neurons are in the real window: figures, not judgements. `cargo xtask bench` runs it by name.
//!
//! Times are the page's own, from the press to the frame in which the answer stands, so that the driver's way to the page
//! and back is not in them.

use serde_json::Value;

use std::path::{Path, PathBuf};

use crate::harness::{Window, built};
use crate::{CONTROL, READING, explore_sample};

/// Waits, frame by frame; what a measure needs of the page.
const TOOLS: &str = r"
const frame = () => new Promise((next) => requestAnimationFrame(next));
const until = async (is) => { const end = performance.now() + 5000; while (!is()) { if (performance.now() > end) throw new Error('it did not come: ' + is); await frame(); } };
const one = (selector, words) => [...document.querySelectorAll(selector)].find((e) => !words || (e.getAttribute('aria-label') || e.textContent).startsWith(words));
const press = (selector, words) => { const e = one(selector, words); if (!e) throw new Error('there is no ' + words); e.click(); };
";

/// Opens the neurons of twelve rows, each seen for the first time.
const OPEN: &str = r"
const times = [];
for (let at = 0; at < 12; at += 1) {
  press('[role=tab]', 'Why');
  await frame();
  const before = one('.inspector-row').textContent;
  press('button', 'Row below');
  await until(() => one('.inspector-row').textContent !== before);
  await frame();
  const begun = performance.now();
  press('[role=tab]', 'Neurons');
  await until(() => one('.inspector-neurons .strips-plot'));
  await frame();
  times.push(performance.now() - begun);
}
return times;
";

/// Walks over thirty neurons and waits for each one's card; with it, the length of every frame on the way.
const CARDS: &str = r"
const times = [], frames = [];
let running = true, last = performance.now();
(async () => { while (running) { await frame(); const now = performance.now(); frames.push(now - last); last = now; } })();
document.querySelector('.strip-cell[tabindex=\'0\']').focus();
await until(() => one('.card-title code') && one('.often'));
for (let at = 0; at < 30; at += 1) {
  const cell = document.querySelector('.strip-cell[tabindex=\'0\']');
  const before = one('.card-title code').textContent;
  const begun = performance.now();
  cell.dispatchEvent(new KeyboardEvent('keydown', { key: at % 3 === 2 ? 'ArrowDown' : 'ArrowRight', bubbles: true, cancelable: true }));
  await until(() => one('.card-title code').textContent !== before && one('.often'));
  await frame();
  times.push(performance.now() - begun);
}
running = false;
return { times, frames };
";

/// Changes what is held against what, there and back.
const SIDES: &str = r"
const times = [];
for (const words of ['Kept rows with your examples', 'Kept rows with dropped rows', 'This row with your examples']) {
  press('button', 'Held against each other');
  await until(() => one('[role=menuitem]', words));
  // The sentence is away while the first two sides of a kind are asked for.
  const said = () => one('.neuron-sentence')?.textContent;
  const before = said();
  const begun = performance.now();
  press('[role=menuitem]', words);
  await until(() => said() && said() !== before);
  await frame();
  times.push(performance.now() - begun);
}
return times;
";

/// Shows fewer layers, and more again.
const LAYERS: &str = r"
const times = [];
const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
for (const last of [20, 24, 16, 28, 18, 22, 14, 29]) {
  const field = one('input', 'Last layer shown');
  write.call(field, String(last));
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await frame();
  const begun = performance.now();
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await until(() => Number(one('.strip-grid')?.getAttribute('aria-rowcount')) === last + 1);
  await frame();
  times.push(performance.now() - begun);
}
return times;
";

#[tokio::test]
#[ignore = "measures the built app: cargo xtask bench window"]
async fn neurons_in_the_window() {
    let window = explore_sample().await;
    window.resize(1600, 1000).await;
    println!("measure | median ms | slowest ms | of");
    said("open the neurons of a row", &numbers(&measured(&window, OPEN).await));
    window.press("Enlarge").await;
    window.sees("No neuron chosen").await;
    let cards = measured(&window, CARDS).await;
    said("a neuron's card", &numbers(&cards["times"]));
    let frames = numbers(&cards["frames"]);
    said("a frame while walking", &frames);
    println!("frames over 50 ms | {} of {}", frames.iter().filter(|&&frame| frame > 50.0).count(), frames.len());
    said("change the layers shown", &numbers(&measured(&window, LAYERS).await));
    said("change what is held against what", &numbers(&measured(&window, SIDES).await));
    window.close().await;
}

/// Rows of the large pool.
const MANY: usize = 100_000;

/// Leaves examples out one after the other, and waits for what it did to the order.
const UNTICK: &str = r"
const times = [], frames = [];
let running = true, last = performance.now();
(async () => { while (running) { await frame(); const now = performance.now(); frames.push(now - last); last = now; } })();
const changes = () => document.querySelectorAll('.whatif-changes li').length + (one('.whatif-effect')?.textContent ?? '');
for (let at = 1; at <= 8; at += 1) {
  const before = changes();
  const begun = performance.now();
  document.querySelectorAll('.whatif-panel input[type=checkbox]')[at].click();
  await until(() => changes() !== before && one('.whatif-effect'));
  await frame();
  times.push(performance.now() - begun);
}
running = false;
return { times, frames };
";

/// Ranks by fewer layers and by more again, and waits for what it did to the order.
const RANK_LAYERS: &str = r"
const times = [];
const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
const field = one('.whatif-layers input');
const effect = () => (one('.whatif-changes')?.textContent ?? '') + (one('.whatif-effect')?.textContent ?? '');
for (const first of [1, 0, 2, 1]) {
  const before = effect();
  const begun = performance.now();
  write.call(field, String(first));
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await until(() => effect() !== before && one('.whatif-effect'));
  await frame();
  times.push(performance.now() - begun);
}
return times;
";

/// Moves the cut row by row.
const CUT: &str = r"
const times = [];
const kept = () => one('.cutbar').textContent + one('.cutbar input').value;
for (let at = 0; at < 10; at += 1) {
  const before = kept();
  const begun = performance.now();
  press('button', 'Keep more');
  await until(() => kept() !== before);
  await frame();
  times.push(performance.now() - begun);
}
return times;
";

#[tokio::test]
#[ignore = "measures the built app: cargo xtask bench window"]
async fn what_if_on_a_hundred_thousand_rows() {
    let home = tempfile::tempdir().unwrap();
    let project = large_project(home.path());
    let window = Window::open_at(home, &[project.to_str().unwrap()]).await;
    window.sees("Show what you want").await;
    window.chord(CONTROL, '4').await;
    window.sees_within("Keeping", READING).await;
    window.resize(1600, 1000).await;
    println!("measure, {MANY} rows | median ms | slowest ms | of");
    window.press("What if").await;
    window.sees("Layers that count").await;
    window.screenshot("what-if-many").await;
    let unticked = measured(&window, UNTICK).await;
    said("leave an example out, Best of all", &numbers(&unticked["times"]));
    said("a frame meanwhile", &numbers(&unticked["frames"]));
    window.screenshot("what-if-many-after").await;
    said("choose layers, Best of all", &numbers(&measured(&window, RANK_LAYERS).await));
    said("move the cut by a row", &numbers(&measured(&window, CUT).await));
    window.close().await;
}

/// A project of many short rows, read with a model of two layers: what is measured is the way of an answer through the app;
/// what a model of full size costs more is in `cargo xtask bench methods`.
fn large_project(home: &Path) -> PathBuf {
    let (pool, goal, project) = (home.join("pool.jsonl"), home.join("goal.jsonl"), home.join("many.neurosieve"));
    let words = ["bread", "river", "engine", "garden", "planet", "market", "bridge", "violin", "harbour", "forest"];
    let line = |row: usize, of: usize| {
        let word = |nth: usize| words[row.wrapping_mul(2_654_435_761 + nth * 97) / 7 % of];
        format!("{{\"text\": \"The {} waits for number {row} of the {} by the {}.\"}}\n", word(1), word(2), word(3))
    };
    std::fs::write(&pool, (0..MANY).map(|row| line(row, words.len())).collect::<String>()).unwrap();
    std::fs::write(&goal, (0..30).map(|row| line(MANY + row, 2)).collect::<String>()).unwrap();
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/goldens/models/tiny-llama-tied");
    let of_project = ["--project", project.to_str().unwrap()];
    command_line(home, &["project", "new", project.to_str().unwrap()]);
    command_line(home, &[&["import"], &of_project[..], &[pool.to_str().unwrap()]].concat());
    command_line(home, &[&["goal", "add", "--name", "Bread"], &of_project[..], &[goal.to_str().unwrap()]].concat());
    let added = command_line(home, &["models", "add", model.to_str().unwrap()]);
    let id = added.split_whitespace().next().unwrap();
    let read =
        format!("{{\"op\": \"start_reading\", \"with\": {{\"model\": \"{id}\", \"scope\": {{\"kind\": \"rest\"}}}}}}");
    command_line(home, &[&["call"], &of_project[..], &[&read]].concat());
    project
}

/// What the command line prints, with a home of its own.
fn command_line(home: &Path, arguments: &[&str]) -> String {
    let mut command = std::process::Command::new(built("neurosieve"));
    let output = command.args(arguments).env("NEUROSIEVE_HOME", home).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

async fn measured(window: &Window, script: &str) -> Value {
    window.runs(&format!("{TOOLS}{script}")).await
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn said(what: &str, times: &[f64]) {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, slowest) = (sorted[sorted.len() / 2], sorted[sorted.len() - 1]);
    println!("{what} | {median:.0} | {slowest:.0} | {}", sorted.len());
}
