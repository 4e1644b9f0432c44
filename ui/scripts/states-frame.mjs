/** The states of what stands around the work: projects, backups, settings, activity, keys, the palette. */
import { button, entry, into, key, press, tab, told, write } from "./steps.mjs";
import { searched } from "./settled.mjs";

const PROJECTS = "place=projects";
const SETTINGS = "place=settings";

/** The notes on the sample are closed, so that settings can bring them back. */
const dismissed = async (page) => { await page.getByRole("complementary", { name: "A note about this screen" }).getByRole("button", { name: /^Close/ }).click(); await button(page, "Settings"); };
const token = async (page) => { await write(page, "Token", "hf_abc"); await button(page, "Keep"); await told(page, /is kept/); };
/** An autoencoder that learns, with its curve. */
const learning = async (page) => { await button(page, "Train one on your rows"); await button(page, "Start training"); await button(page, /^Activity/); await page.locator(".learning").waitFor(); };

export const FRAME_STATES = [
  { name: "projects", query: PROJECTS },
  { name: "projects-none", query: `${PROJECTS}&scenario=welcome` },
  { name: "projects-read-only", query: `${PROJECTS}&scenario=readonly` },
  { name: "projects-sample", query: "place=data&scenario=sample", act: (page) => button(page, "Projects") },
  { name: "projects-more", query: PROJECTS, act: (page) => button(page, "More for Clinic letters") },
  { name: "projects-copied", query: PROJECTS, act: async (page) => { await button(page, "Save a copy"); await told(page, /Copy saved/); } },
  { name: "rename", query: PROJECTS, act: (page) => button(page, "Rename") },
  { name: "rename-wrong", query: PROJECTS, act: async (page) => { await button(page, "Rename"); await write(page, "Name", " "); } },
  { name: "backups", query: PROJECTS, act: (page) => button(page, "Backups") },
  { name: "backups-other", query: PROJECTS, act: (page) => entry(page, "More for Clinic letters", /Backups/) },
  { name: "backups-read-only", query: `${PROJECTS}&scenario=readonly`, act: (page) => button(page, "Backups") },
  { name: "restore", query: PROJECTS, act: async (page) => { await button(page, "Backups"); await button(page, /^Restore the backup/); } },
  { name: "settings", query: SETTINGS },
  { name: "settings-chinese", query: `${SETTINGS}&language=chinese` },
  { name: "settings-alone", query: `${SETTINGS}&scenario=welcome` },
  { name: "settings-folders", query: `${SETTINGS}&scenario=graphics`, act: (page) => into(page, ".setting-folder") },
  { name: "settings-end", query: SETTINGS, act: async (page) => { await page.getByText("About Neurosieve").scrollIntoViewIfNeeded(); } },
  { name: "settings-token", query: SETTINGS, act: token },
  { name: "settings-hints", query: "place=results&scenario=sample", act: async (page) => { await dismissed(page); await into(page, "text=Show hints again") } },
  { name: "licences", query: SETTINGS, act: async (page) => { await button(page, "Show licences"); await page.locator(".licences").waitFor(); } },
  { name: "licences-none", query: SETTINGS, act: async (page) => { await button(page, "Show licences"); await write(page, "Find a package or a licence", "zzz"); } },
  { name: "activity", query: "place=activity&scenario=running" },
  { name: "activity-done", query: "place=activity" },
  { name: "activity-none", query: "place=activity&scenario=empty" },
  { name: "activity-learning", query: "place=model", act: learning },
  { name: "keys", query: "place=data", act: press("?") },
  { name: "palette", query: "place=data", act: press("Control+k") },
  { name: "palette-none", query: "place=data", act: async (page) => { await key(page, "Control+k"); await page.keyboard.type("zzz"); await searched(page); } },
  { name: "project-menu", query: "place=data", act: (page) => button(page, /^Project: /) },
];

/** Three rankings in the history: two cuts of two methods, one of them looked at. */
const history = async (page) => {
  // The cut is written down once the hand has rested.
  const cut = async () => { await button(page, /^Keep more/); await page.waitForTimeout(1700); };
  await cut();
  await button(page, /^Best of all/);
  await page.getByRole("radio", { name: /^Word match/ }).check();
  await button(page, /^Rank by/);
  await cut();
  await tab(page, "History");
  await page.locator(".history-head").nth(1).click();
  await page.getByText("Go on from here").first().waitFor();
};

export const HISTORY_STATES = [
  { name: "history", query: "place=results", act: history },
  { name: "history-name", query: "place=results", act: async (page) => { await history(page); await button(page, "Give it a name"); } },
  { name: "history-none", query: "place=results", act: (page) => tab(page, "History") },
];
