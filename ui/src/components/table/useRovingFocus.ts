/** The roving focus of a table: which row and cell would get the focus, and what keys do. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { rowAfterKey } from "./lines";
import type { RowId, TableProps } from "./types";
import { useRange } from "./useRange";

/** The focus and how it moves. `cell` is -1 while the row itself has it. */
export interface Roving {
  row: number;
  cell: number;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  /** A pointer or assistive technology chose a row. */
  choose: (index: number, extend?: boolean) => void;
  /** Is the row one of several that are chosen? */
  isInRange: (index: number) => boolean;
}

export function useRovingFocus<R>(table: TableProps<R>, scroller: RefObject<HTMLDivElement | null>, scrollTo: (row: number) => void): Roving {
  const { rowCount, rowAt, idOf, columns, rowHeight } = table;
  const [at, setAt] = useState({ row: 0, cell: -1 });
  const id = useRef<RowId | null>(null);
  /** The row that is to get the focus once it is drawn. */
  const wanted = useRef<number | null>(null);
  const row = Math.min(at.row, Math.max(0, rowCount - 1));

  const go = useCallback((to: number, cell: number, focus = true) => {
    const there = rowAt(to);
    id.current = there === undefined ? null : idOf(there);
    wanted.current = focus ? to : null;
    setAt({ row: to, cell });
    scrollTo(to);
  }, [rowAt, idOf, scrollTo]);

  useFollow(table, id, row, (to) => {
    wanted.current = scroller.current?.contains(document.activeElement) ? to : null;
    setAt((old) => ({ ...old, row: to }));
  });

  useEffect(() => {
    if (wanted.current !== row) return;
    const line = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"]`);
    const target = at.cell < 0 ? line : (line?.children[at.cell] as HTMLElement | undefined);
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  });

  useChosenOutside(table, id, (to) => go(to, -1, false));

  const range = useRange(table);

  const { reveal } = table;
  useEffect(() => {
    if (reveal) go(reveal.index, -1);
    // Only a new wish moves the focus, not a new way of moving it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reveal]);

  const choose = (index: number, extend = false) => {
    const there = rowAt(index);
    if (there === undefined) return;
    range.move(row, index, extend);
    id.current = idOf(there);
    setAt({ row: index, cell: -1 });
    table.onSelect?.(there, index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (rowCount === 0 || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (isControl(target)) {
      if (event.key === "Escape") go(row, at.cell);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const taken = moveRows(event) || moveCells(event) || enter(event) || keyOfRow(event);
    if (taken) event.preventDefault();
  };

  const moveRows = (event: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = rowAfterKey(event.key, row, rowCount, page);
    if (to === undefined) return false;
    if (event.shiftKey && !range.reaches(row, to)) return true;
    range.move(row, to, event.shiftKey);
    go(to, at.cell);
    const there = rowAt(to);
    if (there !== undefined) table.onSelect?.(there, to);
    return true;
  };

  const moveCells = (event: KeyboardEvent): boolean => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return false;
    go(row, Math.min(columns.length - 1, Math.max(-1, at.cell + step)));
    return true;
  };

  const enter = (event: KeyboardEvent): boolean => {
    if (event.key !== "Enter" && event.key !== "F2") return false;
    const inside = at.cell < 0 ? null : (event.target as HTMLElement).querySelector<HTMLElement>("button, a, input");
    const there = rowAt(row);
    if (inside) inside.focus();
    else if (there !== undefined && event.key === "Enter") table.onOpen?.(there, row);
    return true;
  };

  const keyOfRow = (event: KeyboardEvent): boolean => {
    const there = rowAt(row);
    return there !== undefined && table.onKey?.(event, there, row, range.rows(row)) === true;
  };

  return { row, cell: at.cell, onKeyDown, choose, isInRange: range.has };
}

/** Something inside a cell or head has the focus, and keys are its own. */
const isControl = (target: HTMLElement) => target.closest("button, input, select, a, [role=menu]") !== null;

/** Moves the focus along when the row under it has become another one. */
function useFollow<R>(table: TableProps<R>, id: RefObject<RowId | null>, row: number, move: (to: number) => void): void {
  const { rowAt, idOf, rowCount, indexOf } = table;
  useEffect(() => {
    const here = rowAt(row);
    if (here === undefined) return;
    if (id.current === null) {
      id.current = idOf(here);
      return;
    }
    if (idOf(here) === id.current) return;
    const to = indexOf?.(id.current) ?? search(rowAt, idOf, rowCount, id.current);
    if (to !== undefined) move(to);
    else id.current = idOf(here);
  });
}

/** A row chosen elsewhere, like by the arrows of an inspector, comes into view; the focus stays where it is. */
function useChosenOutside<R>(table: TableProps<R>, id: RefObject<RowId | null>, show: (row: number) => void): void {
  const { selected, stays, rowAt, idOf, rowCount, indexOf } = table;
  const seen = useRef(selected);
  useEffect(() => {
    if (selected === seen.current) return;
    if (selected === null || selected === undefined || selected === id.current || stays) {
      seen.current = selected;
      return;
    }
    const to = indexOf?.(selected) ?? search(rowAt, idOf, rowCount, selected);
    // Not here yet: looked for again with the next drawing.
    if (to === undefined) return;
    seen.current = selected;
    show(to);
  });
}

function search<R>(rowAt: TableProps<R>["rowAt"], idOf: TableProps<R>["idOf"], rowCount: number, id: RowId): number | undefined {
  for (let index = 0; index < rowCount; index += 1) {
    const row = rowAt(index);
    if (row !== undefined && idOf(row) === id) return index;
  }
  return undefined;
}
