/** A histogram with an interval chosen by two handles: by pointer, or by keys as any two sliders. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";

import { clamp, linear } from "./scale";
import { useWidth } from "./useSize";

interface Props {
  least: number;
  most: number;
  bins: readonly number[];
  /** Where a handle at a percentile stands: the values at 0, 1, … 100. */
  atPercentile: readonly number[];
  /** The handles' percentiles, 0 to 1. */
  low: number;
  high: number;
  /** The sentence that says what is to be seen. */
  label: string;
  lowLabel: string;
  highLabel: string;
  /** A percentile in words. */
  inWords: (percentile: number, value: number) => string;
  onInterval: (low: number, high: number) => void;
}

const PLOT = 72;
const STEPS = 100;

/** The value at a percentile, between the known ones. */
export function valueAt(atPercentile: readonly number[], percentile: number): number {
  const place = clamp(percentile, 0, 1) * (atPercentile.length - 1);
  const [before = 0, after = before] = [atPercentile[Math.floor(place)], atPercentile[Math.ceil(place)]];
  return before + (after - before) * (place - Math.floor(place));
}

/** The percentile, in hundredths, whose value is nearest. */
export function percentileOf(atPercentile: readonly number[], value: number): number {
  let best = 0;
  atPercentile.forEach((each, at) => {
    if (Math.abs(each - value) < Math.abs((atPercentile[best] ?? 0) - value)) best = at;
  });
  return best / Math.max(1, atPercentile.length - 1);
}

/** What a key makes of a percentile, in hundredths; none if it is not a slider's key. */
export function percentileByKey(key: string, shift: boolean, percentile: number): number | null {
  const step = (shift ? 10 : 1) / STEPS;
  const moves: Record<string, number> = {
    ArrowRight: percentile + step, ArrowUp: percentile + step, ArrowLeft: percentile - step, ArrowDown: percentile - step,
    PageUp: percentile + 0.1, PageDown: percentile - 0.1, Home: 0, End: 1,
  };
  const next = moves[key];
  return next === undefined ? null : Math.round(clamp(next, 0, 1) * STEPS) / STEPS;
}

export function HandleHistogram(props: Props) {
  const { least, most, bins, atPercentile, low, high, label, onInterval } = props;
  const [frame, width] = useWidth<HTMLDivElement>(360);
  const held = useRef<"low" | "high" | null>(null);
  const x = linear([least, most], [0, width]);
  const at = { low: x(valueAt(atPercentile, low)), high: x(valueAt(atPercentile, high)) };
  const tallest = Math.max(1, ...bins);
  const step = width / Math.max(1, bins.length);
  const put = (which: "low" | "high", percentile: number) =>
    onInterval(which === "low" ? Math.min(percentile, high) : low, which === "high" ? Math.max(percentile, low) : high);

  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = clamp(event.clientX - box.left, 0, box.width);
    held.current ??= Math.abs(place - at.low) <= Math.abs(place - at.high) && !(at.low === at.high && place > at.low) ? "low" : "high";
    put(held.current, percentileOf(atPercentile, linear([0, box.width], [least, most])(place)));
  };
  return (
    <div ref={frame} className="handle-histogram" role="group" aria-label={label} style={{ blockSize: PLOT }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = null;
        follow(event);
      }}
      onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event); }}
      onPointerUp={() => { held.current = null; }}>
      <svg width={width} height={PLOT} className="chart-svg" aria-hidden="true">
        {bins.map((rows, index) => {
          const height = rows === 0 ? 0 : Math.max(1, (rows / tallest) * (PLOT - 8));
          const middle = (index + 0.5) * step;
          return <rect key={index} className={middle >= at.low && middle <= at.high ? "chart-score" : "chart-quiet"} x={index * step} y={PLOT - 1 - height} width={Math.max(1, step - 1)} height={height} />;
        })}
        <line className="chart-axis" x1={0} x2={width} y1={PLOT - 0.5} y2={PLOT - 0.5} />
      </svg>
      <Handle {...props} which="low" at={at.low} onPercentile={(to) => put("low", to)} />
      <Handle {...props} which="high" at={at.high} onPercentile={(to) => put("high", to)} />
    </div>
  );
}

function Handle(props: Props & { which: "low" | "high"; at: number; onPercentile: (percentile: number) => void }) {
  const { which, at, atPercentile, inWords, onPercentile } = props;
  const percentile = props[which];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = percentileByKey(event.key, event.shiftKey, percentile);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onPercentile(next);
  };
  return (
    <div className="cut-handle" role="slider" tabIndex={0} aria-label={which === "low" ? props.lowLabel : props.highLabel} style={{ insetInlineStart: at }}
      aria-valuemin={0} aria-valuemax={STEPS} aria-valuenow={Math.round(percentile * STEPS)} aria-valuetext={inWords(percentile, valueAt(atPercentile, percentile))} onKeyDown={onKeyDown} />
  );
}
