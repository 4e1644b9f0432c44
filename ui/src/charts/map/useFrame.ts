/** The element that a scatter fills: its size, and the wheel over it. */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Size } from "./camera";
import type { Corner } from "./spec";

/** The element's size in CSS pixels, kept up to date. */
export function useBox(): [RefObject<HTMLDivElement | null>, Size] {
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
export function useWheel(element: RefObject<HTMLDivElement | null>, onZoom: (by: number, at: Corner) => void): void {
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
