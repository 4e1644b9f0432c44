/** A method's scores in its own measure: shares of neurons and likenesses in points of a hundred, spreads, or plain numbers. */
import type { RankingScore, RankingView } from "../../api";
import { number, share } from "../../texts/format";
import { perLanguage } from "../../texts/language";
import { say } from "../../texts/say";

const HUNDREDTHS: readonly RankingScore[] = ["share", "likeness"];

/** Three figures that count: "0.00213", "12.3", "1,240". */
const figures = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));

/** A score as it is said: "45%", "+4.3" where the average row has 0, "0.0021". */
export function scoreText(kind: RankingScore, score: number): string {
  if (kind === "share" || kind === "likeness") return share(score);
  if (kind === "spreads") return signed(score, 1);
  return kind === "probability" ? `${figures().format(score * 100)}%` : figures().format(score);
}

/** What the column of scores shows: how far above the typical row where that has a measure, else the score itself. */
export function columnText(ranking: Measured, score: number): string {
  if (HUNDREDTHS.includes(ranking.score_kind)) return signed((score - ranking.median_score) * 100, 1);
  if (ranking.score_kind === "spreads") return signed(score - ranking.median_score, 1);
  return scoreText(ranking.score_kind, score);
}

/** The head of that column. */
export const columnHead = (kind: RankingScore) =>
  kind === "probability" ? "results.column.probability" as const
    : kind === "score" ? "results.column.score" as const
    : "results.column.above" as const;

/** A score beside a typical row's, in a sentence: by key of the catalogue, so that it fits what the score is. */
export function scoreSentence(where: "cell" | "why" | "spread", kind: RankingScore, score: number, median: number): string {
  const values = { score: scoreText(kind, score), median: scoreText(kind, median) };
  return say(`results.score.${where}.${kind === "probability" ? "score" : kind === "pick_order" ? "score" : kind}`, values);
}

/** Whether a score says more than the rank does: the order of a random pick or of picks one by one says all. */
export const hasMeasure = (kind: RankingScore): boolean => kind !== "pick_order";

type Measured = Pick<RankingView, "score_kind" | "median_score">;

/** With its sign and so many decimals: "+21.2", "−4.0", "0.0". */
function signed(value: number, decimals: number): string {
  const size = Math.abs(value);
  const text = size < 1000 ? size.toFixed(decimals) : number(Math.round(size));
  if (Number(size.toFixed(decimals)) === 0) return (0).toFixed(decimals);
  return `${value > 0 ? "+" : "−"}${text}`;
}
