import { clamp } from "../scale";

import type { Place, StripRow } from "./spec";

/** Where everything of the strips lies, in CSS pixels. All rows share it. */
export interface StripLayout {
  width: number;
  height: number;
  rowHeight: number;
  /** Width of a mark with its gap. */
  slot: number;
  marksLeft: number;
  /** Marks drawn in a row at most. */
  marksShown: number;
  extrasLeft: number;
  /** Triangles drawn in a row at most; further ones become "+n". */
  extrasShown: number;
  barLeft: number;
  barWidth: number;
}

interface Measures {
  rowHeight: number;
  slot: number;
  gutter: number;
  gap: number;
  extras: number;
  more: number;
  bar: number;
  barLabel: number;
}

const WIDE: Measures = { rowHeight: 24, slot: 14, gutter: 36, gap: 24, extras: 6, more: 28, bar: 176, barLabel: 44 };
const NARROW: Measures = { rowHeight: 24, slot: 8, gutter: 28, gap: 8, extras: 2, more: 22, bar: 48, barLabel: 36 };

/** Places the strips in a width. Below 640 pixels they draw closer; what then has no room is counted by [`hiddenMarks`]. */
export function layoutStrips(rows: readonly StripRow[], width: number): StripLayout {
  const m = width >= 640 ? WIDE : NARROW;
  const longest = rows.reduce((most, row) => Math.max(most, row.marks.length), 0);
  const extras = Math.min(m.extras, rows.reduce((most, row) => Math.max(most, row.extras), 0));
  const extrasWidth = extras === 0 ? 0 : extras * m.slot + m.more;
  const fixed = m.gutter + m.gap + extrasWidth + m.gap + m.bar + m.barLabel;
  const marksShown = clamp(Math.floor((width - fixed) / m.slot), 0, longest);
  const extrasLeft = m.gutter + marksShown * m.slot + m.gap;
  const barLeft = extrasLeft + extrasWidth + (extrasWidth === 0 ? 0 : m.gap);
  const barWidth = clamp(width - barLeft - m.barLabel, 24, 280);
  return {
    width,
    height: rows.length * m.rowHeight,
    rowHeight: m.rowHeight,
    slot: m.slot,
    marksLeft: m.gutter,
    marksShown,
    extrasLeft,
    extrasShown: extras,
    barLeft,
    barWidth,
  };
}

/** Marks of a row that are drawn. */
export function shownMarks(layout: StripLayout, row: StripRow): number {
  return Math.min(layout.marksShown, row.marks.length);
}

/** Triangles of a row that are drawn. */
export function shownExtras(layout: StripLayout, row: StripRow): number {
  return Math.min(layout.extrasShown, row.extras);
}

/** Marks that the width leaves no room for, over all rows. */
export function hiddenMarks(layout: StripLayout, rows: readonly StripRow[]): number {
  return rows.reduce((sum, row) => sum + row.marks.length - shownMarks(layout, row), 0);
}

/** The column behind the nth place drawn in a row: marks that are not drawn are skipped. */
export function columnAt(layout: StripLayout, row: StripRow, shown: number): number {
  const marks = shownMarks(layout, row);
  return shown < marks ? shown : row.marks.length + (shown - marks);
}

/** How many places of a row are drawn. */
export function placesIn(layout: StripLayout, row: StripRow): number {
  return shownMarks(layout, row) + shownExtras(layout, row);
}

/** The nth place drawn for a column; the reverse of [`columnAt`]. */
export function shownAt(layout: StripLayout, row: StripRow, column: number): number {
  const marks = shownMarks(layout, row);
  return column < row.marks.length ? Math.min(column, marks) : marks + (column - row.marks.length);
}

/** The hit box of a place: as tall as its row. */
export function boxOf(layout: StripLayout, rows: readonly StripRow[], place: Place) {
  const row = rows[place.row]!;
  const extra = place.column - row.marks.length;
  const left = extra < 0 ? layout.marksLeft + place.column * layout.slot : layout.extrasLeft + extra * layout.slot;
  return { left, top: place.row * layout.rowHeight, width: layout.slot, height: layout.rowHeight };
}

/** The mark at a point, by arithmetic alone; none where nothing is drawn. */
export function hit(layout: StripLayout, rows: readonly StripRow[], x: number, y: number): Place | null {
  const index = Math.floor(y / layout.rowHeight);
  const row = rows[index];
  if (!row || x < layout.marksLeft) return null;
  const mark = Math.floor((x - layout.marksLeft) / layout.slot);
  if (mark < shownMarks(layout, row)) return { row: index, column: mark };
  const extra = Math.floor((x - layout.extrasLeft) / layout.slot);
  if (extra >= 0 && extra < shownExtras(layout, row)) return { row: index, column: row.marks.length + extra };
  return null;
}
