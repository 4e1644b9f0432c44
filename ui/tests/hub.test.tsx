/** The hub in the window: what words find, why some of it cannot be run, and the steps to a gated model. */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "./window";

const PATIENCE = { timeout: 4000 };
const button = (name: RegExp | string) => screen.findByRole("button", { name }, PATIENCE);

async function search(words: string) {
  const user = await open("place=model");
  const field = await screen.findByLabelText("Search the hub, or paste a name", undefined, PATIENCE);
  await user.click(field);
  await user.paste(words);
  await user.keyboard("{Enter}");
  return user;
}

describe("a search of the hub", () => {
  it("offers what can be run and says of the rest why it cannot", async () => {
    const user = await search("qwen");
    const results = await screen.findByRole("region", { name: "Found on the hub" }, PATIENCE);
    expect(within(results).getAllByRole("button", { name: "Look at it" })).toHaveLength(2);
    await user.click(within(results).getByText("2 models found that cannot be run here"));
    expect(within(results).getByText(/This kind of model is not known: qwen3_vl/)).toBeTruthy();
    expect(within(results).getByText(/no weights in a format that is read here/)).toBeTruthy();
  });

  it("says what to try where nothing is found, and where nothing was asked", async () => {
    const user = await search("zzz");
    await screen.findByText(/The hub found nothing for “zzz”/, undefined, PATIENCE);
    await user.click(await button("Close"));
    expect(screen.queryByText(/The hub found nothing/)).toBeNull();
    await user.click(screen.getByLabelText("Search the hub, or paste a name"));
    await user.paste("q");
    await user.keyboard("{Enter}");
    await screen.findByText(/Write a part of a name/, undefined, PATIENCE);
  });
});

describe("a gated model", () => {
  it("leads through three steps, and can be fetched once the token is kept", async () => {
    const user = await search("google/gemma-3-1b-pt");
    await screen.findByText(/Three steps, once/, undefined, PATIENCE);
    expect(screen.getByText("https://huggingface.co/google/gemma-3-1b-pt")).toBeTruthy();
    const download = () => within(screen.getByRole("region", { name: "Found: google/gemma-3-1b-pt" })).getByRole<HTMLButtonElement>("button", { name: /^Download/ });
    expect(download().disabled).toBe(true);
    const field = screen.getByLabelText<HTMLInputElement>("Access token");
    expect(field.type).toBe("password");
    await user.click(field);
    await user.paste("hf_secret");
    await user.click(await button("Keep it"));
    await screen.findByText(/An access token is at hand/, undefined, PATIENCE);
    expect(download().disabled).toBe(false);
    expect(document.body.textContent).not.toContain("hf_secret");
  });
});
