/** The decisions about the row at hand, each with its key. */
import type { QueueRow, Verdict } from "../../api";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { KeyCap } from "../../components/KeyCap";
import { say } from "../../texts/say";
import { deedOfKey, type ReviewDeed } from "./keys";

const VERDICTS: readonly [Verdict, string][] = [["keep", "K"], ["drop", "D"], ["unsure", "U"]];
const LABELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function DecideBar({ row, onDeed }: { row: QueueRow; onDeed: (deed: ReviewDeed) => void }) {
  const press = (key: string) => {
    const deed = deedOfKey(key, row.review);
    if (deed) onDeed(deed);
  };
  const { verdict, label, pin, note, tags } = row.review;
  return (
    <footer className="review-decide">
      <div className="review-verdicts">
        {VERDICTS.map(([each, key]) => (
          <button key={each} type="button" className={cx("verdict", verdict === each && "verdict-chosen")} aria-pressed={verdict === each} aria-keyshortcuts={key} onClick={() => press(key)}>
            <span>{say(`review.verdict.${each}`)}</span><KeyCap keys={key} />
          </button>
        ))}
      </div>
      <div className="review-others">
        <span className="review-labels" role="group" aria-label={say("review.labels")}>
          <span aria-hidden="true">{say("review.labels")}</span>
          {LABELS.map((each) => (
            <button key={each} type="button" className={cx("review-label", label === each && "review-label-chosen")} aria-pressed={label === each} aria-keyshortcuts={String(each)} aria-label={say("review.words.label", { label: each })} onClick={() => press(String(each))}>{each}</button>
          ))}
        </span>
        <Button look="quiet" keys="N" onClick={() => onDeed({ do: "note" })}>{say(note || tags.length > 0 ? "review.note_edit" : "review.note")}</Button>
        <Button look="quiet" keys="E" onClick={() => onDeed({ do: "example" })}>{say("review.example")}</Button>
        <span className="toolbar-gap" />
        <Button look="quiet" keys="A" icon={pin === "always" ? "check" : "pin"} aria-pressed={pin === "always"} onClick={() => press("a")}>{say("review.pin.always")}</Button>
        <Button look="quiet" keys="X" icon={pin === "never" ? "check" : "cross"} aria-pressed={pin === "never"} onClick={() => press("x")}>{say("review.pin.never")}</Button>
      </div>
    </footer>
  );
}
