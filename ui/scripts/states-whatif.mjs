/** The states of trying a change. */
import { settled } from "./settled.mjs";
import { button, entry, told } from "./steps.mjs";

const named = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
const leaveOut = async (page) => {
  await page.keyboard.press("Escape");
  await named(page, "What if");
  await settled(page);
  await page.locator(".whatif-examples label").nth(1).click();
  await settled(page);
};
const layers = async (page) => {
  await page.getByLabel("From", { exact: true }).fill("8");
  await page.getByLabel("To", { exact: true }).fill("20");
  await settled(page);
};

const kept = async (page) => { await leaveOut(page); await button(page, "Keep as a new run"); await button(page, "Keep this run"); await told(page, /^Kept as/); };

export const WHATIF_STATES = [
  { name: "whatif", query: "place=results", act: async (page) => { await leaveOut(page); await layers(page); } },
  { name: "whatif-bar", query: "place=results", act: async (page) => { await leaveOut(page); await named(page, "What if"); } },
  { name: "whatif-keep", query: "place=results", act: async (page) => { await leaveOut(page); await named(page, "Keep as a new run"); } },
  { name: "whatif-kept", query: "place=results", act: kept },
  { name: "whatif-runs", query: "place=results", act: async (page) => { await kept(page); await button(page, /^Kept runs/); } },
  { name: "whatif-compared", query: "place=results", act: async (page) => { await kept(page); await entry(page, /^Kept runs/, /^The goal as it stands/); await page.getByRole("tab", { name: "Compare", exact: true }).click(); await button(page, "Add a kept run"); } },
];
