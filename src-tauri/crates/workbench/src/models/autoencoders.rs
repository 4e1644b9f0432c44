//! Sparse autoencoders of this computer: where a person's lie, and what each is.
//!
//! They stay where they are. Kept is only the folder with its layer; everything else is looked up anew each time, since
//! drives come and go.

use std::path::{Path, PathBuf};

use activation::autoencoder::{self, AutoencoderCard, AutoencoderError};
use serde::{Deserialize, Serialize};

use super::shelf::{Shelf, id_of_path};
use crate::folders::shortened;
use crate::json_file::{self, JsonFileError};
use crate::operations::autoencoder::AutoencoderOrigin;
use crate::operations::model::AutoencoderView;
use crate::operations::{Failure, FailureCode};

/// What stands beside an autoencoder that was trained here: how it came about.
pub const ORIGIN: &str = "neurosieve.json";

/// Where an autoencoder lies, and which one of several it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoencoderPlace {
    /// Its folder, or the folder above several.
    pub path: PathBuf,
    /// The layer, from 0, where the folder holds several or does not say it.
    pub layer: Option<usize>,
}

impl AutoencoderPlace {
    /// What lies there, from settings and headers alone.
    ///
    /// # Errors
    /// [`FailureCode::AutoencoderUnusable`] with the engine's sentence.
    pub fn look(&self) -> Result<AutoencoderCard, Failure> {
        autoencoder::look(&self.path, self.layer).map_err(|error| self.unusable(&error))
    }

    /// The same place, said whole: the autoencoder's own folder and its layer.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub fn whole(&self) -> Result<Self, Failure> {
        let card = self.look()?;
        let path = card.path.canonicalize().unwrap_or(card.path);
        Ok(Self { path, layer: Some(card.hookpoint.layer) })
    }

    /// Digest of its settings and weights, in hexadecimal.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub fn digest(&self) -> Result<String, Failure> {
        let folder = self.look()?.path;
        autoencoder::digest(&folder, &mut |_, _| {}, &|| false).map_err(|error| self.unusable(&error))
    }

    /// The engine's sentence as a failure.
    #[must_use]
    pub fn unusable(&self, error: &AutoencoderError) -> Failure {
        Failure::new(FailureCode::AutoencoderUnusable)
            .text("path", shortened(&self.path))
            .text("detail", error.to_string())
    }
}

/// An autoencoder in the list.
#[derive(Debug, Clone)]
pub struct AutoencoderHere {
    /// Names it in requests.
    pub id: String,
    /// Where it lies.
    pub place: AutoencoderPlace,
    /// What it is, or why it cannot be used.
    pub card: Result<AutoencoderCard, Failure>,
}

impl AutoencoderHere {
    fn of(place: AutoencoderPlace) -> Self {
        let card = place.look();
        let layer = place.layer.map_or_else(String::new, |layer| format!("#{layer}"));
        let id = id_of_path(Path::new(&format!("{}{layer}", place.path.display())));
        Self { id, place, card }
    }

    /// As a face shows it.
    #[must_use]
    pub fn view(&self) -> AutoencoderView {
        let card = self.card.as_ref().ok();
        AutoencoderView {
            autoencoder: self.id.clone(),
            name: name(&self.place.path),
            place: shortened(&self.place.path),
            layer: card.map(|card| card.hookpoint.layer as u32),
            width: card.map(|card| card.width as u32),
            latents: card.map(|card| card.latents as u32),
            rule: card.map(|card| card.rule.clone()),
            is_current: false,
            fits_model: None,
            origin: self.card.as_ref().ok().and_then(|card| origin(&card.path)),
            problem: self.card.as_ref().err().cloned(),
        }
    }
}

/// How it came about; nothing where it does not say.
fn origin(folder: &Path) -> Option<AutoencoderOrigin> {
    serde_json::from_slice(&std::fs::read(folder.join(ORIGIN)).ok()?).ok()
}

/// "layers.7" says little alone: the folder above is named before it.
fn name(path: &Path) -> String {
    let of = |path: Option<&Path>| path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let (own, above) = (of(Some(path)).unwrap_or_default(), of(path.parent()));
    match above {
        Some(above) if own.starts_with("layer") => format!("{above}/{own}"),
        _ => own,
    }
}

impl Shelf {
    /// Every autoencoder in the list, in the order they were added.
    ///
    /// # Errors
    /// [`JsonFileError`] if the list may not be read.
    pub fn autoencoders(&self) -> Result<Vec<AutoencoderHere>, JsonFileError> {
        let places: Vec<AutoencoderPlace> = json_file::load(&self.autoencoder_list())?;
        Ok(places.into_iter().map(AutoencoderHere::of).collect())
    }

    /// The autoencoder with this id.
    ///
    /// # Errors
    /// [`FailureCode::NoSuchThing`] if it is not in the list.
    pub fn find_autoencoder(&self, id: &str) -> Result<AutoencoderHere, Failure> {
        let found = self.autoencoders()?.into_iter().find(|one| one.id == id);
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchThing).text("what", "autoencoder").text("id", id))
    }

    /// Adds an autoencoder's folder, where it lies. Adding one twice is no mistake.
    ///
    /// # Errors
    /// [`FailureCode::AutoencoderUnusable`] with the reason; then it is not added.
    pub fn add_autoencoder(&self, path: &Path, layer: Option<usize>) -> Result<AutoencoderHere, Failure> {
        let place = AutoencoderPlace { path: path.to_owned(), layer }.whole()?;
        json_file::change(&self.autoencoder_list(), |places: &mut Vec<AutoencoderPlace>| {
            if !places.contains(&place) {
                places.push(place.clone());
            }
        })?;
        Ok(AutoencoderHere::of(place))
    }

    /// Takes an autoencoder off the list; its files stay.
    ///
    /// # Errors
    /// As [`Self::find_autoencoder`].
    pub fn remove_autoencoder(&self, id: &str) -> Result<(), Failure> {
        let place = self.find_autoencoder(id)?.place;
        json_file::change(&self.autoencoder_list(), |places: &mut Vec<AutoencoderPlace>| {
            places.retain(|known| *known != place);
        })?;
        Ok(())
    }

    fn autoencoder_list(&self) -> PathBuf {
        self.folders().config.join("autoencoders.json")
    }
}
