/** A note on a row, and its tags. */
import { useState } from "react";
import type { Decision, QueueRow } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Pill } from "../../components/Tag";
import { say } from "../../texts/say";

/** As many as the journal takes. */
const MOST_NOTE = 2000;
const MOST_TAG = 60;

export function NoteDialog({ row, onDecide, onClose }: { row: QueueRow; onDecide: (decision: Decision) => void; onClose: () => void }) {
  const [note, setNote] = useState(row.review.note);
  const [tag, setTag] = useState("");
  const put = () => {
    if (tag.trim() !== "") onDecide({ what: "tag", tag: tag.trim(), on: true });
    setTag("");
  };
  const save = () => {
    put();
    if (note.trim() !== row.review.note) onDecide({ what: "note", note });
    onClose();
  };
  const actions = <><Button onClick={onClose}>{say("action.cancel")}</Button><Button look="solid" onClick={save}>{say("review.note_save")}</Button></>;
  return (
    <Dialog title={say("review.note_title")} open onClose={onClose} actions={actions}>
      <div className="review-noting">
        <label className="field"><span className="field-label">{say("review.note")}</span>
          <textarea className="input" rows={4} dir="auto" autoFocus maxLength={MOST_NOTE} value={note} onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(); }} />
        </label>
        <Field label={say("review.tag")} hint={say("review.tag_hint")} value={tag} maxLength={MOST_TAG} onChange={(event) => setTag(event.target.value)}
          onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); put(); } }} />
        {row.review.tags.length > 0 ? (
          <p className="review-tags">{row.review.tags.map((each) => <Pill key={each} label={say("review.tag_off", { tag: each })} onRemove={() => onDecide({ what: "tag", tag: each, on: false })}>{each}</Pill>)}</p>
        ) : null}
      </div>
    </Dialog>
  );
}
