/** Pairs of neurons that fire together, made up. */
import type { Figure, NeuronFlow } from "../api";

const EXAMPLES = 24;
/** Neurons of the pairs in each layer that has any. */
const IN_LAYERS: [number, number][] = [[3, 2], [4, 3], [5, 2], [9, 3], [10, 5], [11, 4], [12, 6], [13, 4], [14, 3], [20, 2], [21, 3], [22, 2]];

export function neuronFlow(row: number): NeuronFlow {
  const nodes = IN_LAYERS.flatMap(([layer, count]) => Array.from({ length: count }, (_, at) => ({
    neuron: { layer, neuron: (layer * 131 + at * 397) % 1536 }, at: (at + 0.5) / count, goal_share: 0.35 + ((layer + at * 3) % 5) / 10, here: (layer * 7 + at * 5 + row) % 3 !== 0,
  })));
  const links = nodes.flatMap((node, from) => nodes.map((other, to) => ({ node, other, from, to })))
    .filter(({ node, other, from, to }) => other.neuron.layer === node.neuron.layer + 1 && (from * 5 + to * 3) % 4 < 2)
    .slice(0, 40)
    .map(({ node, other, from, to }, at) => {
      const together = 18 - Math.floor(at / 4);
      return { from, to, together, share: together / EXAMPLES, by_chance: node.goal_share * other.goal_share * 0.6, lift: 3.4 - at * 0.05, here: node.here && other.here };
    });
  return { examples: EXAMPLES, nodes, links };
}

export function neuronFlowFigure(row: number): Figure {
  const { nodes, links, examples } = neuronFlow(row);
  const point = (at: number): [number, number] => [nodes[at]!.at, nodes[at]!.neuron.layer];
  return { title: "figure.neuron_flow", arguments: { links: links.length, examples, row }, x: { label: "figure.flow_place", least: 0, most: 1 }, y: { label: "figure.layer", least: 2.5, most: 22.5 },
    layers: links.map((link) => ({ marks: "line", tone: link.here ? "score" : "quiet", points: [point(link.from), point(link.to)], filled_to: null })) };
}
