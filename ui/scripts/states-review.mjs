/** The states of several people who review. */
const named = (page, name) => page.getByRole("button", { name }).first().click();
const more = async (page, entry) => { await named(page, "More about this queue"); await page.getByRole("menuitem", { name: entry }).click(); await page.waitForTimeout(400); };
const begun = async (page) => {
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Review" }).click();
  await page.getByText(/0 of \d+ done/).waitFor();
  for (const key of "kkdukkdkkkkkdkkkkkdk") { await page.keyboard.press(key); await page.waitForTimeout(60); }
};
const looked = async (page) => { await begun(page); await more(page, /Merge another copy/); };
const merged = async (page) => { await looked(page); await named(page, /^Take in/); await page.waitForTimeout(500); };
const agreed = async (page) => { await merged(page); await more(page, /How far people agree/); };

export const REVIEW_STATES = [
  { name: "review-people", query: "place=results", act: async (page) => { await merged(page); await named(page, /^You decide as/); } },
  { name: "review-merge", query: "place=results", act: looked },
  { name: "review-agreement", query: "place=results", act: agreed },
  { name: "review-conflicts", query: "place=results", act: async (page) => { await agreed(page); await page.getByRole("dialog").getByRole("button", { name: "See where people differ" }).click(); await page.waitForTimeout(300); await page.keyboard.press("d"); await page.waitForTimeout(300); await page.keyboard.press("ArrowUp"); } },
  { name: "review-keys", query: "place=results", act: async (page) => { await begun(page); await more(page, /Keys of the review/); await named(page, /^Change the key of Keep/); await page.keyboard.press("d"); } },
  { name: "review-find", query: "place=results", act: async (page) => { await begun(page); await page.keyboard.press("/"); await page.keyboard.type("the"); } },
  { name: "review-unlike", query: "place=results", act: async (page) => { await begun(page); await page.keyboard.press("Shift+E"); } },
  { name: "review-blind", query: "place=results", act: async (page) => { await merged(page); await named(page, /^You decide as/); await page.getByText("Decide blind").click(); await page.keyboard.press("Escape"); } },
];
