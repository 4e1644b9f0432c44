/** Kept runs: which of them the screen shows, and how one is opened or let go. */
import { call, useAsk, type RankQuery, type Run } from "../../api";
import { attempt } from "../../app/commands";
import { rankQuery, select, useSelection } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import { undoOf } from "../history/deeds";

/** The runs of a goal that a person named, newest first; the history has the others too. */
export function useRuns(goal: number | null): Run[] {
  const runs = useAsk("runs", {});
  return (runs.data ?? []).filter((run) => run.query.goal === goal && run.origin === "kept");
}

/** The run whose question the screen asks, if it is one. */
export function useOpenRun(): Run | undefined {
  const now = useSelection();
  const asked = rankQuery(now);
  return useRuns(now.goal).find((run) => asked && isSameQuestion(run, asked));
}

/** Whether a run asks a question. */
export function isSameQuestion({ query }: Run, asked: RankQuery): boolean {
  const part = (of: typeof asked) => JSON.stringify([of.method, of.model, Object.entries(of.settings).sort(), of.layers, of.examples ?? null, of.ignored, of.keep_examples, of.composition ?? null]);
  return part(query) === part(asked);
}

/** Shows a run: its question and its cut. */
export function openRun({ run, query, budget }: Run): void {
  select({
    after: run,
    goal: query.goal, method: query.method, model: query.model, settings: query.settings, layers: query.layers,
    examples: query.examples ? { goal: query.goal, these: query.examples } : null, keepExamples: query.keep_examples, ignored: query.ignored,
    ...(query.composition ? { composition: query.composition } : {}), budget, tried: [],
  });
}

/** Leaves the runs: the goal's ticked examples, all layers and all neurons. */
export const leaveRun = (): void => select({ layers: null, examples: null, ignored: [], tried: [] });

/** Lets a run go, with a way back. */
export function deleteRun({ run, name }: Run): void {
  attempt(async () => {
    tell(say("whatif.deleted", { name }), undoOf(await call("delete_run", { run })));
  });
}
