import { useEffect, useState, type RefObject } from "react";

/**
 * Paints on a canvas at the screen's own resolution. Where there is no 2-D context nothing is painted: the grid and the
 * table say the same.
 */
export function useCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  width: number,
  height: number,
  paint: (ctx: CanvasRenderingContext2D, element: HTMLCanvasElement) => void,
): void {
  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext("2d");
    if (!element || !ctx) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(ctx, element);
  }, [canvas, width, height, paint]);
}

/** A number that changes whenever the theme does, so that canvases read their tokens anew. */
export function useThemeTurn(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const next = () => setTurn((before) => before + 1);
    const observer = new MutationObserver(next);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
    const systems = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => window.matchMedia?.(query));
    systems.forEach((system) => system?.addEventListener?.("change", next));
    return () => {
      observer.disconnect();
      systems.forEach((system) => system?.removeEventListener?.("change", next));
    };
  }, []);
  return turn;
}
