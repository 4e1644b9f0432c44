/** The pictures of a comparison, painted from the one figure type, each with the names of its lines. */
import { useAsk, type CompareFigureKind, type CompareQuery, type Figure } from "../../api";
import { FigureView } from "../../charts/FigureView";
import { useWidth } from "../../charts/useSize";
import { ErrorState, Skeleton } from "../../components/States";
import { count, number, share } from "../../texts/format";
import { say, sayAny } from "../../texts/say";
import { nameById, type Compared } from "./useCompared";

interface Props {
  kind: CompareFigureKind;
  query: CompareQuery;
  methods: Compared["methods"];
  /** What each line is, in the order of the tones; none where one line needs no name. */
  legend?: readonly string[];
  height?: number;
}

export function CompareFigure({ kind, query, methods, legend = [], height = 260 }: Props) {
  const figure = useAsk("compare_figure", { compare: query, kind }, { enabled: query.rankings.length > 1, keep: true });
  const [frame, width] = useWidth<HTMLDivElement>(480);
  return (
    <div ref={frame} className="compare-figure" data-kind={kind}>
      {figure.failure && !figure.data ? <ErrorState compact failure={figure.failure} onRetry={figure.again} /> : null}
      {figure.data ? <Painted figure={figure.data} methods={methods} width={width} height={height} /> : figure.loading ? <Skeleton lines={5} /> : null}
      {legend.length > 0 ? (
        <ul className="line-legend">
          {legend.map((name, at) => (
            <li key={name}><svg width={22} height={8} aria-hidden="true"><line className={`chart-line chart-method-${"abcd"[at % 4]}`} x1={0} x2={22} y1={4} y2={4} /></svg>{name}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Axes whose powers of ten are written out here as ranks, and are labelled so. */
const OWN_AXES = new Map([["figure.rank_power", "compare.axis.rank_power"], ["figure.rank_power_down", "compare.axis.rank_power_down"]]);

function Painted({ figure, methods, width, height }: { figure: Figure; methods: Compared["methods"]; width: number; height: number }) {
  const named = Object.fromEntries(Object.entries(figure.arguments).map(([name, value]) => [name, name.startsWith("method_") ? nameById(methods, String(value)) : value]));
  return (
    <FigureView figure={{ ...figure, arguments: named }} say={(key, values) => sayAny(OWN_AXES.get(key) ?? key, values)} width={width} height={height}
      format={(value, label) => axisWords(value, label, named)} />
  );
}

/** What stands at an axis: powers of ten as ranks, shares in percent, the two sides by name. */
export function axisWords(value: number, label: string, named: Figure["arguments"]): string {
  if (label === "figure.rank_power") return Number.isInteger(value) ? count(10 ** value) : "";
  if (label === "figure.rank_power_down") return Number.isInteger(value) ? say("compare.rank", { rank: 10 ** -value }) : "";
  if (label === "figure.rank_shift_sides") return value === 0 ? String(named["method_a"] ?? "") : value === 1 ? String(named["method_b"] ?? "") : "";
  if (label === "figure.score_range") return value === 0 ? say("compare.least") : value === 1 ? say("compare.best") : "";
  return label === "figure.jaccard" || label === "figure.share_of_rows" ? share(value) : number(value);
}
