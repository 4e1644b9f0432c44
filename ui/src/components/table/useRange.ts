/** Several neighbouring rows chosen with Shift. A range ends before rows that are not here yet, so none is passed over. */
import { useState } from "react";
import type { RowId, TableProps } from "./types";

export interface Range<R> {
  /** Chooses on from the anchor, or from `from` where there is none, to `to`; or lets go of the range. */
  move: (from: number, to: number, extend: boolean) => void;
  /** Are all rows up to there here? */
  reaches: (from: number, to: number) => boolean;
  has: (index: number) => boolean;
  /** The rows chosen; the row under the focus alone if no more are. */
  rows: (focused: number) => R[];
}

export function useRange<R>({ rowAt, idOf, rowCount, onRange }: TableProps<R>): Range<R> {
  const [range, setRange] = useState<{ anchor: number; end: number; of: number; ids: (RowId | null)[] } | null>(null);
  const idAt = (index: number) => {
    const row = rowAt(index);
    return row === undefined ? null : idOf(row);
  };
  // Once other rows stand there, by another order or filter, the range is no longer what was chosen.
  const holds = range !== null && range.of === rowCount && range.ids.every((id, at) => id === idAt(Math.min(range.anchor, range.end) + at));
  const now = holds ? range : null;
  const between = (from: number, to: number): (R | undefined)[] =>
    Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => rowAt(Math.min(from, to) + step));
  const whole = (from: number, to: number) => between(from, to).filter((row) => row !== undefined);
  const reaches = (from: number, to: number) => between(now?.anchor ?? from, to).every((row) => row !== undefined);
  const move = (from: number, to: number, extend: boolean) => {
    const anchor = now?.anchor ?? from;
    if (!onRange || !extend || !reaches(from, to)) {
      if (now) setRange(null);
      return;
    }
    const rows = whole(anchor, to);
    setRange({ anchor, end: to, of: rowCount, ids: rows.map(idOf) });
    onRange(rows);
  };
  const has = (index: number) => now !== null && index >= Math.min(now.anchor, now.end) && index <= Math.max(now.anchor, now.end);
  return { move, reaches, has, rows: (focused) => (now ? whole(now.anchor, now.end) : whole(focused, focused)) };
}
