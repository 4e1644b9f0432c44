/**
 * The ranking that would be exported: the question that the selection asks, with the same answer as on the screen of
 * results, since both share the cache. When it cannot be asked, this says what is missing.
 */
import { useEffect } from "react";
import { useAsk, type Budget, type Failure, type ProjectInfo, type RankQuery } from "../../api";
import { firstBudget, rankQuery, select, useSelection } from "../../app/selection";

/** What stands between here and a ranking. */
export type Lack = "data" | "goal" | "model";

export type Present =
  | { state: "loading" }
  | { state: "missing"; what: Lack }
  | { state: "failed"; failure: Failure; again: () => void }
  | { state: "ready"; ranking: number; budget: Budget; goal: string; again: () => void };

/** Never asked; only a question that is switched off carries it. */
const NO_QUESTION: RankQuery = { goal: -1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false, ignored: [] };

export function usePresentRanking(): Present {
  const { data } = useAsk("overview", {});
  const now = useSelection();
  const project = data?.project ?? null;
  const what = project ? lackOf(project, now.method) : "data";
  const query = rankQuery(now);
  const { data: view, failure, again } = useAsk("rank", query ?? NO_QUESTION, { enabled: query !== null && what === null, keep: true });
  useEffect(() => {
    if (view) select({ ranking: view.ranking, query: view.query });
  }, [view]);

  if (!project) return { state: "loading" };
  if (what) return { state: "missing", what };
  if (failure && !view) return { state: "failed", failure, again };
  if (!view) return query === null ? { state: "missing", what: "goal" } : { state: "loading" };
  const goal = project.goals.find((other) => other.goal === view.query.goal)?.name ?? "";
  return { state: "ready", ranking: view.ranking, budget: now.budget ?? firstBudget(view.ranked), goal, again };
}

/** The first thing that is missing, in the order of the work. A random pick needs rows and a goal's name only. */
export function lackOf(project: ProjectInfo, method: string): Lack | null {
  if (project.documents === 0) return "data";
  if (method === "random") return project.goals.length > 0 ? null : "goal";
  if (!project.goals.some((goal) => goal.ticked > 0)) return "goal";
  return project.readings.some((reading) => reading.documents_read > 0) ? null : "model";
}
