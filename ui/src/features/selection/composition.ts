/** What is done to a method's ranking before it is cut, as the person set it; every change can be undone. */
import type { Composition, Likeness } from "../../api";
import { select, selection } from "../../app/selection";
import { tell } from "../../app/status";
import { share as percent } from "../../texts/format";
import { say } from "../../texts/say";

/** Share of runs of words from which near duplicates are looked for, before anyone has moved it. */
export const NEAR = 0.72;
/** What the hash functions can tell apart. */
export const NEAR_LEAST = 0.4;
export const NEAR_MOST = 0.95;

/** Changes a part, without a word: for controls that show what they do. */
export const compose = (part: Partial<Composition>): void => select({ composition: { ...selection.read().composition, ...part } });

/** Changes a part and says so, with a way back. */
export function composeAndTell(part: Partial<Composition>, words: string): void {
  const before = selection.read().composition;
  compose(part);
  tell(words, { label: say("action.undo"), run: () => select({ composition: before }) });
}

/** A part that is in force, in words, and what takes it away. */
export interface InForce {
  id: "alike" | "quality" | "spread" | "goals";
  words: string;
  without: Partial<Composition>;
}

/** Everything in force, in the order in which it is done. */
export function inForce({ alike, quality, spread, goals }: Composition): InForce[] {
  return [
    quality && { id: "quality" as const, words: say("selection.pill.quality", { column: quality.column, weight: percent(quality.weight) }), without: { quality: null } },
    alike && { id: "alike" as const, words: likenessWords(alike), without: { alike: null } },
    spread && { id: "spread" as const, words: say(`selection.pill.spread_${spread.shares}`, { column: spread.column }), without: { spread: null } },
    goals.length > 1 && { id: "goals" as const, words: say("selection.pill.goals", { goals: goals.length }), without: { goals: [] } },
  ].filter((one) => one !== null && one !== false);
}

/** When rows count as alike, in words. */
export const likenessWords = (likeness: Likeness): string =>
  likeness.kind === "exact" ? say("selection.pill.exact") : say("selection.pill.near", { share: percent(likeness.share) });

/** Each goal's part of the budget, adding up to one. */
export function partsOf(goals: readonly { weight: number }[]): number[] {
  const total = goals.reduce((sum, { weight }) => sum + weight, 0);
  return goals.map(({ weight }) => (total > 0 ? weight / total : 0));
}
