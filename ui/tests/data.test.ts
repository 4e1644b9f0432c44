import { placeOf } from "../src/features/data/placeOf";
import { describe, expect, it, vi } from "vitest";
import { doneText } from "../src/app/jobText";
import { marks } from "../src/app/progress";
import { datasetName } from "../src/features/data/HubDialog";
import { ALL, conditionText, isOpen, toggleValue, withCondition } from "../src/features/data/filter";
import { fitting } from "../src/features/data/poolColumns";
import { lackOf } from "../src/features/export/presentRanking";
import { bytes, duration, share, short, roughly } from "../src/texts/format";
import type { JobView, ProjectInfo } from "../src/api";

describe("filters", () => {
  const one = toggleValue(ALL, "source", "news");
  it("take values in and out, and vanish with the last", () => {
    expect(toggleValue(one, "source", "web").conditions).toEqual([{ kind: "one_of", column: "source", values: ["news", "web"] }]);
    expect(isOpen(toggleValue(one, "source", "news"))).toBe(true);
  });
  it("hold one condition a column", () => {
    const both = withCondition(one, "source", { kind: "between", column: "source", least: 1, most: 2 });
    expect(both.conditions).toHaveLength(1);
  });
  it("are said in words, missing values too", () => {
    expect(conditionText({ kind: "one_of", column: "year", values: [""] })).toBe("year: (missing)");
    expect(conditionText({ kind: "one_of", column: "c", values: ["1", "2", "3", "4", "5"] })).toBe("c: 1, 2 and 3 more");
    expect(conditionText({ kind: "between", column: "year", least: 2012, most: 2015 })).toMatch(/^year: 2,?012 to 2,?015$/);
  });
});

describe("columns", () => {
  it("leave the text its room before they are dropped", () => {
    expect(fitting(1200, 3)).toEqual({ own: 3, kind: true });
    expect(fitting(590, 3)).toEqual({ own: 2, kind: false });
    expect(fitting(300, 3)).toEqual({ own: 0, kind: false });
  });
});

describe("a data set's name", () => {
  it.each([["owner/name", "owner/name"], ["https://example.org/datasets/owner/name", "owner/name"], [" owner/name/tree/main?x=1 ", "owner/name"]])("%s", (typed, name) => expect(datasetName(typed)).toBe(name));
});

describe("an import whose rows nobody has counted", () => {
  const job = { unit: "rows", done: 1204, total: null, share: 0.314 } as JobView;
  it("says its share of the file", () => expect(doneText(job)).toBe("1,204 rows, 31% of the file"));
  it("says its rows alone before that is known", () => expect(doneText({ ...job, share: null })).toBe("1,204 rows"));
});

const project: ProjectInfo = {
  name: "a", place: "a", size_bytes: 0, is_sample: false, read_only: false, read_only_because: null, documents: 0, set_aside: 0, tokens: null, tokens_of: 0, goals: [], current_goal: null,
  current_model: null, readings: [], running_jobs: 0, exports: 0,
};
const goal = { goal: 1, name: "g", examples: 2, ticked: 1, characters: 9, unwanted: 0 };
const reading = { reading: 1, what: "up", model: "m", model_name: "m", documents_read: 5, layers: 2, top_k: 4, max_tokens: 9, profile: "f32", shipped: false, size_bytes: 1, notes: [] };

describe("how far the work has come", () => {
  it("marks what is next, and does not lock what is later", () => {
    expect(marks(project)).toEqual({ data: "next", goal: "later", model: "later", results: "later", export: "later" });
    expect(marks({ ...project, documents: 9, goals: [goal] })).toMatchObject({ data: "done", goal: "done", model: "next" });
    expect(marks({ ...project, documents: 9, goals: [goal], readings: [reading] })).toMatchObject({ model: "done", results: "next" });
  });
  it("names the first lack before an export", () => {
    expect(lackOf(project, "nag")).toBe("data");
    expect(lackOf({ ...project, documents: 9 }, "nag")).toBe("goal");
    expect(lackOf({ ...project, documents: 9, goals: [goal] }, "nag")).toBe("model");
    expect(lackOf({ ...project, documents: 9, goals: [goal] }, "random")).toBeNull();
  });
});

describe("numbers in words", () => {
  it("sizes", () => expect([0, 999, 1000, 999_600, 1.25e9, 4.2e7].map(bytes)).toEqual(["0\u00a0B", "999\u00a0B", "1.0\u00a0kB", "1.0\u00a0MB", "1.3\u00a0GB", "42.0\u00a0MB"]));
  it("times that stand behind about", () => expect([0.2, 40].map(roughly)).toEqual(["1\u00a0s", "40\u00a0s"]));
  it("times", () => expect([0.2, 40, 89.6, 840, 6600].map(duration)).toEqual(["under 1\u00a0s", "40\u00a0s", "90\u00a0s", "14\u00a0min", "1\u00a0h\u00a050"]));
  it("shares keep a decimal while they are small", () => expect([0, 0.004, 0.0949, 0.45].map(share)).toEqual(["0%", "0.4%", "9.5%", "45%"]));
  it("large counts are shortened", () => expect([9982, 412_300, 1_240_000].map(short)).toEqual(["9,982", "412k", "1.2M"]));
});

describe("a row's place in the pool", () => {
  const rows = [1, 2, 3, 4, 9, 10, 11, 40, 41];
  const rowAt = vi.fn(async (place: number) => rows[place]);

  it("is found in one question while no number is missing, and past gaps too", async () => {
    rowAt.mockClear();
    expect(await placeOf(3, rows.length, rowAt)).toBe(2);
    expect(rowAt).toHaveBeenCalledOnce();
    for (const [place, row] of rows.entries()) expect(await placeOf(row, rows.length, rowAt)).toBe(place);
  });

  it("is nowhere for a number that is missing or beyond the end", async () => {
    for (const row of [5, 8, 12, 39, 42, 9000]) expect(await placeOf(row, rows.length, rowAt)).toBeNull();
  });
});
