/** Imitated evidence cards. Figures follow from what the imitated rankings keep, or are believable ones. */
import type { Better, EvidenceCard, EvidenceColumn, EvidenceKind, EvidenceNeed, EvidenceQuery, EvidenceRow, EvidenceUnit, Interval } from "../api";
import { sideOf, wilson } from "./compare";
import { seeded } from "./documents";
import { world } from "./world";

const exact = (value: number): Interval => ({ value, low: null, high: null });
const around = (value: number, half: number): Interval => ({ value, low: value - half, high: value + half });

type Measure = [measure: string, better: Better, unit: EvidenceUnit, ranking: number, random: number | null, pool: number | null, examples: number | null, half?: number];

const MEASURES: Partial<Record<EvidenceKind, Measure[]>> = {
  length_and_format: [["tokens_low", "neither", "tokens", 62, 44, 44, 71], ["tokens_median", "neither", "tokens", 94, 78, 78, 96], ["tokens_high", "neither", "tokens", 152, 131, 131, 143], ["score_length_correlation", "neither", "number", 0.31, 0.01, null, null, 0.1], ["chat_share", "neither", "share", 0.18, 0.14, 0.14, 0.2]],
  coverage: [["near_duplicate_share", "lower", "share", 0.06, 0.02, 0.02, 0, 0.02], ["mean_distance", "higher", "number", 0.61, 0.74, 0.74, 0.58], ["vendi", "higher", "number", 12.4, 31.8, null, 5.1], ["sources", "higher", "number", 4, 8, 8, 3], ["examples_covered", "higher", "share", 0.92, 0.54, null, null, 0.08]],
  stability: [["selection_overlap", "higher", "share", 0.78, 0.11, null, null, 0.06], ["rank_correlation", "higher", "number", 0.91, 0, null, null, 0.03]],
  separability: [["purity", "higher", "share", 0.88, null, null, null], ["nmi", "higher", "number", 0.52, null, null, null], ["ari", "higher", "number", 0.61, null, null, null], ["heldback_rank", "lower", "share", 0.07, 0.5, null, null, 0.04]],
  distance: [["mmd2", "lower", "number", 0.021, 0.094, 0.096, 0, 0.006], ["kl_reduction", "higher", "nats", 0.84, 0.01, null, null, 0.05]],
  leak: [["leaked_rows", "lower", "rows", 0, 0, 2, null], ["leaked_share", "lower", "share", 0, 0, 0.007, null]],
};

const NEEDS: Partial<Record<EvidenceKind, EvidenceNeed>> = { held_back: "more_examples", deciles: "run", proxy_training: "run" };

/** One card, after a while that depends on how dear it is. */
export function evidence({ kind, compare, answer, seed }: EvidenceQuery): EvidenceCard {
  const sides = compare.rankings.map((ranking) => sideOf(ranking, compare.budget));
  const columns: EvidenceColumn[] = [...sides.map((_, place): EvidenceColumn => ({ of: "ranking", place })), { of: "random" }, { of: "pool" }, { of: "examples" }];
  const card = (rows: EvidenceRow[], missing: EvidenceNeed | null = null): EvidenceCard => ({ kind, missing, columns, rows, elapsed_ms: 12 });
  if (kind === "coverage" && world.scenario === "evidence-failing") throw { code: "internal", arguments: { detail: "matrix is not positive definite" } };
  const need = NEEDS[kind] ?? (kind === "known_composition" && !answer ? "answer" : null);
  if (need) return card([], need);
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
        const value = ["tokens", "rows"].includes(unit) || measure === "sources" ? Math.round(towards) : towards;
        return !half ? exact(value) : unit === "share" ? { value, low: Math.max(0, value - half), high: Math.min(1, value + half) } : around(value, half);
      }),
      draw === null ? null : half ? around(draw, half * 0.7) : exact(draw), pool === null ? null : exact(pool), examples === null ? null : exact(examples)],
  })));
}
