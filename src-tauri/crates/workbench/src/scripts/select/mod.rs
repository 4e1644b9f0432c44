//! The whole job: from a pool, examples and a model to the chosen rows.

mod others;
mod outside;
mod passport;
mod plan;
pub(super) mod target;
mod written;

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::digest::digest;
use super::error::ScriptError;
use super::manifest::{self, Found};
use super::output::format_of;
use super::partial::{Partial, state_of};
use super::reading::{ModelUse, import, mapping};
use super::trouble::set_aside;
use super::watch::Watch;
use selection::method::{Method, MethodError, Representation, Settings, by_id};

use crate::exporting;
use crate::models::autoencoders::AutoencoderPlace;
use crate::operations::composition::GoalWeight;
use crate::operations::export::ExportOrder;
use crate::operations::job::JobKind;
use crate::operations::ranking::{Budget, RankQuery, RankingPageQuery};
use crate::operations::{Failure, FailureCode};
use crate::ranking::{Kept, requests};
use crate::reading::loaded::reading_by;
use crate::reading::vectors::reading_for;
use crate::session::Session;
use crate::store::{StoreError, document, meta};
use crate::writing::OutFormat;

pub use outside::OutsideVectors;
pub use plan::{SelectPlan, SelectReport, ShownRow};

/// Imports, reads, ranks, cuts and writes. Killed and called again, it goes on at the last commit.
///
/// The rows come out unchanged, best first; `OUTPUT.passport.json` says everything from which they can be chosen again.
/// Examples that are in the pool stay in.
///
/// # Errors
/// [`ScriptError`]; there is no output then, or the one that was there before.
pub fn select(asked: &SelectPlan, watch: &Watch) -> Result<SelectReport, ScriptError> {
    let theirs = asked.passport.as_deref().map(passport::read).transpose()?;
    let followed = theirs.as_ref().map(|theirs| passport::follow(asked, theirs)).transpose()?;
    let plan = followed.as_ref().unwrap_or(asked);
    for file in [Some(&plan.output), plan.scores.as_ref()].into_iter().flatten() {
        format_of(file, &[OutFormat::Jsonl, OutFormat::Json, OutFormat::Csv, OutFormat::Tsv, OutFormat::Parquet])?;
    }
    check(plan)?;
    others::check(plan)?;
    let parts = Parts::of(plan, watch)?;
    if let Found::Finished(manifest) = manifest::look(&plan.output, &parts.made_of, plan.overwrite)? {
        return finished_before(&manifest);
    }
    let examples = target::read(&plan.target, &parts.target, plan.target_filter.as_ref())?;
    let partial = parts.state(plan, watch)?;
    let session = &partial.project.session;
    import(&partial, &plan.pool, &parts.pool, watch)?;
    let goal = target::goal_of(session, &parts.target_key(), &Parts::goal_name(plan), &examples)?;
    let also = others::goals(session, plan, &parts)?;
    read(plan, &partial, watch)?;
    plan.outside.as_ref().map_or(Ok(()), |outside| outside.take(session, goal, &examples))?;

    let query = query(plan, goal, &also, watch);
    let kept = requests::ranked(session, &session.rankings, &query)?;
    let chosen = exporting::chosen(&kept, plan.budget, ExportOrder::Rank)?;
    let ours = passport::of(session, &kept, plan, &query, &chosen, &parts.made_of)?;
    if let (Some(path), Some(theirs)) = (&plan.passport, &theirs) {
        passport::check(path, theirs, &ours)?;
    }
    let mut unreadable = set_aside(session)?;
    unreadable.add(examples.trouble);
    let report = SelectReport {
        was_finished: false,
        ranked: kept.view.ranked,
        unscored: kept.view.unscored,
        tokens: kept.view.tokens,
        tokens_counted: kept.view.tokens_counted,
        examples: examples.texts.len() as u64,
        unscored_examples: kept.goal.as_ref().map_or(0, |goal| examples.texts.len() - goal.profile.examples()) as u64,
        selected: chosen.rows.len() as u64,
        selected_tokens: chosen.tokens,
        unreadable,
        typical: kept.view.median_score,
        table: table(session, &kept, plan.show)?,
    };
    if let Some(scores) = &plan.scores {
        written::scores(scores, &kept, report.selected)?;
    }
    if let Some(figure) = &plan.figure {
        written::figure(session, figure, &kept, plan.budget)?;
    }
    exporting::passport::write(&plan.output, &format!("{ours:#}\n"))?;
    manifest::write(&plan.output, &manifest_of(&parts.made_of, &report))?;
    written::rows(session, &plan.output, &chosen)?;
    drop((kept, chosen));
    partial.done()?;
    Ok(report)
}

/// Refuses what no pool could be selected by, before anything is begun.
fn check(plan: &SelectPlan) -> Result<(), ScriptError> {
    method_of(plan)?;
    if let Budget::Ratio { ratio } = plan.budget {
        selection::Budget::Ratio(ratio).cut(&[])?;
    }
    Ok(())
}

/// The method with its settings.
fn method_of(plan: &SelectPlan) -> Result<(&'static dyn Method, Settings), ScriptError> {
    let unknown = |_| Failure::new(FailureCode::NoSuchThing).text("what", "method").text("id", plan.method.clone());
    let method = by_id(&plan.method).map_err(unknown)?;
    let refused = |error: MethodError| Failure::new(FailureCode::MethodRefused).text("detail", error.to_string());
    let settings = Settings::checked(method.description(), plan.settings.clone()).map_err(refused)?;
    Ok((method, settings))
}

/// What a selection is made of.
struct Parts {
    pool: crate::formats::Mapping,
    target: crate::formats::Mapping,
    made_of: Value,
}

impl Parts {
    fn of(plan: &SelectPlan, watch: &Watch) -> Result<Self, ScriptError> {
        let pool = mapping(&plan.pool, &plan.columns, true)?;
        let target = target_mapping(plan, &plan.target)?;
        let model = match &plan.model {
            Some(model) => Some(model.digest(&state_of(&plan.output), watch)?),
            None => None,
        };
        let mut made_of = json!({
            "work": "select",
            "pool": { "digest": digest(&plan.pool)?, "mapping": pool },
            "target": { "digest": digest(&plan.target)?, "mapping": target, "filter": plan.target_filter },
            "model": model,
            "settings": plan.model.as_ref().map(ModelUse::settings),
            "method": plan.method,
            "method_settings": plan.settings,
            "budget": plan.budget,
            "scores": plan.scores.is_some(),
            "figure": plan.figure.is_some(),
        });
        // Said only where they are used, so that other selections are called what they were called.
        if let Some(sentence) = &plan.sentence {
            made_of["sentence"] = json!(sentence.digest(&state_of(&plan.output), watch)?);
        }
        if let Some(outside) = &plan.outside {
            made_of["outside"] = outside.made_of()?;
        }
        if !plan.composition.is_plain() {
            made_of["composition"] = json!(plan.composition);
        }
        if !plan.also.is_empty() {
            made_of["weight"] = json!(plan.weight);
            made_of["also"] = others::made_of(plan)?;
        }
        if let Some(place) = plan.model.as_ref().and_then(|model| model.autoencoder.as_ref()) {
            made_of["autoencoder"] = json!({ "digest": place.digest()?, "layer": place.whole()?.layer });
        }
        Ok(Self { pool, target, made_of })
    }

    fn target_key(&self) -> String {
        self.made_of["target"].to_string()
    }

    fn goal_name(plan: &SelectPlan) -> String {
        let stem = || plan.target.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let name = plan.target_filter.as_ref().map_or_else(stem, |(_, value)| value.clone());
        name.chars().take(crate::project::requests::MOST_NAME).collect()
    }

    /// The project to work in: a person's own, if it is for this pool, or the state beside the output.
    fn state(&self, plan: &SelectPlan, watch: &Watch) -> Result<Partial, ScriptError> {
        let Some(path) = &plan.project else {
            return Partial::beside(&plan.output, &self.made_of, plan.overwrite, watch);
        };
        let partial = Partial::own(path, watch)?;
        let session = &partial.project.session;
        let ours = self.made_of["pool"].to_string();
        let (theirs, documents) =
            session.read(|c| Ok::<_, StoreError>((meta::value(c, meta::SCRIPT)?, document::count(c)?)))?;
        match theirs {
            Some(theirs) if theirs == ours => {}
            None if documents == 0 => session.write(move |c| meta::set(c, meta::SCRIPT, &ours))?,
            _ => {
                let problem =
                    "it holds documents that are not this pool: name a project that is not there yet".to_owned();
                return Err(ScriptError::Project { path: path.clone(), problem });
            }
        }
        Ok(partial)
    }
}

/// Columns that were named for the pool count for the target where it has them.
fn target_mapping(plan: &SelectPlan, target: &Path) -> Result<crate::formats::Mapping, ScriptError> {
    let mut columns = plan.columns.clone();
    (columns.id, columns.tokens) = (None, None);
    match mapping(target, &columns, true) {
        Err(ScriptError::NoColumn { .. }) => mapping(target, &super::reading::Columns::default(), true),
        other => other,
    }
}

/// Reads what is unread, and makes sure that the ranking will use this reading and no other.
fn read(plan: &SelectPlan, partial: &Partial, watch: &Watch) -> Result<(), ScriptError> {
    if let Some(model) = &plan.model {
        read_with(model, plan, partial, watch)?;
    }
    plan.sentence.as_ref().map_or(Ok(()), |sentence| sentence.read(partial, watch))
}

fn read_with(model: &ModelUse, plan: &SelectPlan, partial: &Partial, watch: &Watch) -> Result<(), ScriptError> {
    let (method, settings) = method_of(plan)?;
    let wants: Vec<Representation> = method
        .needs(&settings)
        .into_iter()
        .chain(method.welcomes(&settings))
        .filter(|one| one.needs_backbone())
        .collect();
    let reading = model.plan(&wants, watch)?;
    if plan.project.is_some() {
        // What a project knows grows with every goal: a new job reads what is still unread.
        watch.fresh(&partial.project, &reading)?;
    } else {
        watch.finish(&partial.project, || reading, JobKind::Reading)?;
    }
    let id = model.id(watch);
    if let Some(place) = &model.autoencoder {
        check_latents(place, &id, partial)?;
    }
    let found = reading_by(&partial.project.session, Some(&id))?;
    let profile = crate::jobs::profile_name(model.profile);
    let is_ours =
        |facts: &crate::store::reading::ReadingFacts| facts.max_tokens == model.max_tokens && facts.profile == profile;
    if found.is_some_and(|found| !is_ours(&found.facts)) {
        let problem =
            "this model has read it with other settings before: name a project that is not there yet".to_owned();
        return Err(ScriptError::Project { path: partial.path().to_owned(), problem });
    }
    Ok(())
}

/// Makes sure that the ranking will use this autoencoder's latents and no other's.
fn check_latents(place: &AutoencoderPlace, model: &str, partial: &Partial) -> Result<(), ScriptError> {
    let ours = place.digest()?;
    let Some(found) = reading_for(&partial.project.session, Representation::Latents, Some(model))? else {
        return Ok(());
    };
    let settings: activation::Reading =
        serde_json::from_str(&found.facts.settings).map_err(StoreError::from).map_err(Failure::from)?;
    let is_ours = settings.representations.iter().any(|one| match one {
        activation::Representation::Latents { autoencoder, .. } => hex::encode(autoencoder) == ours[..16],
        _ => false,
    });
    if is_ours {
        return Ok(());
    }
    let problem = "another autoencoder has read it before: name a project that is not there yet".to_owned();
    Err(ScriptError::Project { path: partial.path().to_owned(), problem })
}

fn query(plan: &SelectPlan, goal: i64, also: &[GoalWeight], watch: &Watch) -> RankQuery {
    let mut composition = plan.composition.clone();
    if !also.is_empty() {
        composition.goals = vec![GoalWeight { goal, weight: plan.weight }];
        composition.goals.extend(also);
    }
    RankQuery {
        model: plan.model.as_ref().map(|model| model.id(watch)),
        settings: plan.settings.clone(),
        keep_examples: true,
        composition,
        ..RankQuery::new(goal, &plan.method)
    }
}

fn table(session: &Session, kept: &Arc<Kept>, rows: u64) -> Result<Vec<ShownRow>, ScriptError> {
    let query = RankingPageQuery::new(kept.view.ranking, 0, rows);
    let page = requests::page(session, &session.rankings, &query)?;
    let shown = page.rows.into_iter().filter_map(|row| {
        Some(ShownRow {
            rank: row.rank?,
            percentile: row.percentile?,
            score: row.score?,
            id: row.id,
            text: row.excerpt,
        })
    });
    Ok(shown.collect())
}

fn manifest_of(made_of: &Value, report: &SelectReport) -> Value {
    json!({
        "format": "neurosieve selection 1",
        "neurosieve": env!("CARGO_PKG_VERSION"),
        "made_of": made_of,
        "report": report,
    })
}

fn finished_before(manifest: &Value) -> Result<SelectReport, ScriptError> {
    let mut report: SelectReport =
        serde_json::from_value(manifest["report"].clone()).map_err(StoreError::from).map_err(Failure::from)?;
    report.was_finished = true;
    Ok(report)
}
