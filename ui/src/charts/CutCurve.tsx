import { useId, type KeyboardEvent, type PointerEvent } from "react";

import { rankAt, stepByKey } from "./cutSteps";
import { linear } from "./scale";
import { useWidth } from "./useSize";

interface Props {
  /** Values at evenly spaced ranks, best first. */
  values: readonly number[];
  /** Rows there are. */
  most: number;
  /** Rows kept. */
  kept: number;
  /** Where the vertical scale starts; the least value by default. */
  floor?: number;
  height?: number;
  /** What the handle moves. */
  label: string;
  /** Its value in words. */
  valueText: string;
  onMove: (kept: number) => void;
}

const HEAD = 12;

/** Points of the curve in pixels; `top` is where the best value lies. */
export function curvePoints(
  values: readonly number[],
  width: number,
  top: number,
  bottom: number,
  floor: number,
): [number, number][] {
  const best = values.reduce((a, b) => Math.max(a, b), floor);
  const y = linear([floor, best], [bottom - 1, top]);
  const last = Math.max(1, values.length - 1);
  return values.map((value, index) => [(index / last) * width, best > floor ? y(value) : bottom - 1]);
}

/** A value falling by rank with a handle that can be dragged, or moved by keys as any slider. */
export function CutCurve({ values, most, kept, floor, height = 46, label, valueText, onMove }: Props) {
  const clip = useId();
  const [frame, width] = useWidth<HTMLDivElement>(360);
  const lowest = floor ?? values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const points = curvePoints(values, width, HEAD, height, Number.isFinite(lowest) ? lowest : 0);
  const area = `M0,${height} ${points.map(([x, y]) => `L${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} L${width},${height}Z`;
  const at = most > 0 ? (kept / most) * width : 0;

  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onMove(rankAt(event.clientX, box.left, box.width, most));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepByKey(event.key, event.shiftKey, kept, most);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(next);
  };
  return (
    <div
      ref={frame}
      className="cut-curve"
      style={{ blockSize: height }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <svg width={width} height={height} className="chart-svg" aria-hidden="true">
        <clipPath id={clip}>
          <rect x={0} y={0} width={at} height={height} />
        </clipPath>
        <path d={area} className="chart-quiet" />
        <path d={area} className="chart-score" clipPath={`url(#${clip})`} />
        <line className="chart-axis" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      </svg>
      <div
        className="cut-handle"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuenow={kept}
        aria-valuetext={valueText}
        style={{ insetInlineStart: at }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
