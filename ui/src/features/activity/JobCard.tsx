/** One job: what it does, where it is, why it stopped, and what can be done now. */
import { useEffect, useState } from "react";
import type { JobState, JobView } from "../../api";
import { jobTitle, outcomeText, stateText } from "../../app/jobText";
import { go, type Place } from "../../app/navigation";
import { Button, CopyDetails, cx, Icon, type IconName } from "../../components";
import { duration, moment } from "../../texts/format";
import { LearningFigures } from "../autoencoders/LearningFigures";
import { say, sayFailure, type TextKey } from "../../texts/say";
import { JobDeeds, JobProgress } from "./JobDeeds";

const ICONS: Record<JobState, IconName> = { queued: "clock", running: "play", paused: "pause", done: "ok", failed: "stop", cancelled: "cross" };
const HERE: Record<JobView["kind"], { place: Place; text: TextKey }> = {
  import: { place: "data", text: "activity.show.data" }, hub_import: { place: "data", text: "activity.show.data" },
  reading: { place: "results", text: "activity.show.results" }, download: { place: "model", text: "activity.show.model" },
  export: { place: "export", text: "activity.show.export" },
  autoencoder: { place: "model", text: "activity.show.autoencoders" },
  training: { place: "results", text: "activity.show.results" },
  study: { place: "results", text: "activity.show.results" },
  map: { place: "results", text: "activity.show.results" },
};
/** Seconds without progress before we say so. */
const QUIET = 20;

export function JobCard({ job }: { job: JobView }) {
  const quiet = useQuiet(job);
  const isOpen = job.state !== "done" && job.state !== "cancelled";
  return (
    <li className={cx("job", `job-${job.state}`)}>
      <Icon name={ICONS[job.state]} className="job-icon" />
      <div className="job-words">
        <p className="job-title">{jobTitle(job)}</p>
        <p className="ink-2">{job.state === "done" ? outcomeText(job) : `${stateText(job)}${job.state === "running" ? "…" : ""}`}</p>
        {job.outcome?.kind === "exported" && <p className="hint">{say("activity.passport", { passport: job.outcome.passport })}</p>}
        {job.failure && <p className="job-failure">{sayFailure(job.failure)}</p>}
        {quiet !== null && <p className="job-quiet"><Icon name="warn" />{say("activity.quiet", { time: duration(quiet) })}</p>}
        {isOpen && job.state !== "queued" && <JobProgress job={job} />}
        {job.learning && <LearningFigures learning={job.learning} />}
        <p className="hint">{job.worked_s > 0 ? say("activity.started_worked", { when: moment(job.queued_ms), time: duration(job.worked_s) }) : say("activity.started", { when: moment(job.queued_ms) })}</p>
      </div>
      <JobActions job={job} />
    </li>
  );
}

function JobActions({ job }: { job: JobView }) {
  const here = HERE[job.kind];
  return (
    <div className="job-actions">
      {job.state === "done" && <Button onClick={() => go(here.place)}>{say(here.text)}</Button>}
      {job.failure && <CopyDetails failure={job.failure} />}
      <JobDeeds job={job} />
    </div>
  );
}

/** Seconds since a running job last moved, once that is worth saying; else null. */
function useQuiet(job: JobView): number | null {
  const [since, setSince] = useState(0);
  useEffect(() => {
    if (job.state !== "running") return setSince(0);
    const from = Date.now();
    setSince(0);
    const timer = setInterval(() => setSince((Date.now() - from) / 1000), 5000);
    return () => clearInterval(timer);
  }, [job.state, job.done, job.step]);
  return since >= QUIET ? since : null;
}
