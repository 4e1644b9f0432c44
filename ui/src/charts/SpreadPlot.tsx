import type { ReactNode } from "react";
import { linear } from "./scale";

interface Props {
  value: number;
  low: number | null;
  high: number | null;
  /** What the line spans. */
  domain: readonly [number, number];
  /** A value to hold it against, drawn through every line; none where it lies outside. */
  reference: number | null;
  /** The shape at the value, drawn 10 by 10 around its middle. */
  mark: ReactNode;
}

const WIDTH = 100;

/** A value with its spread on a line that begins where the values do. Decorative: the numbers stand beside it. */
export function SpreadPlot({ value, low, high, domain, reference, mark }: Props) {
  const x = linear(domain, [0, WIDTH]);
  const isInside = reference !== null && reference >= domain[0] && reference <= domain[1];
  return (
    <span className="interval" aria-hidden="true">
      <svg className="interval-plot spread-plot" viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none">
        <line className="interval-track" x1={0} x2={WIDTH} y1={12} y2={12} vectorEffect="non-scaling-stroke" />
        {isInside ? <line className="spread-reference" x1={x(reference)} x2={x(reference)} y1={0} y2={24} vectorEffect="non-scaling-stroke" /> : null}
        {low === null || high === null ? null : <line x1={x(low)} x2={x(high)} y1={12} y2={12} vectorEffect="non-scaling-stroke" />}
      </svg>
      <span className="interval-mark" style={{ insetInlineStart: `${x(value)}%` }}>{mark}</span>
    </span>
  );
}
