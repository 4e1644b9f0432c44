/**
 * Many points as one picture: each is counted into the pixel it falls on, and counts become shades. One pass over the
 * points and one over the pixels, whatever lies on top of what, so that 200,000 points cost some milliseconds without a
 * graphics card. What is marked is drawn larger and in the data's colour, the rest small and grey; what is outside the
 * choice in force is faint.
 */
import type { Camera, Size } from "./camera";
import type { Bits, Points } from "./spec";

/** Red, green, blue. */
export type Colour = readonly [number, number, number];

export interface Shades {
  ground: Colour;
  plain: Colour;
  marked: Colour;
}

/** Counts of points on each pixel. */
export interface Counts {
  width: number;
  height: number;
  /** Points inside the choice that are not marked. */
  plain: Uint16Array;
  /** Points inside the choice that are marked. */
  marked: Uint16Array;
  /** Points outside the choice. */
  faint: Uint16Array;
  /** Points in sight. */
  seen: number;
}

const FULL = 0xffff;

export function emptyCounts(width: number, height: number): Counts {
  const count = () => new Uint16Array(width * height);
  return { width, height, plain: count(), marked: count(), faint: count(), seen: 0 };
}

/** Counts all points into the pixels of a screen. `dot` is the side of a point's square in pixels. */
export function countInto(counts: Counts, points: Points, camera: Camera, size: Size, marked: Bits | null, chosen: Bits | null, dot: number): void {
  const { width, height } = counts;
  const ratio = width / size.width;
  counts.plain.fill(0);
  counts.marked.fill(0);
  counts.faint.fill(0);
  const scale = camera.scale * ratio;
  const left = width / 2 - camera.x * scale;
  const top = height / 2 + camera.y * scale;
  const { x, y } = points;
  let seen = 0;
  for (let at = 0; at < x.length; at += 1) {
    const column = Math.round(left + x[at]! * scale);
    const row = Math.round(top - y[at]! * scale);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    seen += 1;
    const [byte, bit] = [at >> 3, 1 << (at & 7)];
    const inside = chosen === null || (chosen[byte]! & bit) !== 0;
    const isMarked = marked !== null && (marked[byte]! & bit) !== 0;
    if (!inside) stamp(counts.faint, width, height, column, row, 1);
    else if (isMarked) stamp(counts.marked, width, height, column, row, dot + 1);
    else stamp(counts.plain, width, height, column, row, dot);
  }
  counts.seen = seen;
}

function stamp(into: Uint16Array, width: number, height: number, column: number, row: number, side: number): void {
  if (side === 1) {
    const at = row * width + column;
    if (into[at]! < FULL) into[at] = into[at]! + 1;
    return;
  }
  const from = side >> 1;
  for (let down = Math.max(0, row - from); down < Math.min(height, row - from + side); down += 1) {
    for (let right = Math.max(0, column - from); right < Math.min(width, column - from + side); right += 1) {
      const at = down * width + right;
      if (into[at]! < FULL) into[at] = into[at]! + 1;
    }
  }
}

/** How much of a colour a count of points has: the first is well seen, and a hundred are near full. */
export const strength = (count: number, first: number): number => (count === 0 ? 0 : Math.min(1, first + (1 - first) * (Math.log2(count) / 6)));

const STEPS = 64;

/** Paints counts into the bytes of a picture, four to a pixel. */
export function shade(counts: Counts, pixels: Uint32Array, shades: Shades): void {
  const plain = ladder(shades.ground, shades.plain, 0.4);
  const marked = ladder(shades.ground, shades.marked, 0.75);
  const faint = ladder(shades.ground, shades.plain, 0.14);
  const ground = packed(shades.ground);
  for (let at = 0; at < pixels.length; at += 1) {
    const [kept, other, outside] = [counts.marked[at]!, counts.plain[at]!, counts.faint[at]!];
    pixels[at] = kept > 0 ? marked[Math.min(kept, STEPS)]! : other > 0 ? plain[Math.min(other, STEPS)]! : outside > 0 ? faint[Math.min(outside >> 1, STEPS)]! : ground;
  }
}

function ladder(ground: Colour, colour: Colour, first: number): Uint32Array {
  return Uint32Array.from({ length: STEPS + 1 }, (_, count) => {
    const share = strength(Math.max(1, count), first);
    return packed([0, 1, 2].map((part) => Math.round(ground[part]! + (colour[part]! - ground[part]!) * share)) as unknown as Colour);
  });
}

/** A pixel as canvases keep it on the little-endian machines that there are: alpha, blue, green, red. */
const packed = ([red, green, blue]: Colour): number => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
