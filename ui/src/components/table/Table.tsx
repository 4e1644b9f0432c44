/**
 * A virtual grid for any number of rows: one tab stop, a roving focus over rows and cells, and the keyboard contract
 * of the ARIA grid pattern. The row with the focus stays mounted, and the focus follows its id through re-ordering.
 */
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { say } from "../../texts/say";
import { Lines } from "./lines";
import { TableRow } from "./TableRow";
import type { TableProps } from "./types";
import { useRovingFocus } from "./useRovingFocus";

export function Table<R>(props: TableProps<R>) {
  const { label, rowCount, rowAt, columns, rowHeight, headHeight = 32, strips, onVisible, busy, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => new Lines(rowCount, strips), [rowCount, strips]);
  const focus = useRovingFocus(props, scroller, (row) => virtual.scrollToIndex(lines.positionOf(row), { align: "auto" }));
  const active = lines.positionOf(focus.row);
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: (position) => heightOf(lines, position, rowHeight),
    overscan: 8,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return active < lines.count && !shown.includes(active) ? [...shown, active].sort((a, b) => a - b) : shown;
    },
  });
  useEffect(() => virtual.measure(), [virtual, lines, rowHeight]);
  const items = virtual.getVirtualItems();
  const [first, last] = edges(lines, virtual.range);
  useEffect(() => onVisible?.(first, last), [onVisible, first, last]);
  const template = columns.map((column) => column.width).join(" ");

  return (
    <div ref={scroller} className="table" role="grid" aria-label={label} aria-rowcount={rowCount + 1} aria-colcount={columns.length}
      aria-multiselectable={props.onRange ? true : undefined} aria-busy={busy} onKeyDown={focus.onKeyDown} data-rows={rowCount}>
      <div className="table-body" role="presentation" style={{ height: rowCount ? virtual.getTotalSize() : "100%", minWidth: leastWidth(columns) }}>
        <div className="table-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, height: headHeight }}>
          {columns.map((column, at) => (
            <div key={column.id} role="columnheader" aria-colindex={at + 1} aria-sort={column.sort} aria-label={column.head ? column.label : undefined}
              className={column.align === "end" ? "th th-end" : "th"}>{column.head || <span className="hidden">{column.label}</span>}</div>
          ))}
        </div>
        {rowCount === 0 && empty && <div role="row" aria-rowindex={2}><div role="gridcell">{empty}</div></div>}
        {items.map((item) => {
          const line = lines.at(item.index);
          const place = { transform: `translateY(${item.start}px)`, height: item.size };
          if ("strip" in line) {
            return (
              <div key={line.strip.id} className="table-strip" role="row" style={place}>
                <div role="gridcell" aria-colspan={columns.length}>{line.strip.content}</div>
              </div>
            );
          }
          return <TableRow key={item.key} table={props} index={line.row} row={rowAt(line.row)} place={{ ...place, gridTemplateColumns: template }} focus={focus} />;
        })}
      </div>
      {busy && <span className="hidden" role="status">{say("table.busy")}</span>}
    </div>
  );
}

/** The columns' least widths together: a narrower window scrolls sideways instead of squeezing them. */
const leastWidth = (columns: { width: string }[]): number =>
  columns.reduce((sum, column) => sum + Number(/(\d+)px/.exec(column.width)?.[1] ?? 60), 24);

function heightOf(lines: Lines, position: number, rowHeight: number): number {
  const line = lines.at(position);
  return "strip" in line ? line.strip.height : rowHeight;
}

function edges(lines: Lines, range: { startIndex: number; endIndex: number } | null): [number, number] {
  if (!range || lines.rowCount === 0) return [0, 0];
  const rows: number[] = [];
  for (const position of [range.startIndex, range.startIndex + 1, range.endIndex - 1, range.endIndex]) {
    if (position < 0 || position >= lines.count) continue;
    const line = lines.at(position);
    if ("row" in line) rows.push(line.row);
  }
  return rows.length ? [Math.min(...rows), Math.max(...rows)] : [0, 0];
}
