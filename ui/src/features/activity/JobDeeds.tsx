/** What can be done with a job in its state, and how far it is: the same on its own page and where it was started. */
import { useDo, type JobState, type JobView } from "../../api";
import { doneText, jobTitle, paceText } from "../../app/jobText";
import { report } from "../../app/status";
import { Button, Progress } from "../../components";
import { say, type TextKey } from "../../texts/say";

type Deed = "pause_job" | "resume_job" | "cancel_job" | "dismiss_job";
const DEEDS: Record<JobState, { deed: Deed; text: TextKey; look?: "quiet" }[]> = {
  queued: [{ deed: "cancel_job", text: "action.cancel" }],
  running: [{ deed: "pause_job", text: "activity.pause" }, { deed: "cancel_job", text: "action.cancel", look: "quiet" }],
  paused: [{ deed: "resume_job", text: "activity.resume" }, { deed: "cancel_job", text: "action.cancel", look: "quiet" }],
  failed: [{ deed: "resume_job", text: "action.try_again" }, { deed: "dismiss_job", text: "action.dismiss", look: "quiet" }],
  done: [{ deed: "dismiss_job", text: "action.dismiss", look: "quiet" }],
  cancelled: [{ deed: "dismiss_job", text: "action.dismiss", look: "quiet" }],
};

export function JobDeeds({ job }: { job: JobView }) {
  return DEEDS[job.state].map(({ deed, text, look }) => <DeedButton key={deed} deed={deed} job={job} label={say(text)} look={look} />);
}

export function JobProgress({ job }: { job: JobView }) {
  const pace = paceText(job);
  return (
    <div className="job-progress">
      <Progress label={jobTitle(job)} value={job.share} quiet={job.state !== "running"} />
      <p className="job-numbers"><span>{doneText(job)}</span>{pace && <span>{pace}</span>}</p>
    </div>
  );
}

function DeedButton({ deed, job, label, look }: { deed: Deed; job: JobView; label: string; look?: "quiet" | undefined }) {
  const { mutate, isPending } = useDo(deed);
  return (
    <Button look={look ?? "edge"} disabled={isPending} aria-label={say("activity.deed", { deed: label, job: jobTitle(job) })}
      onClick={() => mutate({ job: job.job }, { onError: (failure) => report(failure) })}>{label}</Button>
  );
}
