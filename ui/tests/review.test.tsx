/** Review: where texts are folded, what keys mean, and a walk through decisions against the imitated workbench. */
import { configure, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { RowReview } from "../src/api";
import { foldAt, LONG } from "../src/components/text/collapse";
import { deedOfKey, recalled, refused, STANDARD, strokeOf, turnOfKey } from "../src/features/review/keys";
import { placesOf } from "../src/components/text/FoundText";
import { alphaWord, kappaWord } from "../src/features/review/agreement";
import { queueOf } from "../src/features/review/view";
import { open } from "./window";

// Walks through the whole window take seconds on a busy machine; what is waited for is there or not.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

const ROW: RowReview = { row: 7, verdict: null, label: 3, note: "", tags: [], pin: "always", ruling: null, ruled_by: null };
const press = (key: string, shiftKey = false) => deedOfKey({ key, shiftKey }, ROW);

describe("a long text", () => {
  it("is shown whole up to its limit", () => expect(foldAt("x".repeat(LONG))).toBe(LONG));

  it("is folded at the last paragraph, else line, else sentence, else word in reach", () => {
    const paragraphs = `${"a".repeat(1200)}\n\n${"b".repeat(100)}\n${"c".repeat(3000)}`;
    expect(paragraphs.slice(0, foldAt(paragraphs))).toBe(`${"a".repeat(1200)}\n\n`);
    const sentences = `${"Nine words make up this one sentence of mine. ".repeat(100)}`;
    expect(sentences.slice(0, foldAt(sentences)).endsWith("mine. ")).toBe(true);
    const chinese = "小明有九十颗糖。".repeat(400);
    expect(chinese.slice(0, foldAt(chinese)).endsWith("。")).toBe(true);
    expect(foldAt("x".repeat(5000))).toBe(1600);
  });

  it("is never cut between the halves of a character", () => {
    const text = `x${"😀".repeat(2000)}`;
    expect(text.slice(0, foldAt(text))).not.toMatch(/[\ud800-\udbff]$/);
  });
});

describe("keys of a review", () => {
  it("decide, and take away what is so already, save for a verdict", () => {
    expect(press("K")).toEqual({ do: "decide", decision: { what: "verdict", verdict: "keep" }, advance: true });
    expect(press("3")).toEqual({ do: "decide", decision: { what: "label", label: null }, advance: false });
    expect(press("4")).toEqual({ do: "decide", decision: { what: "label", label: 4 }, advance: false });
    expect(press("a")).toEqual({ do: "decide", decision: { what: "pin", pin: null }, advance: false });
    expect(press("x")).toEqual({ do: "decide", decision: { what: "pin", pin: "never" }, advance: false });
    expect(press("0")).toBeNull();
    expect(press("Tab")).toBeNull();
  });

  it("take back and make again", () => {
    expect(turnOfKey("z", false)).toEqual({ do: "undo" });
    expect(turnOfKey("Z", true)).toEqual({ do: "redo" });
    expect(turnOfKey("k", false)).toBeNull();
  });
});

describe("keys that a person chose", () => {
  it("are letters that no other deed has, and what was kept badly is the standard again", () => {
    expect(refused(STANDARD, "drop", "K")).toEqual({ why: "taken", by: "keep" });
    expect(refused(STANDARD, "keep", "K")).toBeNull();
    expect(refused(STANDARD, "drop", strokeOf({ key: "7", shiftKey: false }))).toEqual({ why: "no_letter" });
    expect(strokeOf({ key: "я", shiftKey: true })).toBe("Shift Я");
    expect(recalled('{"keep":"D"}')).toEqual(STANDARD);
    expect(recalled("no json")).toEqual(STANDARD);
    expect(recalled('{"keep":"J"}')).toEqual({ ...STANDARD, keep: "J" });
  });

  it("decide in place of the standard ones, and capitals are the letters", () => {
    const keys = { ...STANDARD, keep: "J", unlike: "Shift J" };
    expect(deedOfKey({ key: "j", shiftKey: false }, ROW, keys)).toMatchObject({ decision: { verdict: "keep" } });
    expect(deedOfKey({ key: "k", shiftKey: false }, ROW, keys)).toBeNull();
    expect(deedOfKey({ key: "J", shiftKey: true }, ROW, keys)).toEqual({ do: "unlike" });
    expect(deedOfKey({ key: "D", shiftKey: true }, ROW, keys)).toMatchObject({ decision: { verdict: "drop" } });
    expect(deedOfKey({ key: "j", shiftKey: false }, ROW, keys, true)).toMatchObject({ decision: { what: "ruling", verdict: "keep" } });
  });
});

describe("finding in a row", () => {
  it("counts places whatever the capitals, and takes signs as they are", () => {
    expect(placesOf("Sum, sum. SUM", "sum")).toEqual([[0, 3], [5, 8], [10, 13]]);
    expect(placesOf("a.b axb (a.b)", "a.b")).toEqual([[0, 3], [9, 12]]);
    expect(placesOf("İstanbul und 北京北京", "北京")).toHaveLength(2);
    expect(placesOf("text", "")).toEqual([]);
  });
});

describe("agreement in words", () => {
  const at = (value: number) => ({ value, low: null, high: null });
  it("has the words of those who made them, and none for few rows", () => {
    expect([-0.1, 0.2, 0.21, 0.6, 0.61, 1].map((value) => kappaWord(at(value), 50))).toEqual(["Poor", "Slight", "Fair", "Moderate", "Substantial", "Almost perfect"]);
    expect(kappaWord(at(0.9), 19)).toBe("Too few rows to tell.");
    expect(alphaWord(at(0.667), 20)).toBe("Good for tentative conclusions only.");
    expect(alphaWord(at(0.66), 20)).toBe("Too little agreement to build on.");
  });
});

describe("queues", () => {
  const of = { others: [], column: null, lowIsBetter: false, search: null, conditions: [] };
  it("say what they lack", () => {
    expect(queueOf("disagreements", of)).toBeNull();
    expect(queueOf("quality", of)).toBeNull();
    expect(queueOf("quality", { ...of, column: "year" })).toMatchObject({ column: "year", higher_is_better: true });
    expect(queueOf("drop", of)).toEqual({ queue: "judged", verdict: "drop" });
  });
});

describe("the review", () => {
  it("goes on to the next row, says saved after the answer, and takes decisions back", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Review" }));
    const pane = await screen.findByRole("group", { name: "Review" });
    await within(pane).findByText(/^0 of \d+ done$/);
    await user.keyboard("kkd");
    await within(pane).findByText(/^3 of \d+ done$/);
    expect(within(pane).getByText("2 keep, 1 drop, 0 unsure")).toBeTruthy();
    expect(await within(pane).findByText("Saved")).toBeTruthy();
    const list = within(pane).getByRole("list", { name: "Rows of this queue" });
    expect(within(list).getAllByRole("button")[3]?.getAttribute("aria-current")).toBe("true");
    await user.keyboard("{Control>}z{/Control}");
    await within(pane).findByText(/^2 of \d+ done$/);
    expect(within(list).getAllByRole("button")[2]?.getAttribute("aria-current")).toBe("true");
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await within(pane).findByText(/^3 of \d+ done$/);
  });

  it("says how many rows a decision is about before it is made for all of them", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Review" }));
    const pane = await screen.findByRole("group", { name: "Review" });
    await within(pane).findByText(/^0 of \d+ done$/);
    await user.keyboard("k");
    await within(pane).findByText(/^1 of \d+ done$/);
    await user.click(within(pane).getByRole("button", { name: "More about this queue" }));
    await user.click(await screen.findByRole("menuitem", { name: /Decide for the whole queue/ }));
    const dialog = await screen.findByRole("dialog", { name: "Decide for the whole queue" });
    const told = await within(dialog).findByText(/This changes/);
    const [rows, changes] = [...(told.textContent ?? "").matchAll(/\d+/g)].map((each) => Number(each[0]));
    expect(changes).toBe((rows ?? 0) - 1);
    await user.click(within(dialog).getByRole("button", { name: `Change ${changes} rows` }));
    await within(pane).findByText(`${rows} of ${rows} done`);
  });

  it("takes another copy's decisions in, and people's conflicts are ruled upon", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Review" }));
    const pane = await screen.findByRole("group", { name: "Review" });
    await within(pane).findByText(/^0 of \d+ done$/);
    await user.keyboard("kkkkkkkk");
    await within(pane).findByText(/^8 of \d+ done$/);
    await user.click(within(pane).getByRole("button", { name: "More about this queue" }));
    await user.click(await screen.findByRole("menuitem", { name: /Merge another copy/ }));
    const dialog = await screen.findByRole("dialog", { name: "Merge another copy" });
    await within(dialog).findByText(/brings 2 decisions about \d+ rows/);
    await user.click(within(dialog).getByRole("button", { name: /^Take in/ }));
    await screen.findAllByText(/2 decisions taken in/);
    await user.click(within(pane).getByRole("button", { name: "More about this queue" }));
    await user.click(await screen.findByRole("menuitem", { name: /How far people agree/ }));
    const agreement = await screen.findByRole("dialog", { name: "How far people agree" });
    await within(agreement).findByText("Bo and Me");
    await user.click(within(agreement).getByRole("button", { name: "See where people differ" }));
    const rest = await within(pane).findByText(/^0 of \d+ done$/);
    const conflicts = Number(/of (\d+)/.exec(rest.textContent ?? "")?.[1]);
    expect(conflicts).toBeGreaterThan(0);
    await user.keyboard("d");
    await within(pane).findByText(`1 of ${conflicts} done`);
  });

  it("hides ranks and other people where somebody decides blind", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Review" }));
    const pane = await screen.findByRole("group", { name: "Review" });
    const list = await within(pane).findByRole("list", { name: "Rows of this queue" });
    expect(within(list).getAllByText(/kept|below the cut/).length).toBeGreaterThan(1);
    await user.click(within(pane).getByRole("button", { name: /^You decide as/ }));
    await user.click(await screen.findByRole("checkbox", { name: /Decide blind/ }));
    await user.keyboard("{Escape}");
    await within(list).findAllByText("Rank hidden");
    expect(within(list).queryByText(/kept|below the cut/)).toBeNull();
  });
});
