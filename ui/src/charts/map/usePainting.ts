/** Paints each canvas once a frame at most, and only where what it shows has changed. */
import { useCallback, useEffect, useRef, type RefObject } from "react";
import { useThemeTurn } from "../strips/useCanvas";
import type { Camera, Size } from "./camera";
import { buffersFor, paintAbove, paintPoints, readPalette, type Buffers } from "./paint";
import type { Bits, Corner, Label, Mark, Points } from "./spec";

export interface Painted {
  points: Points;
  marked: Bits | null;
  chosen: Bits | null;
  labels: readonly Label[];
  marks: readonly Mark[];
  chosenGroups: readonly number[];
  outline: readonly Corner[];
  camera: Camera;
  size: Size;
  focused: number | null;
  hover: number | null;
}

type Canvas = RefObject<HTMLCanvasElement | null>;

export function usePainting(base: Canvas, top: Canvas, now: Painted): void {
  const theme = useThemeTurn();
  const buffers = useRef<Buffers | null>(null);
  const { points, camera, size, marked, chosen, labels, marks, focused, chosenGroups, outline, hover } = now;
  const below = useCallback(() => {
    const ctx = contextOf(base.current, size);
    if (!ctx || !base.current) return;
    buffers.current = buffersFor(buffers.current, ctx, base.current.width, base.current.height);
    paintPoints(ctx, buffers.current, { points, camera, size, marked, chosen }, readPalette(base.current, ctx));
    // The theme's turn is no input of the drawing itself: it makes the tokens be read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [base, points, camera.x, camera.y, camera.scale, size, marked, chosen, theme]);
  const above = useCallback(() => {
    const ctx = contextOf(top.current, size);
    if (!ctx || !top.current) return;
    const at: Corner | null = hover === null ? null : [points.x[hover]!, points.y[hover]!];
    paintAbove(ctx, { camera, size, labels, marks, focused, chosen: chosenGroups, outline, hover: at }, readPalette(top.current, ctx));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [top, points, camera.x, camera.y, camera.scale, size, labels, marks, focused, chosenGroups, outline, hover, theme]);
  useOncePerFrame(below);
  useOncePerFrame(above);
}

function useOncePerFrame(paint: () => void): void {
  useEffect(() => {
    const frame = requestAnimationFrame(paint);
    return () => cancelAnimationFrame(frame);
  }, [paint]);
}

/** The canvas at the screen's own resolution; its memory is kept while its size is. */
function contextOf(canvas: HTMLCanvasElement | null, size: Size): CanvasRenderingContext2D | null {
  const ctx = canvas?.getContext("2d");
  if (!canvas || !ctx) return null;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.max(1, Math.round(size.width * ratio)), Math.max(1, Math.round(size.height * ratio))];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}
