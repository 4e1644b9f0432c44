//! Closing the window while a job is at work: asked first, by the system's own dialog.
//!
//! Work stops at its last commit and goes on when the project is opened again and the job is resumed. Deliberately absent:
//! a question from the page, which could not answer when it hangs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{CloseRequestApi, Manager, Runtime, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons};
use workbench::Workbench;
use workbench::texts::{Arguments, Catalogue};

use crate::picking::Picker;
use crate::sizing;

/// Whether the question stands on the screen.
#[derive(Default)]
pub struct Asking(AtomicBool);

/// Lets the window close, or keeps it and asks where that would interrupt a job.
pub fn ask_first<R: Runtime>(window: &WebviewWindow<R>, api: &CloseRequestApi) {
    let interrupts = window.state::<Arc<Workbench>>().jobs_not_ended() > 0;
    // A script of picks stands for a person who is not there to answer.
    if !interrupts || matches!(*window.state::<Picker>(), Picker::Scripted(_)) {
        return;
    }
    // A program without its texts still closes.
    let Ok(texts) = Catalogue::spoken(sizing::settings(&window.state::<Arc<Workbench>>()).language) else { return };
    api.prevent_close();
    if window.state::<Asking>().0.swap(true, Ordering::Relaxed) {
        return;
    }
    let say = |key: &str| texts.say(key, &Arguments::new());
    let asked = window.clone();
    window
        .dialog()
        .message(say("closing.words"))
        .title(say("closing.title"))
        .parent(window)
        .buttons(MessageDialogButtons::OkCancelCustom(say("closing.close"), say("closing.stay")))
        .show(move |close| {
            asked.state::<Asking>().0.store(false, Ordering::Relaxed);
            if close && let Err(error) = asked.destroy() {
                eprintln!("The window could not be closed: {error}");
            }
        });
}
