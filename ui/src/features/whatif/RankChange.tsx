/** How far a row moved: an arrow, the number of places, and where it was, in words for those who do not see the arrow. */
import type { RankedRow } from "../../api";
import { cx } from "../../components/cx";
import { count } from "../../texts/format";
import { say } from "../../texts/say";

export function RankChange({ rank, was }: Pick<RankedRow, "rank" | "was">) {
  if (rank === null && was === null) return null;
  if (rank === null || was === null) return <span className="cell-quiet">{rank === null ? say("whatif.left", { was: was ?? 0 }) : say("whatif.new")}</span>;
  const places = was - rank;
  if (places === 0) return <span className="cell-quiet" aria-label={say("whatif.same_words")}>{say("whatif.same")}</span>;
  const words = say(places > 0 ? "whatif.up_words" : "whatif.down_words", { places: Math.abs(places), was });
  return (
    <span className="rank-change" role="img" aria-label={words} title={words}>
      <span className={cx("rank-arrow", places > 0 ? "rank-up" : "rank-down")} />
      <span className="num">{count(Math.abs(places))}</span>
      <span className="rank-was num">{say("whatif.was", { was })}</span>
    </span>
  );
}
