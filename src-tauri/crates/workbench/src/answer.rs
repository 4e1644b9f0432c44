//! The table of answers: one line a request, into the file of its domain.

use crate::jobs::Jobs;
use crate::operations::{Answer, Failure, Nothing, Request};
use crate::workbench::Workbench;
use crate::{
    compare, deeds, downloads, evidence, exporting, goals, hub_token, jobs, maps, models, neuron_names, own_folders,
    pool, project, ranking, review, settings_file, shelving, studies,
};

/// Answers one request.
#[expect(clippy::too_many_lines, reason = "one line a request, and the compiler sees that none is missing")]
pub fn answer(workbench: &Workbench, request: Request) -> Result<Answer, Failure> {
    use Answer as A;
    use Request as R;
    let open = || workbench.project();
    let session = || open().map(|project| std::sync::Arc::clone(&project.session));
    Ok(match request {
        R::Overview(_) => A::Overview(project::overview::overview(workbench)?),
        R::CreateProject(with) => A::CreateProject(project::requests::create(workbench, &with)?),
        R::OpenProject(with) => A::OpenProject(project::requests::open(workbench, &with)?),
        R::OpenSample(_) => A::OpenSample(project::sample::open(workbench)?),
        R::CloseProject(_) => A::CloseProject(project::requests::close(workbench)?),
        R::RecentProjects(_) => A::RecentProjects(project::requests::recents(workbench)?),
        R::ForgetRecent(with) => A::ForgetRecent(project::requests::forget(workbench, with)?),
        R::Backups(with) => A::Backups(project::backups::list(workbench, with)?),
        R::RestoreBackup(with) => A::RestoreBackup(project::backups::restore(workbench, &with)?),
        R::SaveCopy(with) => A::SaveCopy(project::requests::save_copy(workbench, &with)?),
        R::SalvageProject(with) => A::SalvageProject(project::salvage::requested(workbench, &with)?),
        R::RenameProject(with) => A::RenameProject(project::requests::rename(workbench, &with)?),

        R::PreviewImport(with) => A::PreviewImport(pool::preview::preview(workbench, &with)?),
        R::StartImport(with) => A::StartImport(pool::imports::start(workbench, &with)?),
        R::StartHubImport(with) => A::StartHubImport(pool::imports::start_hub(workbench, with)?),
        R::Imports(_) => A::Imports(pool::imports::infos(&*session()?)?),
        R::SetAside(with) => A::SetAside(pool::table::set_aside(&*session()?, &with)?),
        R::DeleteImport(with) => A::DeleteImport(pool::imports::delete(&*open()?, &with)?),
        R::PoolPage(with) => A::PoolPage(pool::table::page(&*session()?, &with)?),
        R::PoolColumns(with) => A::PoolColumns(pool::columns::distributions(&*session()?, &with)?),
        R::Document(with) => A::Document(pool::document::view(&*session()?, &with)?),
        R::Duplicates(with) => A::Duplicates(pool::duplicates::page(&*session()?, &with)?),

        R::Goals(_) => A::Goals(goals::requests::all(&*session()?)?),
        R::CreateGoal(with) => A::CreateGoal(goals::requests::create(&*session()?, &with)?),
        R::RenameGoal(with) => A::RenameGoal(goals::requests::rename(&*session()?, &with)?),
        R::DeleteGoal(with) => A::DeleteGoal(goals::requests::delete(&*session()?, with)?),
        R::Goal(with) => A::Goal(goals::requests::view(&*session()?, &with)?),
        R::AddExamples(with) => A::AddExamples(goals::examples::add(workbench, with)?),
        R::SetExamples(with) => A::SetExamples(goals::requests::tick(&*session()?, with)?),
        R::MarkExamples(with) => A::MarkExamples(goals::requests::mark(&*session()?, with)?),
        R::MoveExamples(with) => A::MoveExamples(goals::requests::move_to(&*session()?, with)?),
        R::GoalStability(with) => {
            let session = session()?;
            A::GoalStability(goals::stability::stability(&session, &session.rankings, &with)?)
        }
        R::RemoveExamples(with) => A::RemoveExamples(goals::requests::remove(&*session()?, with)?),
        R::Deeds(_) => A::Deeds(deeds::all(&*session()?)?),
        R::TakeBack(with) => A::TakeBack(deeds::take_back(&*session()?, with)?),

        R::Computer(_) => A::Computer(models::describe(&workbench.shelf())),
        R::Models(_) => A::Models(shelving::list(workbench)?),
        R::AddModel(with) => A::AddModel(shelving::add(workbench, &with)?),
        R::ModelUses(with) => A::ModelUses(project::uses::uses(workbench, &with)?),
        R::RemoveModel(with) => A::RemoveModel(shelving::remove(workbench, &with)?),
        R::FindModel(with) => A::FindModel(shelving::find(workbench, &with)?),
        R::SearchModels(with) => A::SearchModels(shelving::search(workbench, &with)?),
        R::HubAccount(_) => A::HubAccount(shelving::account(workbench)),
        R::DownloadModel(with) => A::DownloadModel(downloads::start(workbench, with)?),
        R::UseModel(with) => A::UseModel(shelving::choose(workbench, &with)?),
        R::Autoencoders(_) => A::Autoencoders(shelving::autoencoders(workbench)?),
        R::AddAutoencoder(with) => A::AddAutoencoder(shelving::add_autoencoder(workbench, &with)?),
        R::RemoveAutoencoder(with) => A::RemoveAutoencoder(shelving::remove_autoencoder(workbench, &with)?),

        R::AutoencoderEstimate(with) => A::AutoencoderEstimate(jobs::autoencoder::estimate(workbench, &with)?),
        R::StartAutoencoderTraining(with) => A::StartAutoencoderTraining(jobs::autoencoder::start(workbench, &with)?),

        R::StartReading(with) => A::StartReading(jobs::requests::start_reading(workbench, with)?),
        R::Jobs(_) => A::Jobs(downloads::all_jobs(workbench)?),
        R::PauseJob(with) => A::PauseJob(downloads::at(workbench, with.job, Jobs::pause)?),
        R::ResumeJob(with) => A::ResumeJob(downloads::at(workbench, with.job, Jobs::resume)?),
        R::CancelJob(with) => A::CancelJob(downloads::at(workbench, with.job, Jobs::cancel)?),
        R::DismissJob(with) => A::DismissJob(downloads::dismiss(workbench, with.job).map(|()| Nothing {})?),

        R::Methods(_) => A::Methods(ranking::methods()),
        R::Rank(with) => {
            let session = session()?;
            A::Rank(ranking::requests::rank(&session, &session.rankings, &with)?)
        }
        R::RankingPage(with) => {
            let session = session()?;
            A::RankingPage(ranking::requests::page(&session, &session.rankings, &with)?)
        }
        R::Cut(with) => A::Cut(ranking::requests::cut_at(&session()?.rankings, &with)?),
        R::Alike(with) => {
            let session = session()?;
            A::Alike(ranking::requests::alike(&session, &session.rankings, &with)?)
        }
        R::Why(with) => A::Why(ranking::requests::why_row(&session()?.rankings, &with)?),
        R::RankChanges(with) => A::RankChanges(ranking::changes::changes(&session()?.rankings, &with)?),
        R::WithoutExample(with) => {
            let session = session()?;
            A::WithoutExample(ranking::changes::without_example(&session, &session.rankings, &with)?)
        }
        R::Runs(_) => A::Runs(ranking::runs::all(&*session()?)?),
        R::KeepRun(with) => A::KeepRun(ranking::runs::keep(&*session()?, with)?),
        R::NoteRun(with) => A::NoteRun(ranking::runs::note(&*session()?, &with)?),
        R::RenameRun(with) => A::RenameRun(ranking::runs::rename(&*session()?, &with)?),
        R::DeleteRun(with) => A::DeleteRun(ranking::runs::delete(&*session()?, with)?),
        R::NeuronStrip(with) => A::NeuronStrip(ranking::requests::strip_of(&session()?.rankings, &with)?),
        R::Tokens(with) => A::Tokens(ranking::tokens(&*session()?, &with)?),
        R::NeuronTokens(with) => A::NeuronTokens(ranking::neuron_tokens(&*session()?, &with)?),
        R::Neuron(with) => A::Neuron(ranking::requests::neuron_facts(&*session()?, &with)?),
        R::NeuronFlow(with) => A::NeuronFlow(ranking::requests::flow_of(&session()?.rankings, &with)?),
        R::NeuronFlowFigure(with) => {
            A::NeuronFlowFigure(ranking::requests::flow_figure_of(&session()?.rankings, &with)?)
        }
        R::NeuronPair(with) => A::NeuronPair(ranking::neuron_pair(&*session()?, &with)?),
        R::NeuronPairFigure(with) => A::NeuronPairFigure(ranking::neuron_pair_figure(&*session()?, &with)?),
        R::NeuronNames(with) => A::NeuronNames(ranking::requests::neuron_names(&*session()?, &with)?),
        R::NameNeuron(with) => A::NameNeuron(ranking::requests::name_neuron(&*session()?, &with)?),
        R::SaveNeuronNames(with) => {
            A::SaveNeuronNames(neuron_names::save(&workbench.folders, &workbench.path_of(with.ticket)?)?)
        }
        R::ReadNeuronNames(with) => A::ReadNeuronNames(neuron_names::bring_in(workbench, with)?),
        R::Surprises(with) => {
            let session = session()?;
            A::Surprises(ranking::surprises(&session, &session.rankings, &with)?)
        }
        R::Map(with) => A::Map(maps::requests::view(&*session()?, with)?),
        R::StartMap(with) => A::StartMap(maps::requests::start(workbench, with)?),
        R::MapCoverage(with) => A::MapCoverage(maps::coverage::coverage(&*session()?, &with)?),
        R::MapRegion(with) => A::MapRegion(maps::requests::region(&*session()?, &with)?),
        R::Figure(with) => A::Figure(ranking::requests::figure_of(&session()?.rankings, &with)?),
        R::SaveFigure(with) => {
            let path = workbench.path_of(with.ticket)?;
            A::SaveFigure(ranking::saved::save(&*session()?, &with.figure, &path)?)
        }

        R::Compare(with) => A::Compare(compare::comparison(&session()?.rankings, &with)?),
        R::CompareFigure(with) => A::CompareFigure(compare::figures::figure(&session()?.rankings, &with)?),
        R::Disagreements(with) => {
            let session = session()?;
            A::Disagreements(compare::rows::disagreeing(&session, &session.rankings, &with)?)
        }
        R::Standings(with) => {
            let session = session()?;
            A::Standings(compare::rows::standings(&session, &session.rankings, &with)?)
        }
        R::Slices(with) => A::Slices(compare::slices::slices(&session()?.rankings, &with)?),
        R::WhyDiffer(with) => {
            let session = session()?;
            A::WhyDiffer(compare::why_differ(&session, &session.rankings, &with)?)
        }
        R::StartBlindRound(with) => {
            let session = session()?;
            A::StartBlindRound(compare::blind::start(&session, &session.rankings, &with)?)
        }
        R::BlindRounds(_) => A::BlindRounds(compare::blind::all(&*session()?)?),
        R::BlindRound(with) => A::BlindRound(compare::blind::one(&*session()?, with.round)?),
        R::JudgeBlindPair(with) => A::JudgeBlindPair(compare::blind::judge(&*session()?, with)?),
        R::Evidence(with) => {
            let session = session()?;
            A::Evidence(evidence::card(&session, &session.rankings, &with)?)
        }
        R::EvidenceEstimate(with) => A::EvidenceEstimate(evidence::training::estimate(&*session()?, &with)?),
        R::StartEvidenceRun(with) => A::StartEvidenceRun(evidence::training::start(workbench, &with)?),

        R::StudyEstimate(with) => A::StudyEstimate(studies::estimate(&*session()?, &with)?),
        R::StartStudy(with) => A::StartStudy(studies::start(workbench, &with)?),
        R::Studies(_) => A::Studies(studies::all(&*session()?)?),
        R::DeleteStudy(with) => A::DeleteStudy(studies::delete(&*session()?, with)?),

        R::ReviewQueue(with) => A::ReviewQueue(review::page(&*session()?, &with)?),
        R::ReviewProgress(with) => A::ReviewProgress(review::progress(&*session()?, &with)?),
        R::Decide(with) => A::Decide(review::decide(&*session()?, &with)?),
        R::DecidePreview(with) => A::DecidePreview(review::preview(&*session()?, &with)?),
        R::UndoDecision(with) => A::UndoDecision(review::undo(&*session()?, &with)?),
        R::RedoDecision(with) => A::RedoDecision(review::redo(&*session()?, &with)?),
        R::Decisions(with) => A::Decisions(review::journal(&*session()?, &with)?),
        R::Agreement(_) => A::Agreement(review::agreement(&*session()?)?),
        R::MergePreview(with) => A::MergePreview(review::merging::preview(workbench, with)?),
        R::MergeDecisions(with) => A::MergeDecisions(review::merging::merge(workbench, with)?),

        R::ExportPreview(with) => A::ExportPreview(exporting::requests::preview(&*session()?, &with)?),
        R::StartExport(with) => A::StartExport(exporting::requests::start(workbench, &with)?),
        R::Exports(_) => A::Exports(exporting::requests::written(&*session()?)?),
        R::Prove(with) => A::Prove(exporting::requests::prove(workbench, &with)?),
        R::SaveReport(with) => A::SaveReport(exporting::requests::save_report(workbench, &with)?),

        R::Settings(_) => A::Settings(settings_file::load(&workbench.folders)?),
        R::ChangeSettings(with) => A::ChangeSettings(settings_file::change(&workbench.folders, with)?),
        R::Folders(_) => A::Folders(own_folders::list(&workbench.folders)),
        R::ChooseFolder(with) => A::ChooseFolder(own_folders::choose(workbench, with)?),
        R::Token(_) => A::Token(hub_token::view(&workbench.folders)),
        R::SetToken(with) => A::SetToken(hub_token::set(workbench, &with)?),
        R::About(_) => A::About(settings_file::about(&workbench.folders)),
        R::CrashReport(_) => A::CrashReport(crate::crash::last(&workbench.folders)?),
        R::DiscardCrashReport(_) => A::DiscardCrashReport(crate::crash::discard(&workbench.folders)?),
    })
}
