//! `neurosieve models`.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use clap::Subcommand;
use workbench::Folders;
use workbench::models::hub::{Hub, Watch};
use workbench::models::{self, ProjectFacts, Shelf, starter};
use workbench::operations::Failure;
use workbench::operations::model::{AutoencoderView, DownloadModel, HubOffer, ModelView};

use super::train_autoencoder;
use crate::ended::{Complaint, Ended};
use crate::face::Face;
use crate::interrupt;

/// Models on this computer, and how to get them.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// All models here, and those recommended for this computer.
    List,
    /// Make sure the starter model is here; prints its path.
    Starter,
    /// Add a model folder or GGUF file, where it lies.
    Add {
        /// The folder or file.
        path: PathBuf,
    },
    /// Forget a model, or delete the files that were fetched for it.
    Remove {
        /// Its id.
        id: String,
    },
    /// All sparse autoencoders in this computer's list.
    Autoencoders,
    /// Add a sparse autoencoder's folder (sparsify's or `SAELens`'s), where it lies.
    AddAutoencoder {
        /// The folder, or the folder above several.
        path: PathBuf,
        /// The layer, from 0, where the folder does not say it or holds several.
        #[arg(long)]
        layer: Option<usize>,
    },
    /// Train a sparse autoencoder on the documents of a project, for the method mona.
    TrainAutoencoder(train_autoencoder::Arguments),
    /// Take a sparse autoencoder off the list; its files stay.
    RemoveAutoencoder {
        /// Its id.
        id: String,
    },
    /// Ask the hub what a model holds and whether it can be run here.
    Find {
        /// owner/name.
        name: String,
    },
    /// Look for models on the hub by a part of their names: those that can be run here first.
    Search {
        /// A part of a name.
        words: String,
    },
    /// Fetch a model from the hub; prints its path. What is here of it is not fetched again.
    Fetch {
        /// owner/name.
        name: String,
        /// The commit or branch.
        #[arg(long)]
        revision: Option<String>,
    },
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let shelf = Shelf::of_this_person();
        let stop = interrupt::flag();
        let stopped = || stop.load(Ordering::Relaxed);
        match self.what {
            What::List => {
                let list = models::list(&shelf, &ProjectFacts::none())?;
                let lines: Vec<String> = list.iter().map(line).collect();
                face.answer(&list, &lines.join("\n"));
            }
            What::Starter => {
                let path =
                    starter::ensure(&Folders::of_this_person(), &Hub::from_environment(), &stopped, &mut |step| {
                        face.tell(&step.to_string());
                    });
                say_path(face, &path.map_err(|error| Complaint::Words(error.to_string()))?);
            }
            What::Add { path } => {
                let here = shelf.add(&path)?;
                let view = models::view(&shelf, &here, &ProjectFacts::none())?;
                face.answer(&view, &line(&view));
            }
            What::Remove { id } => {
                let bytes = shelf.remove(&id)?;
                face.answer(&bytes, &format!("{bytes} bytes freed"));
            }
            What::Autoencoders => {
                let list: Vec<_> = shelf
                    .autoencoders()
                    .map_err(Failure::from)?
                    .iter()
                    .map(workbench::models::autoencoders::AutoencoderHere::view)
                    .collect();
                let lines: Vec<String> = list.iter().map(autoencoder_line).collect();
                face.answer(&list, &lines.join("\n"));
            }
            What::AddAutoencoder { path, layer } => {
                let view = shelf.add_autoencoder(&path, layer)?.view();
                face.answer(&view, &autoencoder_line(&view));
            }
            What::TrainAutoencoder(training) => return training.run(face),
            What::RemoveAutoencoder { id } => {
                shelf.remove_autoencoder(&id)?;
                face.answer(&serde_json::json!({ "autoencoder": id }), "taken off the list; its files stay");
            }
            What::Find { name } => {
                let found = models::find_on_hub(&shelf, &name, &stopped)?;
                face.answer(&found, &serde_json::json!(found).to_string());
            }
            What::Search { words } => {
                let offers = models::search_hub(&shelf, &words, &stopped)?;
                let lines: Vec<String> = offers.iter().map(offer_line).collect();
                face.answer(&offers, &lines.join("\n"));
            }
            What::Fetch { name, revision } => {
                let mut last = 101;
                let mut silences = 0;
                let mut tell = |progress: models::hub::Progress| {
                    if let Some(hitch) = progress.hitch.filter(|hitch| hitch.silent_s / 10 > silences) {
                        face.tell(&format!("no data for {} s, attempt {} of 4", hitch.silent_s, hitch.attempt));
                    }
                    silences = progress.hitch.map_or(0, |hitch| hitch.silent_s / 10);
                    let percent = progress.done_bytes * 100 / progress.total_bytes.max(1);
                    if percent / 10 != last {
                        last = percent / 10;
                        let (step, mb) = (progress.step, progress.total_bytes as f64 / 1e6);
                        face.tell(&format!("{step:?} {}: {percent} % of {mb:.1} MB", progress.file));
                    }
                };
                let wanted = DownloadModel { repo: name, revision };
                let path = models::fetch(&shelf, &wanted, &mut Watch { stop: &stopped, tell: &mut tell });
                if stopped() {
                    face.tell("interrupted; the same call again goes on where it stopped");
                    return Ok(Ended::Interrupted);
                }
                say_path(face, &path?);
            }
        }
        Ok(Ended::Done)
    }
}

fn say_path(face: &Face, path: &Path) {
    face.answer(&serde_json::json!({ "path": path }), &path.display().to_string());
}

fn autoencoder_line(one: &AutoencoderView) -> String {
    let numbers = one
        .layer
        .zip(one.latents)
        .zip(one.width)
        .map(|((layer, latents), width)| format!("layer {layer}, {latents} latents of {width} numbers"));
    let numbers = numbers.unwrap_or_else(|| "cannot be used now".to_owned());
    format!("{}  {}  {numbers}  {}", one.autoencoder, one.name, one.place)
}

fn offer_line(offer: &HubOffer) -> String {
    let family = offer.family.as_deref().unwrap_or("family not said");
    let problem = offer.problem.as_ref().map_or_else(String::new, |problem| format!("  cannot be run: {problem}"));
    format!("{}  {family}{problem}", offer.repo)
}

fn line(model: &ModelView) -> String {
    let place = match (&model.place, &model.repo) {
        (Some(place), _) => place.clone(),
        (None, Some(repo)) => {
            format!("{:.0} MB, not here yet: neurosieve models fetch {repo}", model.size_bytes as f64 / 1e6)
        }
        (None, None) => String::new(),
    };
    format!("{}  {}  {place}", model.model, model.name)
}
