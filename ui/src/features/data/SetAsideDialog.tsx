/** Rows that could not become documents: where each stands, why, and how it begins. */
import { useMemo } from "react";
import { useAsk, type SetAsideRow } from "../../api";
import { Dialog, ErrorState, Table, usePages, VisibleText, type Column } from "../../components";
import { count } from "../../texts/format";
import { say, sayWords } from "../../texts/say";

const columns = (): Column<SetAsideRow>[] => [
  { id: "file", head: say("aside.file"), width: "minmax(120px, 0.3fr)", cell: (row) => <span className="td-line">{row.file}</span> },
  { id: "line", head: say("aside.line"), width: "72px", align: "end", cell: (row) => count(row.line) },
  { id: "reason", head: say("aside.reason"), width: "minmax(180px, 0.45fr)", cell: (row) => sayWords(row.reason) },
  { id: "excerpt", head: say("aside.excerpt"), width: "minmax(200px, 0.8fr)", cell: (row) => <span className="td-line mono ink-2" dir="auto"><VisibleText text={row.excerpt} /></span> },
];

export function SetAsideDialog({ of, onClose }: { of: number | null; onClose: () => void }) {
  const imports = useAsk("imports", {});
  const pages = usePages("set_aside", useMemo(() => ({ import: of }), [of]));
  const shown = useMemo(columns, []);
  const reasons = (imports.data ?? []).filter((one) => of === null || one.import === of).flatMap((one) => one.reasons);
  return (
    <Dialog title={say("aside.title", { rows: pages.total })} open onClose={onClose} width="wide">
      <p className="ink-2">{say("aside.words")}</p>
      <ul className="aside-reasons">{merged(reasons).map(([reason, rows]) => <li key={reason}>{say("imports.reason", { rows, reason: sayWords(reason) })}</li>)}</ul>
      {pages.failure ? <ErrorState failure={pages.failure} onRetry={pages.again} compact />
        : <div className="dialog-table"><Table<SetAsideRow> label={say("aside.table")} rowCount={pages.total} rowAt={pages.rowAt} idOf={(row) => `${row.file}:${row.line}`}
            columns={shown} rowHeight={44} onVisible={pages.onVisible} busy={pages.busy} /></div>}
    </Dialog>
  );
}

/** The same reason in several imports, counted together, most frequent first. */
function merged(reasons: { reason: string; rows: number }[]): [string, number][] {
  const sums = new Map<string, number>();
  reasons.forEach(({ reason, rows }) => sums.set(reason, (sums.get(reason) ?? 0) + rows));
  return [...sums].sort((a, b) => b[1] - a[1]);
}
