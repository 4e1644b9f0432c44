/** States of Compare and Evidence. */
import { settled } from "./settled.mjs";
import { button } from "./steps.mjs";

const tab = (page, name) => page.getByRole("tab", { name, exact: true }).click();
const part = async (page, name) => { await page.getByRole("radio", { name, exact: true }).click(); await settled(page); };

async function add(page, name) {
  await page.getByRole("button", { name: "Add a method" }).click();
  await page.getByRole("radio", { name }).check();
  await page.getByRole("button", { name: /^Add / }).last().click();
  await settled(page);
}

async function two(page) {
  await tab(page, "Compare");
  await page.getByRole("button", { name: "Compare with random pick" }).click();
  await settled(page);
  await page.getByRole("button", { name: /^Random pick: / }).click();
  await page.getByRole("menuitem", { name: "Choose another method" }).click();
  await page.getByRole("radio", { name: /^Word match BM25/ }).check();
  await page.getByRole("button", { name: "Rank by Word match" }).click();
  await settled(page);
}

async function three(page) {
  await two(page);
  await add(page, /^Random pick/);
  await settled(page);
}

async function blind(page, verdicts) {
  await two(page);
  await page.getByRole("button", { name: "Judge blind" }).click();
  await settled(page);
  for (let pair = 0; pair < verdicts; pair += 1) {
    await page.keyboard.press("1132311"[pair % 7]);
    await settled(page);
  }
}

const Q = "place=results";
export const COMPARE_STATES = [
  { name: "compare", query: Q, act: two },
  { name: "compare-pinned", query: Q, act: async (page) => { await two(page); await page.locator('[role="grid"]').first().locator('[role="row"][aria-rowindex="6"]').click(); await page.keyboard.press("p"); await page.keyboard.press("ArrowDown"); await settled(page); await page.getByRole("button", { name: /^Jump there, rank .* in Word match/ }).click(); await settled(page); } },
  { name: "compare-empty", query: Q, act: (page) => tab(page, "Compare") },
  { name: "compare-three", query: Q, act: three },
  { name: "compare-four", query: Q, act: async (page) => { await three(page); await add(page, /^Rare neuron match/); } },
  { name: "compare-needs", query: Q, act: async (page) => { await two(page); await add(page, /^Last word match/); } },
  { name: "compare-needs-only", query: Q, act: async (page) => { await tab(page, "Compare"); await add(page, /^Last word match/); } },
  { name: "compare-chip", query: Q, act: async (page) => { await two(page); await button(page, /^Word match: change/); } },
  { name: "compare-add", query: Q, act: async (page) => { await two(page); await button(page, "Add a method"); } },
  { name: "compare-save", query: Q, act: async (page) => { await two(page); await part(page, "When"); await button(page, /^Save the figure/); } },
  { name: "compare-disagreements", query: Q, act: async (page) => { await two(page); await part(page, "Disagreements"); await page.locator('[role="row"][aria-rowindex="3"]').click(); await page.getByRole("button", { name: "Next disagreement" }).click(); } },
  { name: "compare-when", query: Q, act: async (page) => { await two(page); await part(page, "When"); } },
  { name: "compare-when-three", query: Q, act: async (page) => { await three(page); await part(page, "When"); } },
  { name: "compare-slices", query: Q, act: async (page) => { await two(page); await part(page, "When"); await page.getByLabel("Slices").selectOption("source"); await settled(page); await page.locator(".compare-page").evaluate((node) => node.scrollTo(0, 9999)); } },
  { name: "compare-why", query: Q, act: async (page) => { await two(page); await part(page, "Why"); } },
  { name: "compare-how", query: Q, act: async (page) => { await three(page); await part(page, "How"); } },
  { name: "blind", query: Q, act: (page) => blind(page, 6) },
  { name: "blind-outcome", query: Q, act: (page) => blind(page, 20) },
  { name: "evidence", query: Q, act: async (page) => { await two(page); await tab(page, "Evidence"); await settled(page); } },
  { name: "evidence-answer", query: Q, act: async (page) => { await two(page); await tab(page, "Evidence"); await settled(page); await page.getByLabel("Column", { exact: true }).selectOption("source"); await settled(page); await page.getByText("What this means").nth(6).click(); await page.locator(".card").nth(6).scrollIntoViewIfNeeded(); } },
  { name: "evidence-end", query: Q, act: async (page) => { await two(page); await tab(page, "Evidence"); await settled(page); await page.locator(".evidence").evaluate((node) => node.scrollTo(0, 99999)); } },
  { name: "evidence-training", query: Q, act: async (page) => { await two(page); await tab(page, "Evidence"); await settled(page); await page.getByRole("button", { name: /^Train, about/ }).last().click(); await settled(page); } },
  { name: "evidence-trained", query: Q, act: async (page) => { await two(page); await tab(page, "Evidence"); await settled(page); await page.getByRole("button", { name: /^Train, about/ }).last().click(); await page.locator(".spread-plot").first().waitFor(); await page.locator(".trained").first().scrollIntoViewIfNeeded(); } },
  { name: "evidence-failing", query: `${Q}&scenario=evidence-failing`, act: async (page) => { await tab(page, "Evidence"); await settled(page); } },
  { name: "evidence-alone", query: Q, act: async (page) => { await tab(page, "Evidence"); await settled(page); } },
];
