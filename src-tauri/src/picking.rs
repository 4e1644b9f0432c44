//! Choosing files: the system's dialogs, or in debug builds a list of paths that a test wrote down beforehand.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use workbench::operations::files::Pick;

/// Where chosen paths come from.
#[derive(Clone)]
pub enum Picker {
    /// The system's dialogs.
    Dialogs,
    /// A file whose first line answers the next question and is then taken off; only in debug builds.
    Scripted(Arc<Mutex<PathBuf>>),
}

impl Picker {
    /// Dialogs, unless this is a debug build and `NEUROSIEVE_PICKS` names a script.
    #[must_use]
    pub fn of_this_run() -> Self {
        match std::env::var_os("NEUROSIEVE_PICKS") {
            Some(script) if cfg!(debug_assertions) => Self::Scripted(Arc::new(Mutex::new(script.into()))),
            _ => Self::Dialogs,
        }
    }

    /// The paths chosen; none when the person thought better of it. Blocks: not for the main thread.
    pub fn paths<R: Runtime>(&self, app: &AppHandle<R>, pick: &Pick) -> Vec<PathBuf> {
        match self {
            Self::Dialogs => ask(app.dialog().file(), pick),
            Self::Scripted(script) => next_line(&script.lock().unwrap_or_else(std::sync::PoisonError::into_inner)),
        }
    }
}

fn ask<R: Runtime>(dialog: FileDialogBuilder<R>, pick: &Pick) -> Vec<PathBuf> {
    let one = |path: Option<tauri_plugin_dialog::FilePath>| path.into_iter().collect();
    let chosen: Vec<tauri_plugin_dialog::FilePath> = match pick {
        Pick::ImportFiles {} => data_files(dialog).blocking_pick_files().unwrap_or_default(),
        Pick::Examples {} => one(data_files(dialog).blocking_pick_file()),
        Pick::NeuronNames {} | Pick::Passport {} => one(dialog.add_filter("JSON", &["json"]).blocking_pick_file()),
        Pick::ImportFolder {} | Pick::ModelFolder {} | Pick::OwnFolder {} => one(dialog.blocking_pick_folder()),
        Pick::ModelFile {} => one(dialog.add_filter("GGUF", &["gguf"]).blocking_pick_file()),
        Pick::OpenProject {} => one(projects(dialog).blocking_pick_file()),
        Pick::SaveProject { suggested } => one(projects(dialog).set_file_name(suggested).blocking_save_file()),
        Pick::Save { suggested } => one(dialog.set_file_name(suggested).blocking_save_file()),
    };
    chosen.into_iter().filter_map(|path| path.into_path().ok()).collect()
}

fn data_files<R: Runtime>(dialog: FileDialogBuilder<R>) -> FileDialogBuilder<R> {
    dialog
        .add_filter("JSONL, CSV, Parquet, text", &["jsonl", "ndjson", "json", "csv", "tsv", "parquet", "txt", "gz"])
        .add_filter("*", &["*"])
}

fn projects<R: Runtime>(dialog: FileDialogBuilder<R>) -> FileDialogBuilder<R> {
    dialog.add_filter("Neurosieve", &["neurosieve"])
}

/// Takes the first line off the script: one or more paths with tabs between.
fn next_line(script: &PathBuf) -> Vec<PathBuf> {
    let Ok(text) = std::fs::read_to_string(script) else { return Vec::new() };
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    // A script that cannot be shortened would answer the next question with the same line: better with none.
    if std::fs::write(script, rest).is_err() {
        return Vec::new();
    }
    first.split('\t').filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}
