/** Imitated brief trainings: what they take, their job, and losses in the order that a good ranking would give. */
import type { EvidenceCard, EvidenceColumn, EvidenceCost, EvidenceRow, EvidenceRun, Interval, JobView } from "../api";
import { sideOf } from "./compare";
import { seeded } from "./documents";
import { start } from "./jobs";
import { world } from "./world";

const DRAWS = 5;
const SECONDS_EACH = 6;
const trained = new Set<string>();
const begun = new Map<string, number>();

/** Trainings are named by what they are of. */
const nameOf = ({ kind, compare, seed }: EvidenceRun): string => JSON.stringify([kind, compare.rankings.map((ranking) => sideOf(ranking, compare.budget).view.query.method), compare.budget, seed]);
const countOf = (run: EvidenceRun): number => DRAWS * (run.kind === "deciles" ? 10 : run.compare.rankings.length + 1);
const jobOf = (run: EvidenceRun): JobView | undefined => world.jobs.find((job) => job.job === begun.get(nameOf(run)) && job.state !== "done" && job.state !== "cancelled");

export const isTrained = (run: EvidenceRun): boolean => trained.has(nameOf(run));

export function estimateTrainings(run: EvidenceRun): EvidenceCost {
  const trainings = countOf(run);
  return { trainings, done: 0, tokens: 2048, held_out: 5, model: "SmolLM2 135M", seconds: SECONDS_EACH * trainings, job: jobOf(run)?.job ?? null };
}

export function startTrainings(run: EvidenceRun): { job: number } {
  const open = jobOf(run);
  if (open) return { job: open.job };
  const trainings = countOf(run);
  const end = () => { trained.add(nameOf(run)); return { kind: "trained" as const, trainings, tokens: trainings * 2048, device: "CPU (AVX-512)" }; };
  const job = start({ kind: "training", subject: "SmolLM2 135M", total: trainings, unit: "trainings", perSecond: 4, step: "training", end });
  begun.set(nameOf(run), job.job);
  return job;
}

/** The rows of a card whose trainings are done. */
export function lossesOf(run: EvidenceRun, columns: EvidenceColumn[]): Pick<EvidenceCard, "columns" | "rows"> {
  const random = seeded(run.seed + 7);
  const around = (value: number): Interval => ({ value, low: value - 0.008 - random() * 0.01, high: value + 0.008 + random() * 0.01 });
  const nats = (measure: string, better: EvidenceRow["better"], values: (Interval | null)[]): EvidenceRow => ({ measure, better, unit: "nats", values });
  const same = (measure: string, unit: EvidenceRow["unit"], value: number, of: number): EvidenceRow => ({ measure, better: "neither", unit, values: Array.from({ length: of }, () => ({ value, low: null, high: null })) });
  const alike = (of: number) => [same("loss_before", "nats", 1.94, of), same("trained_tokens", "tokens", 2048, of), same("held_out_tokens", "tokens", 431, of)];
  if (run.kind === "deciles") {
    const losses = Array.from({ length: 10 }, (_, at) => around(1.78 + 0.012 * at + (at === 4 ? 0.02 : 0)));
    const figure = (measure: string, value: number): EvidenceRow => ({ measure, better: "higher", unit: "number", values: [{ value, low: null, high: null }] });
    return { columns: columns.slice(0, 1), rows: [figure("loss_follows_rank", 0.98), figure("pairs_follow_rank", 0.91), ...losses.map((loss, at) => nats(`decile_${at + 1}`, "lower", [loss])), ...alike(1)] };
  }
  const shown = columns.filter((column) => column.of === "ranking" || column.of === "random");
  const losses = shown.map((column) => around(column.of === "ranking" && sideOf(run.compare.rankings[column.place]!, run.compare.budget).view.query.method !== "random" ? 1.8 + column.place * 0.015 : 1.88));
  return { columns: shown, rows: [nats("held_out_loss", "lower", losses), nats("loss_saved", "higher", losses.map(({ value }) => around(1.94 - value))), ...alike(shown.length)] };
}
