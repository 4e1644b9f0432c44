/**
 * A scatter of up to some hundred thousand points on Canvas 2D: moved, zoomed and encircled with the pointer, walked from
 * group to group by keys. The groups are a list box for assistive technology, so that what is drawn can be heard.
 */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { fromScreen, panned, toScreen, whole, zoomed, type Camera, type Size } from "./camera";
import { groupToward } from "./labels";
import { cellsOf, nearestTo } from "./nearest";
import type { Bits, Bounds, Corner, Label, Mark, Points } from "./spec";
import { useBox, useWheel } from "./useFrame";
import { useHand, type Tool } from "./useHand";
import { usePainting } from "./usePainting";

export type { Tool } from "./useHand";

/** Each new turn brings the whole into sight, or steps nearer or away. */
export interface Wish {
  turn: number;
  kind: "whole" | "nearer" | "away";
}

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
  wish: Wish;
  onGroup: (id: number) => void;
  onOutline: (corners: Corner[]) => void;
  onPoint: (at: number) => void;
  onClear: () => void;
  /** Says a point in words, for the note beside the pointer. */
  noteOf: (at: number) => string;
  onHover: (at: number | null) => void;
}

const STEP = 48;
const NEARER = 1.35;
const REACH = 10;
const WAYS: Record<string, Corner> = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };

export function ScatterMap(props: Props) {
  const { points, labels, chosenGroups } = props;
  const [frame, size] = useBox();
  const view = useCamera(props, size);
  const [focused, setFocused] = useState<number | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const cells = useMemo(() => cellsOf(points), [points]);
  useWheel(frame, view.zoom);
  const toPoints = (place: Corner) => fromScreen(view.camera, size, place[0], place[1]);
  const { drawing, handlers } = useHand({
    tool: props.tool, toPoints,
    pointAt: (place) => nearestTo(cells, points, ...toPoints(place), REACH / view.camera.scale),
    onDrag: view.drag, onOutline: props.onOutline, onPoint: props.onPoint,
    onHover: (at) => {
      if (at === hover) return;
      setHover(at);
      props.onHover(at);
    },
  });
  usePainting(base, top, { ...props, outline: drawing ?? props.outline, camera: view.camera, size, focused, hover });
  /** The keyboard's group is always in sight. */
  const goTo = (group: number | null) => {
    setFocused(group);
    const place = labels.find((one) => one.id === group);
    if (place) view.show(place.x, place.y);
  };
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way && event.shiftKey) view.drag(...way);
    else if (way) goTo(groupToward(labels, focused, event.key));
    else if ((event.key === "Enter" || event.key === " ") && focused !== null) props.onGroup(focused);
    else if (event.key === "+" || event.key === "=") view.zoom(NEARER);
    else if (event.key === "-") view.zoom(1 / NEARER);
    else if (event.key === "0") view.reset();
    else if (event.key === "Escape") props.onClear();
    else return;
    event.preventDefault();
  };
  const shape = { inlineSize: size.width, blockSize: size.height };
  return (
    <div ref={frame} className="scatter" data-tool={props.tool} role="listbox" aria-multiselectable="true" aria-label={props.label} tabIndex={0}
      aria-activedescendant={focused === null ? undefined : `${id}-${focused}`} {...handlers} onKeyDown={key} onBlur={() => setFocused(null)}
      onFocus={(event) => { if (focused === null && event.currentTarget.matches(":focus-visible")) setFocused(labels[0]?.id ?? null); }}>
      <canvas ref={base} className="scatter-canvas" aria-hidden="true" style={shape} />
      <canvas ref={top} className="scatter-canvas" aria-hidden="true" style={shape} />
      {hover === null ? null : <Note text={props.noteOf(hover)} at={toScreen(view.camera, size, points.x[hover]!, points.y[hover]!)} size={size} />}
      <div className="hidden">
        {labels.map((each) => <div key={each.id} id={`${id}-${each.id}`} role="option" aria-selected={chosenGroups.includes(each.id)}>{props.nameOf(each.id)}</div>)}
      </div>
    </div>
  );
}

/** What is in sight: everything, until a hand, a key or a wish moves it. */
function useCamera({ points, bounds, wish }: Props, size: Size) {
  const [moved, setMoved] = useState<Camera | null>(null);
  const all = whole(bounds, size);
  const camera = moved ?? all;
  const zoom = (by: number, at: Corner = [size.width / 2, size.height / 2]) => setMoved((now) => zoomed(now ?? all, size, by, at, bounds));
  useEffect(() => setMoved(null), [points]);
  useEffect(() => {
    if (wish.turn === 0) return;
    if (wish.kind === "whole") setMoved(null);
    else zoom(wish.kind === "nearer" ? NEARER : 1 / NEARER);
    // Only a new wish moves the camera.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wish]);
  return {
    camera, zoom,
    drag: (right: number, down: number) => setMoved((now) => panned(now ?? all, right, down)),
    reset: () => setMoved(null),
    show: (x: number, y: number) => {
      const [left, above] = toScreen(camera, size, x, y);
      if (left < 0 || above < 0 || left > size.width || above > size.height) setMoved({ ...camera, x, y });
    },
  };
}

/** Beside the point, on the side where there is room. */
function Note({ text, at: [left, top], size }: { text: string; at: Corner; size: Size }) {
  const inline = left > size.width / 2 ? { right: size.width - left + 12 } : { left: left + 12 };
  const block = top > size.height / 2 ? { bottom: size.height - top + 12 } : { top: top + 12 };
  return <div className="scatter-note" aria-hidden="true" style={{ ...inline, ...block }}>{text}</div>;
}
