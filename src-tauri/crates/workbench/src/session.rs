//! An open project: its file, what is kept of it in memory, and who is told of changes.

use std::sync::Arc;

use crate::events::Events;
use crate::folders::Folders;
use crate::maps::MapKeeper;
use crate::operations::{Failure, FailureCode};
use crate::pool::alike::AlikeKeeper;
use crate::pool::filter::FilterKeeper;
use crate::pool::frame::FrameKeeper;
use crate::pool::texts::TextKeeper;
use crate::ranking::{Rankings, TokenKeeper};
use crate::reading::again::ReadAgain;
use crate::reading::counted::CountKeeper;
use crate::reading::loaded::FeatureKeeper;
use crate::reading::vectors::VectorKeeper;
use crate::store::{Access, Connection, Store, StoreError, Transaction};

/// An open project. Everything in it can be used from many threads.
pub struct Session {
    /// The project file.
    pub store: Store,
    /// Who is told of changes.
    pub events: Events,
    /// This person's folders.
    pub folders: Arc<Folders>,
    /// The pool in columns, for filters and rankings.
    pub frames: FrameKeeper,
    /// Which documents the last filters let through.
    pub filters: FilterKeeper,
    /// How texts are derived from rows' bytes.
    pub texts: TextKeeper,
    /// The newest rankings.
    pub rankings: Rankings,
    /// Features read into memory.
    pub features: FeatureKeeper,
    /// How many documents each reading holds.
    pub counts: CountKeeper,
    /// Vectors and texts read into memory.
    pub vectors: VectorKeeper,
    /// Duplicates found lately.
    pub alike: AlikeKeeper,
    /// Reads the rows looked at again.
    pub again: ReadAgain,
    /// What their tokens gave.
    pub tokens: TokenKeeper,
    /// Maps in use.
    pub maps: MapKeeper,
}

impl Session {
    /// Around an open store.
    pub fn new(store: Store, events: Events, folders: Arc<Folders>) -> Self {
        Self {
            store,
            events,
            folders,
            frames: FrameKeeper::default(),
            filters: FilterKeeper::default(),
            texts: TextKeeper::default(),
            rankings: Rankings::default(),
            features: FeatureKeeper::default(),
            counts: CountKeeper::default(),
            vectors: VectorKeeper::default(),
            alike: AlikeKeeper::default(),
            again: ReadAgain::default(),
            tokens: TokenKeeper::default(),
            maps: MapKeeper::default(),
        }
    }

    /// Refuses where the project is open for reading only.
    ///
    /// # Errors
    /// [`FailureCode::ReadOnly`].
    pub fn check_writable(&self) -> Result<(), Failure> {
        match self.store.access() {
            Access::Write => Ok(()),
            _ => Err(Failure::new(FailureCode::ReadOnly)),
        }
    }

    /// Documents came or went: what is kept of them in memory is forgotten.
    pub fn pool_changed(&self) {
        self.frames.forget();
        self.alike.forget();
        self.features_changed();
    }

    /// More was read, or less is there: what is kept of it in memory is forgotten.
    pub fn features_changed(&self) {
        self.features.forget();
        self.vectors.forget();
        self.maps.forget_near();
    }

    /// Asks the project file something.
    ///
    /// # Errors
    /// What the store says, as a failure.
    pub fn read<T>(&self, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, Failure> {
        Ok(self.store.read(question)?)
    }

    /// Changes the project file.
    ///
    /// # Errors
    /// What the store says, as a failure.
    pub fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.store.write(change)?)
    }
}
