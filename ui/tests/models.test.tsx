/** Models looked after without a project, what depends on one that is removed, and what a reading did differently. */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "./window";

const PATIENCE = { timeout: 4000 };
const button = (name: RegExp | string) => screen.findByRole("button", { name }, PATIENCE);

describe("models without a project", () => {
  it("are found, fetched and removed from the welcome, and nothing is read with them", async () => {
    const user = await open("scenario=welcome");
    await user.click(await button("Models"));
    await screen.findByRole("heading", { name: "Models" }, PATIENCE);
    await screen.findByLabelText("Search the hub, or paste a name");
    expect(await screen.findAllByRole("button", { name: /^Download/ }, PATIENCE)).not.toHaveLength(0);
    for (const deed of ["Use", "Read meaning", "Train one"]) expect(screen.queryByRole("button", { name: deed })).toBeNull();
    expect(screen.queryByText("In use")).toBeNull();
    await user.click((await screen.findAllByRole("button", { name: /^Remove, frees/ }))[0]!);
    const asked = await screen.findByRole("alertdialog", undefined, PATIENCE);
    await user.click(within(asked).getByRole("button", { name: /^Remove, frees/ }));
    expect(await screen.findAllByText(/was removed and freed/, undefined, PATIENCE)).not.toHaveLength(0);
    await user.click(await button("Back"));
    await screen.findByText(/Pick the training rows/, undefined, PATIENCE);
  });

  it("are one step of the palette away", async () => {
    const user = await open("scenario=welcome");
    await button("Models");
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByRole("menuitem", { name: /^Models/ }, PATIENCE));
    await screen.findByRole("heading", { name: "Models" }, PATIENCE);
  });

  it("are left with a project that is closed at its model", async () => {
    const user = await open("place=model");
    await user.click(await button(/^Project: /));
    await user.click(await screen.findByRole("menuitem", { name: /^Close this project/ }, PATIENCE));
    await screen.findByText(/Pick the training rows/, undefined, PATIENCE);
  });
});

describe("removing a model", () => {
  it("says what other projects read with it, and how many could not be looked at", async () => {
    const user = await open("place=model");
    await user.click((await screen.findAllByRole("button", { name: /^Remove, frees/ }, PATIENCE))[0]!);
    const asked = await screen.findByRole("alertdialog", undefined, PATIENCE);
    await within(asked).findByText(/It has read rows of 2 projects that are not open/, undefined, PATIENCE);
    expect(within(asked).getByText("Clinic letters").closest("li")?.textContent).toContain("4,120 rows");
    expect(within(asked).getByText(/1 project could not be looked at/)).toBeTruthy();
  });
});

describe("the memory for reading", () => {
  it("is the usual amount of this computer until another is chosen", async () => {
    const user = await open("place=settings");
    const choice = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Memory for reading" }, PATIENCE);
    expect(choice.selectedOptions[0]?.textContent).toMatch(/^Usual: 14\.7/);
    await user.selectOptions(choice, "4000000000");
    expect(choice.value).toBe("4000000000");
  });
});

describe("a reading whose device ran out of memory", () => {
  it("says in words what was done differently", async () => {
    await open("scenario=welcome");
    const { noteText } = await import("../src/app/jobText");
    expect(noteText({ kind: "smaller_batches", device: "CUDA graphics card", tokens: 2048, usual: 8192 }))
      .toBe("The memory of the graphics card ran out (CUDA graphics card): 2,048 tokens went through at once instead of 8,192.");
    expect(noteText({ kind: "on_processor", device: "CUDA graphics card" })).toContain("so the processor went on");
    expect(noteText({ kind: "on_processor", device: "" })).toContain("too little memory for the model");
  });
});
