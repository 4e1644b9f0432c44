/** Two sides' neurons as a table: those that tell them apart most first where groups are held against each other. */
import type { NeuronPair, NeuronRef, PairSlot } from "../../api";
import type { Emphasis } from "../../charts/strips/spec";
import { share, signedShare } from "../../texts/format";
import { say } from "../../texts/say";
import { heldWords, type SideNames } from "./drawing";
import type { NeuronNames } from "./neuronNames";
import { NeuronButton } from "./NeuronTable";
import { atLeast, neuronName } from "./strips";

interface Props {
  pair: NeuronPair;
  names: NeuronNames;
  sides: SideNames;
  emphasis: Emphasis;
  chosen: NeuronRef | null;
  onChoose: (neuron: NeuronRef) => void;
}

type Line = PairSlot & { layer: number };

const KINDS = { both: "filled", upper: "outlined", lower: "extra" } as const;

/** The rows of the table. Groups are ranked over all layers by the end of the interval that lies nearer to no difference. */
export function linesOf(pair: NeuronPair, emphasis: Emphasis): Line[] {
  const lines = pair.layers.flatMap((layer) => layer.slots.map((slot) => ({ ...slot, layer: layer.layer })));
  const wanted = lines.filter((line) => emphasis === null || emphasis === KINDS[line.held]);
  if (!areGroups(pair)) return wanted;
  const sure = ({ difference: [low, high] }: Line) => Math.max(low, -high, 0);
  return wanted.sort((a, b) => sure(b) - sure(a) || b.lift - a.lift || a.layer - b.layer || a.neuron - b.neuron);
}

/** An interval says something of groups; of one text there is no share to be unsure of. */
const areGroups = (pair: NeuronPair): boolean => pair.upper > 1 && pair.lower > 1;

export function PairTable({ pair, names, sides, emphasis, chosen, onChoose }: Props) {
  const groups = areGroups(pair);
  return (
    <div className="neuron-table" tabIndex={0} role="region" aria-label={say("neurons.table")}>
      <table>
        <thead>
          <tr>
            {[say("neurons.column.layer"), say("neurons.column.neuron"), say("neurons.column.name"), say("neurons.column.held")].map((head) => <th key={head} scope="col">{head}</th>)}
            {[sides[0], sides[1], say("neurons.column.pool"), ...(groups ? [say("neurons.column.difference")] : []), say("neurons.column.lift")]
              .map((head) => <th key={head} scope="col" className="amount">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {linesOf(pair, emphasis).map((line) => (
            <tr key={neuronName(line)}>
              <td className="num">{line.layer}</td>
              <td className="num"><NeuronButton neuron={line} names={names} chosen={chosen} onChoose={onChoose} /></td>
              <td dir="auto">{names.get(neuronName(line))}</td>
              <td>{heldWords(line.held, sides)}</td>
              <td className="amount">{share(line.upper)}</td>
              <td className="amount">{share(line.lower)}</td>
              <td className="amount">{share(line.pool)}</td>
              {groups ? <td className="amount">{say("neurons.pair.interval", { low: signedShare(line.difference[0]), high: signedShare(line.difference[1]) })}</td> : null}
              <td className="amount">{say("neurons.times", { lift: atLeast(line.lift) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
