/** The table's columns: number, text, the rows' own columns with their distributions, tokens. */
import { useMemo } from "react";
import type { ColumnDistribution, Filter, PoolRow } from "../../api";
import { Excerpt, VisibleText, type Column } from "../../components";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { ColumnHead } from "./ColumnHead";

export function usePoolColumns({ whole, now, shown, filter, onFilter }: {
  whole: ColumnDistribution[] | undefined; now: ColumnDistribution[] | undefined; shown: string[]; filter: Filter; onFilter: (filter: Filter) => void;
}): Column<PoolRow>[] {
  const names = shown.join("\n");
  return useMemo(() => {
    const own = (whole ?? []).flatMap((column, at): Column<PoolRow>[] => shown.includes(column.name) ? [{
      id: column.name, label: column.name, width: "minmax(132px, 0.22fr)",
      head: <ColumnHead whole={column} now={now?.find((other) => other.name === column.name)} filter={filter} onFilter={onFilter} />,
      cell: (row) => <span className="td-line ink-2" dir="auto"><VisibleText text={row.values[at] ?? ""} /></span>,
    }] : []);
    return [
      { id: "row", head: say("data.column.row"), width: "64px", align: "end", cell: (row) => <span className="ink-3">{count(row.row)}</span> },
      { id: "text", head: say("data.column.text"), width: "minmax(280px, 1fr)", cell: (row) => <Excerpt text={row.excerpt} /> },
      ...own,
      { id: "kind", head: say("data.column.kind"), width: "92px", cell: (row) => <span className="ink-2">{say(`data.kind.${row.kind}`)}</span> },
      { id: "tokens", head: say("data.column.tokens"), width: "72px", align: "end", cell: (row) => row.tokens === null ? <span className="ink-3" title={say("data.tokens_later")}>—</span> : count(row.tokens) },
    ];
    // `names` stands for `shown`, which is a new list on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [whole, now, names, filter, onFilter]);
}
