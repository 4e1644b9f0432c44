import { linear } from "./scale";
import { useWidth } from "./useSize";

/** One bar: its share, and where a typical one lies. */
export interface Share {
  /** 0 to 1. */
  share: number;
  /** 0 to 1; no tick if none. */
  tick?: number;
  /** Says what it is, with its number. */
  name: string;
}

interface Props {
  bars: readonly Share[];
  /** A dotted line across: the mean. */
  mean?: number | undefined;
  /** Which bar is looked at. */
  chosen?: number | undefined;
  /** Labels under the first, one middle and the last bar. */
  feet?: readonly [string, string, string] | undefined;
  height?: number;
  /** The sentence that says what is to be seen. */
  label: string;
}

/** The middle bar, the one that gets a label of its own. */
export function middleBar(count: number): number {
  return Math.floor((count - 1) / 2);
}

/** Bars beside each other, by example or by layer, with the mean or each bar's typical value marked in ink. */
export function ShareBars({ bars, mean, chosen, feet, height = 40, label }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(328);
  const most = Math.max(0.01, mean ?? 0, ...bars.map((bar) => Math.max(bar.share, bar.tick ?? 0)));
  const y = linear([0, most], [height, 2]);
  const step = width / Math.max(1, bars.length);
  const thick = Math.min(28, Math.max(1, step - (step > 6 ? 2 : step > 3 ? 1 : 0)));
  return (
    <div ref={frame} className="chart">
      <svg width={width} height={height + (feet ? 18 : 2)} role="img" aria-label={label} className="chart-svg">
        {bars.map((bar, index) => (
          <g key={index}>
            <title>{bar.name}</title>
            <rect
              data-value={bar.share}
              className={index === chosen ? "chart-score-strong" : "chart-score"}
              x={index * step}
              y={y(bar.share)}
              width={thick}
              height={height - y(bar.share)}
            />
            {bar.tick === undefined ? null : (
              <rect className="chart-tick" x={index * step - 0.5} y={y(bar.tick) - 1.5} width={thick + 1} height={3} />
            )}
          </g>
        ))}
        <line className="chart-axis" x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
        {mean === undefined ? null : <line className="chart-mean" x1={0} x2={width} y1={y(mean)} y2={y(mean)} />}
        {feet ? <Feet feet={feet} count={bars.length} step={step} thick={thick} y={height + 14} /> : null}
      </svg>
    </div>
  );
}

function Feet(props: { feet: readonly [string, string, string]; count: number; step: number; thick: number; y: number }) {
  const { feet, count, step, thick, y } = props;
  const middle = middleBar(count) * step + thick / 2;
  return (
    <g className="chart-text">
      <text x={0} y={y}>
        {feet[0]}
      </text>
      {count > 4 ? (
        <text x={middle} y={y} textAnchor="middle">
          {feet[1]}
        </text>
      ) : null}
      <text x={(count - 1) * step + thick} y={y} textAnchor="end">
        {feet[2]}
      </text>
    </g>
  );
}
