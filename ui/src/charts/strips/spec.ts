/** What layer strips are drawn from. They know nothing of models: rows of marks, extras to the right, and a bar each. */

/** A mark of a row: a square, filled or outlined. */
export interface Mark {
  /** 0 to 1. */
  height: number;
  filled: boolean;
  /** It is there and counts for nothing: faint, with a line through it. */
  struck?: boolean;
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
  /** 0 to 1: the tick on it. */
  tick: number;
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
