/** The states of duplicates and of how rows are selected. */
const named = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
const tick = async (page, ...names) => {
  for (const name of names) {
    await page.locator("label.checkbox", { hasText: name }).click();
    await page.waitForTimeout(250);
  }
};
const selection = async (page) => {
  await page.keyboard.press("Escape");
  await named(page, "Selection");
  await page.waitForTimeout(300);
};
const ALL = ["Keep one of rows that are alike", "Let a quality column count", "Keep shares of a column", "Share the cut between goals"];

export const SELECTION_STATES = [
  { name: "duplicates", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await page.waitForTimeout(400); } },
  { name: "duplicates-kept", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await page.waitForTimeout(300); await named(page, "Keep one of each"); } },
  { name: "duplicates-none", query: "place=data", act: async (page) => { await named(page, "Duplicates"); await page.waitForTimeout(300); await page.getByRole("radio", { name: "The same text" }).click(); } },
  { name: "selection", query: "place=results", act: selection },
  { name: "selection-all", query: "place=results", act: async (page) => { await selection(page); await tick(page, ...ALL); } },
  { name: "selection-ranking", query: "place=results", act: async (page) => { await selection(page); await tick(page, ...ALL); await named(page, "Done"); await page.waitForTimeout(300); } },
  { name: "selection-alike", query: "place=results", act: async (page) => { await selection(page); await tick(page, ALL[0]); await named(page, "Done"); await page.waitForTimeout(300); await page.locator(".alike-count").first().click(); } },
  { name: "surprise", query: "place=results", act: async (page) => { await named(page, /Neuron match/); await page.waitForTimeout(300); await page.getByText("Surprise filter").first().click(); } },
];
