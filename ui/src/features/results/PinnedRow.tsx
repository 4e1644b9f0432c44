/** The pinned row, kept in sight above the others, with its rank in the present ranking. */
import { useAsk, useCache, type DocumentView, type RankedRow, type RankingView } from "../../api";
import { select } from "../../app/selection";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Column } from "../../components/table/types";
import { say } from "../../texts/say";
import { knownRow } from "./known";
import { show } from "./view";

interface Props {
  row: number;
  ranking: RankingView;
  columns: Column<RankedRow>[];
  height: number;
}

export function PinnedRow({ row, ranking, columns, height }: Props) {
  const why = useAsk("why", { ranking: ranking.ranking, row }, { keep: true });
  const known = knownRow(useCache(), row);
  const document = useAsk("document", { row }, { enabled: known === undefined });
  const before = known ?? (document.data ? asRanked(document.data) : undefined);
  // A row that was deleted since is not there to be compared with.
  if (!before) return null;
  const now = why.data?.row === row ? { ...before, rank: why.data.rank, score: why.data.score } : before;
  return (
    <section className="pinned" aria-label={say("results.pinned.label")}>
      <div className="pinned-row" style={{ gridTemplateColumns: columns.map((column) => column.width).join(" "), minBlockSize: height }}
        onClick={() => { select({ row }); show({ open: true }); }}>
        {columns.map((column, at) => (
          <div key={column.id} className={column.align === "end" ? "td td-end" : "td"}>
            {at === 0 ? <Icon name="pin" className="pinned-pin" /> : null}
            {column.cell(now, -1)}
          </div>
        ))}
      </div>
      <IconButton icon="cross" className="pinned-off" label={say("results.pinned.off")} onClick={() => select({ pinned: null })} />
    </section>
  );
}

/** A row that no page shows, as its document tells of it. */
function asRanked(document: DocumentView): RankedRow {
  const { row, id, kind, text, tokens } = document;
  return { row, id, kind, excerpt: text.slice(0, 400), tokens: tokens ?? 0, rank: null, score: null, percentile: null, source: "", is_example: false, goal: null, alike: 0, was: null, pin: null };
}
