//! Requests side by side until a part is full: each for a block, tried anew where it breaks off, brings nothing or is told
//! to wait.
//!
//! The first request goes alone. Only when it was answered with the part that was asked for do others go beside it; a
//! server that sends everything whatever is asked is read from its start, and what is there already is passed over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::answer::Asked;
use super::part::Part;
use super::transfer::{Arrival, GLANCE, Line};
use super::{Hub, HubError};
use crate::operations::job::Hitch;

/// Attempts in a row at a block that may bring nothing before the hub counts as unreachable.
pub(crate) const ATTEMPTS: u32 = 4;
/// The longest that a hub's "try again later" is waited for without being asked again.
const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// An attempt that brings fewer bytes than this brings nothing: a byte each half minute is no progress.
const FRUIT: u64 = 16 << 10;
/// A silence shorter than this is not worth saying.
const WORTH_SAYING: Duration = Duration::from_secs(3);

/// The requests at one part.
pub(crate) struct Lanes<'a> {
    hub: &'a Hub,
    line: &'a Line,
    /// The whole file; `from` and `to` are each lane's own.
    asked: Asked,
    open: Vec<Lane>,
    troubles: BTreeMap<usize, Trouble>,
    /// Whether the server sends parts; unknown before the first answer.
    parts: Option<bool>,
    last_gain: Instant,
    last_fruit: Instant,
    sender: SyncSender<(usize, Arrival)>,
    receiver: Receiver<(usize, Arrival)>,
    begun: usize,
}

struct Lane {
    number: usize,
    block: usize,
    at: u64,
    to: u64,
    gained: u64,
    last: Instant,
    left: Arc<AtomicBool>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.left.store(true, Ordering::Relaxed);
    }
}

/// Attempts at a block that failed.
struct Trouble {
    fruitless: u32,
    since: Instant,
    not_before: Instant,
}

impl<'a> Lanes<'a> {
    pub fn new(hub: &'a Hub, line: &'a Line, asked: Asked) -> Self {
        let (sender, receiver) = sync_channel(16);
        Self {
            hub,
            line,
            asked,
            open: Vec::new(),
            troubles: BTreeMap::new(),
            parts: None,
            last_gain: Instant::now(),
            last_fruit: Instant::now(),
            sender,
            receiver,
            begun: 0,
        }
    }

    /// Works for a tenth of a second at most: opens lanes, takes one arrival, gives up those that are silent. Says how
    /// many bytes are new.
    pub fn turn(&mut self, part: &mut Part) -> Result<u64, HubError> {
        self.open(part);
        let gained = match self.receiver.recv_timeout(GLANCE) {
            Ok((number, arrival)) => self.take(number, arrival, part)?,
            Err(_) => 0,
        };
        if gained > 0 {
            self.last_gain = Instant::now();
        }
        self.give_up_silent()?;
        Ok(gained)
    }

    /// What to say of a silence, where it is worth saying.
    pub fn hitch(&self) -> Option<Hitch> {
        let silent = self.last_gain.elapsed();
        let attempt = 1 + self.troubles.values().map(|trouble| trouble.fruitless).max().unwrap_or(0);
        (silent >= WORTH_SAYING).then_some(Hitch { silent_s: silent.as_secs(), attempt })
    }

    fn open(&mut self, part: &Part) {
        let most = if self.parts == Some(true) { self.hub.lanes.max(1) } else { 1 };
        while self.open.len() < most {
            let now = Instant::now();
            let is_free = |block: usize| self.open.iter().all(|lane| lane.block != block);
            let may = |block: usize| self.troubles.get(&block).is_none_or(|trouble| trouble.not_before <= now);
            let Some((block, from, end)) = part.lacking().find(|&(block, ..)| is_free(block) && may(block)) else {
                return;
            };
            // Without parts all of the rest comes in one stream, and only the first gap can be where it begins to count.
            if self.parts == Some(false) && part.lacking().next().is_none_or(|(first, ..)| first != block) {
                return;
            }
            let to = if self.parts == Some(false) { part.size_bytes() } else { end };
            self.begin(block, from, to);
        }
    }

    fn begin(&mut self, block: usize, from: u64, to: u64) {
        self.begun += 1;
        let (number, left, sender) = (self.begun, Arc::new(AtomicBool::new(false)), self.sender.clone());
        let lane = Lane { number, block, at: from, to, gained: 0, last: Instant::now(), left: Arc::clone(&left) };
        self.open.push(lane);
        let asked = Asked { from, to, ..self.asked.clone() };
        self.line.fetch(asked, move |arrival| !left.load(Ordering::Relaxed) && sender.send((number, arrival)).is_ok());
    }

    fn take(&mut self, number: usize, arrival: Arrival, part: &mut Part) -> Result<u64, HubError> {
        // Of a lane that was given up nothing counts any more.
        let Some(place) = self.open.iter().position(|lane| lane.number == number) else { return Ok(0) };
        self.open[place].last = Instant::now();
        match arrival {
            Arrival::Start { at, is_part } => {
                self.answered(place, at, is_part, part.size_bytes());
                Ok(0)
            }
            Arrival::Bytes(bytes) => self.arrived(place, &bytes, part),
            Arrival::End(Err(error)) if !error.is_passing() => Err(error),
            Arrival::End(outcome) => {
                let broke_off = self.line.unreachable("the transfer broke off");
                self.failed(place, outcome.err().unwrap_or(broke_off)).map(|()| 0)
            }
        }
    }

    fn answered(&mut self, place: usize, at: u64, is_part: bool, size: u64) {
        let lane = &mut self.open[place];
        let wanted_all = (lane.at, lane.to) == (0, size);
        lane.at = at;
        if is_part {
            self.parts = Some(true);
        } else if !wanted_all {
            lane.to = size;
            self.parts = Some(false);
            let number = lane.number;
            self.open.retain(|lane| lane.number == number);
        }
    }

    fn arrived(&mut self, place: usize, bytes: &[u8], part: &mut Part) -> Result<u64, HubError> {
        let size = part.size_bytes();
        let lane = &mut self.open[place];
        if lane.at + bytes.len() as u64 > size {
            let detail = format!("{size} bytes were promised, more arrived");
            return Err(HubError::Damaged { name: self.asked.name.clone(), detail });
        }
        let wanted = bytes.len().min((lane.to - lane.at) as usize);
        let gained = part.write(lane.at, &bytes[..wanted])?;
        lane.at += wanted as u64;
        lane.gained += gained;
        if lane.gained >= FRUIT && gained > 0 {
            self.troubles.remove(&lane.block);
            self.last_fruit = Instant::now();
        }
        if lane.at == lane.to {
            self.open.remove(place);
        }
        Ok(gained)
    }

    fn give_up_silent(&mut self) -> Result<(), HubError> {
        while let Some(place) = self.open.iter().position(|lane| lane.last.elapsed() > self.hub.stall) {
            let silent = format!("no data for {} s", self.hub.stall.as_secs());
            self.failed(place, self.line.unreachable(&silent))?;
        }
        Ok(())
    }

    /// Notes a lane that failed. An error once a block was tried often enough while no other brought anything either.
    fn failed(&mut self, place: usize, error: HubError) -> Result<(), HubError> {
        let lane = self.open.remove(place);
        let now = Instant::now();
        let first = Trouble { fruitless: 0, since: now, not_before: now };
        let trouble = self.troubles.entry(lane.block).or_insert(first);
        if self.last_fruit > trouble.since {
            (trouble.fruitless, trouble.since) = (0, now);
        }
        trouble.fruitless += 1;
        trouble.not_before = now + self.hub.pause_before(trouble.fruitless).max(asked_to_wait(&error));
        if trouble.fruitless >= ATTEMPTS {
            return Err(error.after(trouble.fruitless, self.last_fruit.elapsed()));
        }
        Ok(())
    }
}

fn asked_to_wait(error: &HubError) -> Duration {
    match error {
        HubError::Busy { wait_s: Some(seconds), .. } => Duration::from_secs(*seconds).min(LONGEST_WAIT),
        _ => Duration::ZERO,
    }
}
