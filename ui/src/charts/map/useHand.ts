/** A hand over a scatter: it drags the picture or draws an outline, points at what is under it, and presses. */
import { useRef, useState, type PointerEvent } from "react";
import type { Corner } from "./spec";

export type Tool = "move" | "encircle";

/** Less is no drag but a press. */
const STILL = 4;
/** So far apart are an outline's corners at least. */
const APART = 3;

interface Hand {
  tool: Tool;
  /** What lies at a place of the element, in the points' numbers. */
  toPoints: (place: Corner) => Corner;
  /** The point at a place of the element; null where there is none. */
  pointAt: (place: Corner) => number | null;
  onDrag: (right: number, down: number) => void;
  onOutline: (corners: Corner[]) => void;
  onPoint: (at: number) => void;
  onHover: (at: number | null) => void;
}

interface Held {
  from: Corner;
  at: Corner;
  moved: boolean;
  corners: Corner[];
}

const placeOf = (event: PointerEvent): Corner => {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

export function useHand(hand: Hand) {
  const held = useRef<Held | null>(null);
  const [drawing, setDrawing] = useState<Corner[] | null>(null);
  const letGo = () => {
    held.current = null;
    setDrawing(null);
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = placeOf(event);
    held.current = { from: at, at, moved: false, corners: [hand.toPoints(at)] };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const at = placeOf(event);
    const now = held.current;
    if (!now) return hand.onHover(hand.pointAt(at));
    const [right, under] = [at[0] - now.at[0], at[1] - now.at[1]];
    if (!now.moved && Math.hypot(at[0] - now.from[0], at[1] - now.from[1]) < STILL) return;
    now.moved = true;
    if (hand.tool === "encircle" && Math.hypot(right, under) < APART) return;
    now.at = at;
    if (hand.tool === "move") return hand.onDrag(right, under);
    now.corners.push(hand.toPoints(at));
    setDrawing([...now.corners]);
  };
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const now = held.current;
    letGo();
    if (!now) return;
    if (now.moved && hand.tool === "encircle" && now.corners.length >= 3) hand.onOutline(now.corners);
    const point = now.moved ? null : hand.pointAt(placeOf(event));
    if (point !== null) hand.onPoint(point);
  };
  const handlers = { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: letGo, onPointerLeave: () => hand.onHover(null) };
  return { drawing, handlers };
}
