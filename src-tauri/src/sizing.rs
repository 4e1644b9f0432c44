//! The size of all text: the zoom of the web view, so that the page lays itself out anew for the room that is left.
//!
//! Deliberately absent: a command for it. The page changes a setting, and the shell follows what the workbench answers.

use std::sync::Arc;

use tauri::{Runtime, Webview};
use workbench::Workbench;
use workbench::operations::settings::{Settings, TextSize};
use workbench::operations::{Answer, Nothing, Request};

/// How many times the usual size.
const fn times(size: TextSize) -> f64 {
    match size {
        TextSize::Usual => 1.0,
        TextSize::Larger => 1.4,
        TextSize::Largest => 2.0,
    }
}

/// Applies a size of text that an answer tells of.
pub fn follow<R: Runtime>(webview: &Webview<R>, answer: &Answer) {
    let (Answer::Settings(settings) | Answer::ChangeSettings(settings)) = answer else { return };
    if let Err(error) = webview.set_zoom(times(settings.text_size)) {
        eprintln!("The size of text could not be changed: {error}");
    }
}

/// The settings as they are; the usual ones where they cannot be read.
pub fn settings(workbench: &Arc<Workbench>) -> Settings {
    match workbench.answer(Request::Settings(Nothing {})) {
        Ok(Answer::Settings(settings)) => settings,
        _ => Settings::default(),
    }
}
