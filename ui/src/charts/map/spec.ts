/** What a scatter of many points is given: columns and bits, never a list of objects. */

export interface Points {
  /** Left to right. */
  x: Float32Array;
  /** Bottom to top. */
  y: Float32Array;
}

/** One bit a point, the first in the lowest bit of the first byte. */
export type Bits = Uint8Array;

export const bitAt = (bits: Bits, at: number): boolean => (((bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;

/** A group with its name, drawn at its place. */
export interface Label {
  id: number;
  x: number;
  y: number;
  text: string;
  /** Nothing of it is marked: drawn with a ring, so that it is found. */
  empty: boolean;
}

/** A point that stands out, drawn as a diamond. */
export interface Mark {
  x: number;
  y: number;
  /** Drawn hollow. */
  hollow: boolean;
}

/** Least x, least y, most x, most y. */
export type Bounds = readonly [number, number, number, number];

/** A corner of an outline, in the points' own numbers. */
export type Corner = [number, number];
