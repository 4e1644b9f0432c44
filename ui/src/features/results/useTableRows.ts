/** Rows of the ranking as the table shows them: filtered or not, short or whole, by pages. */
import { useCallback, useMemo, useState } from "react";
import type { Cut, Filter, RankedRow, RankingView } from "../../api";
import type { Pages } from "../../components/table/usePages";
import { allRows, foldShape, topAndCut, type Between, type Shown } from "./fold";
import { useRankAgain, useRankedRows } from "./useRanking";
import { filterOf, isFiltered, useView } from "./view";

export interface TableRows {
  filter: Filter;
  pages: Pages<RankedRow>;
  shown: Shown;
  filtered: boolean;
  rowAt: (index: number) => RankedRow | undefined;
  onVisible: (first: number, last: number) => void;
  /** What stands between rows. */
  between: Between[];
}

/** `room` is how many rows fit the window, which shapes the short view; ranks in `before` stand beside those of now. */
export function useTableRows(ranking: RankingView, cut: Cut, room: number, before: number | null, onAgain: () => void): TableRows {
  const view = useView();
  const filter = useMemo(() => filterOf(view), [view.search, view.conditions]);
  const filtered = isFiltered(filter, view.fires);
  const folded = view.folded && !filtered;
  const pages = useRankedRows(ranking, filter, view.fires, before);
  useRankAgain(pages.failure?.code === "ranking_gone", ranking.ranking, onAgain);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const shown = useMemo(() => {
    const ranked = filtered ? pages.total : ranking.ranked;
    const extent = { total: filtered ? pages.total : ranking.ranked + ranking.unscored, ranked, kept: cut.documents };
    return folded ? topAndCut(extent, foldShape(room)) : allRows(extent);
  }, [filtered, folded, pages.total, ranking, cut.documents, room]);
  const rowAt = useCallback((index: number) => pages.rowAt(shown.offsetAt(index)), [pages, shown]);
  const { onVisible: fetchPages } = pages;
  const onVisible = useCallback((first: number, last: number) => {
    setSeen((old) => (old.first === first && old.last === last ? old : { first, last }));
    // Page 0 is always fetched, so the short view needs only those around the cut.
    if (folded) fetchPages(Math.max(0, cut.documents - room), shown.offsetAt(Math.max(0, shown.rows - 1)));
    else fetchPages(shown.offsetAt(first), shown.offsetAt(Math.max(first, last)));
  }, [fetchPages, shown, folded, cut.documents, room]);
  const between = useMemo(
    () => (filtered ? cutWhileFiltered(rowAt, seen, pages.total, cut.documents) : shown.between),
    [filtered, rowAt, seen, pages.total, cut.documents, shown],
  );
  return { filter, pages, shown, filtered, rowAt, onVisible, between };
}

/** While rows are filtered, the cut stands where two neighbours in sight lie on both sides of it. */
export function cutWhileFiltered(
  rowAt: (index: number) => Pick<RankedRow, "rank"> | undefined,
  seen: { first: number; last: number },
  total: number,
  kept: number,
): Between[] {
  const rankOf = (index: number) => rowAt(index)?.rank ?? Number.POSITIVE_INFINITY;
  for (let index = Math.max(0, seen.first - 2); index <= Math.min(total - 1, seen.last + 2); index += 1) {
    if (!rowAt(index) || rankOf(index) <= kept) continue;
    return index === 0 || rankOf(index - 1) <= kept ? [{ kind: "cut", after: index - 1 }] : [];
  }
  return total > 0 && seen.last >= total - 1 ? [{ kind: "cut", after: total - 1 }] : [];
}
