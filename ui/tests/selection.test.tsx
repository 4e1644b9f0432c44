/** How rows are selected: what a setting does to the question, what is said of it, and the screens that set it. */
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { Composition, GoalInfo } from "../src/api";
import { HandleHistogram, percentileByKey, percentileOf, valueAt } from "../src/charts/HandleHistogram";
import { PLAIN, rankQuery, selection } from "../src/app/selection";
import { inForce, partsOf } from "../src/features/selection/composition";
import { open } from "./window";

const NOW = { ...selection.read(), goal: 1 };
const goals = [{ goal: 1, weight: 3 }, { goal: 2, weight: 1 }];
const all: Composition = {
  alike: { kind: "near", share: 0.8 }, quality: { column: "stars", higher_is_better: true, weight: 0.25 }, spread: { column: "source", shares: "equal" }, goals, shares_of: "tokens",
};

describe("the question", () => {
  it("carries every setting", () => expect(rankQuery({ ...NOW, composition: all })?.composition).toEqual(all));

  it("leaves the other goals out where the present one is not among them", () => {
    expect(rankQuery({ ...NOW, goal: 7, composition: all })?.composition?.goals).toEqual([]);
    expect(rankQuery({ ...NOW, composition: { ...all, goals: goals.slice(0, 1) } })?.composition?.goals).toEqual([]);
  });
});

describe("settings in force", () => {
  it("are said in the order in which they are done, and none where there is none", () => {
    expect(inForce(all).map((one) => one.words)).toEqual(["stars counts 25%", "One of those alike from 80%", "source in equal shares", "2 goals share the cut"]);
    expect(inForce(PLAIN)).toEqual([]);
  });

  it("divide one between the goals by weight", () => {
    expect(partsOf(goals)).toEqual([0.75, 0.25]);
    expect(partsOf([])).toEqual([]);
  });
});

describe("an interval on a histogram", () => {
  const at = [0, 1, 4, 9, 16];

  it("stands where its percentiles' values are", () => {
    expect(valueAt(at, 0.5)).toBe(4);
    expect(valueAt(at, 0.625)).toBe(6.5);
    expect(percentileOf(at, 8)).toBe(0.75);
    expect(percentileByKey("PageUp", false, 0.95)).toBe(1);
    expect(percentileByKey("Tab", false, 0.5)).toBeNull();
  });

  function Both() {
    const [[low, high], set] = useState<[number, number]>([0.25, 0.75]);
    return (
      <HandleHistogram least={0} most={16} bins={[3, 2, 1]} atPercentile={at} low={low} high={high} label="Rows" lowLabel="begins" highLabel="ends"
        inWords={(percentile) => `${percentile}`} onInterval={(from, to) => set([from, to])} />
    );
  }

  it("is moved by two handles with keys, and neither passes the other", () => {
    render(<Both />);
    const [low, high] = [screen.getByRole("slider", { name: "begins" }), screen.getByRole("slider", { name: "ends" })];
    fireEvent.keyDown(low, { key: "ArrowRight" });
    expect(low.getAttribute("aria-valuenow")).toBe("26");
    fireEvent.keyDown(high, { key: "ArrowLeft", shiftKey: true });
    expect(high.getAttribute("aria-valuenow")).toBe("65");
    fireEvent.keyDown(low, { key: "End" });
    expect(low.getAttribute("aria-valuenow")).toBe("65");
    fireEvent.keyDown(high, { key: "Home" });
    expect(high.getAttribute("aria-valuenow")).toBe("65");
  });
});

/** Whole walks through the window take their time where much else is at work. */
const WALK = { timeout: 60_000 };
const PATIENCE = { timeout: 15_000 };

const button = (name: RegExp | string) => screen.findByRole("button", { name }, PATIENCE);

describe("duplicates", () => {
  it("are shown in groups, kept to one of each in rankings, and that can be undone", WALK, async () => {
    const user = await open("place=data");
    await user.click(await button("Duplicates"));
    const dialog = await screen.findByRole("dialog", { name: "Duplicates" });
    await within(dialog).findByText(/groups\. Keeping one of each leaves out/);
    await user.click(within(dialog).getByRole("button", { name: "Keep one of each" }));
    await within(dialog).findByText("One of each is kept in rankings and exports.");
    await user.click(within(dialog).getByRole("button", { name: "Keep all rows" }));
    await within(dialog).findByText("Your data stays as it is. This only changes what is selected.");
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    await user.click(await button("Undo"));
    const { selection: now } = await import("../src/app/selection");
    expect(now.read().composition.alike).toEqual({ kind: "near", share: 0.72 });
  });
});

describe("the selection's sheet", () => {
  it("changes the ranking at once, shows pills for what is in force, and opens rows left out", WALK, async () => {
    const user = await open("place=results");
    await user.click(await button("Selection"));
    const dialog = await screen.findByRole("dialog", { name: "How rows are selected" });
    await user.click(await within(dialog).findByRole("checkbox", { name: /Keep one of rows that are alike/ }));
    await within(dialog).findByText(/^[1-9]\d* rows are left out as alike\.$/);
    await user.click(within(dialog).getByRole("checkbox", { name: /Share the cut between goals/ }));
    const weight = await within(dialog).findByRole("spinbutton", { name: "Weight of Short code with comments" });
    fireEvent.change(weight, { target: { value: "0" } });
    await within(dialog).findByText("Give a number above 0.");
    fireEvent.change(weight, { target: { value: "3" } });
    await within(dialog).findByText("75%");
    await user.click(within(dialog).getByRole("button", { name: "Done" }));
    await button("Selection: 2");
    await screen.findByRole("columnheader", { name: "For goal" });
    // The table may be drawn anew by the last change just then: what was found before is gone from the page.
    await waitFor(async () => {
      await user.click(screen.getAllByText(/^\+\d+ alike$/)[0]!);
      screen.getByRole("dialog", { name: /rows? like this one$/ });
    }, { timeout: 10_000 });
    await user.keyboard("{Escape}");
    await user.click(await button("Take away: 2 goals share the cut"));
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: "For goal" })).toBeNull());
  });

  it("says why a part cannot be used", async () => {
    const { GoalsPart } = await import("../src/features/selection/GoalsPart");
    cleanup();
    const one: GoalInfo = { goal: 1, name: "Only", examples: 3, ticked: 3, characters: 90, unwanted: 0 };
    render(<GoalsPart chosen={[]} goals={[one]} present={1} />);
    expect(screen.getByRole("checkbox")).toHaveProperty("disabled", true);
    expect(screen.getByText("This project has only one goal with examples.")).toBeTruthy();
  });
});
