//! What is kept when the app's own code stops: a report on this computer, shown at the next start, sent nowhere.
//!
//! A report holds versions, the place in the code, the backtrace and the last lines of the log. It never holds texts of
//! documents: a message that was put together while running may quote one, so only messages that stand in the code as
//! they are get in. The log has codes and numbers alone. The home folder is written as `~`.
//!
//! Deliberately absent: reports of processes that the system ended (no memory left, a fault in the processor's words).
//! They can write nothing; the log says how far they came, and a reading process that ends so is said in the window.

mod hook;
pub mod log;
mod report;

pub use hook::{expected, watch};
pub use report::{discard, last};
