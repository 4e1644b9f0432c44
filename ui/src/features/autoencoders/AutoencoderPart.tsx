/** The autoencoders of this computer, in the Model place: which there are, how one is trained or added, which one is in use. */
import "./autoencoders.css";
import { useState } from "react";
import { call, pick, useAsk, type AutoencoderView, type JobView, type ProjectInfo } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { Button } from "../../components/Button";
import { ConfirmDialog } from "../../components/Dialog";
import { cx } from "../../components/cx";
import { Icon } from "../../components/Icon";
import { Tag } from "../../components/Tag";
import { count, share } from "../../texts/format";
import { say, sayFailure } from "../../texts/say";
import { JobButtons, JobLine } from "../model/JobLine";
import { LearningFigures } from "./LearningFigures";
import { trainingNow } from "./autoencoders";
import { TrainDialog } from "./TrainDialog";

export function AutoencoderPart({ project, jobs }: { project: ProjectInfo | null; jobs: readonly JobView[] }) {
  const all = useAsk("autoencoders", {}).data ?? [];
  const [training, setTraining] = useState(false);
  const model = project?.current_model ?? null;
  const now = trainingNow(jobs);
  const add = () => attempt(async () => {
    const [folder] = await pick({ purpose: "model_folder" });
    if (!folder) return;
    const added = await call("add_autoencoder", { ticket: folder.ticket, layer: null });
    tell(say("autoencoder.added", { name: added.name }));
  });
  return (
    <section aria-labelledby="autoencoders">
      <h2 className="model-group" id="autoencoders">{say("autoencoder.title")} <span className="model-group-aside">{say("autoencoder.aside")}</span></h2>
      {now ? <Now job={now} /> : null}
      <ul>{all.map((one) => <Row key={one.autoencoder} one={one} model={model} canRead={project !== null} />)}</ul>
      <div className="autoencoder-foot">
        <p>{all.length === 0 && !now ? say("autoencoder.none") : ""}</p>
        <Button icon="folder" onClick={add}>{say("autoencoder.add")}</Button>
        {project ? <Button disabled={model === null || project.documents === 0 || now !== undefined} onClick={() => setTraining(true)}>{say("autoencoder.train")}</Button> : null}
      </div>
      {model !== null && training ? <TrainDialog model={model} open onClose={() => setTraining(false)} /> : null}
    </section>
  );
}

function Now({ job }: { job: JobView }) {
  return (
    <div className="autoencoder-job">
      <JobLine job={job} />
      {job.learning ? <LearningFigures learning={job.learning} /> : null}
      <div className="autoencoder-job-buttons"><JobButtons job={job} /></div>
    </div>
  );
}

function Row({ one, model, canRead }: { one: AutoencoderView; model: string | null; canRead: boolean }) {
  const [asking, setAsking] = useState(false);
  const use = () => attempt(async () => {
    if (model !== null) await call("start_reading", { model, scope: { kind: "rest" }, settings: null, representations: ["latents"], autoencoder: one.autoencoder });
  });
  const remove = () => attempt(async () => {
    setAsking(false);
    await call("remove_autoencoder", { autoencoder: one.autoencoder });
  });
  const isFit = one.problem === null && one.fits_model !== false;
  return (
    <li className={cx("autoencoder-row", one.is_current && "is-current")}>
      <div className="autoencoder-words">
        <p className="model-title">{one.name}{one.is_current ? <Tag icon="check">{say("model.in_use")}</Tag> : null}</p>
        {one.problem ? <p className="model-problem"><Icon name="warn" />{sayFailure(one.problem)}</p> : <p className="autoencoder-facts" title={one.place}>{facts(one)}</p>}
      </div>
      <span className="model-buttons">
        <Button look="quiet" onClick={() => setAsking(true)}>{say("model.take_off")}</Button>
        {one.is_current || !canRead ? null : <Button disabled={!isFit || model === null} onClick={use}>{say("autoencoder.use")}</Button>}
      </span>
      <ConfirmDialog title={say("model.remove.title", { name: one.name })} open={asking} onClose={() => setAsking(false)} onConfirm={remove} action={say("model.take_off")}>
        <p>{say("autoencoder.remove", { place: one.place })}</p>
      </ConfirmDialog>
    </li>
  );
}

/** "Layer 29, 4,608 latents, 91 % explained, 3 % silent", and that it is another model's where it is. */
function facts(one: AutoencoderView): string {
  const first = say("autoencoder.facts", { layer: (one.layer ?? 0) + 1, latents: count(one.latents ?? 0) });
  const worth = one.origin ? say("autoencoder.facts_worth", { facts: first, explained: share(one.origin.explained), dead: share(one.origin.dead) }) : first;
  return one.fits_model === false ? say("autoencoder.facts_other", { facts: worth }) : worth;
}
