//! The window: a shell around the workbench, without logic.
//!
//! Four commands: `call` asks the workbench, `columns` asks it for columns of numbers as bytes, `pick` opens a system dialog and turns the chosen paths into tickets,
//! `watch` lets the workbench speak. Paths enter here, in Rust, by dialogs and drops alone; the user interface never
//! names one.

pub mod bounds;
mod closing;
pub mod commands;
pub mod picking;
mod sizing;
mod window;

use std::sync::{Arc, Mutex};

use tauri::Manager;
use tauri::ipc::Channel;
use workbench::Workbench;
use workbench::operations::Event;

/// The channels over which windows listen.
#[derive(Default, Clone)]
pub struct Listeners(Arc<Mutex<Vec<Channel<Event>>>>);

impl Listeners {
    /// Tells every window; those that are gone are forgotten.
    pub fn tell(&self, event: &Event) {
        let mut channels = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        channels.retain(|channel| channel.send(event.clone()).is_ok());
    }

    /// Adds a listener.
    pub fn add(&self, channel: Channel<Event>) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(channel);
    }
}

/// Puts state and commands on a builder; the tests put them on one without a display.
pub fn assembled<R: tauri::Runtime>(
    builder: tauri::Builder<R>,
    workbench: Arc<Workbench>,
    listeners: Listeners,
    picker: picking::Picker,
) -> tauri::Builder<R> {
    builder
        .manage(workbench)
        .manage(listeners)
        .manage(picker)
        .manage(closing::Asking::default())
        .invoke_handler(tauri::generate_handler![commands::call, commands::columns, commands::pick, commands::watch])
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When the system has no window to give.
pub fn run(workbench: Arc<Workbench>, listeners: Listeners) -> tauri::Result<()> {
    let app = assembled(tauri::Builder::default(), workbench, listeners, picking::Picker::of_this_run())
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| Ok(window::open(app.handle())?))
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, tauri::RunEvent::Exit) {
            app.state::<Arc<Workbench>>().close();
        }
    });
    Ok(())
}
