//! Maps in memory: asked for with every filter and every move of the cut.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::operations::Failure;
use crate::operations::map::MapKind;
use crate::session::Session;
use crate::store::map::{self, Map};

/// One of each kind.
const KEPT: usize = 2;

/// Keeps maps, which never change, and the rows nearest to examples on them.
#[derive(Debug, Default)]
pub struct MapKeeper {
    maps: Mutex<Vec<Arc<Map>>>,
    near: Mutex<HashMap<(i64, i64), Arc<Vec<i64>>>>,
}

impl MapKeeper {
    /// The rows nearest to an example, nearest first, where they were found for this map.
    pub fn near(&self, map: i64, example: i64) -> Option<Arc<Vec<i64>>> {
        self.near.lock().unwrap_or_else(PoisonError::into_inner).get(&(map, example)).map(Arc::clone)
    }

    /// Keeps them; those of other maps than the two in use go.
    pub fn keep_near(&self, map: i64, example: i64, rows: Vec<i64>) -> Arc<Vec<i64>> {
        let used: Vec<i64> = self.lock().iter().map(|kept| kept.map).collect();
        let mut near = self.near.lock().unwrap_or_else(PoisonError::into_inner);
        near.retain(|key, _| key.0 == map || used.contains(&key.0));
        let rows = Arc::new(rows);
        near.insert((map, example), Arc::clone(&rows));
        rows
    }

    /// Another map of this kind has taken its place.
    pub fn forget(&self, kind: MapKind) {
        self.lock().retain(|kept| kept.kind != kind);
    }

    /// What was read or what is in the pool changed: other rows may be nearest.
    pub fn forget_near(&self) {
        self.near.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Map>>> {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// A finished map, kept in memory.
    ///
    /// # Errors
    /// [`crate::operations::FailureCode::NoSuchThing`] when another has taken its place.
    pub fn map(&self, number: i64) -> Result<Arc<Map>, Failure> {
        if let Some(kept) = self.maps.lock().iter().find(|kept| kept.map == number) {
            return Ok(Arc::clone(kept));
        }
        let found = Arc::new(self.read(|c| map::one(c, number))?);
        let mut kept = self.maps.lock();
        kept.insert(0, Arc::clone(&found));
        kept.truncate(KEPT);
        Ok(found)
    }
}
