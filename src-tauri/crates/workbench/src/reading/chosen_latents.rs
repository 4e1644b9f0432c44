//! Which autoencoder's latents a project ranks by, where it was read with several: the one it was last read with.

use activation::Representation;
use serde::{Deserialize, Serialize};

use super::seam::{Opened, OpenedModel};
use crate::models::autoencoders::AutoencoderPlace;
use crate::operations::Failure;
use crate::session::Session;
use crate::store::reading::Reading;
use crate::store::{Connection, StoreError, meta};

/// An autoencoder as a project remembers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChosenLatents {
    latents: Representation,
    place: AutoencoderPlace,
}

impl ChosenLatents {
    /// The one last read with; nothing before the first.
    pub fn of(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let json = meta::value(connection, meta::CURRENT_LATENTS)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Whether a reading holds its latents.
    pub fn is_of(&self, reading: &Reading) -> bool {
        let settings = serde_json::from_str::<activation::Reading>(&reading.facts.settings);
        settings.is_ok_and(|settings| settings.representations.contains(&self.latents))
    }

    /// Whether it lies here.
    pub fn is_at(&self, place: &AutoencoderPlace) -> bool {
        self.place == *place
    }

    /// Where it lies.
    pub const fn place(&self) -> &AutoencoderPlace {
        &self.place
    }

    /// Remembers what a model was opened with.
    pub fn remember(session: &Session, opened: &Opened, place: Option<&AutoencoderPlace>) -> Result<(), Failure> {
        let (OpenedModel::Backbone(_, Some(latents)), Some(place)) = (&opened.model, place) else { return Ok(()) };
        let chosen = Self { latents: *latents, place: place.clone() };
        let json = serde_json::to_string(&chosen).map_err(StoreError::from)?;
        session.write(move |c| meta::set(c, meta::CURRENT_LATENTS, &json))
    }
}
