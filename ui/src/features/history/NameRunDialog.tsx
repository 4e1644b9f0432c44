/** Names a run of the history: one that has a name stays, however many cuts come after it. */
import { useState } from "react";
import { call, type Run } from "../../api";
import { attempt } from "../../app/commands";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { say } from "../../texts/say";

const LONGEST = 120;

export function NameRunDialog({ run, name: first, onClose }: { run: Run; name: string; onClose: () => void }) {
  const [name, setName] = useState(first);
  const isGood = name.trim() !== "";
  const save = () => {
    if (!isGood) return;
    onClose();
    attempt(async () => { await call("rename_run", { run: run.run, name: name.trim() }); });
  };
  return (
    <Dialog title={say("history.name_title")} open onClose={onClose}
      actions={<><Button onClick={onClose}>{say("action.cancel")}</Button><Button look="solid" disabled={!isGood} onClick={save}>{say("history.name_button")}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={say("whatif.run_name")} value={name} maxLength={LONGEST} autoFocus onChange={(event) => setName(event.target.value)} hint={say("history.name_words")} />
      </form>
    </Dialog>
  );
}
