//! Starts the window, or as the hidden worker reads documents for it.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use std::sync::Arc;

use neurosieve_app::{Listeners, run};
use workbench::operations::{Failure, Nothing, Request};
use workbench::{Folders, Workbench};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return workbench::worker_main();
    }
    give_the_web_view_a_language();
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

/// Opens what the first argument names: a project file, or `--sample`.
fn open(workbench: &Workbench, what: &std::ffi::OsStr) -> Result<(), Failure> {
    if what == "--sample" {
        return workbench.answer(Request::OpenSample(Nothing {})).map(drop);
    }
    workbench.open_path(what.as_ref()).map(drop)
}

/// `WebKitGTK` calls its language "C" under LANG=C or without LANG, and number formatting in the page then fails.
fn give_the_web_view_a_language() {
    let lang = std::env::var("LANG").unwrap_or_default();
    if cfg!(target_os = "linux") && (lang.is_empty() || lang == "C" || lang.starts_with("C.") || lang == "POSIX") {
        restart_with_language();
    }
}

/// Sets LANG by starting over: changing the environment of a running process is unsafe.
fn restart_with_language() {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        if let Ok(program) = std::env::current_exe() {
            let error =
                std::process::Command::new(program).args(std::env::args_os().skip(1)).env("LANG", "en_US.UTF-8").exec();
            eprintln!("Going on without a language: {error}");
        }
    }
}
