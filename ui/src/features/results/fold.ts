/**
 * The short view of a ranking: the best rows, then those around the cut, and what lies between folded away. A table
 * shows rows by index; here is which row that is, and what stands between two of them.
 */

/** What stands after a shown row. */
export type Between =
  | { kind: "cut"; after: number }
  /** Rows left out here: `hidden` of them, above the cut (`kept`) or below it. */
  | { kind: "fold"; after: number; hidden: number; kept: boolean }
  /** Where rows without a score begin. */
  | { kind: "unscored"; after: number; rows: number };

/** What the table is of. */
export interface Extent {
  /** Rows there are, those with a rank first. */
  total: number;
  /** Rows with a rank. */
  ranked: number;
  /** Rows kept. */
  kept: number;
}

/** How many rows the short view shows at the top, above the cut and below it. */
export interface FoldShape {
  top: number;
  above: number;
  below: number;
}

/** Rows shown, found by arithmetic: a pool may have millions. */
export interface Shown {
  rows: number;
  /** Place in the ranking, from 0, of the nth row shown. */
  offsetAt: (index: number) => number;
  /** The nth row shown for a place; none if it is folded away. */
  indexOf: (offset: number) => number | undefined;
  between: Between[];
}

/** The short view's shape for a table with room for so many rows: the cut stays in sight. */
export function foldShape(room: number): FoldShape {
  const rows = Math.max(6, Math.floor(room) - 1);
  const above = Math.max(2, Math.round(rows * 0.2));
  const top = Math.max(3, Math.round(rows * 0.42));
  return { top, above, below: Math.max(8, rows - top - above + 4) };
}

/** All rows, with the cut and the beginning of the unscored ones marked. */
export function allRows(extent: Extent): Shown {
  return shownFrom([[0, extent.total]], extent, []);
}

/** The best rows and those around the cut. A fold that would hide a single row is not made. */
export function topAndCut(extent: Extent, shape: FoldShape): Shown {
  const kept = Math.min(extent.kept, extent.ranked);
  const stretches: [number, number][] = [];
  const folds: Between[] = [];
  const above = kept - shape.top - shape.above;
  if (above > 1) {
    stretches.push([0, shape.top], [kept - shape.above, 0]);
    folds.push({ kind: "fold", after: shape.top - 1, hidden: above, kept: true });
  } else stretches.push([0, 0]);
  const end = Math.min(kept + shape.below, extent.ranked);
  const below = extent.total - end;
  const last = stretches[stretches.length - 1]!;
  last[1] = below > 1 ? end : extent.total;
  const shown = shownFrom(stretches, extent, folds);
  if (below > 1) shown.between.push({ kind: "fold", after: shown.rows - 1, hidden: below, kept: false });
  return shown;
}

function shownFrom(stretches: [number, number][], extent: Extent, folds: Between[]): Shown {
  const starts: number[] = [];
  let rows = 0;
  for (const [from, to] of stretches) {
    starts.push(rows);
    rows += Math.max(0, to - from);
  }
  const offsetAt = (index: number) => {
    let part = 0;
    while (part + 1 < stretches.length && starts[part + 1]! <= index) part += 1;
    return (stretches[part]?.[0] ?? 0) + index - (starts[part] ?? 0);
  };
  const indexOf = (offset: number) => {
    const part = stretches.findIndex(([from, to]) => offset >= from && offset < to);
    return part < 0 ? undefined : starts[part]! + offset - stretches[part]![0];
  };
  const between = [...folds];
  const lastKept = indexOf(Math.min(extent.kept, extent.ranked) - 1);
  if (lastKept !== undefined) between.push({ kind: "cut", after: lastKept });
  const firstUnscored = indexOf(extent.ranked);
  if (extent.total > extent.ranked && firstUnscored !== undefined) {
    between.push({ kind: "unscored", after: firstUnscored - 1, rows: extent.total - extent.ranked });
  }
  return { rows, offsetAt, indexOf, between };
}
