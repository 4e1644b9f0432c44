/** The queue of rows that some keep and others do not, the most disputed first. */
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import type { ComparedRow, CompareQuery } from "../../api";
import { useRowHeight } from "../../app/settings";
import { select, useSelection } from "../../app/selection";
import { Mark } from "../../components/Mark";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { Table } from "../../components/table/Table";
import type { Column } from "../../components/table/types";
import { usePages } from "../../components/table/usePages";
import { Excerpt } from "../../components/text/DocumentText";
import { say } from "../../texts/say";
import { show } from "../results/view";
import { keptWords } from "./CompareInspector";
import { joined } from "./Headline";
import { PinnedBand } from "./PinnedBand";
import type { Compared, Side } from "./useCompared";
import type { RowDeeds } from "./useRowDeeds";
import { look, useCompareView } from "./view";

export function DisagreementsPart({ compared: { ready, query }, deeds }: { compared: Compared; deeds: RowDeeds }) {
  const { row: selected, pinned } = useSelection();
  const question = useMemo((): { compare: CompareQuery } => ({ compare: query }), [query]);
  const pages = usePages("disagreements", question);
  useTakeUp(pages.rowAt, pages.loading);
  const rowHeight = Math.max(useRowHeight(), ready.length * 18 + 8);
  const columns = useMemo((): Column<ComparedRow>[] => [
    { id: "says", head: say("compare.column.say"), width: "minmax(188px, 232px)", cell: (row) => <Says row={row} sides={ready} /> },
    { id: "text", head: say("results.column.text"), width: "minmax(200px, 1fr)", cell: (row) => <Excerpt text={row.excerpt} /> },
    { id: "source", head: say("results.column.source"), width: "minmax(72px, 120px)", cell: (row) => <span className="cell-quiet">{row.source}</span> },
  ], [ready]);
  const onKey = (event: KeyboardEvent, row: ComparedRow) => deeds.press(event.key, event.shiftKey, row.row);
  const choose = (row: ComparedRow, index: number) => { select({ row: row.row }); look({ queue: index }); };
  if (pages.failure && pages.failure.code !== "ranking_gone") return <ErrorState failure={pages.failure} onRetry={pages.again} />;
  if (pages.loading) return <div className="table-waiting"><Skeleton lines={7} /></div>;
  return (
    <>
      {pinned === null ? null : <PinnedBand row={pinned} query={query} sides={ready} />}
      <Table label={say("compare.disagreements")} rowCount={pages.total} rowAt={pages.rowAt} idOf={(row) => row.row} columns={columns} rowHeight={rowHeight}
        selected={selected} onSelect={choose} onOpen={(row, index) => { choose(row, index); show({ open: true }); }} onKey={onKey} onVisible={pages.onVisible} busy={pages.busy}
        rowClass={(row) => (row.row === pinned ? "row-pinned" : undefined)}
        empty={<EmptyState icon="check" title={say("compare.no_disagreements")} className="table-empty">{say("compare.no_disagreements_words")}</EmptyState>} />
    </>
  );
}

/** Coming to the queue, its row at hand is the one chosen, so that the panel and the queue speak of the same row. */
function useTakeUp(rowAt: (index: number) => ComparedRow | undefined, loading: boolean): void {
  const { queue } = useCompareView();
  const taken = useRef(false);
  const row = loading ? undefined : (rowAt(queue) ?? rowAt(0));
  useEffect(() => {
    if (taken.current || !row) return;
    taken.current = true;
    select({ row: row.row });
  }, [row]);
}

/** "Neuron match #12, Word match #8,410": a line each. */
function Says({ row, sides }: { row: ComparedRow; sides: readonly Side[] }) {
  return (
    <span className="says num">
      <span className="hidden">{saysWords(row, sides)} {keptWords(row, sides)}</span>
      {sides.map((side) => {
        const rank = row.ranks[side.place];
        return (
          <span key={side.place} className={row.kept[side.place] ? "says-line says-kept" : "says-line"} aria-hidden="true">
            <Mark place={side.place} /> <span className="says-name">{side.name}</span> <b>{rank ? say("compare.rank", { rank }) : "—"}</b>
          </span>
        );
      })}
    </span>
  );
}

/** "Neuron match says #12, Word match says #8,410." */
export const saysWords = (row: Pick<ComparedRow, "ranks">, sides: readonly Side[]): string =>
  say("compare.says", { words: joined(sides.map((side) => { const rank = row.ranks[side.place]; return rank ? say("compare.says_one", { name: side.name, rank }) : say("compare.says_none", { name: side.name }); })) });
