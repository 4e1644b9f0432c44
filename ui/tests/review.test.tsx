/** Review: where texts are folded, what keys mean, and a walk through decisions against the imitated workbench. */
import { configure, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { RowReview } from "../src/api";
import { foldAt, LONG } from "../src/components/text/collapse";
import { deedOfKey, turnOfKey } from "../src/features/review/keys";
import { queueOf } from "../src/features/review/view";
import { open } from "./window";

// Walks through the whole window take seconds on a busy machine; what is waited for is there or not.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

const ROW: RowReview = { row: 7, verdict: null, label: 3, note: "", tags: [], pin: "always" };

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
    expect(deedOfKey("K", ROW)).toEqual({ do: "decide", decision: { what: "verdict", verdict: "keep" }, advance: true });
    expect(deedOfKey("3", ROW)).toEqual({ do: "decide", decision: { what: "label", label: null }, advance: false });
    expect(deedOfKey("4", ROW)).toEqual({ do: "decide", decision: { what: "label", label: 4 }, advance: false });
    expect(deedOfKey("a", ROW)).toEqual({ do: "decide", decision: { what: "pin", pin: null }, advance: false });
    expect(deedOfKey("x", ROW)).toEqual({ do: "decide", decision: { what: "pin", pin: "never" }, advance: false });
    expect(deedOfKey("0", ROW)).toBeNull();
    expect(deedOfKey("Tab", ROW)).toBeNull();
  });

  it("take back and make again", () => {
    expect(turnOfKey("z", false)).toEqual({ do: "undo" });
    expect(turnOfKey("Z", true)).toEqual({ do: "redo" });
    expect(turnOfKey("k", false)).toBeNull();
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
});
