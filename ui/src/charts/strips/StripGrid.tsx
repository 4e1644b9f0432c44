import { useEffect, useRef, type KeyboardEvent } from "react";

import { placeByKey } from "./keys";
import { boxOf, columnAt, placesIn, type StripLayout } from "./layout";
import type { Place, StripRow } from "./spec";

interface Props {
  layout: StripLayout;
  rows: readonly StripRow[];
  label: string;
  nameOf: (place: Place) => string;
  rowName: (row: number) => string;
  /** Where the keyboard is, or would enter. */
  at: Place | null;
  onMove: (place: Place | null) => void;
}

/**
 * The strips for keyboard and assistive technology: a grid of transparent cells over the marks, one tab stop, of which
 * only the row at hand is in the document; the others are counted. Every row is in the table that stands in for the
 * picture.
 */
export function StripGrid({ layout, rows, label, nameOf, rowName, at, onMove }: Props) {
  const cell = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // Focus follows the place only while the grid has it: a click elsewhere must not take it. A key may have led to
    // another row, whose cells are new; the one that had the focus is gone by now.
    if (moved.current || grid.current?.contains(document.activeElement)) cell.current?.focus();
    moved.current = false;
  }, [at?.row, at?.column]);
  if (!at || !rows[at.row]) return null;
  const row = rows[at.row]!;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const next = placeByKey(layout, rows, at, event.key, event.ctrlKey);
    const own = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];
    if (!own.includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    moved.current = true;
    onMove(next);
  };
  const most = rows.reduce((longest, each) => Math.max(longest, placesIn(layout, each)), 0);
  return (
    <div ref={grid} role="grid" aria-label={label} aria-rowcount={rows.length} aria-colcount={most} className="strip-grid" onKeyDown={onKeyDown}>
      <div role="row" aria-rowindex={at.row + 1} aria-label={rowName(at.row)}>
        {Array.from({ length: placesIn(layout, row) }, (_, shown) => {
          const column = columnAt(layout, row, shown);
          const here = column === at.column;
          const box = boxOf(layout, rows, { row: at.row, column });
          return (
            <div
              key={column}
              ref={here ? cell : undefined}
              role="gridcell"
              aria-colindex={shown + 1}
              aria-label={nameOf({ row: at.row, column })}
              tabIndex={here ? 0 : -1}
              className="strip-cell"
              style={{ insetInlineStart: box.left - 2, insetBlockStart: box.top, inlineSize: box.width, blockSize: box.height }}
              onFocus={() => onMove({ row: at.row, column })}
            />
          );
        })}
      </div>
    </div>
  );
}
