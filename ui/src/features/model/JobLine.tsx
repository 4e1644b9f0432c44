/** A job under its model: how far it is, at what pace, and how to hold or end it. Nothing is lost by pausing. */
import { call, type JobView } from "../../api";
import { attempt } from "../../app/commands";
import { doneText, paceText, stateText } from "../../app/jobText";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Progress } from "../../components/Progress";
import { say, sayFailure } from "../../texts/say";

/** The job's bar with its words. */
export function JobLine({ job }: { job: JobView }) {
  const share = job.total ? job.done / job.total : null;
  return (
    <div className="model-job">
      <Progress label={say("model.progress", { name: job.subject })} value={share} quiet={job.state === "paused"} />
      <p className="model-job-words">
        <span>{stateText(job)}{paceText(job) ? ` · ${paceText(job)}` : ""}</span>
        <span className="num">{doneText(job)}</span>
      </p>
      {job.failure ? <p className="model-problem"><Icon name="warn" />{sayFailure(job.failure)}</p> : null}
    </div>
  );
}

/** Pause, resume, try again, cancel: those that the state allows. */
export function JobButtons({ job }: { job: JobView }) {
  const deed = (op: "pause_job" | "resume_job" | "cancel_job" | "dismiss_job") => attempt(async () => { await call(op, { job: job.job }); });
  return (
    <>
      {job.state === "running" || job.state === "queued" ? <Button icon="pause" onClick={() => deed("pause_job")}>{say("model.job.pause")}</Button> : null}
      {job.state === "paused" ? <Button icon="play" onClick={() => deed("resume_job")}>{say("model.job.resume")}</Button> : null}
      {job.state === "failed" ? <Button icon="play" onClick={() => deed("resume_job")}>{say("action.try_again")}</Button> : null}
      {job.state === "failed"
        ? <Button look="quiet" onClick={() => deed("dismiss_job")}>{say("action.dismiss")}</Button>
        : <Button look="quiet" onClick={() => deed("cancel_job")}>{say("action.cancel")}</Button>}
    </>
  );
}
