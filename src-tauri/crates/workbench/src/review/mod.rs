//! Review: people's decisions about rows, the queues in which they meet them, and how far they are.
//!
//! Decisions lie in the project's journal ([`crate::store::decision`]); what is answered here is on the disk. A verdict
//! says what a person thinks and moves nothing; a pin moves its row in every ranking ([`pins`]). Deliberately absent:
//! queues of their own in the project file. A queue follows from the ranking, its cut and the decisions.

mod agreement;
mod decided;
mod joined;
pub mod merging;
pub mod pins;
mod progress;
mod queue;
mod requests;
mod words;

pub use agreement::agreement;
pub use progress::progress;
pub use queue::page;
pub use requests::{decide, journal, preview, redo, undo};
