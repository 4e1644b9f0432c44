/** Looks for words in the row at hand: how often they stand there, the next place and the one before. */
import { useEffect, useRef } from "react";
import { Button, IconButton } from "../../components/Button";
import { Field } from "../../components/Field";
import { say } from "../../texts/say";
import type { Finding } from "./useFinding";

export function FindBar({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const { words, count, at } = finding;
  useEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  return (
    <div className="review-find" role="search">
      <Field ref={field} label={say("review.find")} hideLabel placeholder={say("review.find")} value={words} spellCheck={false} onChange={(event) => finding.look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") { event.stopPropagation(); onDone(); }
          if (event.key === "Enter") { event.preventDefault(); finding.step(event.shiftKey ? -1 : 1); }
        }} />
      <span className="num review-find-count" role="status">{words === "" ? "" : count === 0 ? say("review.find_none") : say("review.find_at", { at: at + 1, total: count })}</span>
      <IconButton icon="up" label={say("review.find_before")} disabled={count === 0} onClick={() => finding.step(-1)} />
      <IconButton icon="down" label={say("review.find_next")} disabled={count === 0} onClick={() => finding.step(1)} />
      <Button look="quiet" keys="Esc" onClick={onDone}>{say("action.close")}</Button>
    </div>
  );
}
