/** The letters of the review, each to be chosen. One that another deed has is refused, and it is said which. */
import { useState, type KeyboardEvent } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { KeyCap } from "../../components/KeyCap";
import { say } from "../../texts/say";
import { chooseKeys, DEEDS, refused, STANDARD, strokeOf, useKeys, type KeyDeed } from "./keys";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const keys = useKeys();
  const [asking, setAsking] = useState<KeyDeed | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const ask = (deed: KeyDeed | null) => { setAsking(deed); setComplaint(null); };
  const take = (deed: KeyDeed, event: KeyboardEvent) => {
    if (asking !== deed || event.key === "Tab" || event.key === "Shift" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return ask(null);
    const stroke = strokeOf(event);
    const no = refused(keys, deed, stroke);
    if (no || stroke === null) return setComplaint(no?.why === "taken" ? say("review.keys_taken", { key: stroke ?? "", deed: say(`review.deed.${no.by}`) }) : say("review.keys_no_letter"));
    chooseKeys({ ...keys, [deed]: stroke });
    ask(null);
  };
  const isStandard = DEEDS.every((deed) => keys[deed] === STANDARD[deed]);
  const actions = (
    <>
      <Button look="quiet" disabled={isStandard} onClick={() => { chooseKeys(STANDARD); ask(null); }}>{say("review.keys_standard")}</Button>
      <Button look="solid" onClick={onClose}>{say("review.keys_done")}</Button>
    </>
  );
  return (
    <Dialog title={say("review.keys")} open onClose={onClose} actions={actions}>
      <p className="hint">{say("review.keys_words")}</p>
      <ul className="review-keys">
        {DEEDS.map((deed) => (
          <li key={deed}>
            <span>{say(`review.deed.${deed}`)}</span>
            <KeyCap keys={keys[deed]} />
            <Button look={asking === deed ? "edge" : "quiet"} aria-label={say(asking === deed ? "review.keys_asking" : "review.keys_change", { deed: say(`review.deed.${deed}`), key: keys[deed] })} aria-pressed={asking === deed}
              onClick={(event) => { event.currentTarget.focus(); ask(asking === deed ? null : deed); }} onBlur={() => { if (asking === deed) ask(null); }} onKeyDown={(event) => take(deed, event)}>
              {say(asking === deed ? "review.keys_press" : "review.keys_change_short")}
            </Button>
          </li>
        ))}
      </ul>
      <p className="review-keys-said" role="alert">{complaint}</p>
    </Dialog>
  );
}
