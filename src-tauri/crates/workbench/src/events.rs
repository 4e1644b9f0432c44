//! What the workbench tells by itself.

use std::sync::Arc;

use crate::operations::{Changed, Event};

/// Who is told.
pub type Listener = Arc<dyn Fn(Event) + Send + Sync>;

/// The way to the listener.
#[derive(Clone)]
pub struct Events {
    listener: Listener,
}

impl Events {
    /// Tells this listener.
    pub fn new(listener: Listener) -> Self {
        Self { listener }
    }

    /// Tells one thing.
    pub fn tell(&self, event: Event) {
        (self.listener)(event);
    }

    /// Tells that parts of the project changed.
    pub fn changed(&self, parts: &[Changed]) {
        self.tell(Event::Changed(parts.to_vec()));
    }
}
