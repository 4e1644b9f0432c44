/** Takes the decisions of another copy of this project in. What that brings is said first; it is all or nothing. */
import { useState } from "react";
import { useAsk, useCache, useDo, type FileTicket, type MergedDecisions } from "../../api";
import { go } from "../../app/navigation";
import { report, tell } from "../../app/status";
import { useStore } from "../../app/store";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Checkbox } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { show } from "../results/view";
import { copy } from "./merging";
import { review } from "./view";

export function MergeDialog() {
  const file = useStore(copy);
  return file ? <Merging file={file} onClose={() => copy.set(null)} /> : null;
}

function Merging({ file, onClose }: { file: FileTicket; onClose: () => void }) {
  const [leaveOut, setLeaveOut] = useState(false);
  const asked = useAsk("merge_preview", { ticket: file.ticket });
  const deed = useDo("merge_decisions");
  const cache = useCache();
  const told = asked.data;
  const brings = told ? told.rows > 0 || Object.keys(told.new).length > 0 : false;
  const merge = () => deed.mutate({ ticket: file.ticket, leave_out: leaveOut }, {
    onSuccess: (done) => {
      // Rows that are being reviewed do not move by themselves; here the person asked for what others say.
      void cache.invalidateQueries({ queryKey: ["review_queue"] });
      onClose();
      tell(say("merge.done", { entries: entriesOf(done), open: done.open ?? 0 }), done.open ? { label: say("agreement.see_conflicts"), run: seeConflicts } : undefined);
    },
    onError: (failed) => report(failed),
  });
  const mayMerge = brings && (told?.strays === 0 || leaveOut);
  const actions = (
    <>
      <Button onClick={onClose} autoFocus>{say("action.cancel")}</Button>
      <Button look="solid" disabled={!mayMerge || deed.isPending} onClick={merge}>{say("merge.do", { entries: told ? entriesOf(told) : 0 })}</Button>
    </>
  );
  return (
    <Dialog title={say("review.merge")} open onClose={onClose} actions={actions} width="middle">
      {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact />
        : told ? <Brings told={told} leaveOut={leaveOut} onLeaveOut={setLeaveOut} /> : <Skeleton lines={5} />}
    </Dialog>
  );
}

const entriesOf = ({ new: fresh }: MergedDecisions): number => Object.values(fresh).reduce<number>((sum, each) => sum + (each ?? 0), 0);

function Brings({ told, leaveOut, onLeaveOut }: { told: MergedDecisions; leaveOut: boolean; onLeaveOut: (leaveOut: boolean) => void }) {
  const entries = entriesOf(told);
  return (
    <div className="review-noting">
      <p>{entries === 0 && told.rows === 0 ? say("merge.nothing", { name: told.name, known: told.known }) : say("merge.brings", { name: told.name, entries, rows: told.rows, known: told.known })}</p>
      {entries > 0 ? <ul className="review-people">{Object.entries(told.new).map(([annotator, each]) => <li key={annotator}><span dir="auto">{annotator}</span><small className="num">{say("merge.entries", { entries: each ?? 0 })}</small></li>)}</ul> : null}
      {told.in_both.map((name) => <p key={name} className="import-note"><Icon name="info" />{say("merge.in_both", { name })}</p>)}
      {told.strays > 0 ? (
        <>
          <p className="import-note"><Icon name="warn" />{say("merge.strays", { strays: told.strays })}</p>
          {told.rows > 0 ? <Checkbox label={say("merge.leave_out", { strays: told.strays })} checked={leaveOut} onChange={onLeaveOut} /> : null}
        </>
      ) : null}
      <p className="hint">{say("merge.keeps")}</p>
    </div>
  );
}

/** Goes to the rows on which people differ. */
function seeConflicts(): void {
  go("results");
  show({ tab: "review" });
  review({ queue: "conflicts" });
}
