/** The states of Welcome and Data. */
import { button, entry, key, press, radio, row, search, told, unfold, write } from "./steps.mjs";

const Q = "place=data";
const NONE = "place=data&scenario=empty";
const bar = (page) => page.locator(".column-bar").nth(1).click();

export const DATA_STATES = [
  { name: "welcome", query: "scenario=welcome" },
  { name: "welcome-again", query: "scenario=closed" },
  { name: "welcome-theme", query: "scenario=closed", act: (page) => button(page, /^Theme/) },
  { name: "crash", query: `${Q}&scenario=crashed` },
  { name: "data", query: Q, act: (page) => row(page, 3) },
  { name: "data-plain", query: Q },
  { name: "data-chinese", query: `${Q}&language=chinese` },
  { name: "data-read-only", query: `${Q}&scenario=readonly` },
  { name: "data-text-only", query: `${Q}&scenario=plain` },
  { name: "data-chat", query: Q, act: async (page) => { await search(page, "trapezium"); await row(page, 2); } },
  { name: "data-fields", query: Q, act: async (page) => { await row(page, 3); await page.getByRole("tab", { name: "Fields" }).click(); } },
  { name: "data-range", query: Q, act: async (page) => { await row(page, 3); await key(page, "Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight"); } },
  { name: "data-filter", query: Q, act: async (page) => { await bar(page); await button(page, "Filter by source"); } },
  { name: "data-filter-numbers", query: Q, act: async (page) => { await button(page, "Filter by year"); await write(page, "From", "2030"); } },
  { name: "data-columns", query: Q, act: (page) => button(page, "Columns") },
  { name: "data-add", query: Q, act: (page) => button(page, "Add data") },
  { name: "data-nohits", query: Q, act: async (page) => { await bar(page); await search(page, "zzz"); } },
  { name: "data-go", query: Q, act: async (page) => { await row(page, 3); await key(page, "Control+g"); await write(page, "Row number", "4000"); await key(page, "Enter"); } },
  { name: "data-empty", query: NONE },
  { name: "data-slow", query: `${Q}&scenario=slow` },
  { name: "data-failing", query: `${Q}&scenario=failing` },
  { name: "data-compact", query: `${Q}&density=compact&scenario=big`, act: (page) => row(page, 5) },
  { name: "data-added", query: Q, act: async (page) => { await row(page, 5); await button(page, /^Add to goal/); await told(page, /which now has|has this example already/); } },
  { name: "import", query: NONE, act: press("Control+o") },
  { name: "import-chat", query: NONE, act: async (page) => { await key(page, "Control+o"); await radio(page, "Chat"); } },
  { name: "import-instruction", query: NONE, act: async (page) => { await key(page, "Control+o"); await radio(page, "Instruction"); await unfold(page, "More settings"); } },
  { name: "import-aside", query: NONE, act: async (page) => { await key(page, "Control+o"); await page.getByLabel("The text is in").selectOption({ label: "token_num" }); await told(page, /Would be set aside/); } },
  { name: "import-done", query: NONE, act: async (page) => { await key(page, "Control+o"); await button(page, /^Looks right/); await told(page, /9,982/); } },
  { name: "imports", query: Q, act: (page) => button(page, /2 imports/) },
  { name: "aside", query: Q, act: (page) => button(page, /set aside/) },
  { name: "delete", query: Q, act: async (page) => { await button(page, /2 imports/); await button(page, /^Delete mixed-rows.jsonl/); } },
  { name: "hub", query: NONE, act: (page) => button(page, /Use a data set's name/) },
  { name: "hub-wrong", query: NONE, act: async (page) => { await button(page, /Use a data set's name/); await write(page, "Name of the data set", "a b/c"); } },
  { name: "hub-menu", query: Q, act: (page) => entry(page, "Add data", /Use a data set's name/) },
];
