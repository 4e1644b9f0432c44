/** Lines of a table: rows with the strips between them. Pure, so that the arithmetic can be tested. */
import type { Strip } from "./types";

/** A line is a row by its index, or a strip. */
export type Line = { row: number } | { strip: Strip };

/** The order of rows and strips. */
export class Lines {
  readonly count: number;
  readonly #strips: Strip[];

  constructor(readonly rowCount: number, strips: Strip[] = []) {
    this.#strips = [...strips].filter((strip) => strip.after < rowCount).sort((a, b) => a.after - b.after);
    this.count = rowCount + this.#strips.length;
  }

  /** The line at a position. */
  at(position: number): Line {
    for (const [passed, strip] of this.#strips.entries()) {
      const here = strip.after + 1 + passed;
      if (position === here) return { strip };
      if (position < here) return { row: position - passed };
    }
    return { row: position - this.#strips.length };
  }

  /** Where a row stands. */
  positionOf(row: number): number {
    return row + this.#strips.filter((strip) => strip.after < row).length;
  }
}

/** Where a key moves the focus to from `row`, or undefined if it is no such key. */
export function rowAfterKey(key: string, row: number, rowCount: number, page: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: rowCount - 1,
  };
  const to = moves[key];
  return to === undefined ? undefined : Math.min(rowCount - 1, Math.max(0, to));
}
