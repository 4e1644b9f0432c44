//! `cargo xtask bench`: figures of this machine, as ratios within one run.

use std::path::Path;
use std::process::Command;

use crate::starter;
use crate::step::{Failed, show, step};
use crate::test::journeys_like;
use crate::tree::{artefacts, cargo};

/// What can be measured.
struct Bench {
    name: &'static str,
    example: &'static str,
    /// It wants the model as its first argument.
    wants_model: bool,
    /// What else it is told.
    more: &'static [&'static str],
}

const fn bench_of(name: &'static str, example: &'static str) -> Bench {
    Bench { name, example, wants_model: false, more: &[] }
}

const BENCHES: &[Bench] = &[
    Bench { wants_model: true, ..bench_of("reading", "reading_speed") },
    Bench { wants_model: true, more: &["representations"], ..bench_of("representations", "reading_speed") },
    bench_of("ranking", "ranking_speed"),
    bench_of("methods", "method_speed"),
    bench_of("texts", "text_speed"),
    bench_of("balance", "balance_speed"),
    bench_of("map", "map_speed"),
    bench_of("import", "import_speed"),
    bench_of("export", "export_speed"),
    bench_of("review", "review_speed"),
];

/// Measures everything, or only what is named, and keeps what was printed.
///
/// # Errors
/// The step that failed.
pub fn bench(only: &[String]) -> Result<(), Failed> {
    starter::build_command_line()?;
    let model = starter::model()?;
    for bench in BENCHES.iter().filter(|bench| only.is_empty() || only.iter().any(|o| o == bench.name)) {
        step(&format!("Measure {}", bench.name), "see the message above", || measure(bench, &model))?;
    }
    // The window needs a display driver and the built app: it is measured when it is asked for.
    if only.iter().any(|name| name == WINDOW) {
        crate::ui::build()?;
        step("Measure the window", "see the message above", window)?;
    }
    Ok(())
}

/// The name by which the window is measured.
const WINDOW: &str = "window";

/// Figures of the real window, in the build that people use.
fn window() -> Result<(), String> {
    show(&mut cargo(&["build", "--workspace", "--bins", "--locked", "--release"]))?;
    let output = cargo(&journeys_like(&["--release"], &["speed::"])).output().map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = printed.lines().filter(|line| line.contains(" | ")).collect();
    let figures = lines.join("\n") + "\n";
    print!("{figures}");
    if !output.status.success() {
        return Err(format!("{printed}{}", String::from_utf8_lossy(&output.stderr)));
    }
    let file = artefacts("bench")?.join("window.txt");
    std::fs::write(&file, figures).map_err(|error| format!("{}: {error}", file.display()))
}

fn measure(bench: &Bench, model: &Path) -> Result<(), String> {
    // The whole workspace: another choice of packages would compile their dependencies again.
    show(&mut cargo(&["build", "--release", "--workspace", "--example", bench.example, "--locked"]))?;
    let program = crate::tree::built("release", &format!("examples/{}", bench.example));
    let model = bench.wants_model.then_some(model);
    let output = Command::new(program).args(model).args(bench.more).output().map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout);
    print!("{printed}");
    if !output.status.success() {
        return Err(format!("{}{}", String::from_utf8_lossy(&output.stderr), output.status));
    }
    let file = artefacts("bench")?.join(format!("{}.txt", bench.name));
    std::fs::write(&file, printed.as_bytes()).map_err(|error| format!("{}: {error}", file.display()))
}
