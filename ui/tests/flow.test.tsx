import { screen, within as inside } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { layoutFlow, nodeByKey, pathOf, widthOf, type FlowNode } from "../src/charts/flow/layout";
import { neuronFlow } from "../src/mock/flow";
import { within } from "../src/features/results/NeuronFlow";
import { open } from "./window";

const node = (row: number, at: number): FlowNode => ({ row, at, label: "", name: "", strong: false });
const nodes = [node(0, 0.25), node(0, 0.75), node(2, 0.1), node(2, 0.6), node(2, 0.9)];
const rows = [{ label: "L3", gap: false }, { label: "L4", gap: false }, { label: "L9", gap: true }];

describe("a flow laid out", () => {
  it("has its rows one below the other, more room where rows are left out, and every node inside", () => {
    const { rows: placed, nodes: points, height, labelled } = layoutFlow(rows, nodes, 600);
    expect(placed[2]!.y - placed[1]!.y).toBeGreaterThan(placed[1]!.y - placed[0]!.y);
    expect(points.every(({ x, y }) => x > 40 && x < 600 && y > 0 && y < height)).toBe(true);
    expect(labelled).toBe(true);
    expect(layoutFlow(rows, Array.from({ length: 40 }, (_, at) => node(0, at / 40)), 600).labelled, "forty names do not fit").toBe(false);
  });

  it("draws a line from node to node, the wider the more", () => {
    expect(pathOf({ x: 10, y: 0 }, { x: 30, y: 40 })).toBe("M10.0 0.0C10.0 20.0 30.0 20.0 30.0 40.0");
    expect(widthOf(1)).toBeGreaterThan(widthOf(0.2));
  });

  it("is walked by arrow keys: along a layer, and to the nearest neuron of the next one that has any", () => {
    expect(nodeByKey(nodes, 0, "ArrowRight")).toBe(1);
    expect(nodeByKey(nodes, 1, "ArrowRight")).toBeNull();
    expect(nodeByKey(nodes, 1, "ArrowDown")).toBe(3);
    expect(nodeByKey(nodes, 2, "ArrowUp")).toBe(0);
    expect(nodeByKey(nodes, 3, "End")).toBe(4);
    expect(nodeByKey(nodes, 3, "a")).toBeNull();
  });
});

describe("layers chosen", () => {
  it("leave the pairs within them, and the neurons of those", () => {
    const flow = neuronFlow(1);
    const some = within(flow, [9, 14]);
    expect(some.links.length).toBeGreaterThan(0);
    for (const link of some.links) {
      const [from, to] = [some.nodes[link.from]!.neuron.layer, some.nodes[link.to]!.neuron.layer];
      expect([from >= 9, to <= 14, to - from]).toEqual([true, true, 1]);
    }
    expect(some.nodes.every((_, at) => some.links.some((link) => link.from === at || link.to === at))).toBe(true);
    expect(within(flow, null)).toBe(flow);
  });
});

describe("the flow in the window", () => {
  it("is said, drawn and listed, and a neuron of it opens its card", async () => {
    const user = await open("scenario=sample");
    await user.click(await screen.findByRole("tab", { name: /Neurons/ }, { timeout: 8000 }));
    await user.click(await screen.findByRole("button", { name: "Enlarge" }));
    await user.click(await screen.findByRole("radio", { name: "Flow" }));
    const table = await screen.findByRole("region", { name: "Pairs of neurons as a table, strongest first" });
    expect(inside(table).getAllByRole("row").length - 1).toBe(neuronFlow(1).links.length);
    expect(screen.getByText("Pairs that fire together: not a proven connection.")).toBeTruthy();
    const first = screen.getAllByRole("button", { name: /^Neuron \S+.*: \d+% of your examples/ })[0]!;
    await user.click(first);
    expect(first.getAttribute("aria-pressed")).toBe("true");
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.className).toContain("flow-node");
    expect(document.activeElement).not.toBe(first);
  });
});
