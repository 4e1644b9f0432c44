/** Where names of groups stand: the largest group first, and none over another. */
import { toScreen, type Camera, type Size } from "./camera";
import type { Label } from "./spec";

export interface Placed {
  label: Label;
  left: number;
  top: number;
  width: number;
}

const HIGH = 18;
/** So far above its place a name stands, so that a small group is not hidden by it. */
const ABOVE = 13;

/** Names that fit, given how wide each is; the focused one always does. */
export function placeLabels(labels: readonly Label[], camera: Camera, size: Size, widthOf: (text: string) => number, focused: number | null): Placed[] {
  const placed: Placed[] = [];
  const order = [...labels].sort((a, b) => Number(b.id === focused) - Number(a.id === focused));
  for (const label of order) {
    const width = widthOf(label.text) + 8;
    const [x, y] = toScreen(camera, size, label.x, label.y);
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const left = Math.min(Math.max(2, x - width / 2), Math.max(2, size.width - width - 2));
    const top = Math.min(Math.max(2, y - HIGH - ABOVE), size.height - HIGH - 2);
    const free = placed.every((other) => left > other.left + other.width || left + width < other.left || Math.abs(top - other.top) > HIGH);
    if (free) placed.push({ label, left, top, width });
  }
  return placed;
}

/** The next group in a direction: the nearest whose place lies more that way than to either side. */
export function groupToward(labels: readonly Label[], from: number | null, key: string): number | null {
  const start = labels.find((label) => label.id === from);
  if (!start) return labels[0]?.id ?? null;
  const along = (label: Label): [number, number] => {
    const [right, up] = [label.x - start.x, label.y - start.y];
    return key === "ArrowRight" ? [right, up] : key === "ArrowLeft" ? [-right, up] : key === "ArrowUp" ? [up, right] : [-up, right];
  };
  let best: { id: number; far: number } | null = null;
  for (const label of labels) {
    const [ahead, aside] = along(label);
    if (label === start || ahead <= 0) continue;
    // Twice as dear aside as ahead, so that a row of groups is walked along.
    const far = ahead + 2 * Math.abs(aside);
    if (best === null || far < best.far) best = { id: label.id, far };
  }
  return best?.id ?? start.id;
}
