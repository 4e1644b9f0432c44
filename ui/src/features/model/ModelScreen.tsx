/** Model: what can read the rows, whether it fits, what it costs in time, and the reading itself. */
import "./model.css";
import { call, pick, useAsk, type JobView, type ModelView, type ProjectInfo } from "../../api";
import { attempt } from "../../app/commands";
import { go } from "../../app/navigation";
import { tell } from "../../app/status";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { Screen } from "../../components/Screen";
import { ErrorState, Skeleton } from "../../components/States";
import { bytes } from "../../texts/format";
import { say } from "../../texts/say";
import { AutoencoderPart } from "../autoencoders/AutoencoderPart";
import { ComputerLine } from "./ComputerLine";
import { useHubSearch } from "./HubSearch";
import { JobButtons, JobLine } from "./JobLine";
import { ModelRow } from "./ModelRow";
import { fetches, groups, isOpen, isUsable } from "./offers";

export function ModelScreen() {
  const overview = useAsk("overview", {}).data;
  return overview ? <Model project={overview.project} /> : null;
}

/** Without a project the models are looked after: found, fetched, added and removed. Nothing can be read with them then. */
function Model({ project }: { project: ProjectInfo | null }) {
  const models = useAsk("models", {});
  const hub = useHubSearch();
  const back = project ? null : <Button look="quiet" icon="left" onClick={() => go("data")}>{say("projects.back")}</Button>;
  return (
    <Screen title={say(project ? "model.title" : "model.title_all")} actions={<>{back}{hub.field}<AddFromDisk /></>}>
      <div className="models">
        <ComputerLine />
        {hub.found}
        {models.failure && !models.data ? <ErrorState failure={models.failure} onRetry={models.again} /> : null}
        {models.loading ? <Skeleton lines={8} /> : null}
        {models.data ? <List models={models.data} project={project} /> : null}
      </div>
    </Screen>
  );
}

function AddFromDisk() {
  const add = (purpose: "model_file" | "model_folder") => attempt(async () => {
    const [file] = await pick({ purpose });
    if (!file) return;
    const added = await call("add_model", { ticket: file.ticket });
    tell(say("model.added", { name: added.name }));
  });
  return (
    <Menu label={say("model.add")} icon="folder" entries={[
      { id: "folder", label: say("model.add_folder"), hint: say("model.add_folder_hint"), icon: "folder", onAction: () => add("model_folder") },
      { id: "file", label: say("model.add_file"), hint: say("model.add_file_hint"), icon: "file", onAction: () => add("model_file") },
    ]} />
  );
}

function List({ models, project }: { models: ModelView[]; project: ProjectInfo | null }) {
  const jobs = useAsk("jobs", {}).data ?? [];
  const hasFast = useAsk("computer", {}).data?.has_fast_profile ?? false;
  const main = mainModel(models, project, jobs);
  const unlisted = jobs.filter((job) => job.kind === "download" && isOpen(job) && !models.some((model) => fetches(job, model)));
  return (
    <>
      {unlisted.map((job) => (
        <section key={job.job} className="hub-card" aria-label={job.subject}>
          <div className="model-name"><p className="model-title">{job.subject}</p><JobLine job={job} /></div>
          <JobButtons job={job} />
        </section>
      ))}
      <div className="model-grid model-heads" aria-hidden="true">
        <span>{say("model.column.name")}</span>
        <span className="num">{say("model.column.size")}</span>
        <span>{say("model.column.memory")}</span>
        <span>{!project || project.documents === 0 ? say("model.column.time_none") : say("model.column.time", { rows: project.documents })}</span>
        <span>{say("model.column.licence")}</span>
        <span />
      </div>
      {groups(models).map(({ group, models: some }) => (
        <section key={group} aria-labelledby={`models-${group}`}>
          <h2 className="model-group" id={`models-${group}`}>
            {say(`model.group.${group}`)} <span className="model-group-aside">{aside(group, some)}</span>
          </h2>
          {some.length === 0 ? <p className="model-none">{say("model.none_here")}</p> : null}
          <ul>
            {some.map((model) => <ModelRow key={model.model} model={model} project={project} jobs={jobs} hasFast={hasFast} isMain={model.model === main} />)}
          </ul>
        </section>
      ))}
      <AutoencoderPart project={project} jobs={jobs} />
    </>
  );
}

function aside(group: ModelView["group"], models: readonly ModelView[]): string {
  if (group === "recommended") return say("model.aside.recommended");
  if (group === "other") return say("model.aside.other", { models: models.length });
  return say("model.aside.here", { models: models.length, size: bytes(models.reduce((sum, model) => sum + model.size_bytes, 0)) });
}

/** The model whose button is solid: none while one is in use or on its way, else one that is here, else the first that is recommended. */
function mainModel(models: readonly ModelView[], project: ProjectInfo | null, jobs: readonly JobView[]): string | undefined {
  const inUse = models.some((model) => model.model === project?.current_model && model.group === "here" && isUsable(model));
  if (inUse || jobs.some((job) => job.kind === "download" && isOpen(job))) return undefined;
  const here = models.find((model) => model.group === "here" && isUsable(model));
  return (here ?? models.find((model) => model.group === "recommended" && isUsable(model)))?.model;
}
