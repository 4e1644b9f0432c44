/** The strips as a table: every neuron of every layer, none left out, for those who would rather read. */
import type { NeuronStrip, StripLayer } from "../../api";
import type { Emphasis } from "../../charts/strips/spec";
import { share } from "../../texts/format";
import { say } from "../../texts/say";

export function NeuronTable({ strip, emphasis }: { strip: NeuronStrip; emphasis: Emphasis }) {
  const wanted = (fired: boolean) => emphasis === null || emphasis === (fired ? "filled" : "outlined");
  return (
    <div className="neuron-table" tabIndex={0} role="region" aria-label={say("neurons.table")}>
      <table>
        <thead>
          <tr>
            {(["layer", "neuron", "state", "goal", "pool", "lift"] as const).map((head) => (
              <th key={head} scope="col">{say(`neurons.column.${head}`)}</th>
            ))}
          </tr>
        </thead>
        {strip.layers.map((layer) => (
          <tbody key={layer.layer}>
            {layer.slots.filter((slot) => wanted(slot.fired)).map((slot) => (
              <tr key={slot.neuron}>
                <td className="num">{layer.layer}</td>
                <td className="num">{slot.neuron}</td>
                <td>{say(slot.fired ? "neurons.state.shared" : "neurons.state.missing")}</td>
                <td className="num">{share(slot.goal_share)}</td>
                <td className="num">{share(slot.pool_share)}</td>
                <td className="num">{say("neurons.times", { lift: slot.lift })}</td>
              </tr>
            ))}
            {emphasis === null || emphasis === "extra" ? <OnlyHere layer={layer} /> : null}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function OnlyHere({ layer }: { layer: StripLayer }) {
  return layer.only_here.map((neuron) => (
    <tr key={`only-${neuron}`}>
      <td className="num">{layer.layer}</td>
      <td className="num">{neuron}</td>
      <td>{say("neurons.state.only")}</td>
      <td className="num">{share(0)}</td>
      <td colSpan={2} />
    </tr>
  ));
}
