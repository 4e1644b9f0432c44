/** States of Goal, Model and Results. */
const sides = async (page) => {
  await page.getByRole("tab", { name: "Neurons" }).click();
  await page.getByRole("button", { name: "Enlarge" }).click();
  await page.getByRole("button", { name: /^Held against each other/ }).click();
  await page.getByRole("menuitem", { name: "Kept rows with dropped rows" }).click();
  await page.waitForTimeout(400);
  await page.locator('.strip-cell[tabindex="0"]').focus();
};

export const WORK_STATES = [
  { name: "results", query: "place=results" },
  { name: "results-all", query: "place=results", act: async (page) => { await page.getByRole("radio", { name: "All rows" }).click(); } },
  { name: "results-neurons", query: "place=results", act: async (page) => { await page.getByRole("tab", { name: "Neurons" }).click(); } },
  { name: "results-enlarged", query: "place=results", act: async (page) => { await page.getByRole("tab", { name: "Neurons" }).click(); await page.getByRole("button", { name: "Enlarge" }).click(); await page.waitForTimeout(200); await page.locator('[role="gridcell"][tabindex="0"]').first().focus(); await page.keyboard.press("ArrowDown"); await page.keyboard.press("ArrowRight"); } },
  { name: "neurons-sides", query: "place=results", act: sides },
  { name: "neurons-table", query: "place=results", act: async (page) => { await sides(page); await page.getByText("Table", { exact: true }).click(); } },
  { name: "studies", query: "place=results", act: async (page) => { await page.getByRole("tab", { name: "Studies" }).click(); await page.waitForTimeout(400); } },
  { name: "results-text", query: "place=results", act: async (page) => { await page.getByRole("tab", { name: "Text" }).click(); } },
  { name: "results-figure", query: "place=results", act: async (page) => { await page.getByRole("button", { name: "Save a figure" }).click(); } },
  { name: "results-method", query: "place=results", act: async (page) => { await page.getByRole("button", { name: "Neuron match" }).click(); } },
  { name: "results-method-set", query: "place=results", act: async (page) => { await page.getByRole("button", { name: "Neuron match" }).click(); await page.getByRole("radio", { name: /TSDS/ }).check(); await page.getByText("More settings").click(); await page.getByRole("spinbutton", { name: "alpha" }).fill("7"); await page.getByRole("spinbutton", { name: "neighbours" }).fill("800"); } },
  { name: "results-method-none", query: "place=results", act: async (page) => { await page.getByRole("button", { name: "Neuron match" }).click(); await page.getByRole("dialog").getByRole("searchbox").fill("zzz"); } },
  { name: "results-nohits", query: "place=results", act: async (page) => { await page.getByRole("searchbox").fill("zzzz"); } },
  { name: "results-pinned", query: "place=results", act: async (page) => { await page.locator('[role="row"][aria-rowindex="4"]').click(); await page.keyboard.press("p"); await page.keyboard.press("ArrowDown"); } },
  { name: "results-partly", query: "place=results&scenario=partly" },
  { name: "results-sample", query: "place=results&scenario=sample" },
  { name: "results-empty", query: "place=results&scenario=empty" },
  { name: "results-failing", query: "place=results&scenario=failing" },
  { name: "results-slow", query: "place=results&scenario=slow" },
  { name: "goal", query: "place=goal" },
  { name: "goal-find", query: "place=goal", act: async (page) => { await page.getByRole("button", { name: "Find in my data" }).click(); } },
  { name: "goal-empty", query: "place=goal&scenario=empty" },
  { name: "model", query: "place=model" },
  { name: "model-empty", query: "place=model&scenario=empty" },
  { name: "model-partly", query: "place=model&scenario=partly" },
];
