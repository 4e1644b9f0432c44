/** The states of duplicates and of how rows are selected. */
import { settled } from "./settled.mjs";

const named = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
const tick = async (page, ...names) => {
  for (const name of names) {
    await page.locator("label.checkbox", { hasText: name }).click();
    await settled(page);
  }
};
const selection = async (page) => {
  await page.keyboard.press("Escape");
  await named(page, "Selection");
  await settled(page);
};
const ALL = ["Keep one of rows that are alike", "Let a quality column count", "Keep shares of a column", "Share the cut between goals"];

export const SELECTION_STATES = [
  { name: "duplicates", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await settled(page); } },
  { name: "duplicates-kept", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await settled(page); await named(page, "Keep one of each"); } },
  { name: "duplicates-none", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await settled(page); await page.getByRole("radio", { name: "The same text" }).click(); } },
  { name: "selection", query: "place=results", act: selection },
  { name: "selection-all", query: "place=results", act: async (page) => { await selection(page); await tick(page, ...ALL); } },
  { name: "selection-ranking", query: "place=results", act: async (page) => { await selection(page); await tick(page, ...ALL); await named(page, "Done"); await settled(page); } },
  { name: "selection-alike", query: "place=results", act: async (page) => { await selection(page); await tick(page, ALL[0]); await named(page, "Done"); await settled(page); await page.locator(".alike-count").first().click(); } },
];
