/** Tells how jobs end, wherever the person is; failures stay in the status line, progress is said in tens. */
import { useEffect, useRef } from "react";
import { useAsk, type JobView } from "../api";
import { say } from "../texts/say";
import { announce } from "./announcer";
import { outcomeText } from "./jobText";
import { go } from "./navigation";
import { report, tell } from "./status";

interface Heard { state: JobView["state"]; tenth: number }

export function useJobNews(): void {
  const { data } = useAsk("jobs", {});
  const heard = useRef<Map<number, Heard> | null>(null);
  useEffect(() => {
    if (!data) return;
    const before = heard.current;
    heard.current = new Map(data.map((job) => [job.job, { state: job.state, tenth: tenthOf(job) }]));
    if (before) data.forEach((job) => news(job, before.get(job.job)));
  }, [data]);
}

const tenthOf = (job: JobView) => (job.total ? Math.floor((job.done / job.total) * 10) : 0);

function news(job: JobView, before: Heard | undefined): void {
  const action = { label: say("jobs.show"), run: () => go("activity") };
  if (job.state !== before?.state) {
    if (job.state === "done") tell(outcomeText(job), action);
    if (job.state === "failed" && job.failure) report(job.failure, action);
  } else if (job.state === "running" && tenthOf(job) > before.tenth) {
    announce(say("jobs.announce", { subject: job.subject, share: tenthOf(job) / 10 }));
  }
}
