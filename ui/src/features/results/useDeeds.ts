/** What can be done with a row: by key in the table, by button in the inspector. */
import { useCallback } from "react";
import { call, useAsk, useCache, type RankedRow, type RankingView } from "../../api";
import { attempt } from "../../app/commands";
import { select, useSelection } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import type { Deed } from "./keys";
import { knownRow } from "./known";
import { show, useView } from "./view";

interface Deeds {
  deed: (deed: Deed, row: RankedRow | undefined) => void;
  /** Makes several rows examples. */
  addAll: (rows: RankedRow[]) => void;
  /** Selects the row so many places further down. */
  step: (rows: number) => void;
  /** The selected row's rank in this ranking. */
  rank: number | null;
  /** The selected row, if a page with it is here. */
  known: RankedRow | undefined;
}

const EVERYTHING = { search: null, conditions: [] };

export function useDeeds(ranking: RankingView): Deeds {
  const { row, goal, pinned } = useSelection();
  const view = useView();
  const cache = useCache();
  const why = useAsk("why", { ranking: ranking.ranking, row: row ?? -1 }, { enabled: row !== null, keep: true });
  const rank = why.data?.row === row ? (why.data?.rank ?? null) : null;
  const known = row === null ? undefined : knownRow(cache, row);

  const deed = useCallback((each: Deed, target: RankedRow | undefined) => {
    if (each.do === "why" || each.do === "neurons" || each.do === "text") show({ panel: each.do, open: true });
    if (each.do === "marks") show({ panel: "text", open: true, marks: view.panel !== "text" || !view.open || !view.marks });
    if (each.do === "compare") show({ tab: "compare", enlarged: false });
    if (each.do === "close") show(view.enlarged ? { enlarged: false } : { open: false });
    if (each.do === "pin" && target) togglePin(target.row, pinned);
    if ((each.do === "add" || each.do === "unlike") && target && goal !== null) attempt(() => addToGoal(ranking.ranking, target, goal, each.do === "unlike"));
  }, [view.enlarged, view.panel, view.open, view.marks, pinned, goal, ranking.ranking]);

  const step = useCallback((rows: number) => {
    if (rank === null) return;
    const to = Math.min(Math.max(1, rank + rows), ranking.ranked);
    attempt(async () => {
      const page = await call("ranking_page", { ranking: ranking.ranking, filter: EVERYTHING, fires: [], offset: to - 1, limit: 1 });
      const next = page.rows[0];
      if (!next) return;
      cache.setQueryData(["ranking_page", "step", next.row], page);
      select({ row: next.row });
    });
  }, [rank, ranking, cache]);

  const addAll = useCallback((rows: RankedRow[]) => {
    if (goal !== null) attempt(() => addRows(goal, rows.map((each) => each.row)));
  }, [goal]);

  return { deed, addAll, step, rank, known };
}

/** Pins a row above the others, or lets it go. */
export function togglePin(row: number, pinned: number | null): void {
  const isPinned = pinned === row;
  select({ pinned: isPinned ? null : row });
  tell(say(isPinned ? "results.unpinned" : "results.pinned.done"));
}

/** The row becomes an example and leaves the ranking, as all examples do; the next one is shown in its place. */
async function addToGoal(ranking: number, row: RankedRow, goal: number, unwanted: boolean): Promise<void> {
  if (row.rank !== null) {
    const next = await call("ranking_page", { ranking, filter: EVERYTHING, fires: [], offset: row.rank, limit: 1 });
    const after = next.rows[0];
    if (after) select({ row: after.row });
  }
  await addRows(goal, [row.row], unwanted);
}

/** Makes rows examples of what a goal wants, or of what it does not want, and says so with a way back. */
export async function addRows(goal: number, rows: number[], unwanted = false): Promise<void> {
  const { info, added, already_there } = await call("add_examples", { goal, source: { from: "rows", rows }, unwanted });
  if (added.length === 0) return tell(say(already_there > 0 ? "results.added.already" : "results.added.blank", { goal: info.name }));
  const words = unwanted ? say("results.unliked", { goal: info.name, rows: added.length }) : rows.length === 1 ? say("results.added", { goal: info.name, examples: info.ticked }) : say("data.added", { added: added.length, goal: info.name, examples: info.ticked });
  tell(words, {
    label: say("action.undo"),
    run: () => attempt(async () => { await call("remove_examples", { goal, examples: added }); }),
  });
}
