/** Activity: every job in one style: its state in words, the cause, the next action. */
import { useAsk, type JobView } from "../../api";
import { EmptyState, ErrorState, Screen, Skeleton } from "../../components";
import { say } from "../../texts/say";
import { JobCard } from "./JobCard";

const OPEN: ReadonlySet<JobView["state"]> = new Set(["queued", "running", "paused", "failed"]);

export function ActivityScreen() {
  const jobs = useAsk("jobs", {});
  const open = jobs.data?.filter((job) => OPEN.has(job.state)) ?? [];
  const ended = jobs.data?.filter((job) => !OPEN.has(job.state)) ?? [];
  return (
    <Screen title={say("place.activity")} beside={<span className="hint">{say("activity.promise")}</span>}>
      {jobs.failure && !jobs.data ? <ErrorState failure={jobs.failure} onRetry={jobs.again} />
        : jobs.loading ? <Skeleton lines={6} />
        : jobs.data?.length === 0 ? <EmptyState icon="activity" title={say("activity.none")}>{say("activity.none_words")}</EmptyState>
        : <div className="page"><div className="page-inner page-wide">
            <Group title={say("activity.now")} jobs={open} none={say("activity.idle")} />
            {ended.length > 0 && <Group title={say("activity.ended")} jobs={ended} />}
          </div></div>}
    </Screen>
  );
}

function Group({ title, jobs, none }: { title: string; jobs: JobView[]; none?: string }) {
  return (
    <section className="part">
      <h2 className="part-title">{title}</h2>
      {jobs.length === 0 ? <p className="ink-2">{none}</p> : <ul className="lines">{jobs.map((job) => <JobCard key={job.job} job={job} />)}</ul>}
    </section>
  );
}
