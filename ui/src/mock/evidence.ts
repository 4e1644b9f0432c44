/** Imitated evidence cards. Figures follow from what the imitated rankings keep, or are believable ones. */
import type { Better, EvidenceCard, EvidenceColumn, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRow, EvidenceUnit, Interval } from "../api";
import { sideOf, wilson } from "./compare";
import { seeded } from "./documents";
import { isTrained, lossesOf } from "./trainings";
import { world } from "./world";

const exact = (value: number): Interval => ({ value, low: null, high: null });
const around = (value: number, half: number): Interval => ({ value, low: value - half, high: value + half });

type Measure = [measure: string, better: Better, unit: EvidenceUnit, ranking: number, random: number | null, pool: number | null, examples: number | null, half?: number];

const MEASURES: Partial<Record<EvidenceKind, Measure[]>> = {
  length_and_format: [["words_p10", "neither", "number", 22, 14, 14, 26], ["words_p50", "neither", "number", 34, 28, 28, 35], ["words_p90", "neither", "number", 48, 44, 44, 47], ["score_length_correlation", "neither", "number", 0.31, null, null, null], ["looks_like_prose", "neither", "share", 0.78, 0.69, 0.7, 0.8, 0.06], ["looks_like_chat", "neither", "share", 0.18, 0.14, 0.14, 0.2, 0.06]],
  coverage: [["near_duplicates", "lower", "share", 0.06, 0.02, 0.02, null, 0.02], ["distinct_sources", "higher", "number", 4, 8, 8, null], ["vendi", "higher", "number", 12.4, 31.8, null, null], ["mean_distance", "higher", "number", 0.61, 0.74, 0.74, null], ["examples_covered", "higher", "number", 12, 7, 13, null]],
  stability: [["rho_with_all", "higher", "number", 0.91, null, null, null, 0.03], ["top_fifth_with_all", "higher", "share", 0.78, null, null, null, 0.06]],
  separability: [["purity", "higher", "share", 0.88, null, 0.64, null, 0.03], ["mutual_information", "higher", "number", 0.52, null, 0.11, null], ["adjusted_rand", "higher", "number", 0.61, null, 0.08, null], ["roc_auc", "higher", "number", 0.93, 0.5, null, null, 0.04], ["median_percentile", "lower", "share", 0.07, 0.5, null, null, 0.04]],
  distance: [["kl_reduction", "higher", "number", 0.84, 0.01, null, null], ["mmd_square", "lower", "number", 0.021, 0.094, 0.096, null, 0.006], ["mmd_p_value", "higher", "number", 0.12, 0.002, 0.002, null]],
  leak: [["repeats_held_back", "lower", "share", 0, 0, 0.003, null], ["repeats_examples", "lower", "share", 0, 0.003, 0.007, null]],
};

const NEEDS: Partial<Record<EvidenceKind, EvidenceNeed>> = { held_back: "more_examples", deciles: "run", proxy_training: "run" };

/** One card, after a while that depends on how dear it is. */
export function evidence({ kind, compare, answer, seed }: EvidenceQuery): EvidenceCard {
  const sides = compare.rankings.map((ranking) => sideOf(ranking, compare.budget));
  const columns: EvidenceColumn[] = [...sides.map((_, place): EvidenceColumn => ({ of: "ranking", place })), { of: "random" }, { of: "pool" }, { of: "examples" }];
  const card = (rows: EvidenceRow[], missing: EvidenceNeed | null = null): EvidenceCard => ({ kind, missing, columns, rows, elapsed_ms: 12 });
  if (kind === "coverage" && world.scenario === "evidence-failing") throw { code: "internal", arguments: { detail: "matrix is not positive definite" } };
  const run = { kind, compare, seed };
  if (NEEDS[kind] === "run" && isTrained(run)) return { ...card([]), ...lossesOf(run, columns) };
  const need = NEEDS[kind] ?? (kind === "known_composition" && !answer ? "answer" : null);
  // What is missing has no columns there, unlike a table without rows.
  if (need) return { ...card([], need), columns: [] };
  if (kind === "known_composition" && answer) {
    const is = (row: (typeof world.rows)[number]) => (answer.column === "source" ? row.source : row.language) === answer.value;
    const right = world.rows.filter(is).length;
    const found = sides.map((side) => side.rows.slice(0, side.kept).filter(is).length);
    const of = (values: (Interval | null)[], random: Interval | null, pool: Interval | null) => [...values, random, pool, null];
    const prior = right / Math.max(1, world.rows.length);
    const ap = sides.map((side) => { let hits = 0; let sum = 0; side.rows.forEach((row, at) => { if (is(row)) { hits += 1; sum += hits / (at + 1); } }); return exact(sum / Math.max(1, right)); });
    return card([
      { measure: "precision", better: "higher", unit: "share", values: of(found.map((hits, at) => wilson(hits, sides[at]!.kept)), around(prior, 0.03), exact(prior)) },
      { measure: "recall", better: "higher", unit: "share", values: of(found.map((hits) => wilson(hits, right)), around(sides[0]!.kept / world.rows.length, 0.03), null) },
      { measure: "average_precision", better: "higher", unit: "number", values: of(ap, around(prior, 0.02), null) },
      { measure: "lift", better: "higher", unit: "times", values: of(found.map((hits, at) => exact(hits / sides[at]!.kept / prior)), exact(1), exact(1)) },
    ]);
  }
  const random = seeded(seed + kind.length);
  return card((MEASURES[kind] ?? []).map(([measure, better, unit, ranking, draw, pool, examples, half]) => ({
    measure, better, unit, values: [
      ...sides.map((side, place) => {
        const towards = side.view.query.method === "random" ? (draw ?? ranking) : ranking + (place ? (random() - 0.5) * 0.3 * ((draw ?? ranking * 1.2) - ranking) : 0);
        const value = ["tokens", "rows"].includes(unit) || ["distinct_sources", "examples_covered", "words_p10", "words_p50", "words_p90"].includes(measure) ? Math.round(towards) : towards;
        return !half ? exact(value) : unit === "share" ? { value, low: Math.max(0, value - half), high: Math.min(1, value + half) } : around(value, half);
      }),
      draw === null ? null : half ? around(draw, half * 0.7) : exact(draw), pool === null ? null : exact(pool), examples === null ? null : exact(examples)],
  })));
}
