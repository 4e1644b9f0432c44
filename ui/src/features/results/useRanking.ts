/** The ranking that the selection asks for, its cut and its rows, kept in step with each other. */
import { useEffect, useMemo, useRef } from "react";
import { useAsk, type Budget, type Cut, type Failure, type Filter, type NeuronRef, type RankedRow, type RankingView } from "../../api";
import { firstBudget, rankQuery, select, useSelection } from "../../app/selection";
import { usePages, type Pages } from "../../components/table/usePages";
import { show, useView } from "./view";

export interface Ranked {
  ranking: RankingView | undefined;
  failure: Failure | null;
  loading: boolean;
  /** A newer ranking is on its way. */
  stale: boolean;
  again: () => void;
  budget: Budget | null;
  cut: Cut | undefined;
}

const NO_GOAL = { goal: -1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false, ignored: [] };

/** Ranks by what is selected; editing the goal or reading more rows ranks anew by itself. */
export function useRanking(): Ranked {
  const now = useSelection();
  const query = rankQuery(now);
  const rank = useAsk("rank", query ?? NO_GOAL, { enabled: query !== null, keep: true });
  const ranking = rank.data;
  const { proposed } = useView();
  const isProposed = now.budget === null || isSame(now.budget, proposed);
  const budget = ranking ? (isProposed ? firstBudget(ranking.ranked) : now.budget) : null;
  const cut = useAsk("cut", { ranking: ranking?.ranking ?? -1, budget: budget ?? firstBudget(1) }, { enabled: budget !== null, keep: true });
  useEffect(() => {
    if (!ranking || !budget) return;
    select({ ranking: ranking.ranking, query: ranking.query, budget });
    if (isProposed) show({ proposed: budget });
    // Written with each ranking; in between the budget changes by the person's hand alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ranking]);
  const gone = cut.failure?.code === "ranking_gone";
  const { again } = rank;
  useRankAgain(gone, ranking?.ranking, again);
  return {
    ranking,
    failure: rank.failure ?? (gone ? null : cut.failure),
    loading: rank.loading && query !== null,
    stale: rank.stale,
    again,
    budget,
    cut: cut.data,
  };
}

const isSame = (a: Budget, b: Budget | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A ranking that memory has let go is asked for again, once per ranking, so that a lasting failure cannot loop. */
export function useRankAgain(gone: boolean, ranking: number | undefined, again: () => void): void {
  const asked = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!gone || asked.current === ranking) return;
    asked.current = ranking;
    again();
  }, [gone, ranking, again]);
}

/** Rows of a ranking by place. Rows shown before stand in for those on their way, so only the very first wait is one. */
export function useRankedRows(ranking: RankingView, filter: Filter, fires: NeuronRef[], before: number | null): Pages<RankedRow> {
  const question = useMemo(() => ({ ranking: ranking.ranking, filter, fires, ...(before === null ? {} : { before }) }), [ranking.ranking, filter, fires, before]);
  const pages = usePages("ranking_page", question);
  return useMemo(
    () => ({ ...pages, loading: pages.loading && pages.total === 0 }),
    // The pages' parts are stable while their data is; the object itself is new on each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [pages.rowAt, pages.total, pages.loading, pages.busy, pages.failure, pages.onVisible],
  );
}
