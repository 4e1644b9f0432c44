//! From a folder to an autoencoder: which format it is, which layer, and whether it fits the backbone.

use std::path::{Path, PathBuf};

use super::error::{AutoencoderError, Written};
use super::folders::{Format, candidates, hookpoint_of};
use super::settings::{SETTINGS, Settings};
use super::{Encoder, Hookpoint, Rule, saelens, sparsify};
use crate::card::{BackboneCard, digest_bytes, digest_of};
use crate::error::BackboneError;
use crate::reading::Representation;
use crate::weights::Weight;
use crate::weights::folder::refuse_pickle;
use crate::weights::safetensors::Checkpoint;

/// What an autoencoder is, from its settings and headers alone.
#[derive(Debug, Clone, PartialEq)]
pub struct AutoencoderCard {
    /// Its own folder.
    pub path: PathBuf,
    /// "sparsify" or "`SAELens`".
    pub format: &'static str,
    /// Where in the backbone it reads.
    pub hookpoint: Hookpoint,
    /// Width of the rows it reads.
    pub width: usize,
    /// How many latents it has.
    pub latents: usize,
    /// Which latents count, in words.
    pub rule: String,
    /// Memory that its encoder takes.
    pub memory_bytes: u64,
}

/// A sparse autoencoder, its encoder loaded.
pub struct Autoencoder {
    card: AutoencoderCard,
    encoder: Encoder,
    representation: Representation,
}

impl Autoencoder {
    /// Loads one: its own folder, or the folder above several with the layer that is wanted.
    ///
    /// # Errors
    /// [`AutoencoderError`] saying what of the folder does not do.
    pub fn open(path: &Path, layer: Option<usize>) -> Result<Self, AutoencoderError> {
        let found = Found::choose(path, layer)?;
        let (card, layout) = (found.card()?, found.layout.clone());
        let encoder = match found.format {
            Format::Sparsify => sparsify::load(layout, &found.checkpoint)?,
            Format::SaeLens => saelens::load(layout, &found.settings, &found.checkpoint)?,
        };
        let digest = digest_bytes(&found.files(), &mut |_, _| {}, &|| false)?;
        let mut autoencoder = [0; 8];
        autoencoder.copy_from_slice(&digest[..8]);
        let layer = u16::try_from(card.hookpoint.layer);
        let depth = |_| AutoencoderError::Depth { layer: card.hookpoint.layer, layers: usize::from(u16::MAX) };
        let representation = Representation::Latents { layer: layer.map_err(depth)?, autoencoder };
        Ok(Self { card, encoder, representation })
    }

    /// The autoencoder in numbers.
    #[must_use]
    pub const fn card(&self) -> &AutoencoderCard {
        &self.card
    }

    /// What a reading asks for to get its latents.
    #[must_use]
    pub const fn representation(&self) -> Representation {
        self.representation
    }

    /// What encodes.
    #[must_use]
    pub const fn encoder(&self) -> &Encoder {
        &self.encoder
    }
}

impl AutoencoderCard {
    /// Whether it reads what this backbone gives.
    ///
    /// # Errors
    /// [`AutoencoderError::Width`] or [`AutoencoderError::Depth`] for one of another model.
    pub const fn check(&self, backbone: &BackboneCard) -> Result<(), AutoencoderError> {
        if self.width != backbone.hidden {
            return Err(AutoencoderError::Width { reads: Written(self.width), given: Written(backbone.hidden) });
        }
        if self.hookpoint.layer >= backbone.layers {
            return Err(AutoencoderError::Depth { layer: self.hookpoint.layer, layers: backbone.layers });
        }
        Ok(())
    }
}

/// All autoencoders of a folder by rising layer, from settings and headers alone. Those of places that are not read are left
/// out where others are there.
///
/// # Errors
/// [`AutoencoderError`] when there is none, or one of them is damaged.
pub fn inspect(path: &Path) -> Result<Vec<AutoencoderCard>, AutoencoderError> {
    let folders = candidates(path)?;
    let mut cards = folders.iter().map(|(folder, _)| Found::at(folder, None)?.card()).collect::<Result<Vec<_>, _>>()?;
    cards.sort_by_key(|card| card.hookpoint);
    Ok(cards)
}

/// One autoencoder from its settings and headers alone, chosen as [`Autoencoder::open`] chooses.
///
/// # Errors
/// [`AutoencoderError`] saying what of the folder does not do.
pub fn look(path: &Path, layer: Option<usize>) -> Result<AutoencoderCard, AutoencoderError> {
    Found::choose(path, layer)?.card()
}

/// SHA-256, in hexadecimal, over the settings and weights of an autoencoder's own folder.
///
/// # Errors
/// [`AutoencoderError::None`]; [`BackboneError::Stopped`] when `stop` said so.
pub fn digest(
    folder: &Path,
    progress: &mut dyn FnMut(u64, u64),
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<String, AutoencoderError> {
    let format = Format::of(folder).ok_or_else(|| AutoencoderError::None { path: folder.to_owned() })?;
    Ok(digest_of(&[folder.join(SETTINGS), folder.join(format.weights())], progress, stop)?)
}

/// Sizes and rule, held against the tensors.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub width: usize,
    pub latents: usize,
    pub rule: Rule,
    /// Where the settings say it.
    pub hookpoint: Option<Hookpoint>,
}

/// An autoencoder whose settings and headers were believed.
struct Found {
    folder: PathBuf,
    format: Format,
    settings: Settings,
    checkpoint: Checkpoint,
    layout: Layout,
    hookpoint: Option<Hookpoint>,
}

impl Found {
    fn choose(path: &Path, layer: Option<usize>) -> Result<Self, AutoencoderError> {
        let folders = candidates(path)?;
        let layers: Vec<usize> = folders.iter().filter_map(|(_, hook)| hook.map(|hook| hook.layer)).collect();
        let which = || AutoencoderError::WhichLayer { path: path.to_owned(), found: layers.clone() };
        let fits = |hook: Option<Hookpoint>| layer.is_none_or(|layer| hook.is_none_or(|hook| hook.layer == layer));
        let mut fitting = folders.iter().filter(|(_, hook)| fits(*hook));
        let (Some((folder, _)), None) = (fitting.next(), fitting.next()) else {
            return Err(which());
        };
        let found = Self::at(folder, layer.map(|layer| Hookpoint { layer }))?;
        match (layer, found.hookpoint) {
            (Some(wanted), Some(hook)) if hook.layer != wanted => {
                Err(AutoencoderError::WhichLayer { path: folder.clone(), found: vec![hook.layer] })
            }
            _ => Ok(found),
        }
    }

    /// `said` is the layer where neither the folder's name nor the settings tell.
    fn at(folder: &Path, said: Option<Hookpoint>) -> Result<Self, AutoencoderError> {
        let format = Format::of(folder).ok_or_else(|| AutoencoderError::None { path: folder.to_owned() })?;
        let settings = Settings::read(folder)?;
        let weights = folder.join(format.weights());
        refuse_pickle(&weights)?;
        let checkpoint = Checkpoint::open(&[weights])?;
        let layout = match format {
            Format::Sparsify => sparsify::layout(&settings, &checkpoint)?,
            Format::SaeLens => saelens::layout(&settings, &checkpoint)?,
        };
        let hookpoint = layout.hookpoint.or(hookpoint_of(folder)?).or(said);
        Ok(Self { folder: folder.to_owned(), format, settings, checkpoint, layout, hookpoint })
    }

    fn files(&self) -> [PathBuf; 2] {
        [self.folder.join(SETTINGS), self.folder.join(self.format.weights())]
    }

    fn card(&self) -> Result<AutoencoderCard, AutoencoderError> {
        let (width, latents) = (self.layout.width, self.layout.latents);
        Ok(AutoencoderCard {
            path: self.folder.clone(),
            format: self.format.name(),
            hookpoint: self.hookpoint.ok_or_else(|| AutoencoderError::NoLayer { path: self.folder.clone() })?,
            width,
            latents,
            rule: self.layout.rule.label(),
            memory_bytes: 4 * (latents as u64 * (width as u64 + 2) + width as u64),
        })
    }
}

/// Holds a tensor's stored shape against the settings; nothing is loaded.
pub(super) fn expect(checkpoint: &Checkpoint, name: &'static str, shape: [usize; 2]) -> Result<(), AutoencoderError> {
    let found = checkpoint.shape_of(name).ok_or_else(|| BackboneError::MissingTensor { name: name.to_owned() })?;
    let wanted = if shape[0] == 1 { vec![shape[1]] } else { shape.to_vec() };
    if found == wanted {
        return Ok(());
    }
    Err(BackboneError::TensorShape { name: name.to_owned(), found: found.to_vec(), wanted }.into())
}

/// Loads a tensor whose numbers must all be finite.
pub(super) fn finite(
    checkpoint: &Checkpoint,
    name: &'static str,
    shape: [usize; 2],
) -> Result<Weight, AutoencoderError> {
    let weight = checkpoint.named(name, shape)?;
    let finite = weight.values().iter().all(|value| value.is_finite());
    if finite { Ok(weight) } else { Err(AutoencoderError::WeightNotFinite { tensor: name }) }
}
