/** A map's columns from bytes: nothing is copied, each list is a view of the one buffer. */
import type { Bits, Points } from "../../charts/map/spec";

export interface MapColumns extends Points {
  /** Row numbers. */
  rows: Float64Array;
  /** The group of each; 65,535 for none. */
  groups: Uint16Array;
}

const BYTES = 8 + 4 + 4 + 2;

/** Reads `[documents]` row numbers, x, y and groups, little endian as all machines are that the app runs on. */
export function readPoints(bytes: ArrayBuffer): MapColumns {
  const count = Math.floor(bytes.byteLength / BYTES);
  return {
    rows: new Float64Array(bytes, 0, count),
    x: new Float32Array(bytes, count * 8, count),
    y: new Float32Array(bytes, count * 12, count),
    groups: new Uint16Array(bytes, count * 16, count),
  };
}

export const readBits = (bytes: ArrayBuffer): Bits => new Uint8Array(bytes);
