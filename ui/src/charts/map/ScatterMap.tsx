/**
 * A scatter of up to some hundred thousand points on Canvas 2D: moved, zoomed and encircled with the pointer, walked from
 * group to group by keys. The groups are a list box for assistive technology, so that what is drawn can be heard.
 */
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useThemeTurn } from "../strips/useCanvas";
import { fromScreen, panned, whole, zoomed, type Camera, type Size } from "./camera";
import { groupToward } from "./labels";
import { cellsOf, nearestTo } from "./nearest";
import { buffersFor, paintAbove, paintPoints, readPalette, type Buffers } from "./paint";
import type { Bits, Bounds, Corner, Label, Mark, Points } from "./spec";

export type Tool = "move" | "encircle";

interface Props {
  points: Points;
  bounds: Bounds;
  marked: Bits | null;
  chosen: Bits | null;
  labels: readonly Label[];
  marks: readonly Mark[];
  /** What is to be seen, in words: the accessible name. */
  label: string;
  /** Says a group in words. */
  nameOf: (id: number) => string;
  chosenGroups: readonly number[];
  outline: readonly Corner[];
  tool: Tool;
  /** Each change brings the whole into sight, or steps nearer or away. */
  wish: { turn: number; kind: "whole" | "nearer" | "away" };
  onGroup: (id: number) => void;
  onOutline: (corners: Corner[]) => void;
  onPoint: (at: number) => void;
  onClear: () => void;
  /** Says a point in words, for the note beside the pointer; null says nothing. */
  noteOf: (at: number) => string | null;
  onHover: (at: number | null) => void;
}

const STEP = 48;
const NEARER = 1.35;
const REACH = 10;
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

export function ScatterMap(props: Props) {
  const { points, bounds, labels, chosenGroups, tool, wish } = props;
  const [frame, size] = useBox();
  const [camera, setCamera] = useState<Camera | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [drawing, setDrawing] = useState<Corner[] | null>(null);
  const seen = camera ?? whole(bounds, size);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const cells = useMemo(() => cellsOf(points), [points]);
  usePainting(base, top, { ...props, outline: drawing ?? props.outline, camera: seen, size, focused, hover });
  useEffect(() => setCamera(null), [points]);
  const middle: Corner = [size.width / 2, size.height / 2];
  const zoom = (by: number, at: Corner = middle) => setCamera((now) => zoomed(now ?? whole(bounds, size), size, by, at, bounds));
  useEffect(() => {
    if (wish.turn === 0) return;
    if (wish.kind === "whole") setCamera(null);
    else zoom(wish.kind === "nearer" ? NEARER : 1 / NEARER);
    // Only a new wish moves the camera.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wish]);
  useWheel(frame, (by, at) => zoom(by, at));
  const hand = useRef<{ from: Corner; at: Corner; moved: boolean; corners: Corner[] } | null>(null);
  const hovered = (at: number | null) => {
    if (at === hover) return;
    setHover(at);
    props.onHover(at);
  };
  const placeOf = (event: PointerEvent): Corner => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pointAt = (place: Corner) => {
    const [x, y] = fromScreen(seen, size, place[0], place[1]);
    return nearestTo(cells, points, x, y, REACH / seen.scale);
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = placeOf(event);
    hand.current = { from: at, at, moved: false, corners: [fromScreen(seen, size, at[0], at[1])] };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const at = placeOf(event);
    const held = hand.current;
    if (!held) return hovered(pointAt(at));
    const [right, under] = [at[0] - held.at[0], at[1] - held.at[1]];
    if (!held.moved && Math.hypot(at[0] - held.from[0], at[1] - held.from[1]) < 4) return;
    held.moved = true;
    if (tool === "move") setCamera((now) => panned(now ?? whole(bounds, size), right, under));
    else if (Math.hypot(right, under) >= 3) {
      held.corners.push(fromScreen(seen, size, at[0], at[1]));
      setDrawing([...held.corners]);
    } else return;
    held.at = at;
  };
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const held = hand.current;
    hand.current = null;
    setDrawing(null);
    if (!held) return;
    if (held.moved && tool === "encircle" && held.corners.length >= 3) props.onOutline(held.corners);
    const point = held.moved ? null : pointAt(placeOf(event));
    if (point !== null) props.onPoint(point);
  };
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const arrow = ARROWS.has(event.key);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow && event.shiftKey) {
      const [right, under] = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key] as [number, number];
      setCamera(panned(seen, right, under));
    } else if (arrow) setFocused(groupToward(labels, focused, event.key));
    else if ((event.key === "Enter" || event.key === " ") && focused !== null) props.onGroup(focused);
    else if (event.key === "+" || event.key === "=") zoom(NEARER);
    else if (event.key === "-") zoom(1 / NEARER);
    else if (event.key === "0") setCamera(null);
    else if (event.key === "Escape") props.onClear();
    else return;
    event.preventDefault();
  };
  const note = hover === null || hand.current ? null : props.noteOf(hover);
  return (
    <div ref={frame} className="scatter" data-tool={tool} role="listbox" aria-multiselectable="true" aria-label={props.label} tabIndex={0}
      aria-activedescendant={focused === null ? undefined : `${id}-${focused}`}
      onKeyDown={key} onFocus={(event) => { if (focused === null && event.currentTarget.matches(":focus-visible")) setFocused(labels[0]?.id ?? null); }} onBlur={() => setFocused(null)}
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => { hand.current = null; setDrawing(null); }} onPointerLeave={() => hovered(null)}>
      <canvas ref={base} className="scatter-canvas" aria-hidden="true" style={{ inlineSize: size.width, blockSize: size.height }} />
      <canvas ref={top} className="scatter-canvas" aria-hidden="true" style={{ inlineSize: size.width, blockSize: size.height }} />
      {note === null || hover === null ? null : <Note text={note} at={placed(seen, size, points, hover)} size={size} />}
      <div className="hidden">
        {labels.map((each) => <div key={each.id} id={`${id}-${each.id}`} role="option" aria-selected={chosenGroups.includes(each.id)}>{props.nameOf(each.id)}</div>)}
      </div>
    </div>
  );
}

const placed = (camera: Camera, size: Size, points: Points, at: number): Corner =>
  [size.width / 2 + (points.x[at]! - camera.x) * camera.scale, size.height / 2 - (points.y[at]! - camera.y) * camera.scale];

/** Beside the point, on the side where there is room. */
function Note({ text, at: [left, top], size }: { text: string; at: Corner; size: Size }) {
  const inline = left > size.width / 2 ? { right: size.width - left + 12 } : { left: left + 12 };
  const block = top > size.height / 2 ? { bottom: size.height - top + 12 } : { top: top + 12 };
  return <div className="scatter-note" aria-hidden="true" style={{ ...inline, ...block }}>{text}</div>;
}

type Painted = Props & { camera: Camera; size: Size; focused: number | null; hover: number | null };

/** Paints each canvas once a frame at most, and only where what it shows has changed. */
function usePainting(base: React.RefObject<HTMLCanvasElement | null>, top: React.RefObject<HTMLCanvasElement | null>, now: Painted): void {
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

/** The element's size in CSS pixels, kept up to date. */
function useBox(): [React.RefObject<HTMLDivElement | null>, Size] {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 640, height: 480 });
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const measure = () => {
      if (node.clientWidth > 0 && node.clientHeight > 0) setSize({ width: node.clientWidth, height: node.clientHeight });
    };
    measure();
    if (typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}

/** The wheel zooms, and the page does not scroll meanwhile. */
function useWheel(element: React.RefObject<HTMLDivElement | null>, onZoom: (by: number, at: Corner) => void): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const box = node.getBoundingClientRect();
      latest.current(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), [event.clientX - box.left, event.clientY - box.top]);
    };
    node.addEventListener("wheel", turn, { passive: false });
    return () => node.removeEventListener("wheel", turn);
  }, [element]);
}
