/** The decisions about the row at hand, each with its key. */
import type { QueueRow, Verdict } from "../../api";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { ariaKeys, KeyCap } from "../../components/KeyCap";
import { say } from "../../texts/say";
import { deedNamed, labelDeed, useKeys, type KeyDeed, type ReviewDeed } from "./keys";

const VERDICTS: readonly Verdict[] = ["keep", "drop", "unsure"];
const LABELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** `rules` where people differ: the three buttons say what counts then. */
export function DecideBar({ row, rules, onDeed }: { row: QueueRow; rules: boolean; onDeed: (deed: ReviewDeed) => void }) {
  const keys = useKeys();
  const press = (deed: KeyDeed) => onDeed(deedNamed(deed, row.review, rules));
  const { verdict, ruling, label, pin, note, tags } = row.review;
  const now = rules ? ruling : verdict;
  return (
    <footer className="review-decide">
      {rules ? <p className="hint">{say("review.rules")}</p> : null}
      <div className="review-verdicts">
        {VERDICTS.map((each) => (
          <button key={each} type="button" className={cx("verdict", now === each && "verdict-chosen")} aria-pressed={now === each} aria-keyshortcuts={ariaKeys(keys[each])} onClick={() => press(each)}>
            <span>{say(`review.verdict.${each}`)}</span><KeyCap keys={keys[each]} />
          </button>
        ))}
      </div>
      <div className="review-others">
        <span className="review-labels" role="group" aria-label={say("review.labels")}>
          <span aria-hidden="true">{say("review.labels")}</span>
          {LABELS.map((each) => (
            <button key={each} type="button" className={cx("review-label", label === each && "review-label-chosen")} aria-pressed={label === each} aria-keyshortcuts={String(each)} aria-label={say("review.words.label", { label: each })} onClick={() => onDeed(labelDeed(each, row.review))}>{each}</button>
          ))}
        </span>
        <Button look="quiet" keys={keys.note} onClick={() => press("note")}>{say(note || tags.length > 0 ? "review.note_edit" : "review.note")}</Button>
        <Button look="quiet" keys={keys.example} onClick={() => press("example")}>{say("review.example")}</Button>
        <Button look="quiet" keys={keys.unlike} onClick={() => press("unlike")}>{say("review.unlike")}</Button>
        <span className="toolbar-gap" />
        <Button look="quiet" keys={keys.always} icon={pin === "always" ? "check" : "pin"} aria-pressed={pin === "always"} title={say("review.pin.always")} onClick={() => press("always")}><span className="review-wide">{say("review.pin.always")}</span><span className="review-narrow">{say("review.pin_short.always")}</span></Button>
        <Button look="quiet" keys={keys.never} icon={pin === "never" ? "check" : "cross"} aria-pressed={pin === "never"} title={say("review.pin.never")} onClick={() => press("never")}><span className="review-wide">{say("review.pin.never")}</span><span className="review-narrow">{say("review.pin_short.never")}</span></Button>
      </div>
    </footer>
  );
}
