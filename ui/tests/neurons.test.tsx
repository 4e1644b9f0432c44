import { beforeEach, describe, expect, it } from "vitest";
import { rankQuery, select, selection } from "../src/app/selection";
import { bringBack, ignore, ranksByNeurons, withOne, without } from "../src/features/results/neuronDeeds";
import { called, calledInFull } from "../src/features/results/neuronNames";
import { notices } from "../src/app/status";
import { METHODS } from "../src/mock/methods";

const sums = { layer: 14, neuron: 288 };
const bread = { layer: 2, neuron: 7 };

describe("ignored neurons", () => {
  beforeEach(() => select({ goal: 1, model: "smol", ignored: [] }));

  it("are part of the question, in one order whichever was ignored first", () => {
    ignore(sums, "sums");
    ignore(bread, "2·7");
    expect(rankQuery(selection.read())?.ignored).toEqual([bread, sums]);
    ignore(sums, "sums");
    expect(selection.read().ignored).toHaveLength(2);
  });

  it("come back by the notice's undo, and go again by that one's", () => {
    ignore(sums, "sums");
    notices.read().at(-1)?.action?.run();
    expect(selection.read().ignored).toEqual([]);
    notices.read().at(-1)?.action?.run();
    expect(selection.read().ignored).toEqual([sums]);
    bringBack([sums]);
    expect(selection.read().ignored).toEqual([]);
  });

  it("are let go with their model, for another has other neurons", () => {
    ignore(sums, "sums");
    select({ method: "rarity" });
    expect(selection.read().ignored).toEqual([sums]);
    select({ model: "another" });
    expect(selection.read().ignored).toEqual([]);
  });

  it("matter to methods that rank by neurons and to no others", () => {
    expect(ranksByNeurons(METHODS, "nag")).toBe(true);
    expect(ranksByNeurons(METHODS, "random")).toBe(false);
    expect(ranksByNeurons(undefined, "nag")).toBe(false);
  });
});

describe("lists of neurons", () => {
  it("hold each neuron once", () => {
    expect(withOne([sums], { ...sums })).toEqual([sums]);
    expect(without([sums, bread], { ...sums })).toEqual([bread]);
  });
});

describe("a neuron's name", () => {
  const names = new Map([["14·288", "sums"]]);

  it("stands where there is one, else layer and number", () => {
    expect(called(names, sums)).toBe("sums");
    expect(called(names, bread)).toBe("2·7");
    expect(calledInFull(names, sums)).toBe("sums (14·288)");
  });
});
