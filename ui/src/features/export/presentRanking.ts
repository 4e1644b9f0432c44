/**
 * The ranking that would be exported: the one on the screen of results, or, after a restart, the same question asked
 * again. When that cannot be, it says what is missing.
 */
import { useEffect } from "react";
import { useAsk, type Budget, type Failure, type ProjectInfo, type RankQuery } from "../../api";
import { rankQuery, select, useSelection } from "../../app/selection";

/** What stands between here and a ranking. */
export type Lack = "data" | "goal" | "model";

export type Present =
  | { state: "loading" }
  | { state: "missing"; what: Lack }
  | { state: "failed"; failure: Failure; again: () => void }
  | { state: "ready"; ranking: number; budget: Budget; goal: string };

/** A fifth of the tokens, the published default, until the person moves the cut. */
const USUAL: Budget = { by: "ratio", ratio: 0.2 };
const NO_QUESTION: RankQuery = { goal: -1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false };

export function usePresentRanking(): Present {
  const { data } = useAsk("overview", {});
  const now = useSelection();
  const project = data?.project ?? null;
  const what = project ? lackOf(project) : "data";
  const query = now.query ?? rankQuery(now);
  const isWanted = now.ranking === null && query !== null && what === null;
  const ranked = useAsk("rank", query ?? NO_QUESTION, { enabled: isWanted });
  const { data: view } = ranked;
  useEffect(() => {
    if (isWanted && view) select({ ranking: view.ranking, query: view.query });
  }, [isWanted, view]);

  if (!project) return { state: "loading" };
  if (what) return { state: "missing", what };
  if (isWanted && ranked.failure) return { state: "failed", failure: ranked.failure, again: ranked.again };
  if (now.ranking === null) return query === null ? { state: "missing", what: "goal" } : { state: "loading" };
  const goal = project.goals.find((other) => other.goal === (now.query?.goal ?? now.goal))?.name ?? "";
  return { state: "ready", ranking: now.ranking, budget: now.budget ?? USUAL, goal };
}

/** The first thing that is missing, in the order of the work. */
export function lackOf(project: ProjectInfo): Lack | null {
  if (project.documents === 0) return "data";
  if (!project.goals.some((goal) => goal.ticked > 0)) return "goal";
  return project.readings.some((reading) => reading.documents_read > 0) ? null : "model";
}
