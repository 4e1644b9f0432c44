/** A data set by its name on the hub. */
import { useState } from "react";
import { call, type Failure } from "../../api";
import { Button, Dialog, ErrorState, Field } from "../../components";
import { say } from "../../texts/say";

/** "owner/name" out of what was typed or pasted: a web address will do. */
export function datasetName(typed: string): string {
  return typed.trim().replace(/^https?:\/\/[^/]+\//, "").replace(/^datasets\//, "").replace(/[?#].*$/, "").split("/").slice(0, 2).join("/");
}

export function HubDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const dataset = datasetName(typed);
  const isName = /^[\w.-]+\/[\w.-]+$/.test(dataset);
  const start = () => {
    if (!isName || busy) return;
    setBusy(true);
    call("start_hub_import", { dataset, mapping: null }).then(onClose, (thrown: Failure) => { setBusy(false); setFailure(thrown); });
  };
  const actions = (
    <>
      <Button onClick={onClose}>{say("action.cancel")}</Button>
      <Button look="solid" disabled={!isName || busy} onClick={start}>{say("hub.go")}</Button>
    </>
  );
  return (
    <Dialog title={say("hub.title")} open onClose={onClose} actions={actions}>
      <form onSubmit={(event) => { event.preventDefault(); start(); }}>
        <Field label={say("hub.name")} hint={say("hub.hint")} value={typed} autoFocus spellCheck={false} placeholder={say("hub.example")}
          complaint={typed.includes("/") && !isName ? say("hub.wrong") : null} onChange={(event) => { setTyped(event.target.value); setFailure(null); }} />
      </form>
      {failure && <ErrorState failure={failure} onRetry={start} compact />}
    </Dialog>
  );
}
