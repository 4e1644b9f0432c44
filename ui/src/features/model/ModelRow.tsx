/** One model: what it is, whether it fits and why, how long it takes, and one button that says what it does. */
import { useState } from "react";
import { call, type FitVerdict, type JobView, type ModelView, type ProjectInfo } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { Button } from "../../components/Button";
import { ConfirmDialog } from "../../components/Dialog";
import { cx } from "../../components/cx";
import { Icon, type IconName } from "../../components/Icon";
import { Tag } from "../../components/Tag";
import { bytes } from "../../texts/format";
import { isTextKey, say, sayAny, sayFailure } from "../../texts/say";
import { JobButtons, JobLine } from "./JobLine";
import { fetches, isUsable, jobToShow, outOf } from "./offers";
import { ReadingOffer } from "./ReadingOffer";
import { UsedElsewhere } from "./UsedElsewhere";

interface Props {
  model: ModelView;
  /** None while no project is open: then nothing is read with it. */
  project: ProjectInfo | null;
  jobs: readonly JobView[];
  hasFast: boolean;
  /** Its button is the one solid one. */
  isMain: boolean;
}

export function ModelRow({ model, project, jobs, hasFast, isMain }: Props) {
  const isCurrent = project !== null && project.current_model === model.model && model.problem === null && model.group === "here";
  const download = model.place === null ? jobToShow(jobs, (job) => fetches(job, model)) : undefined;
  const reading = jobToShow(jobs, (job) => job.kind === "reading" && job.subject === model.name);
  return (
    <li className={cx("model-row", isCurrent && "is-current")}>
      <div className="model-grid">
        <Name model={model} isCurrent={isCurrent} />
        <span className="num model-size">{bytes(model.size_bytes)}</span>
        <FitWords model={model} />
        <span className="model-time">{timeWords(model)}</span>
        <span className="model-licence">{model.licence ?? say("model.no_licence")}</span>
        <span className="model-buttons">
          {download ? <JobButtons job={download} /> : model.place === null ? <Download model={model} isMain={isMain} /> : <Here model={model} isCurrent={isCurrent} isMain={isMain} canRead={project !== null} />}
        </span>
      </div>
      {download ? <JobLine job={download} /> : null}
      {model.kind === "sentence" && reading ? <JobLine job={reading} /> : null}
      {project && isCurrent ? <ReadingOffer project={project} model={model} job={reading} hasFast={hasFast} /> : null}
    </li>
  );
}

function Name({ model, isCurrent }: { model: ModelView; isCurrent: boolean }) {
  const facts = model.layers !== null && model.width !== null
    ? say("model.facts", { family: model.family ?? "", layers: model.layers, width: model.width }) : (model.repo ?? "");
  return (
    <div className="model-name">
      <p className="model-title">{model.name}{isCurrent ? <Tag icon="check">{say("model.in_use")}</Tag> : null}</p>
      {model.problem ? <p className="model-problem"><Icon name="warn" />{sayFailure(model.problem)}</p> : (
        <p className="model-remark" title={model.place ?? undefined}>{isTextKey(model.remark) ? sayAny(model.remark) : facts}</p>
      )}
    </div>
  );
}

const FITS: Record<FitVerdict, IconName> = { fits: "ok", tight: "half", wont_fit: "stop", no_disk: "stop" };

function FitWords({ model }: { model: ModelView }) {
  if (model.problem) return <span className="model-time">—</span>;
  const { verdict, needs_bytes: needs, free_bytes: free, disk_needs_bytes: disk, disk_free_bytes: room } = model.fit;
  const memory = say("model.fit.needs", outOf(bytes(needs), bytes(free)));
  const onDisk = say("model.fit.needs_disk", outOf(bytes(disk), bytes(room)));
  return (
    <span className={cx("model-fit", `fit-${verdict}`)} title={disk > 0 ? `${memory}. ${onDisk}` : memory}>
      <Icon name={FITS[verdict]} />
      <span><strong>{say(`model.fit.${verdict}`)}</strong>, {verdict === "no_disk" ? onDisk : memory}</span>
    </span>
  );
}

function timeWords(model: ModelView): string {
  if (!isUsable(model)) return "—";
  if (!model.measured) return say(model.place === null ? "model.time.after_download" : "model.time.after_try");
  const rate = Number(model.measured.documents_per_s.toPrecision(2));
  if (model.measured.seconds_for_rest === 0) return say("model.time.rate", { rate });
  return say("model.time.measured", { seconds: model.measured.seconds_for_rest });
}

function Download({ model, isMain }: { model: ModelView; isMain: boolean }) {
  const repo = model.repo;
  const fetch = () => attempt(async () => { if (repo !== null) await call("download_model", { repo, revision: null }); });
  return (
    <Button look={isMain ? "solid" : "edge"} disabled={repo === null || !isUsable(model)} onClick={fetch}>
      {say("model.download", { size: model.size_bytes })}
    </Button>
  );
}

function Here({ model, isCurrent, isMain, canRead }: { model: ModelView; isCurrent: boolean; isMain: boolean; canRead: boolean }) {
  const [asking, setAsking] = useState(false);
  const use = () => attempt(async () => { await call("use_model", { model: model.model }); });
  const read = () => attempt(async () => {
    await call("start_reading", { model: model.model, scope: { kind: "rest" }, settings: null, representations: null, autoencoder: null });
  });
  const remove = () => attempt(async () => {
    setAsking(false);
    const { bytes: freed } = await call("remove_model", { model: model.model });
    tell(say(model.removable ? "model.removed_freed" : "model.removed", { name: model.name, freed }));
  });
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>{model.removable ? say("model.remove_frees", { size: model.frees_bytes }) : say("model.take_off")}</Button>
      {!canRead || isCurrent || model.kind === "sentence" ? null : <Button look={isMain ? "solid" : "edge"} disabled={!isUsable(model)} onClick={use}>{say("model.use")}</Button>}
      {canRead && model.kind === "sentence" ? <Button look="edge" disabled={!isUsable(model)} onClick={read}>{say("model.read_meaning")}</Button> : null}
      <ConfirmDialog title={say("model.remove.title", { name: model.name })} open={asking} onClose={() => setAsking(false)} onConfirm={remove}
        action={model.removable ? say("model.remove_frees", { size: model.frees_bytes }) : say("model.take_off")}>
        <p>{say(model.removable ? "model.remove.deletes" : "model.remove.keeps", { size: model.frees_bytes })}</p>
        {model.removable && model.frees_bytes < model.size_bytes ? <p>{say("model.remove.shared", { size: model.size_bytes - model.frees_bytes })}</p> : null}
        {isCurrent ? <p>{say("model.remove.in_use")}</p> : null}
        {model.readings > 0 ? <p>{say("model.remove.readings", { readings: model.readings })}</p> : null}
        {asking ? <UsedElsewhere model={model.model} /> : null}
      </ConfirmDialog>
    </>
  );
}
