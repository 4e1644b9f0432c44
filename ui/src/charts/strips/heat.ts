/** Where the cells of a heat strip lie, and their colours. */
import { clamp } from "../scale";

import type { Mark, StripRow } from "./spec";

/** In CSS pixels; every row is as tall as the others. */
export interface HeatLayout {
  width: number;
  height: number;
  row: number;
  cell: number;
  left: number;
}

const ROW = 14;
const GUTTER = 36;
const WIDEST = 22;

/** Places the cells in a width. */
export function layoutHeat(rows: readonly StripRow[], width: number): HeatLayout {
  const longest = rows.reduce((most, row) => Math.max(most, row.marks.length), 1);
  const cell = clamp((width - GUTTER) / longest, 2, WIDEST);
  return { width: Math.min(width, GUTTER + cell * longest), height: rows.length * ROW, row: ROW, left: GUTTER, cell };
}

/** The row at a height, the nearest one where it lies outside. */
export const rowAt = (layout: HeatLayout, rows: number, y: number): number => clamp(Math.floor(y / layout.row), 0, rows - 1);

/** The colours of the theme in force. */
export interface CellColours {
  filled: string;
  outlined: string;
  extra: string;
  text: string;
  font: string;
}

/** Reads them where the picture stands. */
export function cellColours(element: Element): CellColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    filled: token("--neuron-shared"), outlined: token("--neuron-common"), extra: token("--neuron-only"), text: token("--ink-3"),
    font: `12px ${token("--font-ui") || "sans-serif"}`,
  };
}

/** How strong a cell is: the larger share of its sides. Even the weakest must be seen. */
export const strengthOf = (mark: Mark): number => 0.18 + 0.82 * Math.max(mark.height, mark.below ?? 0);

/** Paints all cells. Costs one pass over at most a few thousand marks. */
export function paintHeat(ctx: CanvasRenderingContext2D, layout: HeatLayout, rows: readonly StripRow[], colours: CellColours): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.font = colours.font;
  ctx.textBaseline = "middle";
  rows.forEach((row, index) => {
    const top = index * layout.row;
    if (index % 3 === 0 || index === rows.length - 1) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = colours.text;
      ctx.fillText(row.label, 0, top + layout.row / 2);
    }
    row.marks.forEach((mark, place) => {
      ctx.globalAlpha = mark.struck ? 0.12 : strengthOf(mark);
      ctx.fillStyle = mark.filled ? colours.filled : mark.alone === "lower" ? colours.extra : colours.outlined;
      ctx.fillRect(layout.left + place * layout.cell, top + 1, Math.max(1, layout.cell - 1), layout.row - 2);
    });
  });
  ctx.globalAlpha = 1;
}
