/** The trainings that a card waits for: what they take, said before they start; then the job with its progress. */
import { useAsk, useDo, type EvidenceRun, type JobView } from "../../api";
import { stateText } from "../../app/jobText";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { ErrorState, Skeleton } from "../../components/States";
import { roughly } from "../../texts/format";
import { say, sayFailure } from "../../texts/say";
import { JobDeeds, JobProgress } from "../activity/JobDeeds";

const ENDED: ReadonlySet<JobView["state"]> = new Set(["done", "cancelled"]);

export function Trainings({ run }: { run: EvidenceRun }) {
  const cost = useAsk("evidence_estimate", run);
  const jobs = useAsk("jobs", {}).data;
  const start = useDo("start_evidence_run");
  const kind = run.kind === "deciles" ? "deciles" : "proxy_training";
  const number = start.data?.job ?? cost.data?.job ?? null;
  const job = jobs?.find((each) => each.job === number);
  if (job && !ENDED.has(job.state)) return <Underway job={job} />;
  return (
    <>
      <p>{say(`evidence.run.${kind}`)}</p>
      {cost.failure ? <ErrorState compact failure={cost.failure} onRetry={cost.again} /> : null}
      {cost.data ? (
        <>
          <p className="trainings-cost">{say(cost.data.done > 0 ? "evidence.run.cost_rest" : "evidence.run.cost", {
            trainings: cost.data.trainings, done: cost.data.done, model: cost.data.model, tokens: cost.data.tokens, held_out: cost.data.held_out, time: roughly(cost.data.seconds) })}</p>
          <Button disabled={start.isPending} onClick={() => start.mutate(run, { onError: (failed) => report(failed) })}>{say("evidence.run.start", { time: roughly(cost.data.seconds) })}</Button>
        </>
      ) : cost.failure ? null : <Skeleton lines={1} label={say("evidence.run.measuring")} />}
    </>
  );
}

function Underway({ job }: { job: JobView }) {
  return (
    <div className="trainings-job">
      <p role="status">{job.state === "failed" ? say("evidence.run.failed") : `${stateText(job)}${job.state === "running" ? "…" : ""}`}</p>
      {job.failure ? <p>{sayFailure(job.failure)}</p> : null}
      {job.state === "queued" ? null : <JobProgress job={job} />}
      <div className="trainings-deeds"><JobDeeds job={job} /></div>
    </div>
  );
}
