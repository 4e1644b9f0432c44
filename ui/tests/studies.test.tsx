/** Studies: how their axes and rows are said, and a walk from the form to the figure. */
import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { axisWords, rowName, seriesOf, usual } from "../src/features/studies/studies";
import { open } from "./window";

vi.setConfig({ testTimeout: 60_000 });

const WAIT = { timeout: 15_000 };

describe("a study's figure", () => {
  it("says names where 1, 2, … are names, shares in percent and losses as numbers", () => {
    const named = { name_1: "study.row.frequent", series_a: "study.column.goal_change", series_b: "study.column.pool_change" };
    expect(axisWords(1, "figure.switched_off", named)).toBe("Most frequent");
    expect(axisWords(2, "figure.switched_off", named)).toBe("");
    expect(axisWords(0.5, "figure.precision", {})).toBe("50%");
    expect(axisWords(-0.5, "figure.loss_change", {})).toBe("−0.5");
    expect(seriesOf({ title: "", arguments: named, x: { label: "", least: 0, most: 1 }, y: { label: "", least: 0, most: 1 }, layers: [] })).toEqual(["Loss more, the goal’s examples", "Loss more, other rows"]);
    expect([rowName("layer", 7), rowName("random", null)]).toEqual(["Layer 7", "As many by chance"]);
  });

  it("is asked without a goal only where none is looked at", () => {
    expect([usual("separability", 3).goal, usual("layers", 3).goal]).toEqual([null, 3]);
  });
});

describe("a study", () => {
  it("says its time before it starts, shows its progress, and then its finding, table and caveat", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Studies" }, WAIT));
    await user.click(await screen.findByRole("button", { name: /^Start, about/ }, WAIT));
    const card = await screen.findByRole("listitem", { name: "Switch neurons off" }, WAIT);
    expect(within(card).getByText(/fires on everything hurts everything/)).toBeTruthy();
    expect(await within(card).findByRole("img", { name: /goal’s loss rises by 4.1 nats/ }, WAIT)).toBeTruthy();
    expect(within(card).getByRole("row", { name: /^As many by chance/ })).toBeTruthy();
    expect(within(card).getByText(/20 neurons of the up projection/)).toBeTruthy();
    await user.click(within(card).getByRole("button", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    await vi.waitFor(() => expect(screen.queryByRole("listitem", { name: "Switch neurons off" })).toBeNull());
  });

  it("asks for the column that says what is right before it can start", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("tab", { name: "Studies" }, WAIT));
    await user.selectOptions(await screen.findByRole("combobox", { name: "Study" }, WAIT), "layers");
    expect(screen.queryByRole("button", { name: /^Start, about/ })).toBeNull();
    await user.selectOptions(await screen.findByRole("combobox", { name: /column/i }, WAIT), "source");
    expect(await screen.findByRole("button", { name: /^Start, about/ }, WAIT)).toBeTruthy();
  });
});
