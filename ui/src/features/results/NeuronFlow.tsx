/** Which neurons of neighbouring layers the goal's examples fire together: a picture, and the same pairs as a table. */
import { useMemo } from "react";
import { useAsk, type NeuronFlow as Flow, type NeuronRef, type RankingView } from "../../api";
import { FlowChart } from "../../charts/flow/FlowChart";
import type { FlowRow } from "../../charts/flow/layout";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { isSame } from "./neuronDeeds";
import { calledInFull, useNeuronNames, type NeuronNames } from "./neuronNames";
import { NeuronButton } from "./NeuronTable";
import { atLeast } from "./strips";
import type { Range } from "./useDrawing";

interface Props {
  ranking: RankingView;
  row: number;
  layers: Range | null;
  chosen: NeuronRef | null;
  onChoose: (neuron: NeuronRef) => void;
}

export function NeuronFlow({ ranking, row, layers, chosen, onChoose }: Props) {
  const asked = useAsk("neuron_flow", { ranking: ranking.ranking, row }, { keep: true });
  const names = useNeuronNames(ranking);
  const flow = useMemo(() => asked.data && within(asked.data, layers), [asked.data, layers]);
  if (asked.failure && !flow) return <ErrorState compact failure={asked.failure} onRetry={asked.again} />;
  if (!flow) return <div className="neuron-view"><Skeleton lines={10} /></div>;
  if (flow.links.length === 0) return <EmptyState title={say("neurons.flow.none")}>{say("neurons.flow.none_text", { examples: flow.examples })}</EmptyState>;
  const sentence = say("neurons.flow.sentence", { links: flow.links.length, here: flow.links.filter((link) => link.here).length });
  return (
    <div className="neuron-view">
      <p className="neuron-sentence">{sentence}</p>
      <p className="flow-caption">{say("neurons.flow.caption")}</p>
      <div className="flow-both">
        <Picture flow={flow} names={names} label={sentence} chosen={chosen} onChoose={onChoose} />
        <Pairs flow={flow} names={names} chosen={chosen} onChoose={onChoose} />
      </div>
    </div>
  );
}

/** The pairs of some layers alone. */
export function within(flow: Flow, layers: Range | null): Flow {
  if (!layers) return flow;
  const isIn = ({ neuron }: Flow["nodes"][number]) => neuron.layer >= layers[0] && neuron.layer <= layers[1];
  const links = flow.links.filter((link) => isIn(flow.nodes[link.from]!) && isIn(flow.nodes[link.to]!));
  const left = flow.nodes.filter((_, place) => links.some((link) => link.from === place || link.to === place));
  const moved = (place: number) => left.indexOf(flow.nodes[place]!);
  return { ...flow, nodes: left, links: links.map((link) => ({ ...link, from: moved(link.from), to: moved(link.to) })) };
}

type Part = { flow: Flow; names: NeuronNames; chosen: NeuronRef | null; onChoose: (neuron: NeuronRef) => void };

function Picture({ flow, names, label, chosen, onChoose }: Part & { label: string }) {
  const layers = [...new Set(flow.nodes.map((node) => node.neuron.layer))].sort((a, b) => a - b);
  const rows: FlowRow[] = layers.map((layer, at) => ({ label: `L${layer}`, gap: at > 0 && layer !== layers[at - 1]! + 1 }));
  const widest = Math.max(...flow.links.map((link) => link.share));
  const place = flow.nodes.findIndex((node) => chosen && isSame(chosen, node.neuron));
  const nodes = flow.nodes.map((node, at) => ({
    row: layers.indexOf(node.neuron.layer), at: node.at, strong: node.here, label: String(node.neuron.neuron),
    name: say(node.here ? "neurons.flow.node_here" : "neurons.flow.node", { name: calledInFull(names, node.neuron), goal: node.goal_share, links: flow.links.filter((link) => link.from === at || link.to === at).length }),
  }));
  return (
    <FlowChart rows={rows} nodes={nodes} label={label} chosen={place < 0 ? null : place} onChoose={(at) => onChoose(flow.nodes[at]!.neuron)}
      links={flow.links.map((link) => ({ from: link.from, to: link.to, weight: link.share / widest, strong: link.here }))} />
  );
}

function Pairs({ flow, ...choosing }: Part) {
  return (
    <div className="neuron-table" tabIndex={0} role="region" aria-label={say("neurons.flow.table")}>
      <table>
        <thead>
          <tr>
            {(["from", "to"] as const).map((head) => <th key={head} scope="col">{say(`neurons.flow.${head}`)}</th>)}
            {(["together", "chance", "lift"] as const).map((head) => <th key={head} scope="col" className="amount">{say(`neurons.flow.${head}`)}</th>)}
            <th scope="col">{say("neurons.flow.here")}</th>
          </tr>
        </thead>
        <tbody>
          {flow.links.map((link) => (
            <tr key={`${link.from}-${link.to}`}>
              <td className="num"><Named neuron={flow.nodes[link.from]!.neuron} {...choosing} /></td>
              <td className="num"><Named neuron={flow.nodes[link.to]!.neuron} {...choosing} /></td>
              <td className="amount">{share(link.share)}</td>
              <td className="amount">{share(link.by_chance)}</td>
              <td className="amount">{say("neurons.times", { lift: atLeast(link.lift) })}</td>
              <td>{say(link.here ? "neurons.flow.both" : "neurons.flow.not_both")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Named({ neuron, ...choosing }: { neuron: NeuronRef } & Omit<Part, "flow">) {
  return <>L{neuron.layer} · <NeuronButton neuron={neuron} {...choosing} /></>;
}
