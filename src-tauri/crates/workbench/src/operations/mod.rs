//! The table of operations: everything a face can ask, one typed request in, one typed answer or one [`Failure`] out.
//!
//! Each domain has a file with its requests and answers; [`Request`] lists them all, and its exhaustive match is the
//! only dispatch. The TypeScript of these types is generated. Texts are no part of it: a failure is a code with
//! arguments, said by the catalogue of the face.

pub mod annotators;
pub mod autoencoder;
pub mod backup;
pub mod compare;
pub mod composition;
pub mod cut;
pub mod data;
pub mod deed;
mod event;
pub mod evidence;
pub mod export;
pub mod failure;
pub mod figure;
pub mod files;
pub mod goal;
pub mod import;
pub mod job;
pub mod map;
pub mod method;
pub mod model;
pub mod neuron;
pub mod neuron_flow;
pub mod neuron_pair;
pub mod project;
pub mod ranking;
pub mod reading_note;
pub mod review;
pub mod run;
pub mod settings;
pub mod study;
pub mod surprise;
pub mod tokens;
pub mod whatif;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use event::{Changed, Event};
pub use failure::{Argument, Failure, FailureCode};

/// Declares [`Request`] and [`Answer`] side by side, so that no request can lack its answer's type.
macro_rules! operations {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $answer:ty;)+) => {
        /// One question or wish of a face.
        #[derive(Debug, Clone, Deserialize, Serialize, TS)]
        #[serde(tag = "op", content = "with", rename_all = "snake_case", deny_unknown_fields)]
        #[ts(export, export_to = "workbench.ts")]
        pub enum Request { $($(#[doc = $doc])+ $name($request),)+ }

        /// What comes back: the same name as the request's.
        #[derive(Debug, Clone, Serialize, Deserialize, TS)]
        #[serde(tag = "op", content = "value", rename_all = "snake_case")]
        #[ts(export, export_to = "workbench.ts")]
        pub enum Answer { $($(#[doc = $doc])+ $name($answer),)+ }
    };
}

operations! {
    /// What is open, and how far along it is.
    Overview(Nothing) -> project::Overview;
    /// Makes a new project file and opens it.
    CreateProject(project::CreateProject) -> project::Overview;
    /// Opens a project file.
    OpenProject(project::OpenProject) -> project::Overview;
    /// Opens the sample project, made fresh from what ships with the app unless it is there already.
    OpenSample(Nothing) -> project::Overview;
    /// Closes the open project; running jobs are paused and go on when it is opened again.
    CloseProject(Nothing) -> project::Overview;
    /// Projects opened before, newest first.
    RecentProjects(Nothing) -> Vec<project::RecentProject>;
    /// Takes a project off the list of those opened before; its file stays.
    ForgetRecent(project::ForgetRecent) -> Vec<project::RecentProject>;
    /// Whole copies of a project that were made by themselves.
    Backups(backup::BackupsOf) -> backup::Backups;
    /// Puts a backup in its project's place and opens it; what stood there becomes a backup first.
    RestoreBackup(backup::RestoreBackup) -> project::Overview;
    /// Writes a whole copy of the open project to a file.
    SaveCopy(project::SaveCopy) -> project::Saved;
    /// Makes a new project of what can still be read of a damaged one.
    SalvageProject(project::SalvageProject) -> project::Salvaged;
    /// Changes the project's name.
    RenameProject(project::RenameProject) -> project::Overview;

    /// Looks into files without importing them: format, columns, a guessed mapping, three sample rows.
    PreviewImport(import::PreviewImport) -> import::ImportPreview;
    /// Starts reading files into the pool.
    StartImport(import::StartImport) -> job::Started;
    /// Starts fetching a data set by its hub name into the pool.
    StartHubImport(import::StartHubImport) -> job::Started;
    /// What was imported, with counts of the rows set aside.
    Imports(Nothing) -> Vec<import::ImportInfo>;
    /// Rows of an import that were set aside, each with its line and reason.
    SetAside(import::SetAsideQuery) -> import::SetAsidePage;
    /// Deletes an import's documents with everything computed from them.
    DeleteImport(import::DeleteImport) -> project::Freed;
    /// A stretch of the pool's table.
    PoolPage(data::PoolQuery) -> data::PoolPage;
    /// How the values of each column are distributed under a filter.
    PoolColumns(data::Filter) -> Vec<data::ColumnDistribution>;
    /// One document, whole.
    Document(data::DocumentQuery) -> data::DocumentView;
    /// Rows of the pool that are the same, or nearly, in groups.
    Duplicates(composition::DuplicatesQuery) -> composition::Duplicates;

    /// The project's goals.
    Goals(Nothing) -> Vec<goal::GoalInfo>;
    /// Makes a goal without examples.
    CreateGoal(goal::CreateGoal) -> goal::GoalInfo;
    /// Changes a goal's name.
    RenameGoal(goal::RenameGoal) -> goal::GoalInfo;
    /// Deletes a goal with its examples.
    DeleteGoal(goal::GoalRef) -> deed::DeedView;
    /// A goal's examples with what is known of each, and the goal's health.
    Goal(goal::GoalQuery) -> goal::GoalView;
    /// Adds examples by pasting, from a file, or from the pool.
    AddExamples(goal::AddExamples) -> goal::AddedExamples;
    /// Ticks or unticks examples.
    SetExamples(goal::SetExamples) -> goal::GoalInfo;
    /// Says of examples whether they are of what is not wanted.
    MarkExamples(goal::MarkExamples) -> goal::GoalInfo;
    /// Moves examples to another goal.
    MoveExamples(goal::MoveExamples) -> goal::GoalInfo;
    /// How much of what is kept stays when the examples are drawn again.
    GoalStability(goal::GoalStabilityQuery) -> goal::GoalStability;
    /// Removes examples.
    RemoveExamples(goal::RemoveExamples) -> deed::DeedView;
    /// What was deleted or changed and can be taken back, newest first.
    Deeds(Nothing) -> Vec<deed::DeedView>;
    /// Makes a deed not done.
    TakeBack(deed::DeedRef) -> deed::DeedView;

    /// What this computer has to read models with.
    Computer(Nothing) -> model::Computer;
    /// Models on this computer and those recommended for it.
    Models(Nothing) -> Vec<model::ModelView>;
    /// Adds a model folder or GGUF file from disk, where it stays.
    AddModel(model::AddModel) -> model::ModelView;
    /// Which other projects hold what a model read.
    ModelUses(model::ModelRef) -> model::ModelUses;
    /// Forgets a model, or deletes the files that this app fetched for it.
    RemoveModel(model::RemoveModel) -> project::Freed;
    /// Asks the hub what a model name holds and whether it can be run.
    FindModel(model::FindModel) -> model::HubModel;
    /// Looks for models on the hub by words: those that can be run first.
    SearchModels(model::SearchModels) -> Vec<model::HubOffer>;
    /// Which hub it is, and whether it knows the person.
    HubAccount(Nothing) -> model::HubAccount;
    /// Starts fetching a model from the hub.
    DownloadModel(model::DownloadModel) -> job::Started;
    /// Makes a model the project's chosen one.
    UseModel(model::ModelRef) -> project::Overview;
    /// Sparse autoencoders on this computer.
    Autoencoders(Nothing) -> Vec<model::AutoencoderView>;
    /// Adds a sparse autoencoder from disk, where it stays.
    AddAutoencoder(model::AddAutoencoder) -> model::AutoencoderView;
    /// Takes a sparse autoencoder off the list; its files stay.
    RemoveAutoencoder(model::AutoencoderRef) -> Nothing;
    /// What training a sparse autoencoder on the pool would be and cost.
    AutoencoderEstimate(autoencoder::TrainAutoencoder) -> autoencoder::AutoencoderEstimate;
    /// Starts training a sparse autoencoder on the pool.
    StartAutoencoderTraining(autoencoder::TrainAutoencoder) -> job::Started;

    /// Starts reading pool and examples with a model: a trial, the first rows, or all that is still unread.
    StartReading(job::StartReading) -> job::Started;
    /// All jobs of the project, newest first.
    Jobs(Nothing) -> Vec<job::JobView>;
    /// Stops a job at its next commit; it can go on.
    PauseJob(job::JobRef) -> job::JobView;
    /// Lets a paused, failed or interrupted job go on where it stopped.
    ResumeJob(job::JobRef) -> job::JobView;
    /// Ends a job; what it committed stays.
    CancelJob(job::JobRef) -> job::JobView;
    /// Takes an ended job off the list.
    DismissJob(job::JobRef) -> Nothing;

    /// The selection methods with their names, needs and settings.
    Methods(Nothing) -> Vec<ranking::MethodView>;
    /// Ranks the pool for a goal.
    Rank(ranking::RankQuery) -> ranking::RankingView;
    /// A stretch of a ranking.
    RankingPage(ranking::RankingPageQuery) -> ranking::RankingPage;
    /// Where a budget cuts a ranking.
    Cut(ranking::CutQuery) -> ranking::Cut;
    /// The rows that were left out of a ranking because a better one is so alike.
    Alike(composition::AlikeQuery) -> Vec<composition::AlikeRow>;
    /// Why a document stands where it stands.
    Why(ranking::WhyQuery) -> ranking::Why;
    /// What a change to the question did to the order.
    RankChanges(whatif::RankChangesQuery) -> whatif::RankChanges;
    /// Where a document would stand without one of the examples.
    WithoutExample(whatif::WithoutExampleQuery) -> whatif::WithoutExample;
    /// The rankings that were kept as questions, newest first.
    Runs(Nothing) -> Vec<run::Run>;
    /// Keeps a question under a name.
    KeepRun(run::KeepRun) -> run::Run;
    /// Takes a ranking whose cut was moved into the history.
    NoteRun(run::NoteRun) -> run::Run;
    /// Gives a kept question another name.
    RenameRun(run::RenameRun) -> run::Run;
    /// Lets a kept question go.
    DeleteRun(run::RunRef) -> deed::DeedView;
    /// A document's neurons against the goal's, layer by layer.
    NeuronStrip(ranking::WhyQuery) -> ranking::NeuronStrip;
    /// Pairs of neurons in neighbouring layers that the goal's examples fire together, with what of them a document fires.
    NeuronFlow(ranking::WhyQuery) -> neuron_flow::NeuronFlow;
    /// The same as data to paint.
    NeuronFlowFigure(ranking::WhyQuery) -> figure::Figure;
    /// Which tokens of a document drive its score.
    Tokens(tokens::TokensQuery) -> tokens::Tokens;
    /// Which tokens of some documents fire a neuron.
    NeuronTokens(tokens::NeuronTokensQuery) -> Vec<tokens::NeuronInRow>;
    /// One neuron: how often it fires, and which rows and examples fire it.
    Neuron(neuron::NeuronQuery) -> neuron::NeuronFacts;
    /// Two sides' neurons against each other: rows, goals, what rankings keep or drop.
    NeuronPair(neuron_pair::NeuronPairQuery) -> neuron_pair::NeuronPair;
    /// Two sides' neurons as data to paint.
    NeuronPairFigure(neuron_pair::NeuronFigureQuery) -> figure::Figure;
    /// What this person calls the neurons of a ranking's model.
    NeuronNames(neuron::NeuronNamesQuery) -> Vec<neuron::NamedNeuron>;
    /// Names a neuron, or takes its name away.
    NameNeuron(neuron::NameNeuron) -> Vec<neuron::NamedNeuron>;
    /// Writes all names of neurons to a file.
    SaveNeuronNames(neuron::NeuronNamesFile) -> project::Saved;
    /// Takes names of neurons in from a file; names that are here stay.
    ReadNeuronNames(neuron::NeuronNamesFile) -> neuron::NeuronNamesRead;
    /// How the surprise filter's entropies are distributed over the pool.
    Surprises(surprise::SurpriseQuery) -> surprise::Surprises;
    /// The map of the pool of a kind, and what one would be made of.
    Map(map::MapQuery) -> map::MapView;
    /// Starts making a map; one that was begun goes on.
    StartMap(map::MapQuery) -> job::Started;
    /// How a ranking's cut covers a map.
    MapCoverage(map::MapCut) -> map::MapCoverage;
    /// What a part of a map holds.
    MapRegion(map::MapRegionQuery) -> map::MapRegionView;
    /// A figure of a ranking, as data to paint.
    Figure(figure::FigureQuery) -> figure::Figure;
    /// Writes a figure to a file.
    SaveFigure(figure::SaveFigure) -> project::Saved;

    /// How two to four rankings agree and differ.
    Compare(compare::CompareQuery) -> compare::Comparison;
    /// A figure of a comparison, as data to paint.
    CompareFigure(compare::CompareFigureQuery) -> figure::Figure;
    /// Rows that some rankings keep and others do not, those farthest apart first.
    Disagreements(compare::DisagreementQuery) -> compare::DisagreementPage;
    /// Where some rows stand in each ranking, in the order asked.
    Standings(compare::StandingsQuery) -> Vec<compare::ComparedRow>;
    /// How kept documents are spread over slices of the pool.
    Slices(compare::SlicesQuery) -> compare::Slices;
    /// What each of two rankings picks that the other does not.
    WhyDiffer(compare::WhyDifferQuery) -> compare::WhyDiffer;
    /// Draws pairs of documents to judge without knowing which ranking took which.
    StartBlindRound(compare::StartBlindRound) -> compare::BlindRound;
    /// All blind rounds, newest first.
    BlindRounds(Nothing) -> Vec<compare::BlindRoundInfo>;
    /// One blind round.
    BlindRound(compare::BlindRoundRef) -> compare::BlindRound;
    /// Judges one pair of a blind round.
    JudgeBlindPair(compare::JudgeBlindPair) -> compare::BlindRound;
    /// A card of evidence on which ranking to trust.
    Evidence(evidence::EvidenceQuery) -> evidence::EvidenceCard;
    /// What the trainings of a card would cost.
    EvidenceEstimate(evidence::EvidenceRun) -> evidence::EvidenceCost;
    /// Starts the trainings of a card.
    StartEvidenceRun(evidence::EvidenceRun) -> job::Started;

    /// What a study would take.
    StudyEstimate(study::StudyQuery) -> study::StudyCost;
    /// Starts a study; a job that has it already goes on instead.
    StartStudy(study::StudyQuery) -> job::Started;
    /// All studies of the project, newest first.
    Studies(Nothing) -> Vec<study::StudyView>;
    /// Deletes a study with what it measured.
    DeleteStudy(study::StudyRef) -> deed::DeedView;

    /// A stretch of what is to be reviewed, with what was decided about each row.
    ReviewQueue(review::QueueQuery) -> review::QueuePage;
    /// How far a queue is, and what its decisions say.
    ReviewProgress(review::QueueQuery) -> review::ReviewProgress;
    /// Decides about rows.
    Decide(review::Decide) -> review::Decided;
    /// How many rows a decision would change.
    DecidePreview(review::Decide) -> review::DecidePreview;
    /// Takes an annotator's last decision back.
    UndoDecision(review::Annotator) -> review::Decided;
    /// Makes the decision again that was taken back last.
    RedoDecision(review::Annotator) -> review::Decided;
    /// The journal of decisions, newest first.
    Decisions(review::DecisionsQuery) -> review::DecisionsPage;
    /// Who decided, and how far they agree.
    Agreement(Nothing) -> annotators::Agreement;
    /// What another copy of the project would bring.
    MergePreview(annotators::CopyRef) -> annotators::MergedDecisions;
    /// Takes the decisions of another copy of the project in.
    MergeDecisions(annotators::MergeDecisions) -> annotators::MergedDecisions;

    /// The first five rows an export would write, and what it would hold.
    ExportPreview(export::ExportPlan) -> export::ExportPreview;
    /// Starts an export.
    StartExport(export::StartExport) -> job::Started;
    /// Exports that were written, newest first.
    Exports(Nothing) -> Vec<export::ExportInfo>;
    /// Makes the selection of a passport again and says whether it is identical.
    Prove(export::Prove) -> export::Proof;
    /// Writes a page about a selection, for a colleague.
    SaveReport(export::SaveReport) -> project::Saved;

    /// Settings of this computer.
    Settings(Nothing) -> settings::Settings;
    /// Changes settings of this computer.
    ChangeSettings(settings::Settings) -> settings::Settings;
    /// The folders that a person can choose.
    Folders(Nothing) -> Vec<settings::FolderView>;
    /// Chooses a folder, or goes back to the usual one.
    ChooseFolder(settings::ChooseFolder) -> Vec<settings::FolderView>;
    /// Where the hub's token is; never the token.
    Token(Nothing) -> settings::TokenView;
    /// Keeps a token for the hub, or forgets it.
    SetToken(settings::SetToken) -> settings::TokenView;
    /// Versions, licences, folders.
    About(Nothing) -> settings::About;
    /// The report of the last crash, kept on this computer.
    CrashReport(Nothing) -> Option<settings::CrashReport>;
    /// Deletes it.
    DiscardCrashReport(Nothing) -> Nothing;
}

/// No arguments, or nothing to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub struct Nothing {}

#[cfg(test)]
mod tests;
