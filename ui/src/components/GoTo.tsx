/** Ctrl+G: go to a place by its number, in any long list. */
import { useEffect, useState } from "react";
import { readNumber } from "../texts/format";
import { say } from "../texts/say";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Field } from "./Field";

interface Props {
  title: string;
  label: string;
  /** Said when there is no such place. */
  complaint: string;
  /** Goes there; false if there is no such place. */
  onGo: (place: number) => boolean | Promise<boolean>;
  onClose: () => void;
}

export function GoTo({ title, label, complaint, onGo, onClose }: Props) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = async () => {
    const place = readNumber(text);
    setWrong(!(place !== null && place >= 1 && (await onGo(Math.round(place)))));
  };
  return (
    <Dialog title={title} open onClose={onClose} actions={<Button look="solid" keys="Enter" onClick={() => void submit()}>{say("action.go")}</Button>}>
      <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Field label={label} inputMode="numeric" autoFocus value={text} complaint={wrong ? complaint : null}
          onChange={(event) => { setText(event.target.value); setWrong(false); }} />
      </form>
    </Dialog>
  );
}

/** Ctrl+G opens the way, wherever the focus is on this screen. */
export function useGoing(): [boolean, (going: boolean) => void] {
  const [going, setGoing] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "g") return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) setGoing(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return [going, setGoing];
}
