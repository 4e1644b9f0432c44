/** The rows of the queue beside the one at hand: what was decided stands before each. */
import { useEffect, useRef } from "react";
import type { QueueRow } from "../../api";
import { cx } from "../../components/cx";
import { Icon, type IconName } from "../../components/Icon";
import { Excerpt } from "../../components/text/DocumentText";
import { say } from "../../texts/say";
import { rankWords } from "./words";
import type { Compared } from "../compare/useCompared";
import { decidedIn, type QueueAtHand } from "./useQueue";

const MARKS: Record<"keep" | "drop" | "unsure", IconName> = { keep: "check", drop: "cross", unsure: "help" };

export function QueueList({ at, compared }: { at: QueueAtHand; compared: Compared }) {
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => { here.current?.scrollIntoView({ block: "nearest" }); }, [at.at]);
  return (
    <ol className="review-list" aria-label={say("review.rows")} start={at.from + 1}>
      {at.rows.map((row, place) => {
        const isHere = at.from + place === at.at;
        const decided = decidedIn(at.query.queue, row);
        return (
          <li key={row.review.row} className={cx(row.group !== null && row.group !== at.rows[place - 1]?.group && "review-group")}>
            <button ref={isHere ? here : null} type="button" tabIndex={-1} className={cx("review-item", isHere && "review-here")} aria-current={isHere || undefined} onClick={() => at.go(at.from + place)}>
              <span className={cx("review-mark", decided && `review-mark-${decided}`)}>
                {decided ? <Icon name={MARKS[decided]} /> : null}
                <span className="hidden">{decided ? say(`review.verdict.${decided}`) : say("review.words.no_verdict")}</span>
              </span>
              <span className="review-item-words"><Excerpt text={row.excerpt.slice(0, 120)} /><small className="num">{standing(row, compared)}</small></span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** The rank and the side of the cut or, against other rankings, the rank in each. */
function standing(row: QueueRow, compared: Compared): string {
  const rank = rankWords(row);
  const others = row.other_ranks.map((other, place) => say("review.rank_other", { name: compared.ready[place + 1]?.name ?? "", rank: other === null ? "—" : `#${other}` }));
  return [rank, ...others].join(" · ");
}
