/** Painting a scatter: the points below, and names, marks and outlines on a second canvas above. */
import { toScreen, type Camera, type Size } from "./camera";
import { placeLabels } from "./labels";
import { countInto, emptyCounts, shade, type Colour, type Counts, type Shades } from "./raster";
import { bitAt, type Bits, type Corner, type Label, type Mark, type Points } from "./spec";

export interface Palette extends Shades {
  /** Any colour that a canvas takes. */
  ink: string;
  halo: string;
  mark: string;
  markedInk: string;
  plainInk: string;
  focus: string;
  font: string;
}

/** Fewer points in sight than this are drawn each as a shape. */
export const AS_SHAPES = 3000;

/** Reads the theme's tokens where the scatter stands. */
export function readPalette(element: Element, ctx: CanvasRenderingContext2D): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const colour = (name: string): Colour => {
    // A canvas says any colour it was given as six digits, and one that lets others through as four numbers.
    ctx.fillStyle = token(name);
    const said = String(ctx.fillStyle);
    const digits = Number.parseInt(said.slice(1), 16);
    return said.startsWith("#") ? [digits >> 16, (digits >> 8) & 255, digits & 255] : (said.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number) as unknown as Colour;
  };
  return {
    ground: colour("--surface-0"), plain: colour("--line-3"), marked: colour("--score-4"),
    ink: token("--ink-1"), halo: token("--surface-0"), mark: token("--neuron-only"), markedInk: token("--score-4"), plainInk: token("--line-3"), focus: token("--focus"),
    font: `12px ${token("--font-ui") || "sans-serif"}`,
  };
}

/** What is kept between two paintings, so that nothing is allocated while the hand moves. */
export interface Buffers {
  counts: Counts;
  picture: ImageData;
}

export function buffersFor(old: Buffers | null, ctx: CanvasRenderingContext2D, width: number, height: number): Buffers {
  if (old && old.counts.width === width && old.counts.height === height) return old;
  return { counts: emptyCounts(width, height), picture: ctx.createImageData(width, height) };
}

export interface Scene {
  points: Points;
  camera: Camera;
  size: Size;
  /** Points drawn in the data's colour. */
  marked: Bits | null;
  /** Points in the choice in force; the others are faint. */
  chosen: Bits | null;
}

/** Paints the points: as shades where they are many, as shapes where they are few. */
export function paintPoints(ctx: CanvasRenderingContext2D, buffers: Buffers, scene: Scene, palette: Palette): void {
  const { counts, picture } = buffers;
  const dot = scene.points.x.length > 60_000 ? 1 : 2;
  countInto(counts, scene.points, scene.camera, scene.size, scene.marked, scene.chosen, dot);
  if (counts.seen > AS_SHAPES) {
    shade(counts, new Uint32Array(picture.data.buffer), palette);
    ctx.putImageData(picture, 0, 0);
    return;
  }
  ctx.clearRect(0, 0, scene.size.width, scene.size.height);
  paintShapes(ctx, scene, palette, counts.seen);
}

/** What is marked as a filled disc, the rest as a ring. */
function paintShapes(ctx: CanvasRenderingContext2D, { points, camera, size, marked, chosen }: Scene, palette: Palette, seen: number): void {
  const radius = seen > 800 ? 2.5 : 3.5;
  for (const layer of [false, true]) {
    for (const faint of [true, false]) {
      ctx.beginPath();
      for (let at = 0; at < points.x.length; at += 1) {
        if ((marked !== null && bitAt(marked, at)) !== layer || (chosen !== null && !bitAt(chosen, at)) !== faint) continue;
        const [left, top] = toScreen(camera, size, points.x[at]!, points.y[at]!);
        if (left < -radius || top < -radius || left > size.width + radius || top > size.height + radius) continue;
        ctx.moveTo(left + radius, top);
        ctx.arc(left, top, radius, 0, 2 * Math.PI);
      }
      ctx.globalAlpha = faint ? 0.22 : 1;
      ctx.lineWidth = 1.25;
      ctx.strokeStyle = layer ? palette.markedInk : palette.plainInk;
      ctx.fillStyle = palette.markedInk;
      if (layer) ctx.fill();
      else ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

export interface Above {
  camera: Camera;
  size: Size;
  labels: readonly Label[];
  marks: readonly Mark[];
  /** The group that the keyboard is at. */
  focused: number | null;
  /** Groups that are chosen. */
  chosen: readonly number[];
  /** The outline being drawn, or in force. */
  outline: readonly Corner[];
  /** The point under the pointer. */
  hover: Corner | null;
}

/** Paints what lies above the points. */
export function paintAbove(ctx: CanvasRenderingContext2D, above: Above, palette: Palette): void {
  const { camera, size } = above;
  ctx.clearRect(0, 0, size.width, size.height);
  paintOutline(ctx, above, palette);
  for (const mark of above.marks) paintMark(ctx, toScreen(camera, size, mark.x, mark.y), mark.hollow, palette);
  ctx.font = palette.font;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { label, left, top, width } of placeLabels(above.labels, camera, size, (text) => ctx.measureText(text).width, above.focused)) {
    const chosen = above.chosen.includes(label.id);
    ctx.globalAlpha = 0.86;
    ctx.fillStyle = palette.halo;
    ctx.fillRect(left, top, width, 18);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.ink;
    ctx.fillText(label.text, left + 4, top + 9.5);
    if (label.empty) paintFrame(ctx, left, top, width, palette.mark, [3, 2]);
    if (chosen) paintFrame(ctx, left, top, width, palette.ink, []);
    if (label.id === above.focused) paintFrame(ctx, left - 2, top - 2, width + 4, palette.focus, [], 22);
  }
  if (above.hover) {
    const [left, top] = toScreen(camera, size, above.hover[0], above.hover[1]);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(left, top, 6, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

function paintFrame(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, ink: string, dashes: number[], high = 18): void {
  ctx.setLineDash(dashes);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(left + 0.5, top + 0.5, width - 1, high - 1);
  ctx.setLineDash([]);
}

function paintMark(ctx: CanvasRenderingContext2D, [left, top]: Corner, hollow: boolean, palette: Palette): void {
  ctx.beginPath();
  ctx.moveTo(left, top - 6);
  ctx.lineTo(left + 6, top);
  ctx.lineTo(left, top + 6);
  ctx.lineTo(left - 6, top);
  ctx.closePath();
  ctx.lineWidth = 2;
  ctx.fillStyle = hollow ? palette.halo : palette.mark;
  ctx.strokeStyle = hollow ? palette.mark : palette.halo;
  ctx.fill();
  ctx.stroke();
}

function paintOutline(ctx: CanvasRenderingContext2D, { outline, camera, size }: Above, palette: Palette): void {
  if (outline.length < 2) return;
  ctx.beginPath();
  outline.forEach(([x, y], at) => {
    const [left, top] = toScreen(camera, size, x, y);
    if (at === 0) ctx.moveTo(left, top);
    else ctx.lineTo(left, top);
  });
  ctx.closePath();
  ctx.globalAlpha = 0.08;
  ctx.fillStyle = palette.focus;
  ctx.fill("evenodd");
  ctx.globalAlpha = 1;
  ctx.setLineDash([5, 3]);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.focus;
  ctx.stroke();
  ctx.setLineDash([]);
}
