//! The four commands of the window, each a line over the workbench.

use std::sync::Arc;

use tauri::ipc::{Channel, Response};
use tauri::{AppHandle, Runtime, State, Webview};
use workbench::Workbench;
use workbench::operations::files::{FileTicket, Pick};
use workbench::operations::map::Columns;
use workbench::operations::{Answer, Event, Failure, FailureCode, Request};

use crate::Listeners;
use crate::bounds;
use crate::picking::Picker;
use crate::sizing;

/// Asks the workbench.
///
/// # Errors
/// The workbench's failure, as it is; `bad_request` for a request that is none, `request_too_large` for one out of bounds.
#[tauri::command]
pub async fn call<R: Runtime>(
    webview: Webview<R>,
    workbench: State<'_, Arc<Workbench>>,
    request: serde_json::Value,
) -> Result<Answer, Failure> {
    let request: Request = serde_json::from_value(bounds::within(request)?).map_err(|error| not_understood(&error))?;
    let workbench = Arc::clone(&workbench);
    let answer = off_the_main_thread(move || workbench.answer(request)).await??;
    sizing::follow(&webview, &answer);
    Ok(answer)
}

/// Asks the workbench for columns of many numbers, as bytes: they cross to the window without becoming text.
///
/// # Errors
/// The workbench's failure, as it is; `bad_request` for a request that is none, `request_too_large` for one out of bounds.
#[tauri::command]
pub async fn columns(workbench: State<'_, Arc<Workbench>>, wanted: serde_json::Value) -> Result<Response, Failure> {
    let wanted: Columns = serde_json::from_value(bounds::within(wanted)?).map_err(|error| not_understood(&error))?;
    let workbench = Arc::clone(&workbench);
    let bytes = off_the_main_thread(move || workbench.columns(&wanted)).await??;
    Ok(Response::new(bytes))
}

/// Lets a person choose files, and gives tickets for them; none when the dialog was closed without a choice.
///
/// # Errors
/// [`FailureCode::Internal`] when the dialog could not be shown; `bad_request` for a question that is none.
#[tauri::command]
pub async fn pick<R: Runtime>(
    app: AppHandle<R>,
    workbench: State<'_, Arc<Workbench>>,
    picker: State<'_, Picker>,
    pick: serde_json::Value,
) -> Result<Vec<FileTicket>, Failure> {
    let pick: Pick = serde_json::from_value(bounds::within(pick)?).map_err(|error| not_understood(&error))?;
    let picker = picker.inner().clone();
    let paths = off_the_main_thread(move || picker.paths(&app, &pick)).await?;
    Ok(paths.iter().map(|path| workbench.grant(path)).collect())
}

/// Lets the workbench speak to this window from now on.
#[tauri::command]
#[allow(clippy::needless_pass_by_value, reason = "a command takes its state by value")]
pub fn watch(listeners: State<'_, Listeners>, on_event: Channel<Event>) {
    listeners.add(on_event);
}

fn not_understood(error: &serde_json::Error) -> Failure {
    Failure::new(FailureCode::BadRequest).text("detail", error.to_string())
}

async fn off_the_main_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|error| Failure::new(FailureCode::Internal).text("detail", error.to_string()))
}
