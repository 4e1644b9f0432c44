/** Neurons as they will be written, with what each colour stands for, and the file they go to. */
import type { ReactNode } from "react";
import { useAsk, type AnyFigure, type Asked, type NeuronFigureQuery, type RankingView } from "../../api";
import { FigureView } from "../../charts/FigureView";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { say, sayAny } from "../../texts/say";
import { axisNumber, SaveAs, useSaving } from "./FigureDialog";
import type { Sides } from "./sides";

interface PairProps {
  ranking: RankingView;
  pair: NonNullable<Sides["pair"]>;
  onClose: () => void;
}

/** Two sides' neurons. */
export function PairFigureDialog({ ranking, pair, onClose }: PairProps) {
  const [upper, lower] = pair.names;
  const query: NeuronFigureQuery = { pair: { ranking: ranking.ranking, upper: pair.upper, lower: pair.lower }, upper, lower };
  const figure = useAsk("neuron_pair_figure", query, { keep: true });
  return (
    <Sheet figure={figure} as={{ of: "neurons", ...query }} name="neurons" onClose={onClose} legend={[
      ["quiet", say("neurons.pair.both")], ["method-a", say("neurons.pair.alone", { side: upper })], ["method-b", say("neurons.pair.alone", { side: lower })],
    ]} />
  );
}

/** Pairs of neurons that the examples fire together. */
export function FlowFigureDialog({ ranking, row, onClose }: { ranking: RankingView; row: number; onClose: () => void }) {
  const query = { ranking: ranking.ranking, row };
  const figure = useAsk("neuron_flow_figure", query, { keep: true });
  return <Sheet figure={figure} as={{ of: "flow", ...query }} name="neuron-flow" onClose={onClose} legend={[["score", say("neurons.flow.both_here")], ["quiet", say("neurons.flow.others")]]} />;
}

interface SheetProps {
  figure: Asked<"neuron_pair_figure"> | Asked<"neuron_flow_figure">;
  as: AnyFigure;
  /** What the file is called unless the person changes it. */
  name: string;
  legend: [string, ReactNode][];
  onClose: () => void;
}

function Sheet({ figure, as, name, legend, onClose }: SheetProps) {
  const { save, saved, failure } = useSaving(as, name);
  return (
    <Dialog title={say("figure.dialog")} open onClose={onClose} width="wide" actions={<SaveAs save={save} saved={saved} />}>
      <ul className="pair-legend">
        {legend.map(([tone, words]) => <li key={tone}><span className={`chart-swatch chart-swatch-${tone}`} aria-hidden="true" />{words}</li>)}
      </ul>
      {failure ? <ErrorState compact failure={failure} /> : null}
      {figure.failure ? <ErrorState compact failure={figure.failure} onRetry={figure.again} /> : null}
      {figure.data
        ? <FigureView figure={figure.data} say={(key, values) => sayAny(key, values)} format={axisNumber} width={900} height={560} />
        : <Skeleton lines={8} />}
    </Dialog>
  );
}
