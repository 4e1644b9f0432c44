/** Brief trainings of two cards: what their losses say in words, and walks from the estimate to the result. */
import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { EvidenceCard, EvidenceColumn, EvidenceRow, Interval } from "../src/api";
import { domainOf, lossesOf, single, verdicts } from "../src/features/evidence/trained";
import { open } from "./window";

vi.setConfig({ testTimeout: 60_000 });

const around = (value: number, half: number): Interval => ({ value, low: value - half, high: value + half });
const plain = (value: number): Interval => ({ value, low: null, high: null });
const row = (measure: string, values: Interval[]): EvidenceRow => ({ measure, better: "lower", unit: "nats", values });
const two: EvidenceColumn[] = [{ of: "ranking", place: 0 }, { of: "random" }];
const compared = (values: Interval[]): EvidenceCard => ({ kind: "proxy_training", missing: null, columns: two, rows: [row("held_out_loss", values)], elapsed_ms: 1 });
const tenths = (rho: number, tau: number, losses: number[]): EvidenceCard => ({
  kind: "deciles", missing: null, columns: [{ of: "ranking", place: 0 }], elapsed_ms: 1,
  rows: [row("loss_follows_rank", [plain(rho)]), row("pairs_follow_rank", [plain(tau)]), ...losses.map((loss, at) => row(`decile_${at + 1}`, [plain(loss)])), row("loss_before", [plain(3)])],
});

describe("losses after brief trainings", () => {
  it("are said to differ only where the spreads do not touch", () => {
    expect(verdicts(compared([around(1.8, 0.02), around(1.9, 0.02)]), ["Neuron match"])).toEqual(["Neuron match: 0.1 nats lower than random picks, more than chance explains."]);
    expect(verdicts(compared([around(1.8, 0.06), around(1.9, 0.06)]), ["Neuron match"])).toEqual(["Neuron match: 0.1 nats from random picks, within what chance explains."]);
    expect(verdicts(compared([around(2, 0.02), around(1.9, 0.02)]), ["Neuron match"])).toEqual(["Neuron match: 0.1 nats higher than random picks, more than chance explains."]);
  });

  it("of tenths follow a ranking, do not, or run against it", () => {
    expect(verdicts(tenths(0.95, 0.87, [1, 2]), ["Neuron match"])).toEqual(["Neuron match: loss rises along the ranking (ρ 0.95, τ 0.87): better ranks teach more."]);
    expect(verdicts(tenths(0.5, 0.4, [1, 2]), ["Neuron match"])).toEqual(["Neuron match: loss does not follow the ranking clearly (ρ 0.5, τ 0.4)."]);
    expect(verdicts(tenths(-0.9, -0.8, [1, 2]), [])[0]).toContain("upside down");
  });

  it("are all on one scale, in the order of the tenths", () => {
    const losses = lossesOf(tenths(1, 1, [1, 1.5, 2]));
    expect(losses.map((one) => one.of === "tenth" && one.tenth)).toEqual([1, 2, 3]);
    const [least, most] = domainOf(losses);
    expect([least, most]).toEqual([0.92, 2.08]);
    expect(single(tenths(1, 1, [1]), "loss_before")).toBe(3);
  });
});

const WAIT = { timeout: 15_000 };

async function opened() {
  const user = await open("place=results");
  await user.click(await screen.findByRole("tab", { name: "Evidence" }, WAIT));
  return { user, card: await screen.findByRole("listitem", { name: "Does training on it help a small model?" }, WAIT) };
}

describe("the trainings of a card", () => {
  it("say how long they take before they start, can be paused, and fill the card", async () => {
    const { user, card } = await opened();
    await within(card).findByText(/10 trainings with SmolLM2 135M.*About 60 s/, undefined, WAIT);
    await user.click(within(card).getByRole("button", { name: /^Train, about/ }));
    await user.click(await within(card).findByRole("button", { name: /^Pause/ }, WAIT));
    await within(card).findByText("Paused. It goes on where it stopped.", undefined, WAIT);
    await user.click(within(card).getByRole("button", { name: /^Resume/ }));
    await within(card).findByText(/Best of all: .* lower than random picks/, undefined, WAIT);
    expect(within(card).getByRole("rowheader", { name: "Random picks" })).toBeTruthy();
  });

  it("that were cancelled can be started again", async () => {
    const { user, card } = await opened();
    await user.click(await within(card).findByRole("button", { name: /^Train, about/ }, WAIT));
    await user.click(await within(card).findByRole("button", { name: /^Cancel/ }, WAIT));
    await within(card).findByRole("button", { name: /^Train, about/ }, WAIT);
  });
});
