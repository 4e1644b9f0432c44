/** Ctrl+G: go to a rank. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { say } from "../../texts/say";
import { readNumber } from "./cut";

interface Props {
  ranked: number;
  onGo: (rank: number) => void;
  onClose: () => void;
}

export function GoToRank({ ranked, onGo, onClose }: Props) {
  const [text, setText] = useState("");
  const [complaint, setComplaint] = useState<string | null>(null);
  const submit = () => {
    const rank = readNumber(text);
    if (rank === null || rank < 1 || rank > ranked) setComplaint(say("results.go.complaint", { ranked }));
    else onGo(Math.round(rank));
  };
  return (
    <Dialog title={say("results.go.title")} open onClose={onClose}
      actions={<Button look="solid" keys="Enter" onClick={submit}>{say("results.go.button")}</Button>}>
      <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Field label={say("results.go.label", { ranked })} inputMode="numeric" autoFocus value={text} complaint={complaint}
          onChange={(event) => { setText(event.target.value); setComplaint(null); }} />
      </form>
    </Dialog>
  );
}
