/** One decision for all rows of a queue: the number of rows is said before, and it is taken back like any other. */
import { useState } from "react";
import { useAsk, useDo, type Decided, type Decision, type QueueQuery } from "../../api";
import { report, tell } from "../../app/status";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Field";
import { ErrorState } from "../../components/States";
import { say } from "../../texts/say";
import { decisionWords } from "./words";

const CHOICES: Record<string, Decision> = {
  keep: { what: "verdict", verdict: "keep" }, drop: { what: "verdict", verdict: "drop" }, unsure: { what: "verdict", verdict: "unsure" }, none: { what: "verdict", verdict: null },
  always: { what: "pin", pin: "always" }, never: { what: "pin", pin: "never" }, free: { what: "pin", pin: null },
};

export function ApplyDialog({ query, annotator, onDone, onClose }: { query: QueueQuery; annotator: string; onDone: (decided: Decided) => void; onClose: () => void }) {
  const [choice, setChoice] = useState("keep");
  const decision = CHOICES[choice] ?? CHOICES.keep!;
  const on = (expected: number) => ({ annotator, on: { which: "queue" as const, queue: query, expected }, decision, blind: query.blind ?? false });
  const preview = useAsk("decide_preview", on(0), { keep: true });
  const deed = useDo("decide");
  const told = preview.data;
  const apply = () => told && deed.mutate(on(told.rows), {
    onSuccess: (decided) => {
      tell(say("review.applied", { what: decisionWords(decision), rows: decided.changed }));
      onDone(decided);
    },
    onError: (failed) => { report(failed); preview.again(); },
  });
  const actions = (
    <>
      <Button onClick={onClose} autoFocus>{say("action.cancel")}</Button>
      <Button look="solid" disabled={!told || preview.stale || told.changes === 0 || deed.isPending} onClick={apply}>{say("review.apply_do", { rows: told?.changes ?? 0 })}</Button>
    </>
  );
  return (
    <Dialog title={say("review.apply")} open onClose={onClose} actions={actions}>
      <div className="review-noting">
        <Select label={say("review.apply_what")} value={choice} onChange={setChoice} options={Object.entries(CHOICES).map(([value, each]) => ({ value, label: decisionWords(each) }))} />
        {preview.failure ? <ErrorState failure={preview.failure} onRetry={preview.again} compact /> : <p role="status">{told ? say("review.apply_count", { rows: told.rows, changes: told.changes }) : say("state.loading")}</p>}
      </div>
    </Dialog>
  );
}
