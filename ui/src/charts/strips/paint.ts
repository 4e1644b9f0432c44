import { boxOf, shownExtras, shownMarks, type StripLayout } from "./layout";
import type { Emphasis, Mark, Place, StripRow } from "./spec";

/** The colours and the font of the theme in force, read from its tokens. */
export interface Palette {
  filled: string;
  outlined: string;
  extra: string;
  bar: string;
  track: string;
  tick: string;
  halo: string;
  text: string;
  strong: string;
  band: string;
  font: string;
}

/** Reads the palette where the strips stand. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    filled: token("--neuron-shared"),
    outlined: token("--neuron-missing"),
    extra: token("--neuron-only"),
    bar: token("--score-4"),
    track: token("--surface-2"),
    tick: token("--score-median"),
    halo: token("--surface-0"),
    text: token("--ink-3"),
    strong: token("--ink-2"),
    band: token("--surface-selected"),
    font: `12px ${token("--font-ui") || "sans-serif"}`,
  };
}

const FAINT = 0.16;

/** Paints the strips whole. Costs one pass over at most a few thousand marks. */
export function paintStrips(
  ctx: CanvasRenderingContext2D,
  layout: StripLayout,
  rows: readonly StripRow[],
  palette: Palette,
  emphasis: Emphasis,
): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.font = palette.font;
  ctx.textBaseline = "middle";
  rows.forEach((row, index) => {
    paintMarks(ctx, layout, row, index, palette, emphasis);
    paintExtras(ctx, layout, row, index, palette, emphasis);
    paintBar(ctx, layout, row, index, palette);
    if (index % 3 === 0 || index === rows.length - 1) {
      ctx.fillStyle = palette.text;
      ctx.fillText(row.label, 0, (index + 0.5) * layout.rowHeight);
    }
  });
}

function paintMarks(
  ctx: CanvasRenderingContext2D,
  layout: StripLayout,
  row: StripRow,
  index: number,
  palette: Palette,
  emphasis: Emphasis,
): void {
  const base = (index + 1) * layout.rowHeight - 3;
  const room = layout.rowHeight - 6;
  const wide = layout.slot - (layout.slot > 10 ? 4 : 2);
  for (let column = 0; column < shownMarks(layout, row); column += 1) {
    const mark = row.marks[column]!;
    const tall = Math.max(3, Math.round(mark.height * room));
    const left = layout.marksLeft + column * layout.slot;
    ctx.globalAlpha = !mark.struck && (emphasis === null || emphasis === kindOf(mark)) ? 1 : FAINT;
    if (mark.below !== undefined) {
      paintMirrored(ctx, { left, wide, middle: (index + 0.5) * layout.rowHeight, room: layout.rowHeight / 2 - 2 }, mark, mark.below, palette);
    } else if (mark.filled) {
      ctx.fillStyle = palette.filled;
      ctx.fillRect(left, base - tall, wide, tall);
    } else {
      ctx.strokeStyle = palette.outlined;
      ctx.lineWidth = 1;
      ctx.strokeRect(left + 0.5, base - tall + 0.5, wide - 1, tall - 1);
    }
    if (mark.struck) strike(ctx, left, base - room, wide, room, palette);
  }
  ctx.globalAlpha = 1;
}

/** Which emphasis brings a mark forward. */
const kindOf = (mark: Mark): Exclude<Emphasis, null> => (mark.filled ? "filled" : mark.alone === "lower" ? "extra" : "outlined");

interface Room {
  left: number;
  wide: number;
  middle: number;
  room: number;
}

/** A mark of two sides: above the middle one share, below it the other. Shape tells who has it, not colour alone. */
function paintMirrored(ctx: CanvasRenderingContext2D, at: Room, mark: Mark, below: number, palette: Palette): void {
  const up = mark.height > 0 ? Math.max(2, Math.round(mark.height * at.room)) : 0;
  const down = below > 0 ? Math.max(2, Math.round(below * at.room)) : 0;
  if (mark.filled) {
    ctx.fillStyle = palette.filled;
    ctx.fillRect(at.left, at.middle - up, at.wide, up + down);
    return;
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = ctx.fillStyle = mark.alone === "lower" ? palette.extra : palette.outlined;
  if (mark.alone === "lower") {
    if (up > 0) ctx.strokeRect(at.left + 0.5, at.middle - up + 0.5, at.wide - 1, up - 1);
    ctx.beginPath();
    ctx.moveTo(at.left, at.middle);
    ctx.lineTo(at.left + at.wide, at.middle);
    ctx.lineTo(at.left + at.wide / 2, at.middle + Math.max(4, down));
    ctx.fill();
  } else {
    ctx.strokeRect(at.left + 0.5, at.middle - up + 0.5, at.wide - 1, Math.max(2, up + down) - 1);
  }
}

/** A line through a mark's whole room, so that small marks show it too. */
function strike(ctx: CanvasRenderingContext2D, left: number, top: number, wide: number, tall: number, palette: Palette): void {
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(left, top + tall);
  ctx.lineTo(left + wide, top);
  ctx.stroke();
}

function paintExtras(
  ctx: CanvasRenderingContext2D,
  layout: StripLayout,
  row: StripRow,
  index: number,
  palette: Palette,
  emphasis: Emphasis,
): void {
  const shown = shownExtras(layout, row);
  const middle = (index + 0.5) * layout.rowHeight;
  const half = Math.min(4, layout.slot / 2 - 1);
  ctx.globalAlpha = emphasis === null || emphasis === "extra" ? 1 : FAINT;
  ctx.fillStyle = palette.extra;
  for (let extra = 0; extra < shown; extra += 1) {
    const x = layout.extrasLeft + (extra + 0.5) * layout.slot;
    ctx.beginPath();
    ctx.moveTo(x - half, middle + half);
    ctx.lineTo(x + half, middle + half);
    ctx.lineTo(x, middle - half);
    ctx.fill();
  }
  if (row.extras > shown) {
    ctx.fillStyle = palette.text;
    ctx.fillText(`+${row.extras - shown}`, layout.extrasLeft + shown * layout.slot + 2, middle);
  }
  ctx.globalAlpha = 1;
}

function paintBar(ctx: CanvasRenderingContext2D, layout: StripLayout, row: StripRow, index: number, palette: Palette): void {
  const middle = (index + 0.5) * layout.rowHeight;
  const top = Math.round(middle - 4);
  ctx.fillStyle = palette.track;
  ctx.fillRect(layout.barLeft, top, layout.barWidth, 8);
  ctx.fillStyle = palette.bar;
  ctx.fillRect(layout.barLeft, top, layout.barWidth * row.share, 8);
  if (row.tick !== null) {
    const tick = layout.barLeft + layout.barWidth * row.tick;
    ctx.fillStyle = palette.halo;
    ctx.fillRect(tick - 2, top - 1, 4, 10);
    ctx.fillStyle = palette.tick;
    ctx.fillRect(tick - 1, top - 2, 2, 12);
  }
  ctx.fillStyle = palette.strong;
  ctx.fillText(row.shareLabel, layout.barLeft + layout.barWidth + 8, middle);
}

/** Paints what is under the pointer: the row's band behind and a frame around the mark. */
export function paintHover(
  ctx: CanvasRenderingContext2D,
  layout: StripLayout,
  rows: readonly StripRow[],
  palette: Palette,
  place: Place | null,
): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  if (!place || !rows[place.row]) return;
  ctx.fillStyle = palette.band;
  ctx.fillRect(0, place.row * layout.rowHeight, layout.width, layout.rowHeight);
  const box = boxOf(layout, rows, place);
  ctx.strokeStyle = palette.strong;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.left - 1.5, box.top + 0.5, box.width - 1, box.height - 1);
}
