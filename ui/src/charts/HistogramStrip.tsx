import { labelWidth, linear, placeLabels } from "./scale";
import { useWidth } from "./useSize";

/** A place on the strip worth naming. */
export interface StripMark {
  /** In the bins' unit. */
  at: number;
  /** Solid rule, dotted rule, or a pin that stands out. */
  look: "typical" | "cut" | "this";
  /** What is written under it. */
  label: string;
}

interface Props {
  least: number;
  most: number;
  bins: readonly number[];
  marks: readonly StripMark[];
  /** The sentence that says what is to be seen. */
  label: string;
}

const PLOT = 30;
const FOOT = 16;
const PIN = 4;
/** Room on both sides, so that a pin on the first or last value is whole. */
const EDGE = PIN + 1;

/** How values are distributed, with the marks named under the axis so that none stands alone. */
export function HistogramStrip({ least, most, bins, marks, label }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(328);
  const x = linear([least, most], [EDGE, width - EDGE]);
  const tallest = Math.max(1, ...bins);
  const step = (width - 2 * EDGE) / Math.max(1, bins.length);
  const centres = placeLabels(
    marks.map((mark) => ({ at: x(mark.at), width: labelWidth(mark.label) })),
    width,
  );
  return (
    <div ref={frame} className="chart">
      <svg width={width} height={PLOT + FOOT + 2} role="img" aria-label={label} className="chart-svg">
        {bins.map((count, index) => {
          const height = count === 0 ? 0 : Math.max(1, (count / tallest) * (PLOT - 4));
          return (
            <rect
              key={index}
              className="chart-quiet"
              x={EDGE + index * step}
              y={PLOT - height}
              width={Math.max(1, step - (step > 3 ? 1 : 0))}
              height={height}
            />
          );
        })}
        <line className="chart-axis" x1={0} x2={width} y1={PLOT + 0.5} y2={PLOT + 0.5} />
        {marks.map((mark, index) => (
          <g key={mark.look} className={`chart-mark chart-mark-${mark.look}`}>
            <line x1={x(mark.at)} x2={x(mark.at)} y1={mark.look === "this" ? 6 : 4} y2={PLOT} />
            {mark.look === "this" ? <circle cx={x(mark.at)} cy={PIN + 1} r={PIN} /> : null}
            <text x={centres[index]} y={PLOT + 14} textAnchor="middle">
              {mark.label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
