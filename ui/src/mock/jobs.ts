/** Imitated jobs: they move on by a timer, can be paused, fail on demand, and change the world when they end. */
import type { JobKind, JobOutcome, JobStep, JobView, Learning } from "../api";
import { fresh, world } from "./world";

const TICK = 250;

interface Plan { kind: JobKind; subject: string; total: number; unit?: JobView["unit"]; perSecond: number; step: JobStep; learned?: (step: number) => Learning; end: () => JobOutcome }

const plans = new Map<number, Plan>();

/** Queues a job and sets it going. */
export function start(plan: Plan): { job: number } {
  const job: JobView = {
    job: fresh(), kind: plan.kind, subject: plan.subject, state: "running", step: "opening", done: 0, total: plan.total, unit: plan.unit ?? "rows",
    share: 0, rate_per_s: null, seconds_left: null, queued_ms: Date.now(), worked_s: 0, failure: null, outcome: null, learning: null, hitch: null,
  };
  plans.set(job.job, plan);
  world.jobs.unshift(job);
  world.tell({ event: "job", value: { ...job } });
  return { job: job.job };
}

/** Changes a job's state. */
export function put(number: number, state: JobView["state"]): JobView {
  const job = world.jobs.find((other) => other.job === number);
  if (!job) throw { code: "no_such_thing", arguments: { what: "job", id: number } };
  Object.assign(job, { state, failure: null, rate_per_s: null, seconds_left: null });
  world.tell({ event: "job", value: { ...job } });
  return { ...job };
}

function tick(): void {
  for (const job of world.jobs) {
    const plan = plans.get(job.job);
    if (job.state === "running" && plan) advance(job, plan);
  }
}

function advance(job: JobView, plan: Plan): void {
  job.step = plan.step;
  job.done = Math.min(plan.total, job.done + Math.max(1, Math.round(plan.perSecond * (TICK / 1000))));
  job.share = job.done / plan.total;
  job.learning = plan.learned?.(job.done) ?? null;
  job.worked_s += TICK / 1000;
  job.rate_per_s = plan.perSecond;
  job.seconds_left = (plan.total - job.done) / plan.perSecond;
  if (world.scenario === "failing" && job.done > plan.total / 2) {
    Object.assign(job, { state: "failed", failure: { code: "disk_full", arguments: { path: "~/Projects", needed_bytes: 3.4e9, free_bytes: 0.2e9, detail: "os error 28" } } });
  } else if (job.done >= plan.total) {
    Object.assign(job, { state: "done", outcome: plan.end(), rate_per_s: null, seconds_left: null });
    world.tell({ event: "changed", value: ["project", "pool", "goals", "models", "features", "evidence", "studies", "map"] });
  }
  world.tell({ event: "job", value: { ...job } });
}

/** Jobs that a scenario begins with. */
export function seedJobs(): void {
  const blank = { step: "waiting" as const, share: null, rate_per_s: null, seconds_left: null, failure: null, outcome: null, learning: null, hitch: null };
  const ago = (minutes: number) => Date.now() - minutes * 60_000;
  if (world.scenario === "welcome" || world.scenario === "empty" || world.scenario === "import") return;
  world.jobs.push({ ...blank, job: 3, kind: "reading", subject: "SmolLM2-135M-Instruct", state: "done", done: 300, total: 300, unit: "rows", queued_ms: ago(90), worked_s: 8.1,
    outcome: { kind: "read", documents: 300, unscored: 1, truncated: 12, documents_per_s: 37, device: "CPU (AVX-512)", notes: [] } });
  world.jobs.push({ ...blank, job: 1, kind: "import", subject: "mixed-rows.jsonl", state: "done", done: 278, total: 278, unit: "rows", queued_ms: ago(1560), worked_s: 0.4, outcome: { kind: "imported", documents: 260, set_aside: 18, special_strings: [] } });
  if (world.scenario !== "running") return;
  world.jobs.unshift(
    { ...blank, job: 6, kind: "export", subject: "worked-maths.jsonl", state: "queued", done: 0, total: 60, unit: "rows", queued_ms: ago(1), worked_s: 0 },
    { ...blank, job: 5, kind: "download", subject: "Qwen3-0.6B-Base", state: "paused", step: "fetching", done: 0.73e9, total: 1.2e9, unit: "bytes", queued_ms: ago(30), worked_s: 120 },
    { ...blank, job: 4, kind: "reading", subject: "SmolLM2-360M", state: "failed", done: 140, total: 300, unit: "rows", queued_ms: ago(40), worked_s: 31, failure: { code: "worker_ended", arguments: { detail: "signal 9" } } });
  for (const job of world.jobs) job.share = job.total ? job.done / job.total : null;
  start({ kind: "reading", subject: "SmolLM2-360M", total: 9982, perSecond: 37, step: "reading_rows", end: () => ({ kind: "read", documents: 9982, unscored: 0, truncated: 0, documents_per_s: 37, device: "CPU", notes: [] }) });
}

setInterval(tick, TICK);
