//! Duplicates of the pool: found when first asked for, and kept while the pool is the same.
//!
//! Not in the project file: they follow from the texts, a second for ten thousand of them.

use std::sync::{Arc, Mutex, PoisonError};

use selection::duplicates::{Groups, NearSettings, exact, near};

use super::frame::Frame;
use crate::operations::composition::Likeness;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;

/// Likenesses whose groups are kept.
const KEPT: usize = 4;
/// Shares of runs of words that can be told apart by as many hash functions as are used.
const LEAST: f64 = 0.4;
const MOST: f64 = 0.95;

/// Keeps the groups found lately.
#[derive(Debug, Default)]
pub struct AlikeKeeper {
    kept: Mutex<Vec<Kept>>,
}

type Kept = (Arc<Frame>, Likeness, Arc<Groups>);

impl AlikeKeeper {
    /// The pool changed.
    pub fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Session {
    /// Which documents of a frame are the same, or nearly. Exact duplicates are near ones too.
    ///
    /// # Errors
    /// [`FailureCode::BadSetting`] for a share out of range; what the store says.
    pub fn alike(&self, frame: &Arc<Frame>, likeness: Likeness) -> Result<Arc<Groups>, Failure> {
        if let Likeness::Near { share } = likeness
            && !(LEAST..=MOST).contains(&share)
        {
            let failure = Failure::new(FailureCode::BadSetting).text("name", "likeness");
            return Err(failure.number("least", LEAST).number("most", MOST));
        }
        let is_it = |kept: &&Kept| Arc::ptr_eq(&kept.0, frame) && kept.1 == likeness;
        if let Some((.., groups)) = self.alike.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().find(is_it) {
            return Ok(Arc::clone(groups));
        }
        // Not under the lock: finding takes its time, and twice found is the same.
        let texts = self.pool_texts(frame)?;
        let groups = Arc::new(match likeness {
            Likeness::Exact {} => exact(&texts),
            Likeness::Near { share } => near(&texts, NearSettings::at(share)).joined(&exact(&texts)),
        });
        let mut kept = self.alike.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (Arc::clone(frame), likeness, Arc::clone(&groups)));
        kept.truncate(KEPT);
        Ok(groups)
    }
}
