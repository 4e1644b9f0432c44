import type { Figure, Layer, Tone } from "../api/bindings/workbench";

import { labelWidth, linear, roundSteps } from "./scale";

interface Props {
  figure: Figure;
  /** Turns a key of the catalogue into words. */
  say: (key: string, values?: Figure["arguments"]) => string;
  /** Writes a number of the axis with this label. */
  format: (value: number, label: string) => string;
  width?: number;
  height?: number;
}

interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const TONES: Record<Tone, string> = {
  score: "chart-score",
  quiet: "chart-quiet",
  ink: "chart-ink",
  accent: "chart-accent",
  method_a: "chart-method-a",
  method_b: "chart-method-b",
  method_c: "chart-method-c",
  method_d: "chart-method-d",
};

/** Paints the one figure type that window and files share. The sentence stands above it and is its accessible name. */
export function FigureView({ figure, say, format, width = 640, height = 320 }: Props) {
  const plot: Plot = { left: 56, right: width - 12, top: 44, bottom: height - 44 };
  const x = linear([figure.x.least, figure.x.most], [plot.left, plot.right]);
  const y = linear([figure.y.least, figure.y.most], [plot.bottom, plot.top]);
  const sentence = say(figure.title, figure.arguments);
  return (
    <figure className="figure">
      <figcaption>{sentence}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence} className="chart-svg">
        {roundSteps(figure.y.least, figure.y.most).map((value) => (
          <g key={value} className="chart-text">
            <line className="chart-grid" x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} />
            <text x={plot.left - 8} y={y(value) + 4} textAnchor="end">
              {format(value, figure.y.label)}
            </text>
          </g>
        ))}
        {figure.layers.map((layer, index) => (
          <Marks key={index} layer={layer} x={x} y={y} plot={plot} say={say} />
        ))}
        <line className="chart-axis" x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
        <g className="chart-text">
          {roundSteps(figure.x.least, figure.x.most, 6).map((value) => {
            const words = format(value, figure.x.label);
            return <text key={value} x={x(value)} y={plot.bottom + 16} textAnchor={inside(x(value), labelWidth(words), width)}>{words}</text>;
          })}
          <text x={(plot.left + plot.right) / 2} y={height - 8} textAnchor="middle">
            {say(figure.x.label)}
          </text>
          <text x={plot.left - 44} y={12}>
            {say(figure.y.label)}
          </text>
        </g>
      </svg>
    </figure>
  );
}

interface MarksProps {
  layer: Layer;
  x: (value: number) => number;
  y: (value: number) => number;
  plot: Plot;
  say: Props["say"];
}

function Marks({ layer, x, y, plot, say }: MarksProps) {
  const tone = TONES[layer.tone];
  switch (layer.marks) {
    case "bars":
      return (
        <g className={tone}>
          {layer.bars.map(([left, wide, tall], index) => (
            <rect
              key={index}
              x={x(left)}
              y={Math.min(y(tall), plot.bottom)}
              width={Math.max(0.5, x(left + wide) - x(left))}
              height={Math.max(0, plot.bottom - y(tall))}
            />
          ))}
        </g>
      );
    case "line":
      return <Line layer={layer} x={x} y={y} plot={plot} tone={tone} />;
    case "rule":
      return (
        <g className={`${tone} chart-rule`}>
          <line x1={x(layer.x)} x2={x(layer.x)} y1={plot.top} y2={plot.bottom} />
          <text x={x(layer.x)} y={plot.top - 6} textAnchor={anchorAt(x(layer.x), plot)}>
            {say(layer.label)}
          </text>
        </g>
      );
    case "spans":
      return <g className={`${tone} chart-spans`}>{layer.spans.map((span, index) => <Span key={index} span={span} x={x} y={y} />)}</g>;
    case "boxes":
      return (
        <g className={tone}>
          {layer.boxes.map(([left, wide, from, to], index) => (
            <rect key={index} x={x(left)} y={y(to)} width={Math.max(0.5, x(left + wide) - x(left))} height={Math.max(0.5, y(from) - y(to))} />
          ))}
        </g>
      );
    case "ticks":
      return (
        <g className={tone}>
          {layer.ticks.map(([left, wide, at], index) => (
            <rect key={index} x={x(left)} y={y(at) - 1} width={Math.max(1, x(left + wide) - x(left))} height={2} />
          ))}
        </g>
      );
  }
}

/** A dot at the mean, and a line from the least to the most. */
function Span({ span: [at, least, mean, most], x, y }: Pick<MarksProps, "x" | "y"> & { span: readonly [number, number, number, number] }) {
  return (
    <>
      <line x1={x(at)} x2={x(at)} y1={y(least)} y2={y(most)} />
      <circle cx={x(at)} cy={y(mean)} r={3.5} />
    </>
  );
}

/** A label that would leave the picture grows inwards. */
function inside(at: number, wide: number, width: number): "start" | "middle" | "end" {
  if (at - wide / 2 < 0) return "start";
  return at + wide / 2 > width ? "end" : "middle";
}

/** Labels at the edges grow inwards. */
function anchorAt(at: number, plot: Plot): "start" | "middle" | "end" {
  if (at < plot.left + 60) return "start";
  return at > plot.right - 60 ? "end" : "middle";
}

interface LineProps extends Omit<MarksProps, "layer" | "say"> {
  layer: Extract<Layer, { marks: "line" }>;
  tone: string;
}

function Line({ layer, x, y, plot, tone }: LineProps) {
  const path = layer.points.map(([px, py], index) => `${index === 0 ? "M" : "L"}${x(px)},${y(py)}`).join("");
  const filled = layer.filled_to === null ? [] : upTo(layer.points, layer.filled_to);
  const first = filled[0];
  const last = filled[filled.length - 1];
  return (
    <g>
      {first && last ? (
        <path
          className={tone}
          d={`M${x(first[0])},${plot.bottom}${filled.map(([px, py]) => `L${x(px)},${y(py)}`).join("")}L${x(last[0])},${plot.bottom}Z`}
        />
      ) : null}
      <path className={`${tone} chart-line`} d={path} />
    </g>
  );
}

/** The part of a line up to a place, ending on the line itself. */
export function upTo(points: readonly [number, number][], limit: number): [number, number][] {
  const kept: [number, number][] = [];
  for (const [index, [px, py]] of points.entries()) {
    if (px <= limit) {
      kept.push([px, py]);
      continue;
    }
    const before = points[index - 1];
    if (before && before[0] < limit) {
      const part = (limit - before[0]) / (px - before[0]);
      kept.push([limit, before[1] + part * (py - before[1])]);
    }
    break;
  }
  return kept;
}
