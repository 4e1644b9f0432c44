/** Comparisons and evidence: what is said of numbers, and walks through the screens against the imitated workbench. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { BlindOutcome, EvidenceColumn, Interval, RankQuery, ReadingInfo } from "../src/api";
import { levelOf } from "../src/features/compare/Agreement";
import { outcomeWords } from "../src/features/compare/BlindOutcome";
import { keptWords } from "../src/features/compare/CompareInspector";
import { saysWords } from "../src/features/compare/DisagreementsPart";
import { axisWords } from "../src/features/compare/Figures";
import { inOrder } from "../src/features/compare/HowPart";
import { joined, withInterval } from "../src/features/compare/Headline";
import { namesOf, type Side } from "../src/features/compare/useCompared";
import { standings, withRange, written } from "../src/features/evidence/evidence";
import { needsIn, needNames, readable, unread } from "../src/features/results/needs";
import { METHODS } from "../src/mock/methods";
import { members } from "./sources";
import en from "../src/texts/en.json";
import { open } from "./window";

// Walks through the whole window take seconds on a busy machine; what is waited for is there or not.
vi.setConfig({ testTimeout: 20_000 });

const how = (method: string) => ({ method, model: null, settings: {} });
const side = (place: number, name: string): Side => ({ at: place, place, how: how("nag"), name, ranking: null, failure: null, again: () => undefined });
const [one, other, third] = [side(0, "Neuron match"), side(1, "Word match"), side(2, "Random pick")];

describe("what two methods say of a row", () => {
  it("is one sentence with both ranks, and says so where there is none", () => {
    expect(saysWords({ ranks: [12, 8410] }, [one, other])).toBe("Neuron match says #12 and Word match says #8,410.");
    expect(saysWords({ ranks: [12, null] }, [one, other])).toBe("Neuron match says #12 and Word match does not rank it.");
  });

  it("names who keeps it", () => {
    expect(keptWords({ kept: [true, false] }, [one, other])).toBe("Neuron match keeps it, Word match does not.");
    expect(keptWords({ kept: [true, false, false] }, [one, other, third])).toBe("Neuron match keeps it, Word match and Random pick do not.");
    expect(keptWords({ kept: [false, false] }, [one, other])).toBe("Neither keeps it.");
    expect(joined(["a", "b", "c"])).toBe("a, b and c");
  });

  it("tells two settings of one method apart", () => {
    expect(namesOf([how("nag"), how("bm25"), how("nag")], METHODS)).toEqual(["Neuron match (1)", "Word match", "Neuron match (3)"]);
  });

  it("gives an agreement its word, the other way round too", () => {
    expect([0.8, 0.5, 0.2, 0, -0.2, -0.3].map(levelOf)).toEqual(["much", "fairly", "somewhat", "hardly", "hardly", "opposed"]);
  });

  it("writes powers of ten as ranks, and the sides by name", () => {
    expect(axisWords(2, "figure.rank_power", {})).toBe("100");
    expect(axisWords(-3, "figure.rank_power_down", {})).toBe("#1,000");
    expect(axisWords(0.5, "figure.rank_power", {})).toBe("");
    expect(axisWords(1, "figure.rank_shift_sides", { method_b: "Word match" })).toBe("Word match");
  });
});

describe("the outcome of a blind round", () => {
  const query = {} as RankQuery;
  // 11 of 16 by hand: centre (0.6875 + 3.8416/32)/(1 + 3.8416/16) = 0.6512, half 0.2079; the ends are 44 and 86.
  const outcome = (part: Partial<BlindOutcome>): BlindOutcome => ({ a: query, b: query, wins_a: 11, wins_b: 5, neither: 4, win_rate: { value: 11 / 16, low: 0.4433, high: 0.8591 }, decided: false, ...part });

  it("names the winner with an honest interval", () => {
    expect(outcomeWords(outcome({}), ["Word match", "Neuron match"])).toBe("Word match won 11 of 16 decided pairs, 69% (44–86): too close to call.");
  });

  it("turns the interval round where the second has won", () => {
    expect(outcomeWords(outcome({ wins_a: 2, wins_b: 14, win_rate: { value: 0.125, low: 0.035, high: 0.36 }, decided: true }), ["Word match", "Neuron match"]))
      .toBe("Neuron match won 14 of 16 decided pairs, 88% (64–97): more than chance would explain.");
  });

  it("claims nothing where no pair was decided", () => {
    expect(outcomeWords(outcome({ wins_a: 0, wins_b: 0 }), ["a", "b"])).toBe("No pair was decided, so neither method is ahead.");
    expect(withInterval({ value: 0.5, low: null, high: null })).toBe("50%");
  });
});

describe("the best value of a card", () => {
  const columns: EvidenceColumn[] = [{ of: "ranking", place: 0 }, { of: "ranking", place: 1 }, { of: "random" }, { of: "pool" }];
  const at = (value: number, half: number | null): Interval => ({ value, low: half === null ? null : value - half, high: half === null ? null : value + half });

  it("is best only where its interval is clear of all others", () => {
    expect(standings({ better: "higher", values: [at(0.9, 0.05), at(0.5, 0.1), at(0.2, 0.1), at(1, null)] }, columns)).toEqual(["best", null, null, null]);
    expect(standings({ better: "higher", values: [at(0.6, 0.15), at(0.5, 0.1), at(0.2, 0.1), null] }, columns)).toEqual(["ahead", null, null, null]);
  });

  it("may be the random pick, and the smallest where less is better", () => {
    expect(standings({ better: "lower", values: [at(0.9, 0.05), at(0.5, 0.1), at(0.2, 0.1), at(0, null)] }, columns)).toEqual([null, null, "best", null]);
  });

  it("is none among equals, and where no way is better; without intervals it is only ahead", () => {
    expect(standings({ better: "higher", values: [at(0.5, null), at(0.5, null), null, null] }, columns)).toEqual([null, null, null, null]);
    expect(standings({ better: "neither", values: [at(0.9, 0.01), at(0.5, 0.01), null, null] }, columns)).toEqual([null, null, null, null]);
    expect(standings({ better: "higher", values: [at(0.9, null), at(0.5, null), null, null] }, columns)).toEqual(["ahead", null, null, null]);
  });

  it("is written in its unit", () => {
    expect([written(0.414, "share"), written(9982, "tokens"), written(3.25, "times"), written(0.021, "number"), written(0.84, "nats"), written(-0.06, "number")])
      .toEqual(["41%", "9,982", "3.25 times", "0.021", "0.84 nats", "−0.06"]);
    expect(withRange({ value: 0.78, low: 0.72, high: 0.84 }, "share")).toEqual({ value: "78%", range: "72 to 84" });
  });
});

describe("what a method needs to have read", () => {
  const reading = (what: string) => ({ what, documents_read: 9 }) as ReadingInfo;

  it("is said in plain words, and asked for without what no model reads", () => {
    const needs = needsIn({ code: "needs_reading", arguments: { method: "tsds", needs: "middle_hidden, sentence,outside" } });
    expect(needs).toEqual(["middle_hidden", "sentence", "outside"]);
    expect(needNames(needs.slice(0, 2))).toBe("its inner picture in the middle layers and the meaning by a sentence model");
    expect(readable(needs)).toEqual(["middle_hidden", "sentence"]);
  });

  it("is what no reading holds; neurons are held by any projection", () => {
    expect(unread({ needs: ["neuron_features", "text"] }, [reading("up")])).toEqual([]);
    expect(unread({ needs: ["neuron_features", "last_hidden"] }, [reading("sentence")])).toEqual(["neuron_features", "last_hidden"]);
  });
});

describe("the catalogue", () => {
  it.each([["EvidenceKind", "evidence.card"], ["EvidenceKind", "evidence.caveat"], ["EvidenceKind", "evidence.means"], ["CompareFigureKind", "figure"], ["BlindVerdict", "blind"]])("has words for each %s under %s", (type, prefix) => {
    expect(members(type).length).toBeGreaterThan(2);
    expect(members(type).filter((member) => !(`${prefix}.${member}` in en))).toEqual([]);
  });
});

/** Measures of the workbench's cards, as its sources name them. */
function measuresOfWorkbench(): string[] {
  const folder = join(import.meta.dirname, "../../src-tauri/crates/workbench/src/evidence");
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs")).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  return [...code.matchAll(/table\.row\(\s*"([a-z_]+)"|\(\s*"([a-z_]+)",\s*(?:Better|EvidenceUnit)::/g)].map((match) => match[1] ?? match[2] ?? "");
}

describe("measures", () => {
  it("of every card have words", () => {
    const measures = measuresOfWorkbench();
    expect(measures.length).toBeGreaterThan(10);
    expect(measures.filter((measure) => !(`evidence.measure.${measure}` in en))).toEqual([]);
  });
});

const WAIT = { timeout: 4000 };
const shown = (text: RegExp | string) => screen.findByText(text, undefined, WAIT);
const button = (name: RegExp | string) => screen.findByRole("button", { name }, WAIT);

async function compareWithRandom(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = await open("place=results");
  await user.click(await screen.findByRole("tab", { name: "Compare" }, WAIT));
  await user.click(await button("Compare with random pick"));
  await shown(/^Both keep \d+ of 36 rows/);
  return user;
}

describe("comparing", () => {
  it("begins with the yardstick one press away, and shows both rankings as tables", async () => {
    await compareWithRandom();
    await screen.findByRole("grid", { name: "Ranking by Best of all" }, WAIT);
    await screen.findByRole("grid", { name: "Ranking by Random pick" }, WAIT);
    expect(screen.getByText("Keeping 36 rows")).toBeTruthy();
  });

  it("keeps the chosen and the pinned row when the tab is changed", async () => {
    const user = await compareWithRandom();
    const grid = await screen.findByRole("grid", { name: "Ranking by Best of all" }, WAIT);
    await waitFor(() => expect(within(grid).getAllByRole("row")[3]?.querySelector(".placeholder")).toBeNull(), WAIT);
    within(grid).getAllByRole("row")[1]!.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}p");
    await screen.findByRole("region", { name: "Pinned row" }, WAIT);
    await user.click(screen.getByRole("tab", { name: "Ranking" }));
    const ranking = await screen.findByRole("grid", { name: "Ranking" }, WAIT);
    await waitFor(() => expect(within(ranking).getAllByRole("row").find((row) => row.getAttribute("aria-selected") === "true")?.getAttribute("aria-rowindex")).toBe("4"), WAIT);
    expect(screen.getByRole("region", { name: "Pinned row" })).toBeTruthy();
  });

  it("goes from a row to its place in the other ranking", async () => {
    const user = await compareWithRandom();
    const there = await screen.findAllByRole("button", { name: /^#\d+.* in Random pick, go there$/ }, WAIT);
    const rank = /#([\d,]+)/.exec(there[0]!.textContent)![1]!;
    await user.click(there[0]!);
    const other = screen.getByRole("grid", { name: "Ranking by Random pick" });
    await waitFor(() => expect(other.contains(document.activeElement)).toBe(true), WAIT);
    expect(document.activeElement?.textContent).toMatch(new RegExp(`^${rank}`));
  });

  it("walks the queue of disagreements, and adds a row with E", async () => {
    const user = await compareWithRandom();
    await user.click(screen.getByRole("radio", { name: "Disagreements" }));
    const grid = await screen.findByRole("grid", { name: "Rows on which they disagree" }, WAIT);
    await waitFor(() => expect(within(grid).getAllByRole("row")[2]?.textContent).toMatch(/says #\d+ and Random pick says #\d+/), WAIT);
    await user.click(screen.getByRole("button", { name: "Next disagreement" }));
    await shown(/^2 of \d+$/);
    within(grid).getAllByRole("row")[2]!.focus();
    await user.keyboard("e");
    expect((await screen.findAllByText(/Added to “Worked maths, step by step”/, undefined, WAIT)).length).toBeGreaterThan(0);
  });

  it("says when, why and how they differ, in tables with headings", async () => {
    const user = await compareWithRandom();
    await user.click(screen.getByRole("radio", { name: "When" }));
    await screen.findByRole("img", { name: /^How much of what either keeps/ }, WAIT);
    await screen.findByRole("rowheader", { name: /In the whole order/ }, WAIT);
    await user.selectOptions(screen.getByRole("combobox", { name: "Slices" }), "language");
    await screen.findByRole("rowheader", { name: "zh" }, WAIT);
    await user.click(screen.getByRole("radio", { name: "Why" }));
    await screen.findByRole("heading", { name: /^Only Random pick: \d+ rows$/ }, WAIT);
    await user.click(screen.getByRole("radio", { name: "How" }));
    await screen.findByRole("rowheader", { name: "Method" }, WAIT);
  });

  it("says what a method needs in its ranking's place, has it read, and then ranks", async () => {
    const user = await compareWithRandom();
    await user.click(await button("Add a method"));
    await user.click(await screen.findByRole("radio", { name: /^Last word match/ }, WAIT));
    await user.click(await button("Add Last word match"));
    const place = await screen.findByRole("region", { name: "Last word match" }, WAIT);
    expect(place.textContent).toContain("what it has understood by the end");
    await user.click(within(place).getByRole("button", { name: "Read what this method needs" }));
    await screen.findByRole("grid", { name: "Ranking by Last word match" }, { timeout: 9000 });
  });
});

describe("a blind round", () => {
  it("is judged by keys, hides the names to the end, and says the outcome", async () => {
    const user = await compareWithRandom();
    await user.click(await button("Judge blind"));
    await shown("Pair 1 of 20");
    expect(screen.queryByText(/Random pick/)).toBeNull();
    await user.keyboard("1");
    await shown("Pair 2 of 20");
    await user.keyboard("{Backspace}");
    expect((await button(/^Left/)).getAttribute("aria-pressed")).toBe("true");
    for (let pair = 1; pair <= 20; pair += 1) {
      await shown(`Pair ${pair} of 20`);
      await user.keyboard(String((pair % 3) + 1));
    }
    await screen.findByRole("heading", { name: /won \d+ of \d+ decided pairs, \d+% \(\d+–\d+\)/ }, WAIT);
  });
});

describe("evidence", () => {
  it("shows its cards from weakest to strongest, each caveat in sight, and fails one by one", async () => {
    const user = await open("place=results&scenario=evidence-failing");
    await user.click(await screen.findByRole("tab", { name: "Evidence" }, WAIT));
    const cards = await screen.findAllByRole("listitem", { name: /\?$/ }, WAIT);
    expect(cards).toHaveLength(10);
    expect(cards[0]!.textContent).toContain("Does it only like long texts?");
    await within(cards[1]!).findByRole("alert", undefined, WAIT);
    await within(cards[2]!).findByRole("rowheader", { name: /Same best fifth as with all/ }, WAIT);
    await within(cards[9]!).findByText(/^Not run for these choices yet/, undefined, WAIT);
  });

  it("asks where the data says what is right, and remembers it", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Evidence" }, WAIT));
    await user.selectOptions(await screen.findByRole("combobox", { name: "Column" }, WAIT), "language");
    await screen.findByRole("rowheader", { name: /^Precision/ }, WAIT);
    await user.click(screen.getByRole("tab", { name: "Ranking" }));
    await user.click(screen.getByRole("tab", { name: "Evidence" }));
    await screen.findByRole("rowheader", { name: /^Precision/ }, WAIT);
  });
});

it("settings that differ begin with the method and the model, and keep the order of the rest", () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  expect(inOrder(named("feedback", "layers", "method", "model", "power")).map(({ name }) => name)).toEqual(["method", "model", "layers", "feedback", "power"]);
});
