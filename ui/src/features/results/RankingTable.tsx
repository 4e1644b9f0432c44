/** The ranking as a table: rows by pages, the cut between them, the pinned row above them. */
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from "react";
import { useAsk, type Budget, type Cut, type RankedRow, type RankingView } from "../../api";
import { announce } from "../../app/announcer";
import { useRowHeight } from "../../app/settings";
import { select, useSelection } from "../../app/selection";
import { ErrorState, Skeleton } from "../../components/States";
import { Table } from "../../components/table/Table";
import { say } from "../../texts/say";
import { betweenStrips } from "./Between";
import { rankingColumns } from "./columns";
import { moved } from "./cut";
import { allRows, foldShape, topAndCut, type Between } from "./fold";
import { deedOf, type Deed } from "./keys";
import { NoHits } from "./NoHits";
import { PinnedRow } from "./PinnedRow";
import { useNarrow, useRoom } from "./room";
import { useRankAgain, useRankedRows } from "./useRanking";
import { filterOf, isFiltered, show, useView } from "./view";

interface Props {
  ranking: RankingView;
  cut: Cut;
  onBudget: (budget: Budget) => void;
  onDeed: (deed: Deed, row: RankedRow) => void;
  onAgain: () => void;
  /** A rank to go to. */
  reveal: { rank: number } | null;
  onRevealed: () => void;
}

export function RankingTable({ ranking, cut, onBudget, onDeed, onAgain, reveal, onRevealed }: Props) {
  const view = useView();
  const { row: selected, pinned } = useSelection();
  const rowHeight = useRowHeight();
  const narrow = useNarrow();
  const room = useRoom(rowHeight);
  const filter = useMemo(() => filterOf(view), [view.search, view.conditions]);
  const filtered = isFiltered(filter);
  const pages = useRankedRows(ranking, filter);
  useRankAgain(pages.failure?.code === "ranking_gone", ranking.ranking, onAgain);
  const extent = useMemo(
    () => ({ total: filtered ? pages.total : ranking.ranked + ranking.unscored, ranked: filtered ? pages.total : ranking.ranked, kept: cut.documents }),
    [filtered, pages.total, ranking, cut.documents],
  );
  const folded = view.folded && !filtered;
  const shown = useMemo(() => (folded ? topAndCut(extent, foldShape(room)) : allRows(extent)), [folded, extent, room]);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const rowAt = useCallback((index: number) => pages.rowAt(shown.offsetAt(index)), [pages, shown]);
  const { onVisible: fetchPages } = pages;
  const onVisible = useCallback((first: number, last: number) => {
    setSeen((old) => (old.first === first && old.last === last ? old : { first, last }));
    // Page 0 is always fetched, so the short view needs only those around the cut.
    const around = folded ? shown.indexOf(Math.max(0, cut.documents - 1)) : undefined;
    if (around === undefined) fetchPages(shown.offsetAt(first), shown.offsetAt(Math.max(first, last)));
    else fetchPages(Math.max(0, cut.documents - room), shown.offsetAt(Math.max(0, shown.rows - 1)));
  }, [fetchPages, shown, folded, cut.documents, room]);
  const selectedRank = useRankOf(ranking, selected);
  const move = useCallback((rows: number) => onBudget(moved(cut, rows, ranking.ranked)), [onBudget, cut, ranking.ranked]);
  const strips = useMemo(() => {
    const between = filtered ? cutWhileFiltered(rowAt, seen, pages.total, cut.documents) : shown.between;
    return betweenStrips(between, { kept: cut.documents, onMove: move, onUnfold: () => show({ folded: false }) });
  }, [filtered, rowAt, seen, pages.total, cut.documents, shown, move]);
  const columns = useMemo(() => rankingColumns(ranking, narrow, view.extras), [ranking, narrow, view.extras]);
  const revealed = useMemo(() => {
    const index = reveal ? shown.indexOf(reveal.rank - 1) : undefined;
    return index === undefined ? null : { index };
    // A wish is fulfilled once, by the rows as they are then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reveal]);
  useSelectFirst(selected, rowAt);
  const wanted = revealed ? rowAt(revealed.index) : undefined;
  useEffect(() => {
    if (!wanted) return;
    select({ row: wanted.row });
    onRevealed();
  }, [wanted, onRevealed]);
  useAnnounceTotal(filtered, pages.loading, pages.total);

  const onKey = (event: KeyboardEvent, row: RankedRow) => {
    const deed = deedOf(event.key, event.shiftKey);
    if (!deed) return false;
    if (deed.do === "cut") move(deed.rows);
    else onDeed(deed, row);
    return true;
  };
  if (pages.failure && pages.failure.code !== "ranking_gone") return <ErrorState failure={pages.failure} onRetry={pages.again} />;
  if (pages.loading) return <div className="table-waiting"><Skeleton lines={9} /></div>;
  return (
    <>
      {pinned === null ? null : <PinnedRow row={pinned} ranking={ranking} columns={columns} height={rowHeight} />}
      <Table label={say("results.table")} rowCount={shown.rows} rowAt={rowAt} idOf={idOf} columns={columns} rowHeight={rowHeight}
        selected={selected} onSelect={(row) => select({ row: row.row })} onOpen={(row) => { select({ row: row.row }); show({ open: true }); }}
        onKey={onKey} onVisible={onVisible} strips={strips} busy={pages.busy} reveal={revealed}
        indexOf={(id) => (id === selected && selectedRank !== null ? shown.indexOf(selectedRank - 1) : undefined)}
        rowClass={(row) => [row.rank === null || row.rank > cut.documents ? "row-below" : "", row.row === pinned ? "row-pinned" : ""].join(" ").trim() || undefined}
        empty={<NoHits ranking={ranking.ranking} filter={filter} />} />
    </>
  );
}

const idOf = (row: RankedRow) => row.row;

/** While rows are filtered, the cut stands where two neighbours in sight lie on both sides of it. */
function cutWhileFiltered(
  rowAt: (index: number) => RankedRow | undefined,
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

/** The selected row's rank now; tells those who listen when a new ranking has moved it. */
function useRankOf(ranking: RankingView, row: number | null): number | null {
  const why = useAsk("why", { ranking: ranking.ranking, row: row ?? -1 }, { enabled: row !== null });
  const isGone = why.failure?.code === "no_such_thing";
  useEffect(() => {
    if (isGone) select({ row: null });
  }, [isGone]);
  const rank = why.data?.row === row ? (why.data?.rank ?? null) : null;
  const [last, setLast] = useState<{ row: number; rank: number } | null>(null);
  useEffect(() => {
    if (row === null || rank === null) return;
    if (last?.row === row && last.rank !== rank) announce(say("results.reranked", { from: last.rank, to: rank }));
    if (last?.row !== row || last.rank !== rank) setLast({ row, rank });
  }, [row, rank, last]);
  return rank;
}

/** With nothing selected the best row is shown, so that the first "why" is there at once. */
function useSelectFirst(selected: number | null, rowAt: (index: number) => RankedRow | undefined): void {
  const first = rowAt(0);
  useEffect(() => {
    if (selected === null && first) select({ row: first.row });
  }, [selected, first]);
}

function useAnnounceTotal(filtered: boolean, loading: boolean, total: number): void {
  useEffect(() => {
    if (filtered && !loading) announce(say("results.found", { rows: total }));
  }, [filtered, loading, total]);
}
