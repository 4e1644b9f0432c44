/** Who decides: one's own name, who decided in this project, and whether one sees what others said. */
import { useState } from "react";
import { useAsk, type AnnotatorView } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Checkbox, Field } from "../../components/Field";
import { Tag } from "../../components/Tag";
import { say } from "../../texts/say";
import { annotatorOf, review, useReviewView } from "./view";

/** As many as the journal takes. */
const MOST_NAME = 80;

export function PeopleDialog({ onClose, onAgreement }: { onClose: () => void; onAgreement: () => void }) {
  const view = useReviewView();
  const [name, setName] = useState(view.annotator);
  const known = useAsk("agreement", {}).data?.annotators ?? [];
  const now = annotatorOf(view);
  const use = () => { review({ annotator: name.trim() }); onClose(); };
  const actions = (
    <>
      {known.length > 1 && !view.blind ? <Button look="quiet" onClick={onAgreement}>{say("review.agreement")}</Button> : null}
      <Button onClick={onClose}>{say("action.close")}</Button>
      <Button look="solid" disabled={name.trim() === view.annotator.trim()} onClick={use}>{say("review.use_name")}</Button>
    </>
  );
  return (
    <Dialog title={say("review.people")} open onClose={onClose} actions={actions}>
      <form className="review-noting" onSubmit={(event) => { event.preventDefault(); use(); }}>
        <Field label={say("review.name")} value={name} autoFocus maxLength={MOST_NAME} dir="auto" placeholder={say("review.me")} onChange={(event) => setName(event.target.value)}
          hint={view.annotator.trim() === "" ? say("review.name_default", { name: say("review.me") }) : say("review.name_hint")} />
        {known.length > 0 ? (
          <ul className="review-people" aria-label={say("review.people_known")}>
            {known.map((each) => <Person key={each.annotator} person={each} isMe={each.annotator === now} isHidden={view.blind && each.annotator !== now} onUse={() => setName(each.annotator)} />)}
          </ul>
        ) : null}
        <Checkbox label={say("review.blind")} hint={say("review.blind_hint")} checked={view.blind} onChange={(blind) => review({ blind })} />
      </form>
    </Dialog>
  );
}

function Person({ person: { annotator, keep, drop, unsure }, isMe, isHidden, onUse }: { person: AnnotatorView; isMe: boolean; isHidden: boolean; onUse: () => void }) {
  return (
    <li>
      <span dir="auto">{annotator}</span>
      <small className="num">{isHidden ? "" : say("review.split", { keep, drop, unsure })}</small>
      {isMe ? <Tag>{say("review.you")}</Tag> : <Button look="quiet" aria-label={say("review.be", { name: annotator })} onClick={onUse}>{say("review.be_short")}</Button>}
    </li>
  );
}
