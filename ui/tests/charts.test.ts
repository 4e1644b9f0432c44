import { describe, expect, it } from "vitest";

import { curvePoints } from "../src/charts/CutCurve";
import { upTo } from "../src/charts/FigureView";
import { rankAt, stepByKey } from "../src/charts/cutSteps";
import { linear, placeLabels, roundSteps } from "../src/charts/scale";

describe("the cut's slider", () => {
  it("moves one row by an arrow or a bracket, ten with Shift, and a twentieth by page", () => {
    expect(stepByKey("ArrowRight", false, 100, 1000)).toBe(101);
    expect(stepByKey("]", false, 100, 1000)).toBe(101);
    expect(stepByKey("[", false, 100, 1000)).toBe(99);
    expect(stepByKey("ArrowDown", true, 100, 1000)).toBe(90);
    expect(stepByKey("}", true, 100, 1000)).toBe(110);
    expect(stepByKey("PageUp", false, 100, 1000)).toBe(150);
  });

  it("stops at nothing and at everything", () => {
    expect(stepByKey("ArrowLeft", true, 3, 1000)).toBe(0);
    expect(stepByKey("End", false, 3, 1000)).toBe(1000);
    expect(stepByKey("ArrowRight", false, 1000, 1000)).toBe(1000);
  });

  it("leaves keys that are not its own alone", () => {
    expect(stepByKey("Tab", false, 3, 10)).toBeNull();
    expect(stepByKey("e", false, 3, 10)).toBeNull();
  });

  it("reads the rank under the pointer, held within the curve", () => {
    expect(rankAt(150, 100, 200, 1000)).toBe(250);
    expect(rankAt(50, 100, 200, 1000)).toBe(0);
    expect(rankAt(500, 100, 200, 1000)).toBe(1000);
    expect(rankAt(500, 100, 0, 1000)).toBe(0);
  });
});

describe("scales", () => {
  it("maps a domain onto a range and bears a domain without width", () => {
    expect(linear([0, 10], [100, 200])(5)).toBe(150);
    expect(linear([3, 3], [100, 200])(3)).toBe(100);
  });

  it("keeps labels apart, in order and inside", () => {
    const centres = placeLabels([{ at: 50, width: 40 }, { at: 55, width: 40 }, { at: 98, width: 40 }], 140);
    const sorted = [...centres].sort((a, b) => a - b);
    expect(centres).toEqual(sorted);
    expect(sorted[1]! - sorted[0]!).toBeGreaterThanOrEqual(46);
    expect(sorted[2]! - sorted[1]!).toBeGreaterThanOrEqual(46);
    expect(sorted[2]!).toBeLessThanOrEqual(120);
  });

  it("picks round steps", () => {
    expect(roundSteps(0, 100)).toEqual([0, 50, 100]);
    expect(roundSteps(0, 0.7, 4).map((value) => Number(value.toFixed(6)))).toEqual([0, 0.2, 0.4, 0.6]);
    expect(roundSteps(5, 5)).toEqual([5]);
  });
});

describe("curves", () => {
  it("puts the best value at the top and lies flat when all are equal", () => {
    expect(curvePoints([1, 0.5, 0], 100, 10, 50, 0)[0]).toEqual([0, 10]);
    expect(curvePoints([1, 0.5, 0], 100, 10, 50, 0)[2]).toEqual([100, 49]);
    expect(curvePoints([0.3, 0.3], 100, 10, 50, 0.3).map(([, y]) => y)).toEqual([49, 49]);
  });

  it("fills a line up to a place on the line itself", () => {
    expect(upTo([[0, 0], [10, 10], [20, 0]], 15)).toEqual([[0, 0], [10, 10], [15, 5]]);
    expect(upTo([[0, 0], [10, 10]], 10)).toEqual([[0, 0], [10, 10]]);
  });
});
