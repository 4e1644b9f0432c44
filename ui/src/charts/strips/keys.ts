import { clamp } from "../scale";

import { columnAt, placesIn, shownAt, type StripLayout } from "./layout";
import type { Place, StripRow } from "./spec";

const PAGE = 5;

/** Where a key leads: left and right from mark to mark, up and down from row to row; none if the key is not its own. */
export function placeByKey(
  layout: StripLayout,
  rows: readonly StripRow[],
  from: Place,
  key: string,
  control: boolean,
): Place | null {
  const last = rows.length - 1;
  const shown = shownAt(layout, rows[from.row]!, from.column);
  switch (key) {
    case "ArrowRight":
      return within(layout, rows, from.row, shown + 1);
    case "ArrowLeft":
      return within(layout, rows, from.row, shown - 1);
    case "ArrowDown":
      return inRow(layout, rows, from.row + 1, 1, shown);
    case "ArrowUp":
      return inRow(layout, rows, from.row - 1, -1, shown);
    case "PageDown":
      return inRow(layout, rows, Math.min(from.row + PAGE, last), 1, shown);
    case "PageUp":
      return inRow(layout, rows, Math.max(from.row - PAGE, 0), -1, shown);
    case "Home":
      return control ? inRow(layout, rows, 0, 1, 0) : within(layout, rows, from.row, 0);
    case "End":
      return control
        ? inRow(layout, rows, last, -1, Number.MAX_SAFE_INTEGER)
        : within(layout, rows, from.row, Number.MAX_SAFE_INTEGER);
    default:
      return null;
  }
}

/** The first place there is, where the keyboard enters. */
export function firstPlace(layout: StripLayout, rows: readonly StripRow[]): Place | null {
  return inRow(layout, rows, 0, 1, 0);
}

function within(layout: StripLayout, rows: readonly StripRow[], row: number, shown: number): Place | null {
  const here = rows[row];
  if (!here) return null;
  const places = placesIn(layout, here);
  return places === 0 ? null : { row, column: columnAt(layout, here, clamp(shown, 0, places - 1)) };
}

/** The nth place of a row, or of the next one in that direction that has any. */
function inRow(layout: StripLayout, rows: readonly StripRow[], row: number, direction: 1 | -1, shown: number): Place | null {
  for (let index = row; index >= 0 && index < rows.length; index += direction) {
    const place = within(layout, rows, index, shown);
    if (place) return place;
  }
  return null;
}
