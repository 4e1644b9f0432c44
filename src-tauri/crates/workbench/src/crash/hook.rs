//! What runs when a thread of ours stops in a panic.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};

use super::{log, report};
use crate::folders::Folders;

thread_local! {
    /// The work at hand may stop: its failure is an answer, not a fault of the app.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// From now on the log is written, and a panic leaves a report. The system's own words on the terminal stay.
pub fn watch(folders: &Folders) {
    log::begin(&folders.logs);
    log::line(&format!("started {}", env!("CARGO_PKG_VERSION")));
    let folders = folders.clone();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !EXPECTED.get() {
            report::write(&folders, &words(info));
            before(info);
        }
    }));
}

/// Runs work of a library that is known to stop on damaged bytes.
///
/// # Errors
/// What the panic carried, when it did stop; no report is kept of it.
pub fn expected<T>(work: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    let was = EXPECTED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    EXPECTED.set(was);
    done
}

fn words(info: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // A message that is put together at run time may quote a document; one that stands in the code cannot.
    let message = info.payload().downcast_ref::<&'static str>();
    format!(
        "Thread {} stopped at {place}\n{}\n\n{}",
        thread.name().unwrap_or("without a name"),
        message.unwrap_or(&"The message is left out: it may quote a document."),
        Backtrace::force_capture()
    )
}
