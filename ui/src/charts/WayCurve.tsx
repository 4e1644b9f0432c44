import { linear } from "./scale";
import { useWidth } from "./useSize";

interface Props {
  /** Places on the way, rising, and the shares there, 0 to 1. */
  points: readonly { at: number; share: number }[];
  /** Where the way ends. */
  end: number;
  /** The sentence that says what is to be seen. */
  label: string;
}

const PLOT = 44;

/** A share on its way: a line that grows to the right, on a frame from 0 to 1 that does not move. */
export function WayCurve({ points, end, label }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(320);
  const x = linear([0, Math.max(1, end)], [1, width - 1]);
  const y = linear([0, 1], [PLOT - 1, 2]);
  const line = points.map(({ at, share }) => `${x(at).toFixed(1)},${y(Math.min(1, Math.max(0, share))).toFixed(1)}`).join(" ");
  const last = points.at(-1);
  return (
    <div ref={frame} className="chart">
      <svg width={width} height={PLOT + 1} role="img" aria-label={label} className="chart-svg">
        {[0, 0.5, 1].map((share) => <line key={share} className={share === 0 ? "chart-axis" : "chart-grid"} x1={0} x2={width} y1={y(share)} y2={y(share)} />)}
        <polyline className="chart-line chart-accent" points={line} />
        {last ? <circle className="chart-accent" cx={x(last.at)} cy={y(Math.min(1, Math.max(0, last.share)))} r={2.5} /> : null}
      </svg>
    </div>
  );
}
