/**
 * Checks every painted state with axe-core in Chromium, light and dark: `npm run mock &`, then `npm run axe [name…]`.
 * Exits with 1 if a rule of WCAG 2.2 A or AA is broken.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { STATES } from "./states.mjs";

const BASE = process.env.SHOTS_URL ?? "http://127.0.0.1:5173/";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** React Aria hangs popovers on the body by design; the palette's list scrolls by the arrow keys of its field. */
const EXCEPT = { region: { enabled: false } };
const SCROLLS_BY_KEYS = ".palette-menu";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const names = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let broken = 0;
for (const state of STATES.filter((one) => names.length === 0 || names.some((name) => one.name.startsWith(name)))) {
  for (const theme of ["light", "dark"]) broken += await check(state, theme);
}
await browser.close();
console.log(broken === 0 ? "No rule is broken." : `${broken} broken.`);
process.exitCode = broken === 0 ? 0 : 1;

async function check(state, theme) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${BASE}?theme=${theme}&${state.query ?? ""}`);
  await page.waitForTimeout(600);
  await state.act?.(page);
  await page.waitForTimeout(400);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules[0], rules: rules[1] }), [RULES, EXCEPT]);
  const found = violations.filter(({ id, nodes }) => !(id === "scrollable-region-focusable" && nodes.every((node) => node.target.join().includes(SCROLLS_BY_KEYS) || node.html.includes(SCROLLS_BY_KEYS.slice(1)))));
  for (const { id, help, nodes } of found) {
    console.log(`${state.name} ${theme}: ${id}: ${help} (${nodes.length})\n  ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 150)} ${node.any[0]?.message ?? ""}`).join("\n  ")}`);
  }
  await page.close();
  return found.length;
}
