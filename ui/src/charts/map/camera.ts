/** Which part of a scatter is in sight. */
import type { Bounds, Corner } from "./spec";

export interface Camera {
  /** The middle of what is in sight, in the points' numbers. */
  x: number;
  y: number;
  /** Pixels for one of the points' numbers. */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const MARGIN = 0.92;
/** So many times nearer than the whole, at most. */
const NEAREST = 400;

/** Everything in sight, with a margin. */
export function whole([left, bottom, right, top]: Bounds, size: Size): Camera {
  const [wide, high] = [Math.max(right - left, 1e-6), Math.max(top - bottom, 1e-6)];
  return { x: (left + right) / 2, y: (bottom + top) / 2, scale: MARGIN * Math.min(size.width / wide, size.height / high) };
}

/** Where a point is drawn. Up is up: the screen's numbers rise downwards. */
export const toScreen = (camera: Camera, size: Size, x: number, y: number): Corner =>
  [size.width / 2 + (x - camera.x) * camera.scale, size.height / 2 - (y - camera.y) * camera.scale];

/** What lies at a place of the screen. */
export const fromScreen = (camera: Camera, size: Size, left: number, top: number): Corner =>
  [camera.x + (left - size.width / 2) / camera.scale, camera.y - (top - size.height / 2) / camera.scale];

/** Moves by pixels. */
export const panned = (camera: Camera, right: number, down: number): Camera =>
  ({ ...camera, x: camera.x - right / camera.scale, y: camera.y + down / camera.scale });

/** Comes nearer or goes away, so that what lies at a place of the screen stays there. */
export function zoomed(camera: Camera, size: Size, by: number, at: Corner, bounds: Bounds): Camera {
  const all = whole(bounds, size).scale;
  const scale = Math.min(Math.max(camera.scale * by, all / 2), all * NEAREST);
  const [x, y] = fromScreen(camera, size, at[0], at[1]);
  return { scale, x: x - (at[0] - size.width / 2) / scale, y: y + (at[1] - size.height / 2) / scale };
}
