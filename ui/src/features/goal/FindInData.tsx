/** Examples out of the pool: search, and press Add. Rows stay in the pool and leave the ranking. */
import { useMemo, useState } from "react";
import type { ExampleView, PoolRow } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { EmptyState, ErrorState } from "../../components/States";
import { Table } from "../../components/table/Table";
import { usePages } from "../../components/table/usePages";
import type { Column } from "../../components/table/types";
import { Excerpt } from "../../components/text/DocumentText";
import { useRowHeight } from "../../app/settings";
import { say } from "../../texts/say";
import { addExamples } from "./useExamples";

interface Props {
  goal: number | null;
  examples: readonly ExampleView[];
  onClose: () => void;
}

export function FindInData({ goal, examples, onClose }: Props) {
  const [text, setText] = useState("");
  const question = useMemo(() => ({ filter: { search: text.trim() === "" ? null : text.trim(), conditions: [] } }), [text]);
  const pages = usePages("pool_page", question);
  const rowHeight = useRowHeight();
  const taken = useMemo(() => new Set(examples.flatMap((each) => [each.same_as_row, each.origin.from === "pool" ? each.origin.row : null])), [examples]);
  const add = (row: PoolRow) => { if (!taken.has(row.row)) addExamples(goal, { from: "rows", rows: [row.row] }); };
  const columns: Column<PoolRow>[] = [
    { id: "text", head: say("goal.column.text"), width: "minmax(200px, 1fr)", cell: (row) => <Excerpt text={row.excerpt} /> },
    {
      id: "add", head: <span className="hidden">{say("goal.column.actions")}</span>, label: say("goal.column.actions"), width: "112px", align: "end",
      cell: (row) => (taken.has(row.row)
        ? <span className="find-taken"><Icon name="check" />{say("goal.find.taken")}</span>
        : <Button icon="plus" onClick={() => add(row)}>{say("goal.add")}</Button>),
    },
  ];
  return (
    <Dialog title={say("goal.find.title")} open onClose={onClose} width="wide"
      actions={<><span className="hint dialog-actions-start">{say("goal.find.hint")}</span><Button look="solid" onClick={onClose}>{say("goal.find.done")}</Button></>}>
      <SearchField className="find-search" label={say("goal.find.search")} value={text} onChange={setText} />
      <div className="find-rows">
        {pages.failure ? <ErrorState compact failure={pages.failure} onRetry={pages.again} /> : (
          <Table label={say("goal.find.title")} rowCount={pages.total} rowAt={pages.rowAt} idOf={(row) => row.row} columns={columns} rowHeight={rowHeight}
            onOpen={add} onVisible={pages.onVisible} busy={pages.busy}
            onKey={(event, row) => { if (event.key.toLowerCase() !== "e") return false; add(row); return true; }}
            empty={pages.loading ? null : <EmptyState icon="search" title={say("goal.find.nothing")}>{say("goal.find.nothing_words")}</EmptyState>} />
        )}
      </div>
    </Dialog>
  );
}
