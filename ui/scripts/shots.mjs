/**
 * Pictures of the window's states, painted by Chromium against the imitated workbench.
 *
 *   npm run shots -- OUT [name…]
 *
 * Each state is drawn light and dark, at 1440x900 and 1024x640 unless SHOTS_THEMES and SHOTS_SIZES say otherwise; 512x320 is the
 * smallest window with the largest text. SHOTS_FORCED=1 draws with forced colours. Names narrow it down: their beginnings, or
 * whole ones with "=" behind. While one works on the window, `npm run mock` and SHOTS_URL=http://127.0.0.1:5173/ save the building.
 */
import { mkdir } from "node:fs/promises";
import { browser, chosen, served } from "./served.mjs";
import { settled } from "./settled.mjs";
import { STATES } from "./states.mjs";

const SIZES = (process.env.SHOTS_SIZES ?? "1440x900,1024x640").split(",").map((size) => size.split("x").map(Number));
const THEMES = (process.env.SHOTS_THEMES ?? "light,dark").split(",");
const FORCED = process.env.SHOTS_FORCED ? "active" : "none";
/** Added to every address: "language=chinese". What a state presses is called by its English name. */
const MORE = process.env.SHOTS_QUERY ? `&${process.env.SHOTS_QUERY}` : "";
const [out = "artifacts/shots", ...names] = process.argv.slice(2);

await mkdir(out, { recursive: true });
const { address, end } = await served();
const chromium = await browser();
for (const state of chosen(STATES, names)) {
  for (const theme of THEMES) for (const [width, height] of SIZES) await shoot(state, theme, width, height);
}
await chromium.close();
await end();

async function shoot(state, theme, width, height) {
  const page = await chromium.newPage({ viewport: { width, height }, reducedMotion: "reduce", forcedColors: FORCED, colorScheme: theme });
  page.on("pageerror", (error) => console.error(`${state.name}: ${error.message}`));
  page.on("console", (message) => { if (message.type() === "error") console.error(`${state.name}: ${message.text()}`); });
  await page.goto(`${address}?theme=${theme}&${state.query ?? ""}${MORE}`);
  await settled(page);
  try {
    await state.act?.(page);
  } catch (error) {
    console.error(`${state.name}: ${error.message}`);
  }
  await settled(page);
  await page.screenshot({ path: `${out}/${state.name}-${theme}-${width}.png` });
  await page.close();
}
