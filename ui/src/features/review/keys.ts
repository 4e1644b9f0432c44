/** What single keys mean while the review has the focus. Printed on the buttons and under "?". */
import type { Decision, RowReview } from "../../api";

export type ReviewDeed =
  | { do: "decide"; decision: Decision; advance: boolean }
  | { do: "step"; by: 1 | -1 }
  | { do: "note" | "unfold" | "example" | "undo" | "redo" };

const VERDICTS: Record<string, "keep" | "drop" | "unsure"> = { k: "keep", d: "drop", u: "unsure" };
const PINS: Record<string, "always" | "never"> = { a: "always", x: "never" };
const OTHERS: Record<string, ReviewDeed> = {
  n: { do: "note" }, o: { do: "unfold" }, e: { do: "example" }, ArrowDown: { do: "step", by: 1 }, ArrowUp: { do: "step", by: -1 },
};

/** The deed behind a key; what a row has already is taken away by the same key, save for its verdict. */
export function deedOfKey(key: string, now: RowReview): ReviewDeed | null {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const verdict = VERDICTS[letter];
  if (verdict) return { do: "decide", decision: { what: "verdict", verdict }, advance: true };
  const pin = PINS[letter];
  if (pin) return { do: "decide", decision: { what: "pin", pin: now.pin === pin ? null : pin }, advance: false };
  if (/^[1-9]$/.test(letter)) return { do: "decide", decision: { what: "label", label: now.label === Number(letter) ? null : Number(letter) }, advance: false };
  return OTHERS[letter] ?? null;
}

/** Undo and redo, with Ctrl or the command key. */
export function turnOfKey(key: string, shift: boolean): ReviewDeed | null {
  const letter = key.toLowerCase();
  if (letter === "z") return { do: shift ? "redo" : "undo" };
  return letter === "y" && !shift ? { do: "redo" } : null;
}
