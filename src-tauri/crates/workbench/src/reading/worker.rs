//! The hidden worker verb: a process that reads documents for another one, over its standard input and output.
//!
//! Frames both ways: length (u32, little endian), kind (u8), content. Requests and failures are JSON, chunks are
//! [`Chunk::to_bytes`]. The process ends when its input ends, so it never outlives its parent by more than a request.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use activation::{Reading, Tracing};
use serde::{Deserialize, Serialize};

use super::in_process::InProcessReader;
use super::learning::Learn;
use super::seam::{Opening, Reader, SeamError, ToRead};
use super::silence::Silence;
use super::training::Training;
use crate::operations::reading_note::ReadingNote;

/// What a parent asks.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Ask {
    /// Load a model.
    Open(Opening),
    /// Read documents.
    Read {
        /// Their texts.
        texts: Vec<ToRead>,
        /// What is wanted of them.
        reading: Reading,
    },
    /// Read one text token by token.
    Trace {
        /// The text.
        text: String,
        /// What is wanted of its tokens.
        tracing: Tracing,
    },
    /// Do something for the training of a sparse autoencoder.
    Learn(Learn),
    /// Train briefly.
    Train(Training),
    /// Measure while neurons are silent.
    Silence(Silence),
}

/// Kinds of frames.
pub(crate) const ASK: u8 = 1;
pub(crate) const OPENED: u8 = 2;
pub(crate) const CHUNK: u8 = 3;
pub(crate) const FAILED: u8 = 4;
pub(crate) const LEARNT: u8 = 6;
pub(crate) const TRAINED: u8 = 16;
pub(crate) const TRACED: u8 = 21;
pub(crate) const LOSSES: u8 = 24;
/// Before an answer: all notes, where they are others than before.
pub(crate) const NOTED: u8 = 25;

/// Frames are never longer: 32 documents of 64 MB each would be refused by the import.
const LONGEST: u32 = u32::MAX / 2;

/// Runs the worker until its input ends.
#[must_use]
pub fn worker_main() -> ExitCode {
    let held = super::limit::hold();
    match held.and_then(|()| serve(&mut io::stdin().lock(), &mut io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the reading process ends: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let mut reader = InProcessReader::default();
    let mut told: Vec<ReadingNote> = Vec::new();
    while let Some((_, content)) = read_frame(input)? {
        let ask: Ask = serde_json::from_slice(&content)?;
        let never = || false;
        let answer = match ask {
            Ask::Open(opening) => reader.open(&opening, &never).and_then(|opened| json(OPENED, &opened)),
            Ask::Read { texts, reading } => {
                reader.read(&texts, &reading, &never).map(|chunk| (CHUNK, chunk.to_bytes()))
            }
            Ask::Trace { text, tracing } => {
                reader.trace(&text, &tracing, &never).and_then(|trace| json(TRACED, &trace))
            }
            Ask::Learn(learn) => reader.learn(&learn, &never).and_then(|learnt| json(LEARNT, &learnt)),
            Ask::Train(training) => reader.train(&training, &never).and_then(|losses| json(TRAINED, &losses)),
            Ask::Silence(silence) => reader.silence(&silence, &never).and_then(|losses| json(LOSSES, &losses)),
        };
        if reader.notes() != told {
            told = reader.notes().to_vec();
            write_frame(output, NOTED, &serde_json::to_vec(&told)?)?;
        }
        let (kind, content) = match answer {
            Ok(frame) => frame,
            Err(error) => (FAILED, serde_json::to_vec(&error)?),
        };
        write_frame(output, kind, &content)?;
    }
    Ok(())
}

fn json<T: Serialize>(kind: u8, value: &T) -> Result<(u8, Vec<u8>), SeamError> {
    serde_json::to_vec(value).map(|content| (kind, content)).map_err(|error| super::seam::ended(error.to_string()))
}

/// Writes one frame.
pub(crate) fn write_frame(output: &mut impl Write, kind: u8, content: &[u8]) -> io::Result<()> {
    let length = u32::try_from(content.len()).ok().filter(|&length| length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("too much for one frame"))?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&[kind])?;
    output.write_all(content)?;
    output.flush()
}

/// Reads one frame; nothing where the other side closed between frames.
pub(crate) fn read_frame(input: &mut impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut head = [0; 5];
    match input.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    if length > LONGEST {
        return Err(io::Error::other(format!("a frame of {length} bytes was announced")));
    }
    let mut content = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut content)?;
    if content.len() < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some((head[4], content)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::operations::FailureCode;

    #[test]
    fn a_model_that_is_not_there_is_a_failure_and_the_worker_goes_on() {
        let opening = Opening {
            path: "/nowhere/model.gguf".into(),
            kind: crate::operations::model::ModelKind::Backbone,
            autoencoder: None,
            profile: activation::NumericProfile::F32,
            device: activation::DeviceChoice::Cpu,
            threads: Some(1),
        };
        let mut input = Vec::new();
        for _ in 0..2 {
            write_frame(&mut input, ASK, &serde_json::to_vec(&Ask::Open(opening.clone())).unwrap()).unwrap();
        }
        let mut output = Vec::new();
        serve(&mut input.as_slice(), &mut output).unwrap();
        let mut answers = output.as_slice();
        for _ in 0..2 {
            let (kind, content) = read_frame(&mut answers).unwrap().unwrap();
            assert_eq!(kind, FAILED);
            let SeamError::Failed(failure) = serde_json::from_slice(&content).unwrap() else { panic!() };
            assert_eq!(failure.code, FailureCode::ModelNotConnected);
        }
    }

    #[test]
    fn a_torn_frame_is_an_error_and_a_closed_pipe_is_the_end() {
        let mut whole = Vec::new();
        write_frame(&mut whole, ASK, b"abc").unwrap();
        assert!(read_frame(&mut &whole[..6]).is_err());
        assert!(read_frame(&mut &whole[..0]).unwrap().is_none());
        assert_eq!(read_frame(&mut whole.as_slice()).unwrap().unwrap(), (ASK, b"abc".to_vec()));
    }
}
