/** What is known of one neuron: how often it fires among the examples and in the pool, and how sure that is. */
import { useAsk, type RankingView } from "../../api";
import { MeasureBar } from "../../charts/ScoreBar";
import type { Place } from "../../charts/strips/spec";
import { InspectorPart } from "../../components/Inspector";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { neuronAt, neuronName, type Neuron } from "./strips";

interface Props {
  ranking: RankingView;
  row: number;
  place: Place | null;
}

export function NeuronCard({ ranking, row, place }: Props) {
  const strip = useAsk("neuron_strip", { ranking: ranking.ranking, row });
  const neuron = strip.data ? neuronAt(strip.data, place) : null;
  if (!neuron || !strip.data) {
    return <InspectorPart title={say("neurons.card.none_title")}><p className="why-line">{say("neurons.card.none")}</p></InspectorPart>;
  }
  return (
    <>
      <InspectorPart>
        <h3 className="card-title">
          <span className={`card-mark card-mark-${neuron.state}`} aria-hidden="true" />
          <code>{neuronName(neuron)}</code>
          <span className="quiet">{say("neurons.card.layer", { layer: neuron.layer, layers: strip.data.layers.length })}</span>
        </h3>
        <p>{say(`neurons.card.${neuron.state}`)}</p>
      </InspectorPart>
      {neuron.slot ? <HowOften neuron={neuron} /> : null}
      <InspectorPart><p className="chart-note">{say("neurons.card.what")}</p></InspectorPart>
    </>
  );
}

function HowOften({ neuron }: { neuron: Neuron }) {
  if (!neuron.slot) return null;
  const { goal_share, pool_share, lift } = neuron.slot;
  return (
    <InspectorPart title={say("neurons.card.often")}>
      <dl className="often">
        <dt>{say("neurons.card.examples")}</dt>
        <dd><MeasureBar value={goal_share} /><strong className="num">{share(goal_share)}</strong></dd>
        <dt>{say("neurons.card.pool")}</dt>
        <dd><MeasureBar value={pool_share} quiet /><span className="num">{share(pool_share)}</span></dd>
      </dl>
      <p className="why-line-wrap">{say(lift > 1 ? "neurons.card.lift" : "neurons.card.lift_low", { lift })}</p>
    </InspectorPart>
  );
}
