import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { NeuronPair, PairHeld, RankingView } from "../src/api";
import { layoutHeat, rowAt, strengthOf } from "../src/charts/strips/heat";
import { drawPair, drawStrip, heldWords } from "../src/features/results/drawing";
import { ranged } from "../src/features/results/LayerRange";
import { linesOf } from "../src/features/results/PairTable";
import { atLeast } from "../src/features/results/strips";
import { sidesOf, WITH_GOAL } from "../src/features/results/sides";
import { within } from "../src/features/results/useDrawing";
import { open } from "./window";

const slot = (neuron: number, held: PairHeld, upper: number, lower: number, difference: [number, number]) => ({ neuron, upper, lower, pool: 0.1, lift: 2, difference, held });
const pair: NeuronPair = {
  upper: 30, lower: 12, both: 1, only_upper: 1, only_lower: 1, common: 2, busiest: [4, 5],
  layers: [
    { layer: 4, slots: [slot(7, "upper", 0.9, 0.2, [0.5, 0.8]), slot(9, "both", 0.5, 0.5, [-0.1, 0.1])], left_out: 3, common: 2, apart: 0.4 },
    { layer: 5, slots: [slot(7, "lower", 0, 1, [-1, -0.9])], left_out: 0, common: 0, apart: 0.5 },
  ],
};
const names = ["kept rows", "your examples"] as const;

describe("two sides drawn", () => {
  const drawing = drawPair(pair, names);

  it("say in one sentence what is shared and what is not", () => {
    expect(drawing.sentence).toBe("1 neuron is shared; 1 only kept rows, 1 only your examples. They differ mostly in layers 4 to 5.");
    expect(drawPair({ ...pair, both: 0, busiest: null }, ["kept rows", "dropped rows"]).sentence).toBe("1 neuron tells kept rows apart, 1 tell dropped rows apart.");
  });

  it("have the same neuron at the same place, and find it by its number in its layer", () => {
    expect(drawing.neuronAt({ row: 1, column: 0 })).toEqual({ layer: 5, neuron: 7 });
    expect(drawing.placeOf({ layer: 5, neuron: 7 })).toEqual({ row: 1, column: 0 });
    expect(drawing.placeOf({ layer: 5, neuron: 9 })).toBeNull();
    expect(drawing.placeOf({ layer: 11, neuron: 9 })).toBeNull();
    expect(drawing.rows[0]!.marks[0]).toEqual({ height: 0.9, below: 0.2, filled: false, alone: "upper" });
  });

  it("say every place in words", () => {
    expect(drawing.words({ row: 0, column: 0 }, () => "4·7")).toBe("Neuron 4·7, Only kept rows: 90% of kept rows, 20% of your examples, 10% of all rows");
    expect(drawing.standing({ layer: 4, neuron: 9 })).toEqual({ mark: "shared", words: heldWords("both", names), groups: [{ name: "kept rows", share: 0.5 }, { name: "your examples", share: 0.5 }] });
    expect(drawPair({ ...pair, lower: 1 }, names).standing({ layer: 4, neuron: 9 })?.groups, "one text has no share").toHaveLength(1);
  });
});

describe("a row and the goal drawn", () => {
  it("name a neuron by layer and number alone, for questions take nothing else", () => {
    const slots = [{ neuron: 7, goal_share: 0.5, pool_share: 0.1, lift: 3, fired: true, ignored: false }];
    const layers = [{ layer: 4, slots, left_out: 0, only_here: [12], common: [], share: 0.4, median: 0.2 }];
    const drawing = drawStrip({ row: 1, layers, shared: 1, missing: 0, only_here: 1, common: 0, of_most_telling: 1, most_telling: 1, ignored: 0 });
    expect(drawing.neuronAt({ row: 0, column: 0 })).toEqual({ layer: 4, neuron: 7 });
    expect(drawing.neuronAt({ row: 0, column: 1 })).toEqual({ layer: 4, neuron: 12 });
  });
});

describe("two sides as a table", () => {
  it("rank groups by how surely a neuron tells them apart, and follow the counters", () => {
    expect(linesOf(pair, null).map((line) => line.layer)).toEqual([5, 4, 4]);
    expect(linesOf(pair, "filled").map((line) => line.neuron)).toEqual([9]);
    expect(linesOf({ ...pair, upper: 1 }, null).map((line) => line.layer)).toEqual([4, 4, 5]);
  });
});

describe("how many times as often", () => {
  it("is a lower end: never rounded up, with as many digits as it deserves", () => {
    expect([1.049, 4.56, 27.98].map(atLeast)).toEqual([1.04, 4.5, 27]);
  });
});

describe("what can be held against each other", () => {
  const ranking = { ranking: 3, query: { goal: 1 } } as RankingView;
  const beside = { ranking, budget: { by: "documents", documents: 5 } as const, project: { goals: [] }, ready: [] };
  const stateOf = (row: number | null, pinned: number | null) => sidesOf({ ...beside, row, pinned }).find((each) => each.id === "row_pinned")!;

  it("lacks the pinned row until another row is pinned, and says so", () => {
    expect(stateOf(4, null)).toMatchObject({ disabled: true, hint: "Pin a row first: press P in the ranking." });
    expect(stateOf(4, 4)).toMatchObject({ disabled: true });
    expect(stateOf(4, 9).pair).toMatchObject({ upper: { side: "row", row: 4 }, lower: { side: "row", row: 9 } });
  });

  it("starts with the row and the goal", () => {
    expect(sidesOf({ ...beside, row: 4, pinned: null })[0]).toMatchObject({ id: WITH_GOAL, pair: null });
  });
});

describe("the layers that are shown", () => {
  it("are put in order and within what there is; all of them are no range", () => {
    const all = [0, 1, 2, 3, 4];
    expect(ranged(all, 3, 1)).toEqual([1, 3]);
    expect(ranged(all, -4, 2.4)).toEqual([0, 2]);
    expect(ranged(all, 0, 99)).toBeNull();
  });

  it("leave a picture its own layers and the counts of all", () => {
    expect(within(pair, 5, 9).layers.map((layer) => layer.layer)).toEqual([5]);
    expect(within(pair, 5, 9).both).toBe(1);
    expect(within(pair, 0, 9)).toBe(pair);
  });

  it("are found under the pointer in the overview, the nearest one beyond its ends", () => {
    const rows = drawPair(pair, names).rows;
    const layout = layoutHeat(rows, 400);
    expect([-20, 1, layout.row + 1, 900].map((y) => rowAt(layout, rows.length, y))).toEqual([0, 0, 1, 1]);
    expect(strengthOf({ height: 0.1, below: 0.9, filled: true })).toBeGreaterThan(strengthOf({ height: 0.5, filled: true }));
  });
});

describe("the neuron view in the window", () => {
  it("changes sides by its menu; counters count what the table then lists; a neuron there opens its card", async () => {
    const user = await open("scenario=sample");
    await user.click(await screen.findByRole("tab", { name: /Neurons/ }, { timeout: 8000 }));
    await user.click(await screen.findByRole("button", { name: "Enlarge" }));
    await user.click(await screen.findByRole("button", { name: /^Held against each other/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Kept rows with your examples" }));
    await user.click(await screen.findByRole("radio", { name: "Table" }));
    const table = await screen.findByRole("region", { name: "Neurons as a table" });
    for (const [name, words] of [[/^Shared \d/, "Shared by both"], [/^Only kept rows/, "Only kept rows"], [/^Only your examples/, "Only your examples"]] as const) {
      const counter = screen.getByRole("button", { name });
      await user.click(counter);
      await waitFor(() => expect(counter.getAttribute("aria-pressed")).toBe("true"));
      const rows = [...table.querySelectorAll("tbody tr")];
      expect(rows).toHaveLength(Number(counter.querySelector("strong")!.textContent));
      expect(rows.every((row) => row.children[3]!.textContent === words)).toBe(true);
      await user.click(counter);
    }
    await user.click(table.querySelector(".neuron-button")!);
    await waitFor(() => expect(document.querySelector(".neuron-card")?.textContent).toContain("Ignore it"), { timeout: 8000 });
  }, 60_000);
});
