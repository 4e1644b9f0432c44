/** The states of the ranking: its table, its reasons, its methods and its neurons. */
import { button, entry, key, radio, row, search, tab, write } from "./steps.mjs";
import { settled } from "./settled.mjs";

const Q = "place=results";
const SAMPLE = `${Q}&scenario=sample`;

const methods = async (page) => button(page, /^Best of all/);
const enlarged = async (page) => { await tab(page, "Neurons"); await button(page, "Enlarge"); };
const as = async (page, name) => { await enlarged(page); await radio(page, name); };
const sides = async (page) => {
  await enlarged(page);
  await entry(page, /^Held against each other/, "Kept rows with dropped rows");
  await page.locator('.strip-cell[tabindex="0"]').focus();
};
const neuron = async (page) => { await page.locator('[role="gridcell"][tabindex="0"]').first().focus(); await key(page, "ArrowDown", "ArrowRight"); };
const next = (page) => page.getByRole("complementary", { name: "A note about this screen" }).getByRole("button", { name: "Next" }).click();

export const RESULTS_STATES = [
  { name: "results", query: Q },
  { name: "results-chinese", query: `${Q}&language=chinese` },
  { name: "results-compact", query: `${Q}&density=compact` },
  { name: "results-all", query: Q, act: (page) => radio(page, "All rows") },
  { name: "results-marks", query: Q, act: async (page) => { await row(page, 2); await key(page, "t", "m"); } },
  { name: "results-text", query: Q, act: (page) => tab(page, "Text") },
  { name: "results-figure", query: Q, act: (page) => button(page, "Save a figure") },
  { name: "results-figure-layers", query: Q, act: async (page) => { await button(page, "Save a figure"); await page.getByRole("dialog").getByRole("combobox").selectOption({ index: 2 }); await settled(page); } },
  { name: "results-figure-saved", query: Q, act: async (page) => { await button(page, "Save a figure"); await button(page, "Save as CSV"); } },
  { name: "results-filter", query: Q, act: async (page) => { await button(page, "Filter"); await page.getByRole("dialog").locator(".checkbox").first().click(); await settled(page); } },
  { name: "results-filtered", query: Q, act: async (page) => { await button(page, "Filter"); await page.getByRole("dialog").locator(".checkbox").first().click(); await button(page, "Show these rows"); } },
  { name: "results-columns", query: Q, act: (page) => button(page, "Columns") },
  { name: "results-unit", query: Q, act: (page) => button(page, /^Unit: /) },
  { name: "results-goal", query: Q, act: (page) => button(page, /^Goal: /) },
  { name: "results-go", query: Q, act: async (page) => { await key(page, "Control+g"); await write(page, /^Rank, 1 to/, "9999"); await key(page, "Enter"); } },
  { name: "results-method", query: Q, act: methods },
  { name: "results-method-set", query: Q, act: async (page) => { await methods(page); await page.getByRole("radio", { name: /TSDS/ }).check(); await page.getByText("More settings").click(); await page.getByRole("spinbutton", { name: "alpha" }).fill("7"); await page.getByRole("spinbutton", { name: "neighbours" }).fill("800"); } },
  { name: "results-method-none", query: Q, act: async (page) => { await methods(page); await search(page, "zzz"); } },
  { name: "results-needs", query: Q, act: async (page) => { await methods(page); await page.getByRole("radio", { name: /^Last word match/ }).check(); await button(page, /^Rank by/); } },
  { name: "surprise", query: Q, act: async (page) => { await methods(page); await page.getByText("Surprise filter").first().click(); await settled(page); } },
  { name: "results-nohits", query: Q, act: (page) => search(page, "zzzz") },
  { name: "results-pinned", query: Q, act: async (page) => { await row(page, 3); await key(page, "p", "ArrowDown"); } },
  { name: "results-partly", query: `${Q}&scenario=partly` },
  { name: "results-sample", query: SAMPLE },
  { name: "coach-line", query: SAMPLE, act: next },
  { name: "coach-neurons", query: SAMPLE, act: async (page) => { await next(page); await next(page); } },
  { name: "results-empty", query: `${Q}&scenario=empty` },
  { name: "results-failing", query: `${Q}&scenario=failing` },
  { name: "results-slow", query: `${Q}&scenario=slow` },
  { name: "results-neurons", query: Q, act: (page) => tab(page, "Neurons") },
  { name: "results-enlarged", query: Q, act: async (page) => { await enlarged(page); await neuron(page); } },
  { name: "neurons-named", query: Q, act: async (page) => { await enlarged(page); await neuron(page); await write(page, "Your name for it", "fractions"); await key(page, "Enter"); } },
  { name: "neurons-ignored", query: Q, act: async (page) => { await enlarged(page); await neuron(page); await page.getByRole("button", { name: /Ignore it|Bring it back/ }).first().click(); await settled(page); } },
  { name: "neurons-common", query: Q, act: async (page) => { await enlarged(page); await page.locator(".counters-note .button").click(); await page.locator(".common-neurons .button").first().click(); await settled(page); } },
  { name: "neurons-sides", query: Q, act: sides },
  { name: "neurons-menu", query: Q, act: async (page) => { await enlarged(page); await button(page, /^Held against each other/); } },
  { name: "neurons-names", query: Q, act: async (page) => { await enlarged(page); await button(page, "Names"); } },
  { name: "neurons-layers", query: Q, act: async (page) => { await enlarged(page); await write(page, "First layer shown", "8"); await write(page, "Last layer shown", "14"); await key(page, "Enter"); } },
  { name: "neurons-table", query: Q, act: async (page) => { await sides(page); await radio(page, "Table"); } },
  { name: "neurons-table-row", query: Q, act: (page) => as(page, "Table") },
  { name: "neurons-heat", query: Q, act: (page) => as(page, "Heat") },
  { name: "neurons-flow", query: Q, act: async (page) => { await as(page, "Flow"); await page.locator(".flow-node").nth(3).click(); await settled(page); } },
  { name: "neurons-figure", query: Q, act: async (page) => { await sides(page); await button(page, "Save a figure"); } },
  { name: "flow-figure", query: Q, act: async (page) => { await as(page, "Flow"); await button(page, "Save a figure"); } },
];
