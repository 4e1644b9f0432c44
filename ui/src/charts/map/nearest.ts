/** The point nearest to a place, by cells: a hand that moves asks sixty times a second. */
import type { Points } from "./spec";

export interface Cells {
  columns: number;
  rows: number;
  left: number;
  bottom: number;
  side: number;
  starts: Uint32Array;
  members: Uint32Array;
}

const PER_CELL = 4;

/** Sorts points into square cells of some points each. */
export function cellsOf({ x, y }: Points): Cells {
  const ends = (values: Float32Array): [number, number] => values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const [[left, right], [bottom, top]] = [ends(x), ends(y)];
  const area = Math.max((right - left) * (top - bottom), 1e-9);
  const side = Math.max(Math.sqrt((area * PER_CELL) / Math.max(1, x.length)), 1e-6);
  const columns = Math.max(1, Math.ceil((right - left) / side) + 1 || 1);
  const rows = Math.max(1, Math.ceil((top - bottom) / side) + 1 || 1);
  const cellAt = (at: number) => Math.floor((y[at]! - bottom) / side) * columns + Math.floor((x[at]! - left) / side);
  const starts = new Uint32Array(columns * rows + 1);
  for (let at = 0; at < x.length; at += 1) starts[cellAt(at) + 1]! += 1;
  for (let cell = 0; cell < columns * rows; cell += 1) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const members = new Uint32Array(x.length);
  for (let at = 0; at < x.length; at += 1) {
    const cell = cellAt(at);
    members[next[cell]!] = at;
    next[cell]! += 1;
  }
  return { columns, rows, left, bottom, side, starts, members };
}

/** The point nearest to a place within a reach; null where there is none. */
export function nearestTo(cells: Cells, { x, y }: Points, atX: number, atY: number, reach: number): number | null {
  const cell = (value: number, from: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor((value - from) / cells.side)));
  const [fromColumn, toColumn] = [cell(atX - reach, cells.left, cells.columns), cell(atX + reach, cells.left, cells.columns)];
  const [fromRow, toRow] = [cell(atY - reach, cells.bottom, cells.rows), cell(atY + reach, cells.bottom, cells.rows)];
  let best: number | null = null;
  let least = reach * reach;
  for (let row = fromRow; row <= toRow; row += 1) {
    const [from, to] = [cells.starts[row * cells.columns + fromColumn]!, cells.starts[row * cells.columns + toColumn + 1]!];
    for (let place = from; place < to; place += 1) {
      const at = cells.members[place]!;
      const apart = (x[at]! - atX) ** 2 + (y[at]! - atY) ** 2;
      if (apart <= least) [best, least] = [at, apart];
    }
  }
  return best;
}
