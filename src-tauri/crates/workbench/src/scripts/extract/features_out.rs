//! Features of the state, one document after the other, in the order of the input.

use std::collections::BTreeMap;
use std::path::Path;

use selection::{ABSENT, FeatureShape, Projection};

use crate::formats::features_file::FeatureWriter;
use crate::operations::{Failure, FailureCode};
use crate::reading::loaded::shape_of;
use crate::scripts::error::ScriptError;
use crate::session::Session;
use crate::store::{chunk, document, reading};

/// A file that is written and not yet at its place.
pub(super) struct Out {
    pub(super) writer: FeatureWriter,
    pub(super) documents: u64,
    pub(super) unscored: u64,
    /// How each projection's lists are cut.
    pub(super) shapes: BTreeMap<&'static str, FeatureShape>,
}

/// Writes everything that was read. Holds one stored block of each projection in memory.
pub(super) fn write(session: &Session, output: &Path, projections: &[Projection]) -> Result<Out, ScriptError> {
    let mut out =
        Out { writer: FeatureWriter::create(output, projections)?, documents: 0, unscored: 0, shapes: BTreeMap::new() };
    let readings = session.read(reading::all)?;
    let mut streams = Vec::new();
    for projection in projections {
        let Some(found) = readings.iter().find(|reading| reading.facts.projection == projection.name()) else {
            // Nothing was read: the input has no document.
            return Ok(out);
        };
        let shape = shape_of(found, usize::MAX);
        out.shapes.insert(projection.name(), shape);
        streams.push(Stream::new(session, found.reading, shape)?);
    }
    loop {
        let mut row = None;
        for stream in &mut streams {
            row = stream.step(session)?;
        }
        let Some(row) = row else { return Ok(out) };
        if streams.iter().any(|stream| stream.row() != row) {
            return Err(torn(row));
        }
        let lists: Vec<&[u16]> = streams.iter().map(Stream::slots).collect();
        let found = session.read(|c| document::one(c, row))?.ok_or_else(|| torn(row))?;
        out.writer.write(&found.id, &lists)?;
        out.documents += 1;
        out.unscored += u64::from(lists[0].first() == Some(&ABSENT));
    }
}

fn torn(row: i64) -> ScriptError {
    let detail = format!("the features of row {row} do not belong together");
    Failure::new(FailureCode::Internal).text("detail", detail).into()
}

/// One projection's documents, in the order they were read.
struct Stream {
    shape: FeatureShape,
    chunks: std::vec::IntoIter<i64>,
    rows: Vec<i64>,
    slots: Vec<u16>,
    /// The document the stream stands at, counted from 1 in its block.
    at: usize,
}

impl Stream {
    fn new(session: &Session, reading: i64, shape: FeatureShape) -> Result<Self, ScriptError> {
        let chunks = session.read(|c| chunk::of_reading(c, reading))?.into_iter();
        Ok(Self { shape, chunks, rows: Vec::new(), slots: Vec::new(), at: 0 })
    }

    /// Goes on to the next document; gives its row.
    fn step(&mut self, session: &Session) -> Result<Option<i64>, ScriptError> {
        self.at += 1;
        while self.at > self.rows.len() {
            let Some(next) = self.chunks.next() else { return Ok(None) };
            let shape = self.shape;
            let block = session.read(|c| chunk::one(c, next, shape))?;
            self.slots = block.documents(shape);
            self.rows = block.rows;
            self.at = 1;
        }
        Ok(Some(self.row()))
    }

    fn row(&self) -> i64 {
        self.rows.get(self.at.wrapping_sub(1)).copied().unwrap_or(0)
    }

    fn slots(&self) -> &[u16] {
        let slots = self.shape.slots();
        &self.slots[(self.at - 1) * slots..self.at * slots]
    }
}
