//! Reading a few texts again, token by token, with a model that is kept warm while a person looks at rows.
//!
//! One model at a time, in a process of its own like every other. It is given back when nobody asked for some minutes, when a
//! job needs a model's memory, and with the project. Requests come one after the other; one that a newer one of its kind has
//! overtaken while it waited is not worked off, so that stepping through rows quickly costs one reading and not thirty.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use activation::{NumericProfile, Trace, Tracing};

use super::chosen_latents::ChosenLatents;
use super::seam::{Opening, Reader, SeamError, Workers};
use crate::folders::shortened;
use crate::jobs::profile_name;
use crate::models::Shelf;
use crate::models::card::kind_at;
use crate::models::computer::Memory;
use crate::operations::{Failure, FailureCode};
use crate::session::Session;
use crate::store::reading::ReadingFacts;

/// A model that nobody asks is given back after this.
const IDLE: Duration = Duration::from_mins(3);
/// How often that is looked at.
const LOOK: Duration = Duration::from_secs(15);

/// Who asks: a newer request of one kind takes the place of those that wait.
#[derive(Debug, Clone, Copy)]
pub enum Asker {
    /// The row that is open.
    Row,
    /// The card of a neuron.
    Neuron,
}

/// Reads rows again.
#[derive(Default)]
pub struct ReadAgain {
    warm: Arc<Mutex<Option<Warm>>>,
    asked: [AtomicU64; 2],
    closing: AtomicBool,
}

/// An opened model.
struct Warm {
    reader: Box<dyn Reader>,
    opening: Opening,
    digest: String,
    used: Instant,
}

impl ReadAgain {
    /// Reads texts as a reading did and gives what was asked for of each token.
    ///
    /// # Errors
    /// [`FailureCode::ModelGone`] where that model is not here or is another one now, [`FailureCode::NotEnoughMemory`],
    /// [`FailureCode::Overtaken`], and what the model says.
    pub fn traces(
        &self,
        session: &Session,
        facts: &ReadingFacts,
        texts: &[String],
        tracing: &Tracing,
        asker: Asker,
    ) -> Result<Vec<Trace>, Failure> {
        let asked = &self.asked[asker as usize];
        let turn = asked.fetch_add(1, Ordering::Relaxed) + 1;
        let is_overtaken = || asked.load(Ordering::Relaxed) != turn;
        let mut warm = locked(&self.warm);
        let stop = || self.closing.load(Ordering::Relaxed);
        if is_overtaken() || stop() {
            return Err(Failure::new(FailureCode::Overtaken));
        }
        let opening = opening(session, facts)?;
        if warm.as_ref().is_none_or(|warm| warm.opening != opening) {
            // Two models at once might not fit.
            *warm = None;
            *warm = Some(open(opening, session, &stop)?);
            watch(&self.warm);
        }
        let Some(held) = warm.as_mut() else { return Err(gone(facts)) };
        if held.digest != facts.backbone {
            *warm = None;
            return Err(gone(facts));
        }
        let mut found = Vec::new();
        for text in texts {
            match held.reader.trace(text, tracing, &stop) {
                Ok(trace) => found.push(trace),
                Err(error) => {
                    // Its process may have ended: the next request opens it anew.
                    *warm = None;
                    return Err(told(error));
                }
            }
        }
        held.used = Instant::now();
        Ok(found)
    }

    /// Gives the model's memory back once the request at work is done.
    pub fn give_back(&self) {
        *locked(&self.warm) = None;
    }

    /// Ends the request at work; none is answered after it.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.give_back();
    }
}

fn locked(warm: &Mutex<Option<Warm>>) -> MutexGuard<'_, Option<Warm>> {
    warm.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a model back that nobody asks any more. The thread ends with the model, whoever gave it back.
fn watch(warm: &Arc<Mutex<Option<Warm>>>) {
    let warm: Weak<Mutex<Option<Warm>>> = Arc::downgrade(warm);
    let look = move || {
        loop {
            std::thread::sleep(LOOK);
            let Some(warm) = warm.upgrade() else { return };
            let mut warm = locked(&warm);
            if warm.as_ref().is_none_or(|warm| warm.used.elapsed() >= IDLE) {
                *warm = None;
                return;
            }
        }
    };
    // Without the thread the model stays until a job or the project's end.
    let _ = std::thread::Builder::new().name("warm-model".to_owned()).spawn(look);
}

fn open(opening: Opening, session: &Session, stop: &(dyn Fn() -> bool + Sync)) -> Result<Warm, Failure> {
    let shelf = shelf(session);
    let needs = shelf.at(&opening.path)?.card?.memory_bytes();
    let free = Memory::now().free_bytes;
    if needs > free {
        let short = Failure::new(FailureCode::NotEnoughMemory).number("needed_bytes", needs as f64);
        return Err(short.number("free_bytes", free as f64));
    }
    let mut reader = Workers::chosen().reader(super::limit::of(&session.folders)?);
    let opened = reader.open(&opening, stop).map_err(told)?;
    Ok(Warm { reader, opening, digest: opened.digest, used: Instant::now() })
}

/// How the model of a reading is opened now.
fn opening(session: &Session, facts: &ReadingFacts) -> Result<Opening, Failure> {
    let model = shelf(session).find(&facts.model).map_err(|_| gone(facts))?;
    if !model.path.exists() {
        return Err(Failure::new(FailureCode::ModelNotConnected).text("path", shortened(&model.path)));
    }
    let is_latents = facts.projection == selection::method::Representation::Latents.name();
    let chosen = if is_latents { session.read(ChosenLatents::of)? } else { None };
    let profiles = [NumericProfile::F32, NumericProfile::Bf16Fast];
    let profile = profiles.into_iter().find(|&profile| profile_name(profile) == facts.profile);
    Ok(Opening {
        kind: kind_at(&model.path),
        path: model.path,
        autoencoder: chosen.map(|chosen| chosen.place().clone()),
        profile: profile.unwrap_or(NumericProfile::F32),
        device: crate::settings_file::device(&session.folders)?,
        threads: crate::settings_file::load(&session.folders)?.threads.map(|threads| threads as usize),
    })
}

fn shelf(session: &Session) -> Shelf {
    Shelf::of((*session.folders).clone())
}

fn gone(facts: &ReadingFacts) -> Failure {
    Failure::new(FailureCode::ModelGone).text("name", facts.model_name.clone())
}

fn told(error: SeamError) -> Failure {
    match error {
        SeamError::Stopped => Failure::new(FailureCode::Overtaken),
        SeamError::Failed(failure) => failure,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Events;
    use crate::folders::Folders;
    use crate::store::Store;
    use crate::store::reading::tests::some;

    fn session(folder: &std::path::Path) -> Session {
        let store = Store::create(&folder.join("a.neurosieve"), "A").unwrap();
        Session::new(store, Events::new(Arc::new(|_| {})), Arc::new(Folders::under(folder)))
    }

    fn asked(session: &Session, asker: Asker) -> FailureCode {
        let tracing = Tracing { watched: Vec::new(), likelihood: false, max_tokens: 8 };
        let facts = some(2, 2);
        session.again.traces(session, &facts, &["a".to_owned()], &tracing, asker).unwrap_err().code
    }

    #[test]
    fn of_requests_that_wait_only_the_newest_of_a_kind_is_worked_off() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        std::thread::scope(|scope| {
            let at_work = locked(&session.again.warm);
            let first = scope.spawn(|| asked(&session, Asker::Row));
            while session.again.asked[0].load(Ordering::Relaxed) < 1 {
                std::thread::yield_now();
            }
            let second = scope.spawn(|| asked(&session, Asker::Row));
            let other = scope.spawn(|| asked(&session, Asker::Neuron));
            while session.again.asked[0].load(Ordering::Relaxed) < 2 {
                std::thread::yield_now();
            }
            drop(at_work);
            assert_eq!(first.join().unwrap(), FailureCode::Overtaken);
            // The newest goes on, and finds that its model is not here.
            assert_eq!(second.join().unwrap(), FailureCode::ModelGone);
            assert_eq!(other.join().unwrap(), FailureCode::ModelGone);
        });
    }

    #[test]
    fn a_closing_project_answers_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        session.again.close();
        assert_eq!(asked(&session, Asker::Row), FailureCode::Overtaken);
    }
}
