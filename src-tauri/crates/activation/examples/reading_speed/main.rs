//! How fast documents are read with the starter model on two threads, beside how fast this machine multiplies in the same
//! minutes. `cargo xtask bench reading` runs it; the one argument is the model's file. Prints JSON.
//!
//! Each measurement is a process of its own, so that its peak memory is its own. A machine that does other work
//! disturbs times: products and documents are timed in turns, the best round of each counts, and processor time, which
//! others do not take away, is given beside time on the clock.

#![allow(clippy::unwrap_used)]

mod agreement;
mod clocks;
mod documents;
mod representations;
mod speed;

use std::path::Path;
use std::process::Command;

use activation::{DeviceChoice, NumericProfile, OpenOptions};
use serde_json::{Value, json};

/// Threads of every measurement.
const THREADS: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let answer = match words[..] {
        [model] => all(model),
        [model, "f32"] => speed::measure(Path::new(model), &options(NumericProfile::F32)),
        [model, "bf16"] => speed::measure(Path::new(model), &options(NumericProfile::Bf16Fast)),
        [model, "representations"] => representations::measure(Path::new(model), &options(NumericProfile::F32)),
        [model, "agreement"] => agreement::measure(Path::new(model)),
        _ => {
            eprintln!("reading_speed MODEL [f32 | bf16 | representations | agreement]");
            std::process::exit(2);
        }
    };
    println!("{}", serde_json::to_string_pretty(&answer).unwrap());
}

fn options(profile: NumericProfile) -> OpenOptions {
    OpenOptions { device: DeviceChoice::Cpu, profile, threads: Some(THREADS) }
}

/// Every measurement, each in a process of its own.
fn all(model: &str) -> Value {
    let one = |what: &str| -> Value {
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program).args([model, what]).output().unwrap();
        if !output.status.success() {
            return json!({ "failed": String::from_utf8_lossy(&output.stderr) });
        }
        serde_json::from_slice(&output.stdout).unwrap()
    };
    json!({
        "threads": THREADS,
        "f32": one("f32"),
        "bf16": one("bf16"),
        "representations": one("representations"),
        "agreement": one("agreement"),
    })
}
