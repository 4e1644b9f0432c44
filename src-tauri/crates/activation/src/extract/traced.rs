//! One place of one text, token by token: what the collectors of extraction see before they take the mean.

use super::batches::Batch;
use super::collector::Collector;
use super::gated::GatedCollector;
use super::neurons::width_of;
use crate::autoencoder::{Autoencoder, AutoencoderError};
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::families::Spec;
use crate::hooks::{Moment, Place, Site};
use crate::ops::Ops;
use crate::reading::Representation;
use crate::trace::{Columns, Watch, Watched};
use selection::Projection;

/// Keeps the wanted numbers of one place.
pub struct TraceCollector<'a> {
    site: Site,
    /// Columns as they are numbered in features and vectors.
    width: usize,
    source: Source<'a>,
    watched: &'a Watched,
    values: &'a mut Vec<f32>,
}

/// What is made of a row.
enum Source<'a> {
    /// |x|; key heads are repeated so often, each so wide.
    Absolute { repeats: usize, head_width: usize },
    /// The number as it is; where later tokens count more, times what makes a plain mean of the weighted one.
    Plain { rising: bool },
    /// The largest columns of each token.
    Gated(GatedCollector),
    /// Latents of an autoencoder.
    Latents(&'a Autoencoder),
}

impl<'a> TraceCollector<'a> {
    /// For one text.
    ///
    /// # Errors
    /// [`ReadError::Settings`] for columns that the place does not have, [`ReadError::NoAutoencoder`].
    pub fn new(
        spec: &Spec,
        autoencoder: Option<&'a Autoencoder>,
        watched: &'a Watched,
        values: &'a mut Vec<f32>,
    ) -> Result<Self, ReadError> {
        let hidden = |layer: usize, place| Site { layer, place };
        let (site, width, source) = match watched.of {
            Watch::Neurons { layer, projection } => {
                let is_key = matches!(projection, Projection::K | Projection::V);
                let repeats = if is_key { spec.heads / spec.key_heads } else { 1 };
                let source = Source::Absolute { repeats, head_width: spec.head_width };
                (Site::of(usize::from(layer), projection), width_of(spec, projection), source)
            }
            Watch::Vector(Representation::GatedActivations { layer, top_k, source }) => {
                let gated = GatedCollector::new(spec, layer, top_k, source, 0);
                (gated.site(), gated.width(), Source::Gated(gated))
            }
            Watch::Vector(Representation::MiddleHidden { layer }) => {
                (hidden(usize::from(layer), Place::Hidden), spec.hidden, Source::Plain { rising: false })
            }
            Watch::Vector(representation @ Representation::Latents { .. }) => {
                let fitting = autoencoder.filter(|autoencoder| autoencoder.representation() == representation);
                let autoencoder = fitting.ok_or(ReadError::NoAutoencoder)?;
                let layer = autoencoder.card().hookpoint.layer;
                (hidden(layer, Place::Hidden), autoencoder.encoder().latents(), Source::Latents(autoencoder))
            }
            Watch::Vector(_) => (hidden(spec.layers - 1, Place::Normed), spec.hidden, Source::Plain { rising: true }),
        };
        check(&watched.wanted, width)?;
        Ok(Self { site, width, source, watched, values })
    }
}

/// Adds the wanted numbers of a token of which `column` says each.
fn keep(wanted: &Columns, values: &mut Vec<f32>, column: impl Fn(usize) -> f64) {
    match wanted {
        Columns::Chosen(columns) => values.extend(columns.iter().map(|&c| column(c as usize) as f32)),
        Columns::Along(weights) => {
            let sum: f64 = weights.iter().enumerate().map(|(c, &weight)| f64::from(weight) * column(c)).sum();
            values.push(sum as f32);
        }
    }
}

fn check(wanted: &Columns, width: usize) -> Result<(), ReadError> {
    let refuse =
        |setting, found: usize, wanted: String| Err(ReadError::Settings { setting, found: found.to_string(), wanted });
    match wanted {
        Columns::Chosen(columns) => match columns.iter().find(|&&column| column as usize >= width) {
            Some(&beyond) => refuse("column", beyond as usize, format!("0 to {}", width - 1)),
            None => Ok(()),
        },
        Columns::Along(weights) if weights.len() != width => refuse("weights", weights.len(), width.to_string()),
        Columns::Along(_) => Ok(()),
    }
}

impl<O: Ops> Collector<O> for TraceCollector<'_> {
    fn wants(&self, site: Site) -> bool {
        site == self.site
    }

    fn see(&mut self, moment: &Moment<'_, O>, rows: &O::Rows, _: &Batch) -> Result<(), ReadError> {
        let rows = moment.ops.values(rows)?;
        let (wanted, width) = (&self.watched.wanted, self.width);
        match &self.source {
            &Source::Absolute { repeats, head_width } => {
                let of = |column: usize| column / head_width / repeats * head_width + column % head_width;
                for row in rows.chunks_exact(width / repeats) {
                    let place = |column| if repeats == 1 { column } else { of(column) };
                    keep(wanted, self.values, |column| f64::from(row[place(column)].abs()));
                }
            }
            &Source::Plain { rising } => {
                let tokens = (rows.len() / width) as f64;
                for (token, row) in rows.chunks_exact(width).enumerate() {
                    // t / (1 + … + n), times n.
                    let weight = if rising { 2.0 * (token + 1) as f64 / (tokens + 1.0) } else { 1.0 };
                    keep(wanted, self.values, |column| weight * f64::from(row[column]));
                }
            }
            Source::Gated(gated) => {
                for token in gated.tokens(&rows) {
                    keep(wanted, self.values, |column| token[column]);
                }
            }
            Source::Latents(autoencoder) => {
                for code in codes(autoencoder, &rows)? {
                    keep(wanted, self.values, |column| latent(&code, column));
                }
            }
        }
        if self.values.iter().all(|value| value.is_finite()) {
            return Ok(());
        }
        Err(not_finite(self.watched.of, self.site))
    }

    fn finish(self: Box<Self>, _: &mut Chunk) {}
}

/// Each token's latents, rising.
fn codes(autoencoder: &Autoencoder, rows: &[f32]) -> Result<Vec<Vec<(u32, f32)>>, ReadError> {
    let representation = autoencoder.representation();
    autoencoder.encoder().encode(rows).map_err(|error| match error {
        AutoencoderError::NotFinite { .. } => ReadError::VectorNotFinite { document: 0, representation },
        other => ReadError::Autoencoder(Box::new(other)),
    })
}

fn latent(code: &[(u32, f32)], column: usize) -> f64 {
    let place = code.binary_search_by_key(&(column as u32), |entry| entry.0);
    place.map_or(0.0, |place| f64::from(code[place].1))
}

fn not_finite(of: Watch, site: Site) -> ReadError {
    match of {
        Watch::Neurons { projection, .. } => ReadError::NotFinite { document: 0, layer: site.layer, projection },
        Watch::Vector(representation) => ReadError::VectorNotFinite { document: 0, representation },
    }
}
