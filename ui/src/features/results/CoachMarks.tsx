/** Three notes on the sample, one at a time: why this row, move the line, neurons. Once closed they do not return. */
import { useEffect, useState } from "react";
import { useSettings } from "../../app/settings";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { say } from "../../texts/say";

const STEPS = ["why", "line", "neurons"] as const;
const COACH = "results.coach";

export function CoachMarks() {
  const { settings, change } = useSettings();
  const [step, setStep] = useState(0);
  const isOver = !settings || settings.dismissed.includes(COACH);
  const end = () => { if (settings) change({ dismissed: [...settings.dismissed, COACH] }); };
  useEffect(() => {
    if (isOver) return undefined;
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    // Before the table hears it: the first Escape ends the notes and nothing else.
    window.addEventListener("keydown", escape, true);
    return () => window.removeEventListener("keydown", escape, true);
  });
  const name = STEPS[step];
  if (isOver || !name) return null;
  const isLast = step === STEPS.length - 1;
  return (
    <aside className={cx("coach", `coach-${name}`)} aria-label={say("coach.label")}>
      <p className="coach-title">{say(`coach.${name}.title`)}</p>
      <p>{say(`coach.${name}.words`)}</p>
      <div className="coach-foot">
        <span className="quiet num">{say("coach.count", { step: step + 1, steps: STEPS.length })}</span>
        <span className="toolbar-gap" />
        {isLast ? null : <Button look="quiet" keys="Esc" onClick={end}>{say("coach.end")}</Button>}
        <Button onClick={() => (isLast ? end() : setStep(step + 1))}>{say(isLast ? "coach.done" : "coach.next")}</Button>
      </div>
    </aside>
  );
}
