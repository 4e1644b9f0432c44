/** One of the compared rankings as a table: its rows, and where each stands in the others. */
import { useEffect, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import type { ComparedRow, CompareQuery, NeuronRef, RankedRow } from "../../api";
import { select, useSelection } from "../../app/selection";
import { Mark } from "../../components/Mark";
import { ErrorState, Skeleton } from "../../components/States";
import { Table } from "../../components/table/Table";
import type { Column, Strip } from "../../components/table/types";
import { Excerpt } from "../../components/text/DocumentText";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { useRankedRows } from "../results/useRanking";
import { show } from "../results/view";
import type { Compared, Side } from "./useCompared";
import type { RowDeeds } from "./useRowDeeds";
import { useStandings } from "./useStandings";
import { look, useCompareView } from "./view";

const EVERYTHING = { search: null, conditions: [] };
const NO_NEURONS: NeuronRef[] = [];

interface Props {
  side: Compared["ready"][number];
  sides: Compared["ready"];
  query: CompareQuery;
  /** Rows that it keeps. */
  kept: number;
  rowHeight: number;
  deeds: RowDeeds;
}

export function SideTable({ side, sides, query, kept, rowHeight, deeds }: Props) {
  const { row: selected, pinned } = useSelection();
  const { jump } = useCompareView();
  const pages = useRankedRows(side.ranking, EVERYTHING, NO_NEURONS, null);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const standings = useStandings(query, pages.rowAt, seen.first, seen.last);
  const columns = useMemo(() => columnsOf(side, sides, standings), [side, sides, standings]);
  const reveal = useMemo(() => (jump?.side === side.place ? { index: jump.rank - 1 } : null), [jump, side.place]);
  const strips = useMemo((): Strip[] => [{ id: "cut", after: kept - 1, height: 24, content: <div className="cut-line cut-line-low"><span className="cut-chip">{say("figure.cut")}</span></div> }], [kept]);
  const { onVisible: fetch } = pages;
  const onVisible = useMemo(() => (first: number, last: number) => {
    setSeen((old) => (old.first === first && old.last === last ? old : { first, last }));
    fetch(first, last);
  }, [fetch]);
  const best = side.place === 0 ? pages.rowAt(0) : undefined;
  useEffect(() => {
    if (selected === null && best) select({ row: best.row });
  }, [selected, best]);
  const onKey = (event: KeyboardEvent, row: RankedRow) => deeds.press(event.key, event.shiftKey, row.row);
  if (pages.failure && pages.failure.code !== "ranking_gone") return <ErrorState compact failure={pages.failure} onRetry={pages.again} />;
  if (pages.loading) return <div className="table-waiting"><Skeleton lines={7} /></div>;
  return (
    <Table label={say("compare.table", { name: side.name })} rowCount={pages.total} rowAt={pages.rowAt} idOf={idOf} columns={columns} rowHeight={rowHeight} strips={strips}
      selected={selected} stays onSelect={(row) => select({ row: row.row })} onOpen={(row) => { select({ row: row.row }); show({ open: true }); }} onKey={onKey}
      onVisible={onVisible} busy={pages.busy} reveal={reveal} rowClass={(row) => (row.row === pinned ? "row-pinned" : row.rank === null || row.rank > kept ? "row-below" : undefined)} />
  );
}

const idOf = (row: RankedRow) => row.row;

function columnsOf(side: Side, sides: Compared["ready"], standings: Map<number, ComparedRow>): Column<RankedRow>[] {
  const others = sides.filter((other) => other.place !== side.place);
  const head: ReactNode = <span className="pair-name"><Mark place={side.place} /> {side.name}</span>;
  const other = others.length === 1 ? others[0] : undefined;
  const inOthers: ReactNode = other ? <span className="pair-name" title={say("compare.column.in", { name: other.name })}>{say("compare.column.in_short")} <Mark place={other.place} /></span> : say("compare.column.in_others");
  return [
    { id: "rank", head: say("compare.column.rank"), label: say("results.column.rank"), width: "44px", align: "end", sort: "ascending", cell: (row) => <span className="cell-rank">{row.rank === null ? "—" : count(row.rank)}</span> },
    { id: "text", head, width: "minmax(120px, 1fr)", cell: (row) => <Excerpt text={row.excerpt} /> },
    { id: "others", head: inOthers, label: other ? say("compare.column.in", { name: other.name }) : say("compare.column.in_others"), width: others.length > 1 ? "112px" : "96px", align: "end", cell: (row) => <InOthers others={others} standing={standings.get(row.row)} /> },
  ];
}

/** Its rank in each of the others; pressing one goes there. */
function InOthers({ others, standing }: { others: Compared["ready"]; standing: ComparedRow | undefined }) {
  if (!standing) return <span className="placeholder" />;
  return (
    <span className="in-others">
      {others.map((other) => {
        const rank = standing.ranks[other.place];
        if (rank === null || rank === undefined) return <span key={other.place} className="quiet">{say("compare.unranked")}</span>;
        const isKept = standing.kept[other.place] === true;
        return (
          <button key={other.place} type="button" tabIndex={-1} className={isKept ? "in-other" : "in-other in-other-out"} title={say("compare.jump", { name: other.name, rank })}
            onClick={(event) => { event.stopPropagation(); select({ row: standing.row }); look({ jump: { side: other.place, rank } }); }}>
            {others.length > 1 ? <Mark place={other.place} size={8} /> : null}
            <span className="num">{say("compare.rank", { rank })}</span>
            {isKept ? null : <small>{say(others.length > 1 ? "compare.dropped_short" : "compare.dropped")}</small>}
            <span className="hidden">{say("compare.go_there", { name: other.name })}</span>
          </button>
        );
      })}
    </span>
  );
}
