/** The states of the review, alone and with several people. */
import { searched } from "./settled.mjs";
import { button, entry, key, write } from "./steps.mjs";

const Q = "place=results";
const more = (page, what) => entry(page, "More about this queue", what);
const opened = async (page) => {
  await page.getByRole("tab", { name: "Review" }).click();
  await page.getByText(/0 of \d+ done/).waitFor();
};
const begun = async (page) => {
  await opened(page);
  for (const one of "kkdukkdkkkkkdkkkkkdk") { await page.keyboard.press(one); await page.waitForTimeout(40); }
  await page.getByText(/20 of \d+ done|All done/).waitFor();
};
const looked = async (page) => { await begun(page); await more(page, /Merge another copy/); };
const merged = async (page) => { await looked(page); await button(page, /^Take in/); };
const agreed = async (page) => { await merged(page); await more(page, /How far people agree/); };
const differ = async (page) => { await agreed(page); await page.getByRole("dialog").getByRole("button", { name: "See where people differ" }).click(); await key(page, "d", "ArrowUp"); };
const keys = async (page) => { await begun(page); await more(page, /Keys of the review/); };
const queue = async (page, name) => { await opened(page); await page.getByLabel("What to look at").selectOption({ label: name }); await searched(page); };

export const REVIEW_STATES = [
  { name: "review", query: Q, act: opened },
  { name: "review-begun", query: Q, act: begun },
  { name: "review-chance", query: Q, act: async (page) => { await queue(page, "Drawn by chance"); await key(page, ..."kkdkkkkukkkdkk"); } },
  { name: "review-column", query: Q, act: (page) => queue(page, "Worst in a column") },
  { name: "review-duplicates", query: Q, act: (page) => queue(page, "Nearly the same") },
  { name: "review-none", query: Q, act: (page) => queue(page, "Always or never kept") },
  { name: "review-label", query: Q, act: async (page) => { await opened(page); await key(page, "3", "a"); } },
  { name: "review-note", query: Q, act: async (page) => { await opened(page); await key(page, "n"); await write(page, "Add a tag", "check"); await key(page, "Enter"); } },
  { name: "review-example", query: Q, act: async (page) => { await opened(page); await key(page, "e"); } },
  { name: "review-apply", query: Q, act: async (page) => { await begun(page); await more(page, /Decide for the whole queue/); } },
  { name: "review-history", query: Q, act: async (page) => { await begun(page); await key(page, "Control+z"); await more(page, /What was decided/); } },
  { name: "review-more", query: Q, act: async (page) => { await opened(page); await button(page, "More about this queue"); } },
  { name: "review-people", query: Q, act: async (page) => { await merged(page); await button(page, /^You decide as/); } },
  { name: "review-merge", query: Q, act: looked },
  { name: "review-merge-strays", query: `${Q}&scenario=strays`, act: looked },
  { name: "review-agreement", query: Q, act: agreed },
  { name: "review-conflicts", query: Q, act: differ },
  { name: "review-keys", query: Q, act: async (page) => { await keys(page); await button(page, /^Change the key of Keep/); await key(page, "d"); } },
  { name: "review-keys-own", query: Q, act: async (page) => { await keys(page); await button(page, /^Change the key of Keep/); await key(page, "j"); } },
  { name: "review-find", query: Q, act: async (page) => { await begun(page); await page.keyboard.press("/"); await page.keyboard.type("the"); await searched(page); } },
  { name: "review-unlike", query: Q, act: async (page) => { await begun(page); await key(page, "Shift+E"); } },
  { name: "review-blind", query: Q, act: async (page) => { await merged(page); await button(page, /^You decide as/); await page.getByText("Decide blind").click(); await key(page, "Escape"); } },
];
