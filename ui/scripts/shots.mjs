/**
 * Pictures of the window's states, painted by Chromium against the development mock.
 *
 *   npm run mock &            # serves http://127.0.0.1:5173
 *   npm run shots -- OUT [name…]
 *
 * Each state is drawn light and dark, at 1440x900 and 1024x640 unless SHOTS_SIZES says otherwise; 512x320 is the smallest window
 * with the largest text. Names narrow it down: their beginnings, or whole ones with "=" behind.
 */
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { STATES } from "./states.mjs";

const BASE = process.env.SHOTS_URL ?? "http://127.0.0.1:5173/";
const SIZES = (process.env.SHOTS_SIZES ?? "1440x900,1024x640").split(",").map((size) => size.split("x").map(Number));
const THEMES = (process.env.SHOTS_THEMES ?? "light,dark").split(",");
/** Added to every address: "language=chinese". What a state presses is called by its English name. */
const MORE = process.env.SHOTS_QUERY ? `&${process.env.SHOTS_QUERY}` : "";
const [out = "artifacts/shots", ...names] = process.argv.slice(2);

await mkdir(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const state of STATES.filter((one) => names.length === 0 || names.some((name) => (name.endsWith("=") ? `${one.name}=` === name : one.name.startsWith(name))))) {
  for (const theme of THEMES) for (const [width, height] of SIZES) await shoot(state, theme, width, height);
}
await browser.close();

async function shoot(state, theme, width, height) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("pageerror", (error) => console.error(`${state.name}: ${error.message}`));
  page.on("console", (message) => { if (message.type() === "error") console.error(`${state.name}: ${message.text()}`); });
  await page.goto(`${BASE}?theme=${theme}&${state.query ?? ""}${MORE}`);
  await page.waitForTimeout(500);
  try {
    await state.act?.(page);
  } catch (error) {
    console.error(`${state.name}: ${error.message}`);
  }
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${out}/${state.name}-${theme}-${width}.png` });
  await page.close();
}
