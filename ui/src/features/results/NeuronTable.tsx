/** The strips as a table: what they draw, layer by layer, for those who would rather read. */
import type { NeuronRef, NeuronStrip, StripLayer, StripSlot } from "../../api";
import type { Emphasis } from "../../charts/strips/spec";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { isSame } from "./neuronDeeds";
import { calledInFull, type NeuronNames } from "./neuronNames";
import { atLeast, neuronName } from "./strips";

interface Props {
  strip: NeuronStrip;
  emphasis: Emphasis;
  names: NeuronNames;
  chosen: NeuronRef | null;
  onChoose: (neuron: NeuronRef) => void;
}

type Choosing = Pick<Props, "names" | "chosen" | "onChoose">;

/** Columns of amounts, which are compared by their ends. */
const AMOUNTS: ReadonlySet<string> = new Set(["goal", "pool", "lift"]);

export function NeuronTable({ strip, emphasis, ...choosing }: Props) {
  const { names } = choosing;
  const wanted = (slot: StripSlot) => emphasis === null || (!slot.ignored && emphasis === (slot.fired ? "filled" : "outlined"));
  return (
    <div className="neuron-table" tabIndex={0} role="region" aria-label={say("neurons.table")}>
      <table>
        <thead>
          <tr>
            {(["layer", "neuron", "name", "state", "goal", "pool", "lift"] as const).map((head) => (
              <th key={head} scope="col" className={AMOUNTS.has(head) ? "amount" : undefined}>{say(`neurons.column.${head}`)}</th>
            ))}
          </tr>
        </thead>
        {strip.layers.map((layer) => (
          <tbody key={layer.layer}>
            {layer.slots.filter(wanted).map((slot) => (
              <tr key={slot.neuron}>
                <td className="num">{layer.layer}</td>
                <td className="num"><NeuronButton neuron={{ layer: layer.layer, neuron: slot.neuron }} {...choosing} /></td>
                <td dir="auto">{names.get(neuronName({ layer: layer.layer, neuron: slot.neuron }))}</td>
                <td>{say(slot.ignored ? "neurons.state.ignored" : slot.fired ? "neurons.state.shared" : "neurons.state.missing")}</td>
                <td className="amount">{share(slot.goal_share)}</td>
                <td className="amount">{share(slot.pool_share)}</td>
                <td className="amount">{say("neurons.times", { lift: atLeast(slot.lift) })}</td>
              </tr>
            ))}
            {emphasis === null || emphasis === "extra" ? <OnlyHere layer={layer} {...choosing} /> : null}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function OnlyHere({ layer, ...choosing }: { layer: StripLayer } & Choosing) {
  return layer.only_here.map((neuron) => (
    <tr key={`only-${neuron}`}>
      <td className="num">{layer.layer}</td>
      <td className="num"><NeuronButton neuron={{ layer: layer.layer, neuron }} {...choosing} /></td>
      <td dir="auto">{choosing.names.get(neuronName({ layer: layer.layer, neuron }))}</td>
      <td>{say("neurons.state.only")}</td>
      <td className="amount">{share(0)}</td>
      <td colSpan={2} />
    </tr>
  ));
}

/** A neuron's number, which opens its card. */
export function NeuronButton({ neuron, names, chosen, onChoose }: Choosing & { neuron: NeuronRef }) {
  return (
    <button type="button" className="neuron-button" aria-pressed={chosen !== null && isSame(chosen, neuron)}
      aria-label={say("neurons.open_card", { name: calledInFull(names, neuron) })} onClick={() => onChoose({ layer: neuron.layer, neuron: neuron.neuron })}>
      {neuron.neuron}
    </button>
  );
}
