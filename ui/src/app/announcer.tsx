/** What assistive technology is told: two live regions, one that waits and one that does not. */
import { makeStore, useStore } from "./store";

const spoken = makeStore({ polite: "", urgent: "" });

/** Says something to screen readers only. */
export function announce(text: string, urgent = false): void {
  spoken.set(urgent ? { polite: "", urgent: text } : { polite: text, urgent: "" });
}

export function Announcer() {
  const { polite, urgent } = useStore(spoken);
  return (
    <div className="hidden">
      <div aria-live="polite" aria-atomic="true">{polite}</div>
      <div aria-live="assertive" aria-atomic="true">{urgent}</div>
    </div>
  );
}
