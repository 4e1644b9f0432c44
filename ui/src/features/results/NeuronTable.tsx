/** The strips as a table: every neuron of every layer, none left out, for those who would rather read. */
import type { NeuronStrip, StripLayer, StripSlot } from "../../api";
import type { Emphasis } from "../../charts/strips/spec";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import type { NeuronNames } from "./neuronNames";
import { neuronName } from "./strips";

export function NeuronTable({ strip, emphasis, names }: { strip: NeuronStrip; emphasis: Emphasis; names: NeuronNames }) {
  const wanted = (slot: StripSlot) => emphasis === null || (!slot.ignored && emphasis === (slot.fired ? "filled" : "outlined"));
  return (
    <div className="neuron-table" tabIndex={0} role="region" aria-label={say("neurons.table")}>
      <table>
        <thead>
          <tr>
            {(["layer", "neuron", "name", "state", "goal", "pool", "lift"] as const).map((head) => (
              <th key={head} scope="col">{say(`neurons.column.${head}`)}</th>
            ))}
          </tr>
        </thead>
        {strip.layers.map((layer) => (
          <tbody key={layer.layer}>
            {layer.slots.filter(wanted).map((slot) => (
              <tr key={slot.neuron}>
                <td className="num">{layer.layer}</td>
                <td className="num">{slot.neuron}</td>
                <td dir="auto">{names.get(neuronName({ layer: layer.layer, neuron: slot.neuron }))}</td>
                <td>{say(slot.ignored ? "neurons.state.ignored" : slot.fired ? "neurons.state.shared" : "neurons.state.missing")}</td>
                <td className="num">{share(slot.goal_share)}</td>
                <td className="num">{share(slot.pool_share)}</td>
                <td className="num">{say("neurons.times", { lift: slot.lift })}</td>
              </tr>
            ))}
            {emphasis === null || emphasis === "extra" ? <OnlyHere layer={layer} names={names} /> : null}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function OnlyHere({ layer, names }: { layer: StripLayer; names: NeuronNames }) {
  return layer.only_here.map((neuron) => (
    <tr key={`only-${neuron}`}>
      <td className="num">{layer.layer}</td>
      <td className="num">{neuron}</td>
      <td dir="auto">{names.get(neuronName({ layer: layer.layer, neuron }))}</td>
      <td>{say("neurons.state.only")}</td>
      <td className="num">{share(0)}</td>
      <td colSpan={2} />
    </tr>
  ));
}
