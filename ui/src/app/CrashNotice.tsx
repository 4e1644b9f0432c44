/** Once, at the start: the report of the last crash, to be read, copied or deleted. It is sent nowhere. */
import { useState } from "react";
import { call, useAsk } from "../api";
import { Button, Dialog } from "../components";
import { say } from "../texts/say";
import { attempt } from "./commands";
import { tell } from "./status";

export function CrashNotice() {
  const { data } = useAsk("crash_report", {});
  const [seen, setSeen] = useState(false);
  if (!data || seen) return null;
  const discard = () => attempt(async () => {
    await call("discard_crash_report", {});
    setSeen(true);
  });
  const copy = () => attempt(async () => {
    await navigator.clipboard.writeText(data.text);
    tell(say("crash.copied"));
  });
  const actions = (
    <>
      <Button look="quiet" onClick={discard}>{say("crash.discard")}</Button>
      <Button icon="copy" onClick={copy}>{say("crash.copy")}</Button>
      <Button look="solid" onClick={() => setSeen(true)}>{say("crash.keep")}</Button>
    </>
  );
  return (
    <Dialog title={say("crash.title")} open onClose={() => setSeen(true)} actions={actions} width="wide">
      <p className="ink-2">{say("crash.words")}</p>
      <pre className="crash-report mono" tabIndex={0} aria-label={say("crash.report")}>{data.text}</pre>
    </Dialog>
  );
}
