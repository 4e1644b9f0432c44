/** Trying changes: what is asked, what is said of it, and every way back. */
import { act, render, renderHook, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ExampleView } from "../src/api";
import { rankQuery, select, selection } from "../src/app/selection";
import { useSettled } from "../src/components/useSettled";
import { changesOf } from "../src/features/whatif/changes";
import { RankChange } from "../src/features/whatif/RankChange";
import { questionBefore, tryExample, tryOut, undo, undoAll } from "../src/features/whatif/whatif";
import { open } from "./window";

const example = (number: number, ticked = true): ExampleView => ({
  example: number, text: `Example number ${number} with quite some words in it`, ticked, unwanted: false, origin: { from: "pasted" }, tokens: 8, agreement: 0.4, same_as_row: null, same_as_example: null,
});
const examples = [example(1), example(2), example(3, false)];
const FRESH = { ...selection.read(), goal: 7, method: "nag", examples: null, layers: null, tried: [] };
const asked = () => rankQuery(selection.read())!;
const changes = () => changesOf(questionBefore(selection.read()) ?? asked(), asked(), examples);

describe("a change that is tried", () => {
  beforeEach(() => select(FRESH));

  it("leaves the goal as it is, changes the question, and is said in words", () => {
    tryExample(examples, 1, false);
    expect(asked().examples).toEqual([2]);
    tryOut({ layers: [8, 20] });
    expect(changes().map((one) => one.words)).toEqual(["without example 1 “Example number 1 with quite…”", "layers 8–20 only"]);
  });

  it("is taken back step by step, or all at once", () => {
    tryExample(examples, 3, true);
    tryOut({ layers: [0, 3] });
    undo();
    expect([asked().layers, asked().examples]).toEqual([null, [1, 2, 3]]);
    tryOut({ layers: [0, 3] });
    undoAll();
    expect([asked().layers, asked().examples, selection.read().tried]).toEqual([null, undefined, []]);
  });

  it("can be taken back by itself while the others stay", () => {
    tryExample(examples, 1, false);
    tryOut({ layers: [1, 2] });
    changes()[0]!.back();
    expect(changes().map((one) => one.id)).toEqual(["layers"]);
    changes()[0]!.back();
    expect(questionBefore(selection.read())).toBeNull();
    expect(selection.read().tried).toEqual([]);
  });

  it("ends when an example is ticked again", () => {
    tryExample(examples, 2, false);
    tryExample(examples, 2, true);
    expect(asked().examples).toBeUndefined();
    expect(selection.read().tried).toEqual([]);
  });

  it("belongs to its goal alone", () => {
    tryExample(examples, 2, false);
    select({ goal: 8 });
    expect(asked().examples).toBeUndefined();
    expect(questionBefore(selection.read())).toBeNull();
  });
});

describe("a rank change", () => {
  it("is an arrow with a number, and a sentence for those who do not see it", () => {
    render(<><RankChange rank={9} was={31} /><RankChange rank={40} was={2} /><RankChange rank={3} was={3} /><RankChange rank={5} was={null} /></>);
    expect(screen.getByRole("img", { name: "22 places up, was number 31" }).textContent).toBe("22was #31");
    expect(screen.getByRole("img", { name: "38 places down, was number 2" })).toBeTruthy();
    expect(screen.getByText("same")).toBeTruthy();
    expect(screen.getByText("new")).toBeTruthy();
  });
});

/** A machine with much else to do needs longer than the library waits. */
const PATIENCE = { timeout: 15_000 };

describe("on the screen of results", () => {
  it("an example left out shows rank changes, and is kept as a run that can be opened again", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("button", { name: "What if" }, PATIENCE));
    const panel = await screen.findByRole("region", { name: "Try with other examples or layers" }, PATIENCE);
    await user.click((await within(panel).findAllByRole("checkbox", undefined, PATIENCE))[0]!);
    const bar = await screen.findByRole("region", { name: "What is being tried" }, PATIENCE);
    expect(within(bar).getByText(/^without example 1/)).toBeTruthy();
    expect((await within(bar).findByRole("status", undefined, PATIENCE)).textContent).toMatch(/of [\d,]+ rows moved/);
    expect(await screen.findByRole("columnheader", { name: "Change" }, PATIENCE)).toBeTruthy();
    await user.click(within(bar).getByRole("button", { name: "Keep as a new run" }));
    await user.click(await screen.findByRole("button", { name: "Keep this run" }, PATIENCE));
    await waitFor(() => expect(screen.queryByRole("region", { name: "What is being tried" })).toBeNull(), PATIENCE);
    await user.click(await screen.findByRole("button", { name: /^Kept runs/ }, PATIENCE));
    await user.click(await screen.findByRole("menuitem", { name: /The goal as it stands/ }, PATIENCE).catch(() => screen.findByRole("menuitemradio", { name: /The goal as it stands/ }, PATIENCE)));
    await waitFor(() => expect(screen.getByRole("button", { name: /^Kept runs/ }).textContent).toContain("1 kept run"), PATIENCE);
  }, 60_000);
});

describe("a value that settles", () => {
  it("stands at once, and follows only what has stood for a while", () => {
    vi.useFakeTimers();
    const { result, rerender } = renderHook(({ value }) => useSettled(value, 500), { initialProps: { value: 1 } });
    expect(result.current).toBe(1);
    rerender({ value: 2 });
    act(() => void vi.advanceTimersByTime(400));
    rerender({ value: 3 });
    act(() => void vi.advanceTimersByTime(400));
    expect(result.current).toBe(1);
    act(() => void vi.advanceTimersByTime(100));
    expect(result.current).toBe(3);
    vi.useRealTimers();
  });
});
