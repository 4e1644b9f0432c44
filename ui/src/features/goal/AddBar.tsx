/** Three ways in: paste, a file, rows of the pool. What is pasted counts at once; what is typed on Enter. */
import { useEffect, useRef, useState } from "react";
import { isTyping } from "../../app/shortcuts";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { say } from "../../texts/say";
import { addFromFile, addPasted } from "./useExamples";

interface Props {
  goal: number | null;
  canFind: boolean;
  onFind: () => void;
}

export function AddBar({ goal, canFind, onFind }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  usePasteAnywhere(goal);
  const add = () => {
    addPasted(goal, text);
    setText("");
    field.current?.focus();
  };
  return (
    <div className="addbar">
      <div className="addbar-field">
        <Icon name="clipboard" />
        <textarea ref={field} rows={Math.min(8, text.split("\n").length)} aria-label={say("goal.paste")} placeholder={say("goal.paste")} value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            if (text !== "") return;
            event.preventDefault();
            addPasted(goal, event.clipboardData.getData("text/plain"));
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") setText("");
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }} />
        {text === "" ? <KeyCap keys="Mod V" /> : <Button keys="Enter" onClick={add}>{say("goal.add")}</Button>}
      </div>
      <Button icon="search" onClick={onFind} disabled={!canFind}>{say("goal.find")}</Button>
      <Button icon="file" onClick={() => addFromFile(goal)}>{say("goal.open_file")}</Button>
    </div>
  );
}

/** Pasting works wherever the focus is on this screen, save inside a field or a dialog. */
function usePasteAnywhere(goal: number | null): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
      addPasted(goal, event.clipboardData?.getData("text/plain") ?? "");
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [goal]);
}
