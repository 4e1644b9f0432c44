/** The pool: search, filters, the table, and the inspector of the chosen row. */
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useAsk, type Filter, type PoolRow } from "../../api";
import { announce } from "../../app/announcer";
import { useRowHeight } from "../../app/settings";
import { Button, EmptyState, ErrorState, GoTo, Pill, Screen, SearchField, Skeleton, Table, usePages, useGoing, useWidth, type RowId } from "../../components";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { addRowsToGoal } from "./addToGoal";
import { ColumnMenu, useColumns } from "./columns";
import { DocumentInspector } from "./DocumentInspector";
import { ALL, conditionText, isOpen, subjectOf, withCondition } from "./filter";
import { placeOf } from "./placeOf";
import { usePoolColumns } from "./poolColumns";

/** A head with distributions, and one of names alone. */
const HEAD = 80;
const BARE = 32;

export function PoolView({ frame }: { frame: { title: string; beside: React.ReactNode; actions: React.ReactNode } }) {
  const [filter, setFilter] = useState<Filter>(ALL);
  const [row, setRow] = useState<number | null>(null);
  const [reveal, setReveal] = useState<{ index: number } | null>(null);
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(filter);
  const pages = usePages("pool_page", useMemo(() => ({ filter: asked }), [asked]));
  const whole = useAsk("pool_columns", ALL);
  const now = useAsk("pool_columns", asked, { keep: true });
  const shown = useColumns(whole.data);
  const place = useRef<HTMLDivElement>(null);
  const { columns, hasOwn } = usePoolColumns({ width: useWidth(place), whole: whole.data, now: now.data, shown: shown.names, filter, onFilter: setFilter });
  const rowHeight = useRowHeight();
  const project = useAsk("overview", {}).data?.project;
  const choose = (chosen: PoolRow, index: number) => { setRow(chosen.row); setAt(index); };
  const step = (by: 1 | -1) => {
    const next = pages.rowAt(at + by);
    if (next) choose(next, at + by);
  };
  const [going, setGoing] = useGoing();
  const goTo = async (wanted: number) => {
    const index = await placeOf(wanted, project?.documents ?? pages.total);
    if (index === null) return false;
    setGoing(false);
    setFilter(ALL);
    setRow(wanted);
    setAt(index);
    setReveal({ index });
    return true;
  };
  const search = (words: string) => setFilter({ ...filter, search: words || null });
  const inspector = row !== null && <DocumentInspector row={row} onStep={step} onClose={() => setRow(null)} />;

  const toolbar = (
    <>
      <SearchField label={say("data.search", { rows: project?.documents ?? pages.total })} value={filter.search ?? ""} onChange={search} />
      <ul className="filter-pills">
        {filter.conditions.map((condition) => (
          <li key={subjectOf(condition)}>
            <Pill label={say("data.pill.remove", { condition: conditionText(condition) })} onRemove={() => setFilter(withCondition(filter, subjectOf(condition), null))}>{conditionText(condition)}</Pill>
          </li>
        ))}
      </ul>
      <div className="toolbar-end">
        {!isOpen(filter) && <span className="hint" role="status">{say("data.matching", { rows: pages.total })}</span>}
        {!isOpen(filter) && <Button look="quiet" onClick={() => { setFilter(ALL); announce(say("data.cleared")); }}>{say("data.clear")}</Button>}
        <ColumnMenu columns={shown} />
      </div>
    </>
  );

  return (
    <Screen {...frame} toolbar={toolbar} inspector={inspector || undefined}>
      <div ref={place} className="screen-fill">
      {pages.failure && pages.total === 0 ? <ErrorState failure={pages.failure} onRetry={pages.again} />
        : pages.loading && !whole.data ? <Skeleton lines={10} />
        : <Table<PoolRow> label={say("data.table")} rowCount={pages.total} rowAt={pages.rowAt} idOf={idOf} columns={columns} rowHeight={rowHeight}
            headHeight={hasOwn ? HEAD : BARE} selected={row} onSelect={choose} onOpen={choose} onVisible={pages.onVisible} busy={pages.busy} reveal={reveal}
            onRange={(rows) => announce(say("table.range", { rows: rows.length }))}
            onKey={(event, _, __, rows) => event.key.toLowerCase() === "e" ? (addRowsToGoal(rows.map((each) => each.row)), true) : event.key === "Escape" && row !== null ? (setRow(null), true) : false}
            empty={pages.busy ? undefined : <NoHits filter={filter} onClear={() => setFilter(ALL)} onWithout={setFilter} />} />}
      </div>
      {going && <GoTo title={say("data.go.title")} label={say("data.go.label")} complaint={say("data.go.complaint")} onClose={() => setGoing(false)} onGo={goTo} />}
    </Screen>
  );
}

const idOf = (row: PoolRow): RowId => row.row;

/** Names each filter in force, with a button that takes it away. */
function NoHits({ filter, onClear, onWithout }: { filter: Filter; onClear: () => void; onWithout: (filter: Filter) => void }) {
  const action = (
    <>
      {filter.search && <Button onClick={() => onWithout({ ...filter, search: null })}>{say("data.no_hits.search", { words: filter.search })}</Button>}
      {filter.conditions.map((condition) => (
        <Button key={subjectOf(condition)} onClick={() => onWithout(withCondition(filter, subjectOf(condition), null))}>{say("data.no_hits.without", { condition: conditionText(condition) })}</Button>
      ))}
      <Button look="quiet" onClick={onClear}>{say("data.clear")}</Button>
    </>
  );
  return <EmptyState className="table-empty" icon="search" title={say("data.no_hits", { rows: count(0) })} action={action}>{say("data.no_hits.words")}</EmptyState>;
}
