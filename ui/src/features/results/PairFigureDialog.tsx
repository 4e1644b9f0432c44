/** Two sides' neurons as they will be written, with what each colour stands for, and the file they go to. */
import { useAsk, type NeuronFigureQuery, type RankingView } from "../../api";
import { FigureView } from "../../charts/FigureView";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { say, sayAny } from "../../texts/say";
import { axisNumber, SaveAs, useSaving } from "./FigureDialog";
import type { Sides } from "./sides";

interface Props {
  ranking: RankingView;
  pair: NonNullable<Sides["pair"]>;
  onClose: () => void;
}

export function PairFigureDialog({ ranking, pair, onClose }: Props) {
  const [upper, lower] = pair.names;
  const query: NeuronFigureQuery = { pair: { ranking: ranking.ranking, upper: pair.upper, lower: pair.lower }, upper, lower };
  const figure = useAsk("neuron_pair_figure", query, { keep: true });
  const { save, saved, failure } = useSaving({ of: "neurons", ...query }, "neurons");
  return (
    <Dialog title={say("figure.dialog")} open onClose={onClose} width="wide" actions={<SaveAs save={save} saved={saved} />}>
      <ul className="pair-legend">
        <li><span className="chart-swatch chart-swatch-quiet" aria-hidden="true" />{say("neurons.pair.both")}</li>
        <li><span className="chart-swatch chart-swatch-method-a" aria-hidden="true" />{say("neurons.pair.alone", { side: upper })}</li>
        <li><span className="chart-swatch chart-swatch-method-b" aria-hidden="true" />{say("neurons.pair.alone", { side: lower })}</li>
      </ul>
      {failure ? <ErrorState compact failure={failure} /> : null}
      {figure.failure ? <ErrorState compact failure={figure.failure} onRetry={figure.again} /> : null}
      {figure.data
        ? <FigureView figure={figure.data} say={(key, values) => sayAny(key, values)} format={axisNumber} width={900} height={560} />
        : <Skeleton lines={8} />}
    </Dialog>
  );
}
