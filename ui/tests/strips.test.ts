import { describe, expect, it } from "vitest";

import { firstPlace, placeByKey } from "../src/charts/strips/keys";
import { boxOf, columnAt, hiddenMarks, hit, layoutStrips, placesIn, shownAt } from "../src/charts/strips/layout";
import type { StripRow } from "../src/charts/strips/spec";

const row = (marks: number, extras: number): StripRow => ({
  label: "L",
  marks: Array.from({ length: marks }, (_, index) => ({ height: 1 - index / 100, filled: index % 2 === 0 })),
  extras,
  share: 0.5,
  tick: 0.2,
  shareLabel: "50%",
});
const rows = [row(40, 7), row(0, 0), row(12, 1)];

describe("laying out strips", () => {
  it("shows all forty marks of a layer in the full pane", () => {
    const layout = layoutStrips(rows, 1000);
    expect(layout.marksShown).toBe(40);
    expect(hiddenMarks(layout, rows)).toBe(0);
    expect(layout.barLeft + layout.barWidth).toBeLessThanOrEqual(1000);
  });

  it("counts the marks that the inspector leaves no room for", () => {
    const layout = layoutStrips(rows, 328);
    expect(layout.marksShown).toBeLessThan(40);
    expect(hiddenMarks(layout, rows)).toBe(40 - layout.marksShown);
    expect(layout.barLeft + layout.barWidth).toBeLessThanOrEqual(328);
  });

  it("finds the mark whose box the point lies in, and nothing beside", () => {
    for (const width of [328, 1000]) {
      const layout = layoutStrips(rows, width);
      for (const [index, each] of rows.entries()) {
        for (let shown = 0; shown < placesIn(layout, each); shown += 1) {
          const place = { row: index, column: columnAt(layout, each, shown) };
          const box = boxOf(layout, rows, place);
          expect(hit(layout, rows, box.left + box.width / 2, box.top + box.height / 2)).toEqual(place);
        }
      }
      expect(hit(layout, rows, 2, 2)).toBeNull();
      expect(hit(layout, rows, layout.barLeft + 4, 4)).toBeNull();
      expect(hit(layout, rows, layout.marksLeft + 4, layout.height + 1)).toBeNull();
    }
  });

  it("goes from column to place and back", () => {
    const layout = layoutStrips(rows, 328);
    for (let shown = 0; shown < placesIn(layout, rows[0]!); shown += 1) {
      expect(shownAt(layout, rows[0]!, columnAt(layout, rows[0]!, shown))).toBe(shown);
    }
  });
});

describe("walking the strips by keys", () => {
  const layout = layoutStrips(rows, 328);
  const start = firstPlace(layout, rows)!;

  it("steps from neuron to neuron and over to the triangles", () => {
    expect(placeByKey(layout, rows, start, "ArrowRight", false)).toEqual({ row: 0, column: 1 });
    const lastMark = { row: 0, column: layout.marksShown - 1 };
    expect(placeByKey(layout, rows, lastMark, "ArrowRight", false)).toEqual({ row: 0, column: 40 });
    expect(placeByKey(layout, rows, start, "ArrowLeft", false)).toEqual(start);
  });

  it("skips layers that have nothing to stand on", () => {
    expect(placeByKey(layout, rows, { row: 0, column: 3 }, "ArrowDown", false)).toEqual({ row: 2, column: 3 });
    expect(placeByKey(layout, rows, { row: 2, column: 3 }, "ArrowUp", false)).toEqual({ row: 0, column: 3 });
    expect(placeByKey(layout, rows, { row: 2, column: 3 }, "ArrowDown", false)).toBeNull();
  });

  it("jumps to a row's ends, and with Ctrl to the strips' ends", () => {
    expect(placeByKey(layout, rows, start, "End", false)).toEqual({ row: 0, column: 41 });
    expect(placeByKey(layout, rows, start, "End", true)).toEqual({ row: 2, column: 12 });
    expect(placeByKey(layout, rows, { row: 2, column: 12 }, "Home", true)).toEqual(start);
  });

  it("has no place in strips without marks", () => {
    expect(firstPlace(layoutStrips([row(0, 0)], 328), [row(0, 0)])).toBeNull();
  });
});
