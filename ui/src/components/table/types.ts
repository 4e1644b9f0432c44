/** What a table is told. Rows may be missing while their page is on its way. */
import type { KeyboardEvent, ReactNode } from "react";

/** Names a row for good: focus and selection follow it through every re-ordering. */
export type RowId = number | string;

/** A column. */
export interface Column<R> {
  id: string;
  /** Head: words, or words with a distribution under them. */
  head: ReactNode;
  /** Name for assistive technology where the head is more than words. */
  label?: string;
  /** A track of `grid-template-columns`, like "64px" or "minmax(200px, 1fr)". */
  width: string;
  align?: "start" | "end";
  sort?: "ascending" | "descending";
  cell: (row: R, index: number) => ReactNode;
}

/** Something between two rows: a fold, the cut line. */
export interface Strip {
  id: string;
  /** Stands after this row; -1 is before the first. */
  after: number;
  height: number;
  content: ReactNode;
}

/** A virtual grid. */
export interface TableProps<R> {
  label: string;
  /** Rows under the filter, loaded or not. */
  rowCount: number;
  /** The row at an index, or undefined while it is on its way. */
  rowAt: (index: number) => R | undefined;
  idOf: (row: R) => RowId;
  columns: Column<R>[];
  rowHeight: number;
  headHeight?: number;
  selected?: RowId | null;
  /** A row chosen elsewhere is marked where it is in sight, but not brought into view. */
  stays?: boolean;
  onSelect?: (row: R, index: number) => void;
  /** Enter or a double click. */
  onOpen?: (row: R, index: number) => void;
  /** Single keys while the grid has the focus, with the row under it and all rows chosen. True means: taken. */
  onKey?: (event: KeyboardEvent, row: R, index: number, rows: R[]) => boolean | void;
  /** Several neighbouring rows may be chosen, with Shift and arrows or a click; told when the number changes. */
  onRange?: (rows: R[]) => void;
  /** Rows that are on the screen now, so that their pages can be fetched. */
  onVisible?: (first: number, last: number) => void;
  /** Where a row is now, if the caller knows; else the loaded rows are searched. */
  indexOf?: (id: RowId) => number | undefined;
  rowClass?: (row: R, index: number) => string | undefined;
  strips?: Strip[];
  busy?: boolean;
  /** Index to bring into view and focus; a new object each time. */
  reveal?: { index: number } | null;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
}
