/**
 * Trying a change: examples left out or taken in, layers chosen. The goal itself stays as it is; what was in force before
 * is remembered, so that the ranking can say what moved, and the way back is one press.
 */
import { useAsk, type ExampleView, type RankingView, type RankQuery } from "../../api";
import { rankQuery, select, selection, useSelection, type Selection, type Tried } from "../../app/selection";

/** What of the selection is tried; another thing to try is one more name here. */
export const triedOf = ({ layers, examples, ignored }: Tried): Tried => ({ layers, examples, ignored });

/** The question before the first change; none while nothing is tried. Method and goal are always the present ones. */
export function questionBefore(now: Selection): RankQuery | null {
  const first = now.tried[0];
  if (!first) return null;
  const before = rankQuery({ ...now, ...first });
  return before && JSON.stringify(before) !== JSON.stringify(rankQuery(now)) ? before : null;
}

/** Tries a change. One that leads back to where it began leaves nothing to take back. */
export function tryOut(part: Partial<Tried>): void {
  const now = selection.read();
  select({ ...part, tried: [...now.tried, triedOf(now)] });
  if (questionBefore(selection.read()) === null) select({ tried: [] });
}

/** Takes the last change back. */
export function undo(): void {
  const now = selection.read();
  const last = now.tried.at(-1);
  if (last) select({ ...last, tried: now.tried.slice(0, -1) });
}

/** Takes all changes back. */
export function undoAll(): void {
  const first = selection.read().tried[0];
  if (first) select({ ...first, tried: [] });
}

/** Leaves an example of the present goal out, or takes it in. */
export function tryExample(examples: readonly ExampleView[], example: number, counts: boolean): void {
  const now = selection.read();
  if (now.goal === null) return;
  const settled = ofGoal(now.goal, (now.tried[0] ?? now).examples);
  const counting = countingIn({ examples: ofGoal(now.goal, now.examples)?.these }, examples);
  const these = counts ? [...counting, example].sort((a, b) => a - b) : counting.filter((one) => one !== example);
  const isBack = isSame(these, countingIn({ examples: settled?.these }, examples));
  tryOut({ examples: isBack ? settled : { goal: now.goal, these } });
}

const ofGoal = (goal: number, examples: Tried["examples"]) => (examples?.goal === goal ? examples : null);

/** The examples that count for a question. */
export const countingIn = (query: { examples?: number[] | undefined }, examples: readonly ExampleView[]): number[] =>
  examples.filter((one) => query.examples?.includes(one.example) ?? one.ticked).map((one) => one.example);

const isSame = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

/** The ranking before the change; none while nothing is tried or while it is made. */
export function useBefore(): { query: RankQuery; ranking: RankingView | undefined } | null {
  const query = questionBefore(useSelection());
  const answer = useAsk("rank", query ?? NOTHING, { enabled: query !== null, keep: true });
  return query ? { query, ranking: answer.data } : null;
}

const NOTHING: RankQuery = { goal: -1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false, ignored: [] };
