import { describe, expect, it } from "vitest";
import type { GoalHealth, JobView, ModelView, ReadingInfo } from "../src/api";
import { stateText } from "../src/app/jobText";
import { checks, fine, verdict } from "../src/features/goal/checks";
import { addedWords } from "../src/features/goal/useExamples";
import { fetches, groups, hubName, jobToShow, offerFor, outOf, rowsRead, USUAL } from "../src/features/model/offers";
import en from "../src/texts/en.json";

const healthy: GoalHealth = { ticked: 24, copies: 0, in_pool: 0, agreement: 0.48, random_agreement: 0.22, unscored: 0, unread: 0, odd: null, groups: null };
const stateOf = (health: GoalHealth, id: string) => checks(health).find((check) => check.id === id)?.state;

describe("a goal's health", () => {
  it("is fine when examples are many, agree, differ and were read", () => {
    const all = checks(healthy);
    expect(fine(all)).toBe(7);
    expect(verdict(healthy, all)).toBe("ready");
  });

  it("asks for a look when examples agree hardly more than random rows", () => {
    const mixed = { ...healthy, agreement: 0.24 };
    expect(stateOf(mixed, "agree")).toBe("warn");
    expect(verdict(mixed, checks(mixed))).toBe("look");
  });

  it("waits, without blame, for what only a model can tell", () => {
    const unread = { ...healthy, agreement: null, random_agreement: null, unread: 24 };
    expect(stateOf(unread, "agree")).toBe("wait");
    expect(stateOf(unread, "read")).toBe("wait");
    expect(verdict(unread, checks(unread))).toBe("wait");
  });

  it("names copies and texts that hold nothing, and takes leaks as taken care of", () => {
    expect(stateOf({ ...healthy, copies: 2 }, "copies")).toBe("warn");
    expect(stateOf({ ...healthy, unscored: 1 }, "read")).toBe("warn");
    expect(stateOf({ ...healthy, in_pool: 3 }, "leaks")).toBe("ok");
  });

  it("says of nothing and of a few what they are", () => {
    expect(verdict({ ...healthy, ticked: 0 }, [])).toBe("none");
    expect(verdict({ ...healthy, ticked: 3 }, [])).toBe("few");
  });

  const odd: GoalHealth = { ...healthy, odd: { example: 31, with_others: 0.2, among_others: 0.5 } };
  const groups: GoalHealth = { ...healthy, groups: { first: [1, 2, 3], second: [4, 5, 6], within_first: 0.5, within_second: 0.48, between: 0.25 } };

  it("names the odd one by its number in the list, and two groups by their sizes", () => {
    const [, , two, fits] = [...checks(groups).slice(0, 3), checks(odd, () => 7)[3]!];
    expect([two!.state, two!.says, two!.values["first"], two!.values["within"]]).toEqual(["warn", "two", 3, 0.48]);
    expect([fits!.state, fits!.says, fits!.values["number"]]).toEqual(["warn", "odd", 7]);
  });

  it("says of one and two examples what cannot be said of them", () => {
    const of = (ticked: number) => checks({ ...healthy, ticked }).filter((check) => check.says === "few").map((check) => check.id);
    expect([of(1), of(2), of(5), of(6)]).toEqual([["enough", "one", "fits"], ["enough", "one", "fits"], ["one"], []]);
    expect(verdict({ ...healthy, ticked: 5 }, checks({ ...healthy, ticked: 5 }))).toBe("ready");
  });

  it("has words for every variant of every check", () => {
    const cases = [healthy, { ...healthy, ticked: 7 }, { ...healthy, ticked: 1 }, { ...healthy, agreement: 0.2 }, { ...healthy, agreement: null },
      { ...healthy, random_agreement: null }, { ...healthy, copies: 1 }, { ...healthy, in_pool: 1 }, { ...healthy, unread: 1 }, { ...healthy, unscored: 1 }, odd, groups];
    for (const check of cases.flatMap((one) => checks(one))) {
      expect(en).toHaveProperty([`goal.check.${check.id}.${check.says}`]);
      expect(en).toHaveProperty([`goal.check.${check.id}.${check.says}.value`]);
      expect(en).toHaveProperty([`goal.check.${check.id}.title`]);
    }
  });
});

describe("what became of added examples", () => {
  it("is told with every number", () => {
    expect(addedWords({ added: [1, 2], blank: 1, already_there: 0, unreadable: 3 })).toBe("2 examples were added. 1 was blank. 3 rows could not be read.");
    expect(addedWords({ added: [], blank: 0, already_there: 1, unreadable: 0 })).toBe("Nothing was added. 1 text was there already.");
  });
});

describe("what there is to read", () => {
  it("offers a first try on 500 rows with the time it takes", () => {
    const offer = offerFor(9982, 0, { documents_per_s: 12.5, documents: 50, seconds_for_rest: 798 });
    expect(offer).toMatchObject({ trial: 500, rest: 9982, trialSeconds: 40 });
  });

  it("claims no time that was not measured", () => {
    expect(offerFor(9982, 0, null)).toMatchObject({ trialSeconds: null, restSeconds: null });
  });

  it("says how long nothing came in, and which try it is", () => {
    const fetching = { state: "running", step: "fetching", hitch: { silent_s: 40, attempt: 3 } } as JobView;
    expect(stateText(fetching)).toMatch(/^No data for 40\ss, third try$/);
    expect(stateText({ ...fetching, hitch: null })).toBe("Fetching");
    expect(stateText({ ...fetching, state: "paused" })).toContain("Paused");
  });

  it("measures a model that nobody timed here on fifty rows first", () => {
    expect(offerFor(9982, 0, null)).toMatchObject({ trial: 50, rest: 9982 });
    expect(offerFor(60, 0, null)).toMatchObject({ trial: null, rest: 60 });
  });

  it("offers the rest once the try is done, and no try on a pool that is hardly larger", () => {
    expect(offerFor(9982, 500, null)).toMatchObject({ trial: null, rest: 9482 });
    expect(offerFor(560, 0, { documents_per_s: 12.5, documents: 50, seconds_for_rest: 45 })).toMatchObject({ trial: null, rest: 560 });
    expect(offerFor(300, 300, null)).toMatchObject({ trial: null, rest: 0 });
  });

  it("counts only rows read with the same settings", () => {
    const reading = (part: Partial<ReadingInfo>): ReadingInfo => ({ reading: 1, what: "up", model: "a", model_name: "A", documents_read: 100, layers: 30, top_k: 40, max_tokens: 120, profile: "f32", shipped: false, size_bytes: 1, notes: [], ...part });
    const readings = [reading({}), reading({ profile: "bf16", documents_read: 900 }), reading({ model: "b", documents_read: 700 }), reading({ what: "sentence", documents_read: 800 })];
    expect(rowsRead(readings, "a", USUAL)).toBe(100);
    expect(rowsRead(readings, "a", { ...USUAL, fast: true })).toBe(900);
    expect(rowsRead(readings, "a", { ...USUAL, top_k: 20 })).toBe(0);
  });
});

describe("the job shown with a model", () => {
  const job = (number: number, state: JobView["state"]) => ({ job: number, kind: "download", subject: "a/b", state }) as JobView;
  const shown = (...jobs: JobView[]) => jobToShow(jobs, (each) => fetches(each, { download: null, repo: "a/b", name: "b" }))?.job;

  it("is the latest while it is open or has failed", () => {
    expect(shown(job(1, "failed"), job(2, "running"))).toBe(2);
    expect(shown(job(3, "failed"), job(2, "done"))).toBe(3);
  });

  it("is none once a later one has ended well, so that an old failure is not shown for ever", () => {
    expect(shown(job(1, "failed"), job(2, "done"))).toBeUndefined();
    expect(shown(job(1, "cancelled"))).toBeUndefined();
  });
});

describe("the list of models", () => {
  const model = (name: string, group: ModelView["group"], size: number) => ({ model: name, name, group, size_bytes: size }) as ModelView;

  it("stands in three groups, the others by size, and says when none is here", () => {
    const list = groups([model("big", "other", 9), model("small", "other", 2), model("good", "recommended", 5)]);
    expect(list.map(({ group, models }) => [group, models.map((each) => each.name)])).toEqual([["recommended", ["good"]], ["here", []], ["other", ["small", "big"]]]);
  });

  it("says the unit once where it is the same", () => {
    expect(outOf("10.4\u00a0GB", "11.2\u00a0GB")).toEqual({ needs: "10.4", free: "11.2\u00a0GB" });
    expect(outOf("144\u00a0MB", "11.2\u00a0GB")).toEqual({ needs: "144\u00a0MB", free: "11.2\u00a0GB" });
  });

  it("takes a hub name or the address of a model's page", () => {
    expect(hubName(" Qwen/Qwen3-0.6B-Base ")).toBe("Qwen/Qwen3-0.6B-Base");
    expect(hubName("https://example.org/Qwen/Qwen3-0.6B-Base/tree/main?x=1")).toBe("Qwen/Qwen3-0.6B-Base");
    expect(hubName("Qwen3")).toBeNull();
    expect(hubName("a/b c")).toBeNull();
    expect(hubName("")).toBeNull();
  });
});
