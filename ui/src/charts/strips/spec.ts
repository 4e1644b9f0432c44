/** What layer strips are drawn from. They know nothing of models: rows of marks, extras to the right, and a bar each. */

/** A mark of a row: a square, filled or outlined. */
export interface Mark {
  /** 0 to 1. */
  height: number;
  filled: boolean;
  /** It is there and counts for nothing: faint, with a line through it. */
  struck?: boolean;
  /** 0 to 1: where strips show two sides, how far the mark reaches below the row's middle; `height` then goes above it. */
  below?: number;
  /** Of two sides, the only one that has it: an outline for the upper, a triangle for the lower. */
  alone?: "upper" | "lower";
}

/** One row of the strips. */
export interface StripRow {
  /** Written at the left. */
  label: string;
  marks: readonly Mark[];
  /** How many triangles the row has. */
  extras: number;
  /** 0 to 1: the bar at the right. */
  share: number;
  /** 0 to 1: the tick on it; none where there is nothing to hold it against. */
  tick: number | null;
  /** Written beside the bar. */
  shareLabel: string;
}

/** A mark by row and column; columns count the marks first, then the extras. */
export interface Place {
  row: number;
  column: number;
}

/** Which kind of mark stands out while the others step back. */
export type Emphasis = "filled" | "outlined" | "extra" | null;
