/** Keeps the question as a run: named, with the examples that count in it. */
import { useState } from "react";
import { call, type Budget, type RankQuery } from "../../api";
import { attempt } from "../../app/commands";
import { select, selection } from "../../app/selection";
import { tell } from "../../app/status";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { say } from "../../texts/say";
import { openRun } from "./runs";

const LONGEST = 120;

export function KeepRunDialog({ query, budget, name: first, onClose }: { query: RankQuery; budget: Budget; name: string; onClose: () => void }) {
  const [name, setName] = useState(first);
  const isGood = name.trim() !== "";
  const keep = () => {
    if (!isGood) return;
    onClose();
    attempt(async () => {
      const run = await call("keep_run", { name: name.trim(), query, budget, after: selection.read().after });
      openRun(run);
      select({ tried: [] });
      tell(say("whatif.kept", { name: run.name }));
    });
  };
  return (
    <Dialog title={say("whatif.keep")} open onClose={onClose}
      actions={<><Button onClick={onClose}>{say("action.cancel")}</Button><Button look="solid" disabled={!isGood} onClick={keep}>{say("whatif.keep_button")}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); keep(); }}>
        <Field label={say("whatif.run_name")} value={name} maxLength={LONGEST} autoFocus onChange={(event) => setName(event.target.value)} hint={say("whatif.keep_words")} />
      </form>
    </Dialog>
  );
}
