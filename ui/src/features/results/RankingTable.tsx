/** The ranking as a table: rows by pages, the cut between them, the pinned row above them. */
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from "react";
import { useAsk, type Budget, type Cut, type GoalInfo, type RankedRow, type RankingView } from "../../api";
import { announce } from "../../app/announcer";
import { useRowHeight } from "../../app/settings";
import { select, selection, useSelection } from "../../app/selection";
import { ErrorState, Skeleton } from "../../components/States";
import { Table } from "../../components/table/Table";
import { say } from "../../texts/say";
import { useBefore } from "../whatif/whatif";
import { AlikeDialog } from "../selection/AlikeDialog";
import { betweenStrips } from "./Between";
import { rankingColumns } from "./columns";
import { moved } from "./cut";
import type { Shown } from "./fold";
import { deedOf, type Deed } from "./keys";
import { NoHits } from "./NoHits";
import { PinnedRow } from "./PinnedRow";
import { useNarrow, useRoom } from "./room";
import { useTableRows } from "./useTableRows";
import { show, useView } from "./view";

interface Props {
  ranking: RankingView;
  cut: Cut;
  /** The project's goals, to name the one a row was taken for. */
  goals: GoalInfo[];
  onBudget: (budget: Budget) => void;
  onDeed: (deed: Deed, row: RankedRow) => void;
  /** Several rows are to become examples. */
  onAddAll: (rows: RankedRow[]) => void;
  onAgain: () => void;
  /** A rank to go to. */
  reveal: { rank: number } | null;
  onRevealed: () => void;
}

export function RankingTable({ ranking, cut, goals, onBudget, onDeed, onAddAll, onAgain, reveal, onRevealed }: Props) {
  const { row: selected, pinned } = useSelection();
  const { extras } = useView();
  const rowHeight = useRowHeight();
  const narrow = useNarrow();
  const before = useBefore()?.ranking?.ranking ?? null;
  const { filter, pages, shown, filtered, rowAt, onVisible, between } = useTableRows(ranking, cut, useRoom(rowHeight), before, onAgain);
  const selectedRank = useRankOf(ranking, selected);
  const move = useCallback((rows: number) => onBudget(moved(cut, rows, ranking.ranked, selection.read().budget)), [onBudget, cut, ranking.ranked]);
  const strips = useMemo(
    () => betweenStrips(between, { kept: cut.documents, onMove: move, onUnfold: () => show({ folded: false }) }),
    [between, cut.documents, move],
  );
  const [opened, setOpened] = useState<RankedRow | null>(null);
  const columns = useMemo(() => rankingColumns(ranking, narrow, extras, goals, setOpened, before !== null), [ranking, narrow, extras, goals, before]);
  const revealed = useRevealed(reveal, shown, rowAt, onRevealed);
  useSelectFirst(selected, rowAt);
  useAnnounceTotal(filtered, pages.loading, pages.total);

  const onKey = (event: KeyboardEvent, row: RankedRow, _: number, rows: RankedRow[]) => {
    const deed = deedOf(event.key, event.shiftKey);
    if (!deed) return false;
    if (deed.do === "cut") move(deed.rows);
    else if (deed.do === "alike") setOpened(row.alike > 0 ? row : null);
    else if (deed.do === "add" && rows.length > 1) onAddAll(rows);
    else onDeed(deed, row);
    return true;
  };
  const open = (row: RankedRow) => {
    select({ row: row.row });
    show({ open: true });
  };
  if (pages.failure && pages.failure.code !== "ranking_gone") return <ErrorState failure={pages.failure} onRetry={pages.again} />;
  if (pages.loading) return <div className="table-waiting"><Skeleton lines={9} /></div>;
  return (
    <>
      {pinned === null ? null : <PinnedRow row={pinned} ranking={ranking} columns={columns} height={rowHeight} />}
      <Table label={say("results.table")} rowCount={shown.rows} rowAt={rowAt} idOf={idOf} columns={columns} rowHeight={rowHeight}
        selected={selected} onSelect={(row) => select({ row: row.row })} onOpen={open} onKey={onKey} onRange={(each) => announce(say("table.range", { rows: each.length }))} onVisible={onVisible}
        strips={strips} busy={pages.busy} reveal={revealed}
        indexOf={(id) => (id === selected && selectedRank !== null ? shown.indexOf(selectedRank - 1) : undefined)}
        rowClass={(row) => classOf(row, cut.documents, pinned)} empty={<NoHits ranking={ranking} filter={filter} />} />
      {opened ? <AlikeDialog ranking={ranking.ranking} row={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

const idOf = (row: RankedRow) => row.row;

function classOf(row: RankedRow, kept: number, pinned: number | null): string | undefined {
  if (row.row === pinned) return "row-pinned";
  return row.rank === null || row.rank > kept ? "row-below" : undefined;
}

/** The row to go to, by its place in the table; once it is here it is selected and the wish is fulfilled. */
function useRevealed(
  reveal: { rank: number } | null,
  shown: Shown,
  rowAt: (index: number) => RankedRow | undefined,
  onRevealed: () => void,
): { index: number } | null {
  const revealed = useMemo(() => {
    const index = reveal ? shown.indexOf(reveal.rank - 1) : undefined;
    return index === undefined ? null : { index };
    // A wish is placed once, among the rows as they are then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reveal]);
  const wanted = revealed ? rowAt(revealed.index) : undefined;
  useEffect(() => {
    if (!wanted) return;
    select({ row: wanted.row });
    onRevealed();
  }, [wanted, onRevealed]);
  return revealed;
}

/** The selected row's rank now; tells those who listen when a new ranking has moved it, and lets go of a row that left. */
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
