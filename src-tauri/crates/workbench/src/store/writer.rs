//! The one thread that writes. What it acknowledged is on the disk.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::StoreError;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// Takes work for the writing connection, one piece after the other.
#[derive(Debug)]
pub struct Writer {
    queue: Option<Sender<Work>>,
    thread: Option<JoinHandle<Connection>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(mut connection: Connection) -> std::io::Result<Self> {
        let (queue, work) = mpsc::channel::<Work>();
        let thread = thread::Builder::new().name("project-writer".to_owned()).spawn(move || {
            for piece in work {
                piece(&mut connection);
            }
            connection
        })?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs work in a transaction of its own; an error undoes it all.
    pub fn transaction<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.with_connection(move |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = work(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        })
    }

    /// Runs work that cannot stand in a transaction: checkpoints, giving space back.
    pub fn with_connection<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = mpsc::sync_channel(1);
        let queue = self.queue.as_ref().ok_or(StoreError::WriterGone)?;
        let piece: Work = Box::new(move |connection| {
            let _ = reply.send(work(connection));
        });
        queue.send(piece).map_err(|_| StoreError::WriterGone)?;
        answer.recv().map_err(|_| StoreError::WriterGone)?
    }

    /// Ends the thread after what is queued, and gives its connection back.
    pub fn stop(&mut self) -> Option<Connection> {
        self.queue = None;
        self.thread.take()?.join().ok()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}
