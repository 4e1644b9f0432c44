import { clamp } from "./scale";

/** What a key does to a slider over ranks: the new value, or none if the key is not its own. */
export function stepByKey(key: string, shift: boolean, value: number, most: number): number | null {
  const small = shift ? 10 : 1;
  const large = Math.max(1, Math.round(most / 20));
  const moves: Record<string, number> = {
    ArrowRight: value + small,
    ArrowUp: value + small,
    "]": value + small,
    "}": value + 10,
    ArrowLeft: value - small,
    ArrowDown: value - small,
    "[": value - small,
    "{": value - 10,
    PageUp: value + large,
    PageDown: value - large,
    Home: 0,
    End: most,
  };
  const next = moves[key];
  return next === undefined ? null : clamp(next, 0, most);
}

/** The rank at a horizontal place of the curve. */
export function rankAt(x: number, left: number, width: number, most: number): number {
  if (!(width > 0)) return 0;
  return Math.round(clamp((x - left) / width, 0, 1) * most);
}
