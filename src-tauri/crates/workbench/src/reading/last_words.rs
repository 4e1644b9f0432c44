//! The end of what a process writes on its standard error: why it ended, where it could not say so itself.

use std::io::Read;
use std::process::ChildStderr;
use std::thread::JoinHandle;

/// Bytes that are kept; what stands before them is let go.
const KEPT: usize = 4096;

/// Listens until the process ends, so that it is never held up.
pub struct LastWords(Option<JoinHandle<Vec<u8>>>);

impl LastWords {
    /// Listens from now on. Without a thread to do so nothing is known at the end, and the process may be held up.
    pub fn of(mut errors: ChildStderr) -> Self {
        let listen = move || {
            let (mut kept, mut some) = (Vec::new(), [0; 1024]);
            while let Ok(count @ 1..) = errors.read(&mut some) {
                kept.extend_from_slice(&some[..count]);
                let over = kept.len().saturating_sub(KEPT);
                kept.drain(..over);
            }
            kept
        };
        Self(std::thread::Builder::new().name("last-words".to_owned()).spawn(listen).ok())
    }

    /// What was written last. Only for a process that has ended: waits for the end of its output.
    pub fn heard(&mut self) -> String {
        let bytes = self.0.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
