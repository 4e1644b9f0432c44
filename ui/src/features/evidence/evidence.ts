/** What the cards are, in their order, and how their numbers are written and held against each other. Pure. */
import type { EvidenceCard, EvidenceColumn, EvidenceKind, EvidenceRow, EvidenceUnit, Interval } from "../../api";
import { count, number, share } from "../../texts/format";
import { isTextKey, say } from "../../texts/say";

/** The cards, weakest evidence first. */
export const KINDS: readonly EvidenceKind[] = ["length_and_format", "coverage", "stability", "separability", "distance", "leak", "known_composition", "held_back", "deciles", "proxy_training"];

/** Those that take a while: asked for one after another, so that the others are there at once. */
export const DEAR: readonly EvidenceKind[] = ["stability", "separability", "distance", "deciles", "proxy_training"];

/** A number in its unit: "41%", "12.4", "3.2 times", "94". */
export const written = (value: number, unit: EvidenceUnit): string => plain(value, unit).replace("-", "−");

function plain(value: number, unit: EvidenceUnit): string {
  if (unit === "share") return share(value);
  if (unit === "rows" || unit === "tokens") return count(value);
  const fine = value !== 0 && Math.abs(value) < 0.1 ? Number(value.toPrecision(2)).toString() : number(value);
  if (unit === "times") return say("evidence.unit.times", { value: number(value) });
  return unit === "nats" ? say("evidence.unit.nats", { value: fine }) : fine;
}

/** A value with its interval in brackets. */
export function withRange({ value, low, high }: Interval, unit: EvidenceUnit): { value: string; range: string | null } {
  if (low === null || high === null) return { value: written(value, unit), range: null };
  const bare = (end: number) => (unit === "share" ? String(Math.round(end * 100)) : written(end, unit === "times" || unit === "nats" ? "number" : unit));
  return { value: written(value, unit), range: say("evidence.range", { low: bare(low), high: bare(high) }) };
}

/** How a value stands to the others of its row. */
export type Standing = "best" | "ahead" | null;

/**
 * The best of the rankings and the random pick: `best` where its interval lies clear of every other, `ahead` where it
 * does not, or where there is none. Pool and examples are there to look at and never win; equals do not win either.
 */
export function standings(row: Pick<EvidenceRow, "better" | "values">, columns: readonly EvidenceColumn[]): Standing[] {
  const none = columns.map((): Standing => null);
  if (row.better === "neither") return none;
  const sign = row.better === "higher" ? 1 : -1;
  const runners = columns.flatMap((column, at) => {
    const value = row.values[at];
    return value && (column.of === "ranking" || column.of === "random") ? [{ at, value }] : [];
  });
  const order = [...runners].sort((a, b) => sign * (b.value.value - a.value.value));
  const [first, second] = order;
  if (!first || !second || first.value.value === second.value.value) return none;
  const worst = (value: Interval) => (sign > 0 ? (value.low ?? value.value) : (value.high ?? value.value));
  const best = (value: Interval) => (sign > 0 ? (value.high ?? value.value) : (value.low ?? value.value));
  const clear = first.value.low !== null && order.slice(1).every(({ value }) => sign * (worst(first.value) - best(value)) > 0);
  none[first.at] = clear ? "best" : "ahead";
  return none;
}

/** Columns that say something in this card. */
export const columnsShown = (card: EvidenceCard): number[] => card.columns.flatMap((_, at) => (card.rows.some((row) => row.values[at]) ? [at] : []));

/** A measure in words; one that is not known here is shown by its own name. */
export function measureName(measure: string): string {
  const key = `evidence.measure.${measure}`;
  return isTextKey(key) ? say(key) : measure.replaceAll("_", " ");
}
