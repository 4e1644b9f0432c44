//! Starts the window, or as the hidden worker reads documents for it.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use std::sync::Arc;

use neurosieve_app::{Listeners, run};
use workbench::operations::{Failure, Nothing, Request};
use workbench::{Folders, Workbench};

fn main() -> ExitCode {
    workbench::crash::watch(&Folders::of_this_person());
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return workbench::worker_main();
    }
    prepare_the_web_view();
    let listeners = Listeners::default();
    let told = listeners.clone();
    let started = Workbench::start(Folders::of_this_person(), Arc::new(move |event| told.tell(&event)));
    let workbench = match started {
        Ok(workbench) => Arc::new(workbench),
        Err(failure) => {
            eprintln!("Neurosieve cannot start: {failure}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(what) = std::env::args_os().nth(1)
        && let Err(failure) = open(&workbench, &what)
    {
        eprintln!("Cannot open {}: {failure}", what.to_string_lossy());
    }
    match run(workbench, listeners) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Neurosieve cannot open its window: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens what the first argument names: a project file, `--sample`, or nothing for `--safe`.
fn open(workbench: &Workbench, what: &std::ffi::OsStr) -> Result<(), Failure> {
    if what == SAFE {
        return Ok(());
    }
    if what == "--sample" {
        return workbench.answer(Request::OpenSample(Nothing {})).map(drop);
    }
    workbench.open_path(what.as_ref()).map(drop)
}

/// Starts without a project, and draws without the graphics card: for when the window stays empty or stops at once.
const SAFE: &str = "--safe";
/// What the web view is told then.
const PLAIN_DRAWING: [(&str, &str); 3] =
    [("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"), ("LIBGL_ALWAYS_SOFTWARE", "1")];

/// `WebKitGTK` is told by variables: its language, which it calls "C" under LANG=C or without LANG, and number formatting
/// in the page then fails; and how to draw.
fn prepare_the_web_view() {
    let mut wanted = Vec::new();
    let lang = std::env::var("LANG").unwrap_or_default();
    if lang.is_empty() || lang == "C" || lang.starts_with("C.") || lang == "POSIX" {
        wanted.push(("LANG", "en_US.UTF-8"));
    }
    if std::env::args().nth(1).as_deref() == Some(SAFE) {
        wanted.extend(PLAIN_DRAWING);
    }
    wanted.retain(|(name, value)| std::env::var(name).as_deref() != Ok(value));
    if cfg!(target_os = "linux") && !wanted.is_empty() {
        restart_with(&wanted);
    }
}

/// Starts over with variables set: changing the environment of a running process is unsafe.
fn restart_with(variables: &[(&str, &str)]) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        if let Ok(program) = std::env::current_exe() {
            let mut again = std::process::Command::new(program);
            again.args(std::env::args_os().skip(1)).envs(variables.iter().copied());
            eprintln!("Going on without {variables:?}: {}", again.exec());
        }
    }
}
