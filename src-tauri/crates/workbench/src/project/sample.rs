//! The sample project: documents and goals written for the app, read in advance by the starter model.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::{Project, shipped};
use crate::events::Events;
use crate::files::io_failure;
use crate::folders::Folders;
use crate::formats::{Mapping, TextRule};
use crate::jobs::plan::{ImportPlan, JobPlan, SourcePlan};
use crate::models::starter;
use crate::operations::goal::ExampleOrigin;
use crate::operations::job::JobState;
use crate::operations::project::Overview;
use crate::operations::{Failure, FailureCode};
use crate::pool::texts::text_hash;
use crate::store::example::{self, NewExample};
use crate::store::{StoreError, goal, job, meta};
use crate::workbench::Workbench;

const POOL: &[u8] = include_bytes!("../../sample/pool.jsonl");
const GOALS: &[u8] = include_bytes!("../../sample/goals.jsonl");
const FEATURES: &[u8] = include_bytes!("../../sample/features.bin");
/// The project's name, and its file's.
const NAME: &str = "Sample";

/// One line of the goals' file.
#[derive(Debug, Deserialize)]
struct Example {
    goal: String,
    text: String,
}

/// Opens the sample, made fresh unless it is there.
pub fn open(workbench: &Workbench) -> Result<Overview, Failure> {
    let path = workbench.folders.projects.join(format!("{NAME}.neurosieve"));
    if !path.exists() {
        workbench.close();
        let building = path.with_file_name(".sample-in-the-making.neurosieve");
        let _ = std::fs::remove_file(&building);
        let project = build(&building, &workbench.folders)?;
        let model = shipped::load(&project.session, FEATURES)?;
        project.session.write(move |c| meta::set(c, meta::CURRENT_MODEL, &model))?;
        project.close();
        drop(project);
        std::fs::rename(&building, &path).map_err(|error| io_failure(&path, &error))?;
    }
    workbench.open_path(&path)
}

/// The sample without anything read.
fn build(path: &Path, folders: &Arc<Folders>) -> Result<Project, Failure> {
    let project = Project::quietly_made(path, NAME, Events::new(Arc::new(|_| {})), folders)?;
    let folder = tempfile::tempdir().map_err(|error| io_failure(&std::env::temp_dir(), &error))?;
    let pool = folder.path().join("pool.jsonl");
    std::fs::write(&pool, POOL).map_err(|error| io_failure(&pool, &error))?;
    let mapping = Mapping {
        text: TextRule::Column { column: "text".to_owned() },
        id_column: Some("id".to_owned()),
        token_column: None,
        keep_blank: false,
    };
    let source = SourcePlan { mapping: Some(mapping), ..SourcePlan::new(pool, None) };
    finished(&project, &JobPlan::Import(ImportPlan { sources: vec![source] }))?;
    let examples = serde_json::Deserializer::from_slice(GOALS).into_iter::<Example>();
    let examples = examples.collect::<Result<Vec<_>, _>>().map_err(StoreError::from)?;
    project.session.write(move |c| {
        let origin = serde_json::to_string(&ExampleOrigin::Pasted {})?;
        let (mut first, mut current) = (None, None);
        for Example { goal: name, text } in examples {
            // The examples of a goal stand together.
            let number = match current {
                Some((number, ref known)) if *known == name => number,
                _ => goal::insert(c, &name)?,
            };
            first.get_or_insert(number);
            current = Some((number, name));
            let new = NewExample { text_hash: text_hash(&text), text, origin: origin.clone(), unwanted: false };
            example::insert(c, number, &new)?;
        }
        if let Some(first) = first {
            meta::set(c, meta::CURRENT_GOAL, &first.to_string())?;
        }
        meta::set(c, meta::SAMPLE, "yes")
    })?;
    Ok(project)
}

/// Does a job and takes it off the list.
fn finished(project: &Project, plan: &JobPlan) -> Result<(), Failure> {
    let started = project.jobs.queue(plan)?;
    let ended = project.jobs.wait(started.job)?;
    if ended.state != JobState::Done {
        let unknown = || Failure::new(FailureCode::WrongState).text("state", "stopped");
        return Err(ended.failure.unwrap_or_else(unknown));
    }
    project.session.write(move |c| job::dismiss(c, started.job))
}

/// Reads the sample with the starter model and gives the file that ships with the app.
///
/// # Errors
/// Whatever hinders the import or the reading.
pub fn compute_features(model: &Path, folder: &Path) -> Result<Vec<u8>, Failure> {
    use crate::operations::job::ReadingScope;
    use activation::{DeviceChoice, Neurons, NumericProfile};
    let folders = Arc::new(Folders::under(folder));
    let project = build(&folder.join("sample.neurosieve"), &folders)?;
    let id = crate::models::shelf::id_of_repo(starter::REPO);
    finished(
        &project,
        &JobPlan::Reading(crate::jobs::plan::ReadingPlan {
            model: id,
            model_name: starter::NAME.to_owned(),
            path: model.to_owned(),
            scope: ReadingScope::Rest {},
            vectors: Vec::new(),
            autoencoder: None,
            projections: vec![selection::Projection::Up],
            neurons: Neurons::TopK(40),
            max_tokens: 120,
            profile: NumericProfile::F32,
            device: DeviceChoice::Cpu,
            threads: None,
            rows: None,
        }),
    )?;
    shipped::to_bytes(&project.session)
}
