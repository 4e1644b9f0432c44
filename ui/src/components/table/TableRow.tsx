/** One row of a table, or its placeholder while its page is on its way. */
import type { CSSProperties } from "react";
import { cx } from "../cx";
import type { TableProps } from "./types";
import type { Roving } from "./useRovingFocus";

export function TableRow<R>({ table, index, row, place, focus }: {
  table: TableProps<R>; index: number; row: R | undefined; place: CSSProperties; focus: Roving;
}) {
  const isActive = focus.row === index;
  const selected = row !== undefined && table.selected !== undefined && table.selected !== null && table.idOf(row) === table.selected;
  const chosen = selected || focus.isInRange(index);
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={chosen} tabIndex={isActive && focus.cell < 0 ? 0 : -1} style={place} data-id={row === undefined ? undefined : table.idOf(row)}
      className={cx("tr", chosen && "tr-selected", row !== undefined && table.rowClass?.(row, index))}
      onClick={(event) => focus.choose(index, event.shiftKey)} onMouseDown={(event) => { if (event.shiftKey && table.onRange) event.preventDefault(); }} onDoubleClick={() => row !== undefined && table.onOpen?.(row, index)}>
      {table.columns.map((column, at) => (
        <div key={column.id} role="gridcell" aria-colindex={at + 1} tabIndex={isActive && focus.cell === at ? 0 : -1}
          className={column.align === "end" ? "td td-end" : "td"}>
          {row === undefined ? <span className="placeholder" style={{ width: `${40 + ((index * 17 + at * 29) % 50)}%` }} /> : column.cell(row, index)}
        </div>
      ))}
    </div>
  );
}
