/** A study with what was measured: its finding with the figure, its table, how it was done, and its caveat in sight. */
import { useId, useState } from "react";
import { pick, useAsk, useDo, type Figure, type StudyView } from "../../api";
import { attempt } from "../../app/commands";
import { stateText } from "../../app/jobText";
import { report, tell } from "../../app/status";
import { FigureView } from "../../charts/FigureView";
import { useWidth } from "../../charts/useSize";
import { Button } from "../../components/Button";
import { ConfirmDialog } from "../../components/Dialog";
import { Menu } from "../../components/Menu";
import { Tag } from "../../components/Tag";
import { say, sayAny, sayFailure, type Values } from "../../texts/say";
import { JobDeeds, JobProgress } from "../activity/JobDeeds";
import { undoOf } from "../history/deeds";
import { StudyTable } from "./StudyTable";
import { axisWords, seriesOf } from "./studies";

export function StudyCard({ study }: { study: StudyView }) {
  const id = useId();
  const { kind } = study.query;
  const isDone = study.done === study.measurements;
  return (
    <li className="card study" aria-labelledby={id}>
      <header className="card-head">
        <h3 id={id}>{say(`study.title.${kind}`)}</h3>
        <div className="study-deeds">
          {study.facts["goal"] && kind !== "separability" ? <Tag>{String(study.facts["goal"])}</Tag> : null}
          {isDone ? <SaveStudy study={study} /> : null}
          {study.job === null || isDone ? <Remove study={study} /> : null}
        </div>
      </header>
      <p className="card-caveat">{say(`study.caveat.${kind}`)}</p>
      {isDone ? null : study.job !== null ? <Underway job={study.job} /> : <p className="study-means">{say("study.unfinished", { done: study.done, measurements: study.measurements })}</p>}
      {study.figure ? <Painted figure={study.figure} /> : null}
      {study.rows.length > 0 && study.figure ? <StudyTable study={study} /> : null}
      <details className="card-means">
        <summary>{say("study.protocol")}</summary>
        <p>{say(`study.protocol.${kind}`, study.facts as Values)}</p>
      </details>
    </li>
  );
}

function Underway({ job: number }: { job: number }) {
  const job = useAsk("jobs", {}).data?.find((each) => each.job === number);
  if (!job) return null;
  return (
    <div className="trainings-job">
      <p role="status">{job.state === "failed" ? say("study.failed") : `${stateText(job)}${job.state === "running" ? "…" : ""}`}</p>
      {job.failure ? <p>{sayFailure(job.failure)}</p> : null}
      {job.state === "queued" ? null : <JobProgress job={job} />}
      <div className="trainings-deeds"><JobDeeds job={job} /></div>
    </div>
  );
}

function Painted({ figure }: { figure: Figure }) {
  const [frame, width] = useWidth<HTMLDivElement>(480);
  const names = seriesOf(figure);
  return (
    <div ref={frame} className="study-figure">
      <FigureView figure={figure} say={(key, values) => sayAny(key, values)} width={width} height={280} format={(value, label) => axisWords(value, label, figure.arguments)} />
      {names.length > 0 ? (
        <ul className="line-legend">
          {names.map((name, at) => (
            <li key={name}><svg width={22} height={8} aria-hidden="true"><line className={`chart-line chart-method-${"abcd"[at % 4]}`} x1={0} x2={22} y1={4} y2={4} /></svg>{name}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const SUFFIXES = ["svg", "png", "csv"] as const;

function SaveStudy({ study }: { study: StudyView }) {
  const save = useDo("save_figure");
  const to = (suffix: (typeof SUFFIXES)[number]) => attempt(async () => {
    const [file] = await pick({ purpose: "save", suggested: `${study.query.kind.replaceAll("_", "-")}.${suffix}` });
    if (!file) return;
    const { place } = await save.mutateAsync({ figure: { of: "study", study: study.study }, ticket: file.ticket });
    tell(say("figure.saved", { place }));
  });
  return (
    <Menu label={say("figure.save_named", { figure: say(`study.title.${study.query.kind}`) })} look="quiet" icon="export" bare
      entries={SUFFIXES.map((suffix) => ({ id: suffix, label: say(suffix === "csv" ? "study.save_csv" : `figure.save_${suffix}`), onAction: () => to(suffix) }))} />
  );
}

function Remove({ study }: { study: StudyView }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useDo("delete_study");
  const confirmed = () => remove.mutate({ study: study.study }, {
    onSuccess: (deed) => tell(say("study.deleted"), undoOf(deed)), onError: (failed) => report(failed), onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>{say("study.delete")}</Button>
      <ConfirmDialog title={say("study.delete_title")} open={isAsking} onClose={() => setAsking(false)} onConfirm={confirmed} action={say("study.delete")} busy={remove.isPending}>
        <p>{say("study.delete_words")}</p>
      </ConfirmDialog>
    </>
  );
}
