import type { ReactNode } from "react";
import { linear } from "./scale";

interface Props {
  value: number;
  low: number | null;
  high: number | null;
  /** Where a typical value lies. */
  typical: number;
  /** The largest value on the axis, which begins at nothing. */
  most: number;
  /** The shape at the value, drawn 10 by 10 around its middle. */
  mark: ReactNode;
}

const WIDTH = 100;

/** A value with its interval on a line from nothing to `most`. Decorative: the numbers stand beside it. */
export function IntervalPlot({ value, low, high, typical, most, mark }: Props) {
  const x = linear([0, Math.max(most, 1e-9)], [0, WIDTH]);
  return (
    <span className="interval" aria-hidden="true">
      <svg className="interval-plot" viewBox={`0 0 ${WIDTH} 16`} preserveAspectRatio="none">
        <line className="interval-track" x1={0} x2={WIDTH} y1={8} y2={8} vectorEffect="non-scaling-stroke" />
        {low === null || high === null ? null : <line x1={x(low)} x2={x(high)} y1={8} y2={8} vectorEffect="non-scaling-stroke" />}
        <line className="interval-typical" x1={x(typical)} x2={x(typical)} y1={2} y2={14} vectorEffect="non-scaling-stroke" />
      </svg>
      <span className="interval-mark" style={{ insetInlineStart: `${x(value)}%` }}>{mark}</span>
    </span>
  );
}
