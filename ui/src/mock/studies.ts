/** Imitated studies: what they take, their job, and believable figures once they are done. */
import type { DeedView, Figure, Interval, StudyColumn, StudyCost, StudyKind, StudyQuery, StudyRow, StudyView } from "../api";
import { noted } from "./deeds";
import { seeded } from "./documents";
import { start } from "./jobs";
import { world } from "./world";

const SECONDS_EACH = 4;
const made = new Map<string, { query: StudyQuery; job: number; begun_ms: number }>();

const nameOf = (query: StudyQuery): string => JSON.stringify(query);
const runs = (kind: StudyKind) => kind === "switch_off" || kind === "impact_and_loss" || kind === "projections";
const countOf = (query: StudyQuery): number => query.draws * (query.kind === "switch_off" ? 5 : query.kind === "layers" ? 30 : query.kind === "sparsity" ? 6 : query.kind === "impact_and_loss" ? 9 : 1);
const jobOf = (query: StudyQuery) => world.jobs.find((job) => job.job === made.get(nameOf(query))?.job);
const isOpen = (query: StudyQuery) => !["done", "cancelled", undefined].includes(jobOf(query)?.state);
const doneOf = (query: StudyQuery): number => jobOf(query)?.done ?? 0;

export function estimateStudy(query: StudyQuery): StudyCost {
  const [measurements, done] = [countOf(query), doneOf(query)];
  return { measurements, done, seconds: (runs(query.kind) ? SECONDS_EACH : 0.1) * (measurements - done), model: runs(query.kind) ? "SmolLM2 135M" : null, job: isOpen(query) ? (jobOf(query)?.job ?? null) : null };
}

export function startStudy(query: StudyQuery): { job: number } {
  const total = countOf(query);
  const end = () => { world.tell({ event: "changed", value: ["studies"] }); return { kind: "studied" as const, study: nameOf(query), measurements: total }; };
  const { job } = start({ kind: "study", subject: goalName(query), total, unit: "measurements", perSecond: total / 2, step: "measuring", end });
  made.set(nameOf(query), { query, job, begun_ms: Date.now() });
  world.tell({ event: "changed", value: ["studies"] });
  return { job };
}

export function deleteStudy({ study }: { study: string }): DeedView {
  const gone = made.get(study);
  if (!gone) throw { code: "no_such_thing", arguments: { what: "study", id: study } };
  made.delete(study);
  world.tell({ event: "changed", value: ["studies"] });
  return noted("study_deleted", null, gone.query.kind, 1, () => { made.set(study, gone); });
}

export const studies = (): StudyView[] => [...made.values()].reverse().map(viewOf);

const goalName = (query: StudyQuery): string => world.goals.find((goal) => goal.goal === query.goal)?.name ?? "SmolLM2 135M";

function viewOf({ query, begun_ms }: { query: StudyQuery; begun_ms: number }): StudyView {
  const [measurements, done] = [countOf(query), doneOf(query)];
  const { columns, rows } = tableOf(query);
  const facts = { goal: goalName(query), model: "SmolLM2 135M", shown: 5, held_out: 5, others: query.rows, rows: query.rows, neurons: query.neurons, first_layer: 0, last_layer: 29, width: 1536, draws: query.draws, tokens: 120, seed: query.seed,
    column: query.answer?.column ?? "", value: query.answer?.value ?? "" };
  const isDone = done >= measurements;
  return { study: nameOf(query), query, begun_ms, measurements, done, job: isOpen(query) ? (jobOf(query)?.job ?? null) : null, facts, columns, rows: done > 0 ? rows : [], figure: isDone ? figureOf(query, columns, rows, facts) : null };
}

function tableOf(query: StudyQuery): { columns: StudyColumn[]; rows: StudyRow[] } {
  const random = seeded(query.seed + query.kind.length);
  const around = (value: number, half = Math.abs(value) * 0.12 + 0.004): Interval => ({ value, low: value - half * (0.6 + random()), high: value + half * (0.6 + random()) });
  const row = (name: string, number: number | null, values: (Interval | null)[]): StudyRow => ({ name, number, values });
  const column = (measure: string, unit: StudyColumn["unit"]): StudyColumn => ({ measure, unit });
  if (query.kind === "switch_off") {
    const arms: [string, number, number, number][] = [["frequent", 4.1, 3.6, 0.86], ["contrast", 1.2, 0.4, 0.12], ["mean", 4.3, 3.9, 0.9], ["random", 0.02, 0.02, 0.01]];
    return { columns: [column("goal_change", "nats"), column("pool_change", "nats"), column("goal_loss", "nats"), column("pool_loss", "nats"), column("in_pool_too", "share")],
      rows: [row("nothing", null, [null, null, around(2.9), around(3.4), null]), ...arms.map(([name, goal, pool, both]) => row(name, null, [around(goal), around(pool), around(2.9 + goal), around(3.4 + pool), around(both, 0.02)]))] };
  }
  if (query.kind === "impact_and_loss") {
    const bins = Array.from({ length: 8 }, (_, at) => row("bin", at + 1, [around(2 / (at + 1)), around(1.8 / (at + 1) ** 2), around(2.9 + 1.8 / (at + 1) ** 2)]));
    return { columns: [column("impact", "number"), column("loss_change", "nats"), column("loss", "nats")], rows: [row("nothing", null, [null, null, around(2.9)]), ...bins] };
  }
  if (query.kind === "layers") return { columns: [column("single", "share"), column("first", "share")], rows: Array.from({ length: 30 }, (_, at) => row("layer", at, [around(0.45 + 0.3 * Math.sin(at / 9), 0.02), around(0.5 + at * 0.011, 0.02)])) };
  const clusters = [column("purity", "share"), column("mutual_information", "number"), column("adjusted_rand", "number")];
  if (query.kind === "projections") return { columns: [column("precision", "share")], rows: ["up", "down", "q", "k", "v", "o"].map((name, at) => row(`projection_${name}`, null, [around(0.84 - at * 0.05, 0.03)])) };
  if (query.kind === "sparsity") return { columns: [column("precision", "share"), ...clusters], rows: [1, 2, 5, 10, 20, 40].map((count, at) => row("neurons", count, [around(0.55 + at * 0.06, 0.02), around(0.5 + at * 0.06, 0.02), around(0.4 + at * 0.07, 0.02), around(0.3 + at * 0.08, 0.02)])) };
  return { columns: clusters, rows: [row("clusters", null, [around(0.86, 0.03), around(0.78, 0.03), around(0.71, 0.04)]), row("by_chance", null, [around(0.24, 0.02), around(0.05, 0.02), around(0.0, 0.02)])] };
}

function figureOf(query: StudyQuery, columns: StudyColumn[], rows: StudyRow[], facts: Figure["arguments"]): Figure {
  const shown = rows.filter((row) => row.name !== "nothing");
  const spans = (tone: "method_a" | "method_b" | "score", column: number, aside: number) => ({ marks: "spans" as const, tone, spans: shown.map((row, at): [number, number, number, number] => { const value = row.values[column]!; return [at + 1 + aside, value.low!, value.value, value.high!]; }) });
  const named = Object.fromEntries(shown.map((row, at) => [`name_${at + 1}`, `study.row.${row.name}`]));
  const series = (of: string[]) => Object.fromEntries(of.map((name, at) => [`series_${"abcd"[at]}`, `study.column.${name}`]));
  const across = { label: "", least: 0.5, most: shown.length + 0.5 };
  const most = Math.max(...shown.flatMap((row) => row.values.slice(0, 2).map((value) => value?.high ?? 0)));
  if (query.kind === "switch_off") return { title: "figure.switch_off", arguments: { ...facts, ...named, ...series(["goal_change", "pool_change"]), frequent: 4.1, frequent_pool: 3.6, contrast: 1.2, contrast_pool: 0.4, random: 0.02, random_pool: 0.02 },
    x: { ...across, label: "figure.switched_off" }, y: { label: "figure.loss_change", least: 0, most }, layers: [spans("method_a", 0, -0.1), spans("method_b", 1, 0.1)] };
  if (query.kind === "impact_and_loss") return { title: "figure.impact_and_loss", arguments: { ...facts, pearson: 0.71, strongest: 1.8, middle: 0.07, bins: 8 }, x: { ...across, label: "figure.impact_rank" }, y: { label: "figure.loss_change", least: 0, most: 2.2 }, layers: [spans("score", 1, 0)] };
  if (query.kind === "projections") return { title: "figure.projection_study", arguments: { ...facts, ...named, best_projection: "up", best: 0.84, worst_projection: "o", worst: 0.59 }, x: { ...across, label: "figure.projection" }, y: { label: "figure.precision", least: 0, most: 1 }, layers: [spans("score", 0, 0)] };
  if (query.kind === "separability") return { title: "figure.separability_study", arguments: { ...facts, name_1: "study.column.purity", name_2: "study.column.mutual_information", name_3: "study.column.adjusted_rand", series_a: "study.row.clusters", series_b: "study.row.by_chance", purity: 0.86, mutual_information: 0.78, adjusted_rand: 0.71 },
    x: { label: "figure.measure", least: 0.5, most: 3.5 }, y: { label: "figure.share_found", least: -0.05, most: 1 },
    layers: shown.map((row, at) => ({ marks: "spans" as const, tone: at ? "method_b" as const : "method_a" as const, spans: row.values.map((value, column): [number, number, number, number] => [column + 1 + (at ? 0.08 : -0.08), value!.low!, value!.value, value!.high!]) })) };
  const tones = ["method_a", "method_b", "method_c", "method_d"] as const;
  const lines = columns.map((_, column) => ({ marks: "line" as const, tone: tones[column]!, filled_to: null, points: shown.map((row): [number, number] => [row.number ?? 0, row.values[column]!.value]) }));
  const isLayers = query.kind === "layers";
  return { title: isLayers ? "figure.layer_study" : "figure.sparsity_study", arguments: { ...facts, ...series(columns.map((column) => column.measure)), best_layer: 14, best: 0.75, all: 0.82, last: 0.41, best_neurons: 40 },
    x: { label: isLayers ? "figure.layer" : "figure.neurons_a_layer", least: 0, most: isLayers ? 29 : 40 }, y: { label: isLayers ? "figure.precision" : "figure.share_found", least: 0, most: 1 }, layers: lines };
}
