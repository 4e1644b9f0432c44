/** The table's columns: number, text, the rows' own columns with their distributions, tokens. */
import { useMemo } from "react";
import type { ColumnDistribution, Filter, PoolRow } from "../../api";
import { Excerpt, VisibleText, type Column } from "../../components";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { ColumnHead } from "./ColumnHead";

const ROW = 52;
const TEXT = 240;
const OWN = 104;
const KIND = 84;
const TOKENS = 64;
const PADDING = 24;

/** How many of the rows' own columns fit, and whether the kind does: the text comes first. */
export function fitting(width: number, wanted: number): { own: number; kind: boolean } {
  const free = width - PADDING - ROW - TEXT - TOKENS;
  if (width === 0 || free >= wanted * OWN + KIND) return { own: wanted, kind: true };
  return { own: Math.max(0, Math.min(wanted, Math.floor(free / OWN))), kind: false };
}

export function usePoolColumns({ whole, now, shown, filter, onFilter, width }: {
  width: number; whole: ColumnDistribution[] | undefined; now: ColumnDistribution[] | undefined; shown: string[]; filter: Filter; onFilter: (filter: Filter) => void;
}): { columns: Column<PoolRow>[]; hasOwn: boolean } {
  const fits = fitting(width, shown.length);
  const names = shown.slice(0, fits.own).join("\n");
  return useMemo(() => {
    const wanted = names.split("\n");
    const own = (whole ?? []).flatMap((column, at): Column<PoolRow>[] => wanted.includes(column.name) ? [{
      id: column.name, label: column.name, width: `minmax(${OWN}px, 0.2fr)`,
      head: <ColumnHead whole={column} now={now?.find((other) => other.name === column.name)} filter={filter} onFilter={onFilter} />,
      cell: (row) => <span className="td-line ink-2" dir="auto"><VisibleText text={row.values[at] ?? ""} /></span>,
    }] : []);
    const columns = [
      { id: "row", head: say("data.column.row"), width: `${ROW}px`, align: "end", cell: (row) => <span className="ink-3">{count(row.row)}</span> },
      { id: "text", head: say("data.column.text"), width: `minmax(${TEXT}px, 1fr)`, cell: (row) => <Excerpt text={row.excerpt} /> },
      ...own,
      ...(fits.kind ? [kind()] : []),
      { id: "tokens", head: say("data.column.tokens"), width: `${TOKENS}px`, align: "end", cell: (row) => row.tokens === null ? <span className="ink-3" title={say("data.tokens_later")}>—</span> : count(row.tokens) },
    ] satisfies Column<PoolRow>[];
    return { columns, hasOwn: own.length > 0 };
  }, [whole, now, names, fits.kind, filter, onFilter]);
}

const kind = (): Column<PoolRow> => ({
  id: "kind", head: say("data.column.kind"), width: `${KIND}px`, cell: (row) => <span className="ink-2">{say(`data.kind.${row.kind}`)}</span>,
});
