/** The pinned row, kept in sight above the others, with its rank in the present ranking. */
import { useAsk, type RankedRow, type RankingView } from "../../api";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Column } from "../../components/table/types";
import { select } from "../../app/selection";
import { say } from "../../texts/say";
import { show } from "./view";

interface Props {
  row: RankedRow;
  ranking: RankingView;
  columns: Column<RankedRow>[];
  height: number;
}

export function PinnedRow({ row, ranking, columns, height }: Props) {
  const why = useAsk("why", { ranking: ranking.ranking, row: row.row }, { keep: true });
  const now = why.data?.row === row.row ? { ...row, rank: why.data.rank, score: why.data.score } : row;
  return (
    <section className="pinned" aria-label={say("results.pinned.label")}>
      <div className="pinned-row" style={{ gridTemplateColumns: columns.map((column) => column.width).join(" "), minBlockSize: height }}
        onClick={() => { select({ row: row.row }); show({ open: true }); }}>
        {columns.map((column, at) => (
          <div key={column.id} className={column.align === "end" ? "td td-end" : "td"}>
            {at === 0 ? <Icon name="pin" className="pinned-pin" /> : null}
            {column.cell(now, -1)}
          </div>
        ))}
      </div>
      <IconButton icon="cross" className="pinned-off" label={say("results.pinned.off")}
        onClick={() => { select({ pinned: null }); show({ pinned: null }); }} />
    </section>
  );
}
