/** The map: its picture's arithmetic, and the stories of its place in the window. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { fromScreen, panned, toScreen, whole, zoomed } from "../src/charts/map/camera";
import { groupToward, placeLabels } from "../src/charts/map/labels";
import { cellsOf, nearestTo } from "../src/charts/map/nearest";
import { countInto, emptyCounts, shade, strength } from "../src/charts/map/raster";
import { bitAt, type Label } from "../src/charts/map/spec";
import { readPoints } from "../src/features/map/columns";
import { toggledGroup } from "../src/features/map/view";
import { open } from "./window";

const SIZE = { width: 200, height: 100 };
const BOUNDS = [-1, -2, 3, 2] as const;
const near = (a: number[], b: number[]) => a.forEach((value, at) => expect(value).toBeCloseTo(b[at]!, 6));

describe("the camera", () => {
  test("shows everything, with up upwards, and finds back what lies at a place", () => {
    const camera = whole(BOUNDS, SIZE);
    expect(camera.scale).toBeCloseTo(0.92 * 25, 6);
    near(toScreen(camera, SIZE, 1, 0), [100, 50]);
    expect(toScreen(camera, SIZE, 1, 1)[1]).toBeLessThan(50);
    near(fromScreen(camera, SIZE, ...toScreen(camera, SIZE, 2.5, -1.5)), [2.5, -1.5]);
  });

  test("zooms about the pointer and no farther than it helps", () => {
    const camera = zoomed(whole(BOUNDS, SIZE), SIZE, 3, [30, 20], BOUNDS);
    near(fromScreen(camera, SIZE, 30, 20), fromScreen(whole(BOUNDS, SIZE), SIZE, 30, 20));
    expect(zoomed(camera, SIZE, 1e9, [0, 0], BOUNDS).scale).toBeCloseTo(400 * whole(BOUNDS, SIZE).scale, 3);
    expect(zoomed(camera, SIZE, 1e-9, [0, 0], BOUNDS).scale).toBeCloseTo(whole(BOUNDS, SIZE).scale / 2, 6);
    near(toScreen(panned(camera, 7, -5), SIZE, 0, 0), toScreen(camera, SIZE, 0, 0).map((value, at) => value + (at === 0 ? 7 : -5)));
  });
});

describe("many points as one picture", () => {
  const points = { x: Float32Array.from([0, 0, 1, 2, 99]), y: Float32Array.from([0, 0, 1, 2, 0]) };
  const camera = { x: 1, y: 1, scale: 10 };
  const size = { width: 40, height: 40 };

  test("every point in sight is counted once, where it falls", () => {
    const counts = emptyCounts(40, 40);
    countInto(counts, points, camera, size, new Uint8Array([0b100]), null, 1);
    expect(counts.seen).toBe(4);
    // (0, 0) lies ten pixels left of the middle and ten below it.
    expect(counts.plain[30 * 40 + 10]).toBe(2);
    // What is marked is two pixels wide and high.
    expect(counts.marked.reduce((sum, one) => sum + one, 0)).toBe(4);
    expect(counts.plain[10 * 40 + 30]).toBe(1);
  });

  test("what lies outside the choice is faint and never marked", () => {
    const counts = emptyCounts(40, 40);
    countInto(counts, points, camera, size, new Uint8Array([0xff]), new Uint8Array([0b1000]), 1);
    expect([counts.faint, counts.marked, counts.plain].map((part) => part.reduce((sum, one) => sum + one, 0))).toEqual([3, 4, 0]);
  });

  test("marked pixels win over plain ones, and empty ones are the ground", () => {
    const counts = emptyCounts(2, 1);
    [counts.plain[0], counts.marked[0]] = [9, 1];
    const pixels = new Uint32Array(2);
    shade(counts, pixels, { ground: [255, 255, 255], plain: [0, 0, 0], marked: [0, 0, 255] });
    expect(pixels[1]).toBe(0xffffffff);
    expect((pixels[0]! >>> 16) & 255).toBe(255);
    expect(strength(0, 0.4)).toBe(0);
    expect(strength(1, 0.4)).toBe(0.4);
    expect(strength(64, 0.4)).toBe(1);
  });

  test("a hundred thousand points fall on as many places as they do one by one", () => {
    const at = (seed: number) => Float32Array.from({ length: 100_000 }, (_, index) => Math.sin(index * seed) * 3);
    const many = { x: at(12.9898), y: at(78.233) };
    const counts = emptyCounts(300, 200);
    const wide = { width: 300, height: 200 };
    const seen = whole([-3, -3, 3, 3], wide);
    countInto(counts, many, seen, wide, null, null, 1);
    expect(counts.seen).toBe(100_000);
    expect(counts.plain.reduce((sum, one) => sum + one, 0)).toBe(100_000);
  });
});

test("the nearest point is the one that looking at all of them finds", () => {
  const at = (seed: number, far: number) => Float32Array.from({ length: 500 }, (_, index) => Math.sin(index * seed) * far);
  const points = { x: at(3.7, 5), y: at(9.1, 2) };
  const cells = cellsOf(points);
  for (const [x, y] of [[0, 0], [4.9, -1.9], [-2, 1.5], [9, 9]] as const) {
    let best: number | null = null;
    let least = 0.5;
    points.x.forEach((one, index) => {
      const apart = Math.hypot(one - x, points.y[index]! - y);
      if (apart <= least) [best, least] = [index, apart];
    });
    expect(nearestTo(cells, points, x, y, 0.5)).toBe(best);
  }
  expect(nearestTo(cellsOf({ x: new Float32Array(), y: new Float32Array() }), { x: new Float32Array(), y: new Float32Array() }, 0, 0, 1)).toBeNull();
});

const label = (id: number, x: number, y: number): Label => ({ id, x, y, text: `group ${id}`, empty: false });

test("arrow keys go to the nearest group on that side and stay where there is none", () => {
  const labels = [label(0, 0, 0), label(1, 5, 0.5), label(2, 5, 6), label(3, -4, 0)];
  expect(groupToward(labels, null, "ArrowRight")).toBe(0);
  expect(groupToward(labels, 0, "ArrowRight")).toBe(1);
  expect(groupToward(labels, 1, "ArrowUp")).toBe(2);
  expect(groupToward(labels, 0, "ArrowLeft")).toBe(3);
  expect(groupToward(labels, 3, "ArrowLeft")).toBe(3);
});

test("names never lie over each other, and the focused one is always there", () => {
  const labels = [label(0, 1, 0), label(1, 1.1, 0), label(2, -0.5, -1.5)];
  const shown = (focused: number | null) => placeLabels(labels, whole(BOUNDS, SIZE), SIZE, () => 40, focused).map((one) => one.label.id);
  expect(shown(null)).toEqual([0, 2]);
  expect(shown(1)).toEqual([1, 2]);
});

test("columns are views of the bytes, and bits are read from the lowest", () => {
  const bytes = new ArrayBuffer(2 * 18);
  new Float64Array(bytes, 0, 2).set([7, 9]);
  new Float32Array(bytes, 16, 4).set([1, 2, 3, 4]);
  new Uint16Array(bytes, 32, 2).set([0, 65535]);
  const columns = readPoints(bytes);
  expect([...columns.rows, ...columns.x, ...columns.y, ...columns.groups]).toEqual([7, 9, 1, 2, 3, 4, 0, 65535]);
  expect([0, 1, 8].map((at) => bitAt(new Uint8Array([0b10, 0b1]), at))).toEqual([false, true, true]);
});

test("groups join a choice and leave it, and take the place of an outline", () => {
  expect(toggledGroup({ by: "outline", corners: [] }, 2)).toEqual({ by: "groups", groups: [2] });
  expect(toggledGroup({ by: "groups", groups: [2] }, 0)).toEqual({ by: "groups", groups: [0, 2] });
  expect(toggledGroup({ by: "groups", groups: [2] }, 2)).toBeNull();
});

/** Looked for by its name: by its role alone a window this size takes a second to be searched. */
const PATIENT = { timeout: 8000 };
const picture = () => screen.findByLabelText(/^Map of .*Arrow keys/, {}, PATIENT);

describe("the map in the window", () => {
  async function onMap(query: string) {
    const user = await open(`place=results&${query}`);
    await user.click(await screen.findByRole("tab", { name: "Map" }, PATIENT));
    return user;
  }

  test("without a map it says what it will be and how long it takes, and draws it", async () => {
    const user = await onMap("scenario=filled");
    await screen.findByText(/See your rows as a map of what they say/, {}, PATIENT);
    await screen.findByText(/It takes about/, {}, PATIENT);
    await user.click(screen.getByText("Draw the map"));
    expect((await picture()).getAttribute("role")).toBe("listbox");
  }, 60_000);

  test("a group chosen in the table is counted, and its rows are a filter of the ranking", async () => {
    const user = await onMap("scenario=sample");
    const groups = await screen.findByRole("table", { name: "Groups" }, PATIENT);
    const first = within(groups).getAllByRole("button")[0]!;
    await user.click(first);
    expect(first.getAttribute("aria-pressed")).toBe("true");
    await screen.findByText(/chosen, .* of them kept/, {}, PATIENT);
    await user.click(screen.getByRole("button", { name: "Show them in the ranking" }));
    await screen.findByRole("button", { name: "Take away the filter 1 group of the map" }, PATIENT);
  }, 30_000);

  test("by keys: arrows go to a group, Enter chooses it, Escape lets it go", async () => {
    const user = await onMap("scenario=sample");
    (await picture()).focus();
    await user.keyboard("{ArrowRight}{Enter}");
    await waitFor(() => expect(screen.getAllByRole("option", { hidden: true }).filter((one) => one.getAttribute("aria-selected") === "true")).toHaveLength(1));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.getAllByRole("option", { hidden: true }).filter((one) => one.getAttribute("aria-selected") === "true")).toHaveLength(0));
  }, 30_000);

  test("coverage is said in words with counts", async () => {
    await onMap("scenario=sample");
    await screen.findByText("What the selection covers", {}, PATIENT);
    await screen.findByText(/^1 of .* examples have few kept rows among their 10 nearest:$/, {}, PATIENT);
  }, 30_000);
});
