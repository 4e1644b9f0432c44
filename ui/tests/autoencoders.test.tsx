/** Training an autoencoder, watching it, and choosing between several, against the imitated workbench. */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AutoencoderEstimate, AutoencoderView, JobView } from "../src/api";
import { trainingNow, usable, wholeTime } from "../src/features/autoencoders/autoencoders";
import { open } from "./window";

const WAIT = { timeout: 20_000 };
const one = (autoencoder: string, more: Partial<AutoencoderView> = {}): AutoencoderView => ({
  autoencoder, name: autoencoder, place: "~", layer: 28, width: 576, latents: 4608, rule: "", is_current: false, fits_model: true, origin: null, problem: null, ...more,
});
const origin = { model: "smol", model_name: "", backbone: "", project: "", documents: 1, tokens: 1, explained: 0.9, dead: 0, k: 32, seed: 0, max_tokens: 120 };

const button = (name: RegExp | string) => screen.findByRole("button", { name }, WAIT);

describe("which autoencoder comes first", () => {
  it("is the one in use, then the newest that was trained with this model, and never one that does not fit", () => {
    const all = [one("old", { origin }), one("new", { origin }), one("added"), one("other", { fits_model: false }), one("gone", { problem: { code: "autoencoder_unusable", arguments: {} } })];
    expect(usable(all, "smol").map((each) => each.autoencoder)).toEqual(["new", "old", "added"]);
    expect(usable([...all, one("used", { is_current: true })], "smol")[0]?.autoencoder).toBe("used");
  });

  it("is none's while none is known to fit", () => expect(usable([one("a", { fits_model: false })], "smol")).toEqual([]));
});

describe("the time of a training", () => {
  const cost = { reading_s: 60, training_s: 120 } as AutoencoderEstimate;
  it("is the reading's and the training's", () => expect(wholeTime(cost)).toBe(180));
  it("is not claimed before the model was measured", () => expect(wholeTime({ ...cost, reading_s: null })).toBeNull());
});

it("a training that was paused is still the one at hand, and one that ended is not", () => {
  const job = (state: JobView["state"]) => ({ kind: "autoencoder", state }) as JobView;
  expect(trainingNow([job("done"), job("cancelled")])).toBeUndefined();
  expect(trainingNow([job("done"), job("paused")])?.state).toBe("paused");
});

describe("in the Model place", () => {
  it("a number that cannot be is said beside its field, and nothing starts with it", async () => {
    const user = await open("place=model");
    await user.click(await button("Train one on your rows"));
    const dialog = await screen.findByRole("dialog", undefined, WAIT);
    const start = within(dialog).getByRole("button", { name: "Start training" });
    await within(dialog).findByText(/for layer 29 of 30/, undefined, WAIT);
    const layer = within(dialog).getByLabelText("Layer");
    await user.type(layer, "31");
    await within(dialog).findByText("Write a whole number from 1 to 30.", undefined, WAIT);
    expect(start.hasAttribute("disabled")).toBe(true);
    await user.clear(layer);
    await user.type(layer, "3");
    await within(dialog).findByText(/for layer 3 of 30/, undefined, WAIT);
    expect(start.hasAttribute("disabled")).toBe(false);
  }, 60_000);

  it("what it takes is said before it starts, how it goes while it runs, and what it is worth at the end", async () => {
    const user = await open("place=model");
    await user.click(await button("Train one on your rows"));
    const dialog = await screen.findByRole("dialog", undefined, WAIT);
    await within(dialog).findByText(/4,608 latents, 32 at a token, for layer 29 of 30/, undefined, WAIT);
    expect(dialog.textContent).toMatch(/About .+, of which .+ to read/);
    await user.click(within(dialog).getByRole("button", { name: "Start training" }));
    await screen.findByRole("img", { name: /explained after \d+ of 488 steps/ }, WAIT);
    expect((await screen.findAllByText("Silent", undefined, WAIT)).length).toBeGreaterThan(0);
    await screen.findByText("Layer 29, 4,608 latents, 91% explained, 2.4% silent", undefined, WAIT);
    await user.click(await button("Read with it"));
    await screen.findByText("In use", { selector: ".autoencoder-row *" }, WAIT);
  }, 60_000);
});
