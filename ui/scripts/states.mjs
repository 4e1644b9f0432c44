/** The states that are painted: an address of the mock, and what to do there. */
import { COMPARE_STATES } from "./states-compare.mjs";
import { MAP_STATES } from "./states-map.mjs";
import { REVIEW_STATES } from "./states-review.mjs";
import { SELECTION_STATES } from "./states-selection.mjs";
import { WHATIF_STATES } from "./states-whatif.mjs";
import { WORK_STATES } from "./states-work.mjs";

const row = (page, number) => page.locator(`[role=row][aria-rowindex="${number + 1}"]`).click();
const press = (key) => (page) => page.keyboard.press(key);
const named = (page, name) => page.getByRole("button", { name }).first().click();

/** Three rankings in the history: two cuts of two methods, one of them named. */
const history = async (page) => {
  const cut = async () => { await page.getByRole("button", { name: "Keep more" }).click(); await page.waitForTimeout(1800); };
  await cut();
  await page.getByRole("button", { name: /^Best of all/ }).first().click();
  await page.getByRole("radio", { name: /^Word match/ }).check();
  await page.getByRole("button", { name: /^Rank by/ }).click();
  await page.waitForTimeout(400);
  await cut();
  await page.getByRole("tab", { name: "History" }).click();
  await page.waitForTimeout(300);
  await page.locator(".history-head").nth(1).click();
};

export const STATES = [
  { name: "welcome", query: "scenario=welcome" },
  { name: "data", query: "place=data", act: (page) => row(page, 3) },
  { name: "data-plain", query: "place=data" },
  { name: "data-chat", query: "place=data", act: async (page) => { await page.locator("[data-search]").fill("trapezium"); await page.waitForTimeout(300); await row(page, 2); } },
  { name: "data-filter", query: "place=data", act: async (page) => { await page.locator(".column-bar").nth(1).click(); await page.waitForTimeout(200); await named(page, "Filter by source"); } },
  { name: "data-nohits", query: "place=data", act: async (page) => { await page.locator(".column-bar").nth(1).click(); await page.locator("[data-search]").fill("zzz"); } },
  { name: "data-empty", query: "place=data&scenario=empty" },
  { name: "data-slow", query: "place=data&scenario=slow" },
  { name: "data-failing", query: "place=data&scenario=failing" },
  { name: "data-compact", query: "place=data&density=compact&scenario=big", act: (page) => row(page, 5) },
  { name: "import", query: "place=data&scenario=empty", act: press("Control+o") },
  { name: "imports", query: "place=data", act: (page) => named(page, "2 imports") },
  { name: "aside", query: "place=data", act: (page) => named(page, "set aside") },
  { name: "delete", query: "place=data", act: async (page) => { await named(page, "2 imports"); await page.waitForTimeout(200); await named(page, "Delete mixed-rows.jsonl"); } },
  { name: "hub", query: "place=data&scenario=empty", act: (page) => named(page, "Use a data set's name") },
  { name: "projects", query: "place=projects" },
  { name: "rename", query: "place=projects", act: (page) => named(page, "Rename") },
  { name: "backups", query: "place=projects", act: (page) => named(page, "Backups") },
  { name: "restore", query: "place=projects", act: async (page) => { await named(page, "Backups"); await page.waitForTimeout(300); await named(page, "Restore the backup") } },
  { name: "settings", query: "place=settings" },
  { name: "settings-end", query: "place=settings", act: async (page) => { await page.getByText("About Neurosieve").scrollIntoViewIfNeeded(); } },
  { name: "history", query: "place=results", act: history },
  { name: "history-none", query: "place=results", act: (page) => page.getByRole("tab", { name: "History" }).click() },
  { name: "activity", query: "place=activity&scenario=running" },
  { name: "activity-none", query: "place=activity&scenario=empty" },
  { name: "export", query: "place=export" },
  { name: "export-csv", query: "place=export", act: async (page) => { await page.getByRole("radio", { name: /CSV/ }).click(); await page.getByText("Add rank and score").click(); await page.waitForTimeout(200); await named(page, "Save these"); await page.waitForTimeout(2500); } },
  { name: "export-none", query: "place=export&scenario=empty" },
  { name: "export-failing", query: "place=export&scenario=failing" },
  { name: "keys", query: "place=data", act: press("?") },
  { name: "palette", query: "place=data", act: press("Control+k") },
  ...WORK_STATES,
  ...COMPARE_STATES,
  ...SELECTION_STATES,
  ...REVIEW_STATES,
  ...MAP_STATES,
  ...WHATIF_STATES,
];
