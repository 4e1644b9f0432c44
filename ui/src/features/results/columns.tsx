/** The columns of the ranking. */
import type { GoalInfo, RankedRow, RankingView } from "../../api";
import { ScoreBar } from "../../charts/ScoreBar";
import { Tag } from "../../components/Tag";
import { Excerpt } from "../../components/text/DocumentText";
import type { Column } from "../../components/table/types";
import { count, number } from "../../texts/format";
import { say } from "../../texts/say";
import { RankChange } from "../whatif/RankChange";
import { barShare } from "./cut";
import { columnHead, columnText, hasMeasure, scoreSentence } from "./scores";
import type { Extra } from "./view";

/** Columns for a window's width and the person's choice. */
export function rankingColumns(ranking: RankingView, narrow: boolean, extras: Record<Extra, boolean>, goals: readonly GoalInfo[], onAlike: (row: RankedRow) => void, changed: boolean): Column<RankedRow>[] {
  const isShared = (ranking.query.composition?.goals.length ?? 0) > 1;
  const columns: (Column<RankedRow> | false)[] = [
    { id: "rank", head: say("results.column.rank"), width: "64px", align: "end", sort: "ascending", cell: rankCell },
    changed && { id: "change", head: say("whatif.column"), width: "92px", cell: (row) => <RankChange rank={row.rank} was={row.was} /> },
    hasScore(ranking) && {
      id: "above", head: headOf(ranking, narrow), label: say(columnHead(ranking.score_kind)),
      width: narrow ? "112px" : "150px", cell: (row) => <Above row={row} ranking={ranking} />,
    },
    extras.percentile && {
      id: "percentile", head: say("results.column.percentile"), width: "84px", align: "end",
      cell: (row) => (row.percentile === null ? "—" : number(Math.round(row.percentile * 10) / 10)),
    },
    { id: "text", head: say("results.column.text"), width: "minmax(200px, 1fr)", cell: (row) => <TextCell row={row} onAlike={onAlike} /> },
    isShared && { id: "goal", head: say("results.column.goal"), width: narrow ? "112px" : "minmax(112px, 208px)", cell: (row) => <span className="cell-quiet">{goals.find((one) => one.goal === row.goal)?.name ?? ""}</span> },
    extras.source && !narrow && { id: "source", head: say("results.column.source"), width: "minmax(88px, 132px)", cell: (row) => <span className="cell-quiet">{row.source}</span> },
    extras.tokens && !narrow && { id: "tokens", head: say("results.column.tokens"), width: "76px", align: "end", cell: (row) => <span className="cell-tokens">{count(row.tokens)}</span> },
  ];
  return columns.filter((column) => column !== false);
}

/** Random pick has no score worth a bar, and what is picked one by one has a place and nothing else. */
const hasScore = (ranking: RankingView): boolean => hasMeasure(ranking.score_kind) && ranking.query.method !== "random";

function headOf(ranking: RankingView, narrow: boolean): string {
  const head = columnHead(ranking.score_kind);
  return say(narrow && head === "results.column.above" ? "results.column.above_short" : head);
}

const rankCell = (row: RankedRow) => <span className="cell-rank">{row.rank === null ? "—" : count(row.rank)}</span>;

function Above({ row, ranking }: { row: RankedRow; ranking: RankingView }) {
  if (row.score === null) return <span className="cell-quiet">{say(row.pin === "never" ? "results.barred.cell" : "results.unscored.cell")}</span>;
  const words = scoreSentence("cell", ranking.score_kind, row.score, ranking.median_score);
  return (
    <span className="cell-above" title={words}>
      <span className="num" aria-label={words}>{columnText(ranking, row.score)}</span>
      <ScoreBar share={barShare(row.score, ranking)} />
    </span>
  );
}

function TextCell({ row, onAlike }: { row: RankedRow; onAlike: (row: RankedRow) => void }) {
  return (
    <span className="cell-text">
      <Excerpt text={row.excerpt} />
      {row.alike > 0 ? (
        <button type="button" className="alike-count" tabIndex={-1} aria-haspopup="dialog" onClick={(event) => { event.stopPropagation(); onAlike(row); }}>{say("selection.alike_more", { rows: row.alike })}</button>
      ) : null}
      {row.pin ? <Tag icon={row.pin === "always" ? "pin" : "cross"}>{say(`review.pin.${row.pin}`)}</Tag> : null}
      {row.is_example ? <Tag>{say("results.is_example")}</Tag> : null}
    </span>
  );
}

