//! The one window: its size, what it may navigate to, and what is dropped on it, and its end.

use std::sync::Arc;

use tauri::{AppHandle, DragDropEvent, Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent, Wry};
use workbench::Workbench;
use workbench::operations::Event;

use crate::{Listeners, closing};

/// Opens the window.
pub fn open(app: &AppHandle<Wry>) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Neurosieve")
        .inner_size(1280.0, 820.0)
        .min_inner_size(1024.0, 640.0)
        .on_navigation(is_ours)
        .build()?;
    let (app, closed) = (app.clone(), window.clone());
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            let workbench = app.state::<Arc<Workbench>>();
            let tickets = paths.iter().map(|path| workbench.grant(path)).collect();
            app.state::<Listeners>().tell(&Event::Dropped(tickets));
        }
        WindowEvent::CloseRequested { api, .. } => closing::ask_first(&closed, api),
        _ => {}
    });
    Ok(())
}

/// The app shows its own pages and nothing else, whatever a document says.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri" || (cfg!(windows) && url.host_str() == Some("tauri.localhost"))
}
