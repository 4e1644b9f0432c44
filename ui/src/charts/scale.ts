/** Arithmetic that every chart shares: scales, clamping and the placing of labels that must not overlap. */

/** Maps a domain onto a range; a domain without width maps to the range's start. */
export function linear(
  [fromLeast, fromMost]: readonly [number, number],
  [toLeast, toMost]: readonly [number, number],
): (value: number) => number {
  const width = fromMost - fromLeast;
  if (!(width > 0)) return () => toLeast;
  return (value) => toLeast + ((value - fromLeast) / width) * (toMost - toLeast);
}

/** The nearest value within two bounds. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** A label wanted at a place, with the width it needs. */
export interface Wanted {
  at: number;
  width: number;
}

/**
 * Centres of labels, as near to where they are wanted as they can be without overlap, all within `[0, width]`.
 * Pushed right in order, then back from the right edge; order is kept.
 */
export function placeLabels(wanted: readonly Wanted[], width: number, gap = 6): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]!.at - wanted[b]!.at);
  const centres = wanted.map(({ at, width: own }) => clamp(at, own / 2, width - own / 2));
  const apart = (a: number, b: number) => (wanted[a]!.width + wanted[b]!.width) / 2 + gap;
  for (let i = 1; i < order.length; i += 1) {
    const [left, here] = [order[i - 1]!, order[i]!];
    centres[here] = Math.max(centres[here]!, centres[left]! + apart(left, here));
  }
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const here = order[i]!;
    const right = order[i + 1];
    const limit = right === undefined ? width - wanted[here]!.width / 2 : centres[right]! - apart(here, right);
    centres[here] = Math.min(centres[here]!, limit);
  }
  return centres;
}

/** Round steps (1, 2 or 5 times a power of ten) between two values, `count` at most. */
export function roundSteps(least: number, most: number, count = 4): number[] {
  const span = most - least;
  if (!(span > 0)) return [least];
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

/** An estimate of a label's width at the smallest size, good enough to keep two apart before the browser has measured. */
export function labelWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! > 0x2e80 ? 12 : 6.4;
  return width;
}
