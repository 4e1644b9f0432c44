/**
 * What single keys mean while the review has the focus. Printed on the buttons and under "?". Each can be another letter:
 * what a person chose is kept on this computer.
 */
import type { Decision, RowReview } from "../../api";
import { makeStore, useStore } from "../../app/store";

export type ReviewDeed =
  | { do: "decide"; decision: Decision; advance: boolean }
  | { do: "step"; by: 1 | -1 }
  | { do: "note" | "unfold" | "example" | "unlike" | "find" | "undo" | "redo" };

/** Deeds whose key can be chosen, in the order in which they are listed. */
export const DEEDS = ["keep", "drop", "unsure", "always", "never", "note", "example", "unlike", "unfold"] as const;
export type KeyDeed = (typeof DEEDS)[number];
export type Keys = Record<KeyDeed, string>;

export const STANDARD: Keys = { keep: "K", drop: "D", unsure: "U", always: "A", never: "X", note: "N", example: "E", unlike: "Shift E", unfold: "O" };

const KEPT = "review:keys";
const chosen = makeStore<Keys>(recalled(localStorage.getItem(KEPT)));

export const useKeys = (): Keys => useStore(chosen);

/** What was kept, where it still makes sense; else the standard keys. */
export function recalled(kept: string | null): Keys {
  try {
    const found = { ...STANDARD, ...(JSON.parse(kept ?? "{}") as Partial<Keys>) };
    const keys = DEEDS.map((deed) => found[deed]);
    return keys.every(isKey) && new Set(keys).size === keys.length ? found : STANDARD;
  } catch {
    return STANDARD;
  }
}

export function chooseKeys(keys: Keys): void {
  chosen.set(keys);
  localStorage.setItem(KEPT, JSON.stringify(keys));
}

const isKey = (key: unknown): boolean => typeof key === "string" && /^(Shift )?\p{L}$/u.test(key);

interface Stroke { key: string; shiftKey: boolean }

/** A stroke as keys are written: "K", "Shift E". Of letters alone; whether the letter is capital says nothing. */
export function strokeOf({ key, shiftKey }: Stroke): string | null {
  if (!/^\p{L}$/u.test(key)) return null;
  const letter = key.toUpperCase();
  return letter.length === 1 ? (shiftKey ? `Shift ${letter}` : letter) : null;
}

/** Why a stroke cannot be a deed's key: it is no letter, or another deed has it. */
export function refused(keys: Keys, deed: KeyDeed, stroke: string | null): { why: "no_letter" } | { why: "taken"; by: KeyDeed } | null {
  if (stroke === null) return { why: "no_letter" };
  const by = DEEDS.find((other) => other !== deed && keys[other] === stroke);
  return by ? { why: "taken", by } : null;
}

/** The deed of a name; what a row has already is taken away by the same key, save for its verdict. Where people differ, verdicts are rulings. */
export function deedNamed(deed: KeyDeed, now: RowReview, rules: boolean): ReviewDeed {
  if (deed === "keep" || deed === "drop" || deed === "unsure") {
    return { do: "decide", decision: { what: rules ? "ruling" : "verdict", verdict: deed }, advance: true };
  }
  if (deed === "always" || deed === "never") return { do: "decide", decision: { what: "pin", pin: now.pin === deed ? null : deed }, advance: false };
  return { do: deed };
}

/** Labels have the digits. */
export const labelDeed = (label: number, now: RowReview): ReviewDeed =>
  ({ do: "decide", decision: { what: "label", label: now.label === label ? null : label }, advance: false });

/** The deed behind a key. */
export function deedOfKey(stroke: Stroke, now: RowReview, keys: Keys = STANDARD, rules = false): ReviewDeed | null {
  if (/^[1-9]$/.test(stroke.key)) return labelDeed(Number(stroke.key), now);
  if (stroke.key === "ArrowDown" || stroke.key === "ArrowUp") return { do: "step", by: stroke.key === "ArrowDown" ? 1 : -1 };
  if (stroke.key === "/") return { do: "find" };
  const letter = strokeOf(stroke);
  const plain = strokeOf({ ...stroke, shiftKey: false });
  // Shift without a deed of its own means nothing else: a capital is the letter.
  const deed = DEEDS.find((each) => keys[each] === letter) ?? DEEDS.find((each) => keys[each] === plain);
  return deed && letter !== null ? deedNamed(deed, now, rules) : null;
}

/** Undo, redo and find, with Ctrl or the command key. */
export function turnOfKey(key: string, shift: boolean): ReviewDeed | null {
  const letter = key.toLowerCase();
  if (letter === "z") return { do: shift ? "redo" : "undo" };
  if (letter === "f" && !shift) return { do: "find" };
  return letter === "y" && !shift ? { do: "redo" } : null;
}
