/** What single keys mean while the ranking has the focus. */

/** A deed of the ranking. */
export type Deed = { do: "why" | "neurons" | "text" | "marks" | "pin" | "add" | "unlike" | "close" | "compare" | "alike" } | { do: "cut"; rows: number };

const LETTERS: Record<string, Deed> = {
  w: { do: "why" }, n: { do: "neurons" }, t: { do: "text" }, m: { do: "marks" }, p: { do: "pin" }, e: { do: "add" }, c: { do: "compare" }, a: { do: "alike" }, escape: { do: "close" },
};

/** The deed behind a key. `]` keeps a row more, `[` a row less; with Shift ten, also where Shift makes it a brace. */
export function deedOf(key: string, shift: boolean): Deed | null {
  if (key === "]" || key === "}") return { do: "cut", rows: shift || key === "}" ? 10 : 1 };
  if (key === "[" || key === "{") return { do: "cut", rows: shift || key === "{" ? -10 : -1 };
  if (shift && key.toLowerCase() === "e") return { do: "unlike" };
  return shift ? null : (LETTERS[key.toLowerCase()] ?? null);
}
