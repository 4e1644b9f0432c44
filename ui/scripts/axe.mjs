/**
 * Checks every painted state in Chromium: `npm run axe [name…]`. Exits with 1 if anything is broken. The imitated workbench
 * is built and served for it, unless SHOTS_URL says where it is; CHROMIUM names another Chromium than the system's.
 *
 *   - axe-core's rules of WCAG 2.2 A and AA and its best practices, light and dark
 *   - 1.4.4 and 1.4.10: in the smallest window, and in it with text of twice the size (512 by 320), nothing stands outside
 *     the page, no words are cut off, no control is covered, nothing lies on anything else
 *   - 1.4.12: with the spacing of text that the criterion names, no words are cut off
 *   - reduced motion: nothing takes time to move
 *   - forced colours: edges, marks and what is chosen stay in sight
 *   - of all states together: every dialog of the sources is among them
 */
import { axe, forced, room, rules } from "./checks.mjs";
import { unshown } from "./dialogs.mjs";
import { browser, chosen, served } from "./served.mjs";
import { settled } from "./settled.mjs";
import { STATES } from "./states.mjs";

/** Pages looked at side by side: much of the time is waiting for what a page does by itself. */
const AT_ONCE = Number(process.env.AT_ONCE ?? 3);
const WIDE = { width: 1440, height: 900 };

const begun = performance.now();
const { address, end } = await served();
const chromium = await browser();
const states = chosen(STATES, process.argv.slice(2));
const left = [...states];
const titles = [];
let broken = 0;
await Promise.all(Array.from({ length: AT_ONCE }, worker));
await chromium.close();
await end();
// A part of the states cannot show every dialog.
const missing = states.length === STATES.length ? unshown(titles) : [];
missing.forEach((line) => console.log(line));
broken += missing.length;
const took = `${Math.round((performance.now() - begun) / 1000)} s`;
console.log(broken === 0 ? `No rule is broken in ${states.length} states, light and dark, in ${took}.` : `${broken} broken in ${states.length} states, in ${took}.`);
process.exitCode = broken === 0 && states.length > 0 ? 0 : 1;

/** One page after the other in a context of its own, so that code is compiled once and nothing is remembered. */
async function worker() {
  const context = await chromium.newContext({ viewport: WIDE, reducedMotion: "reduce" });
  context.setDefaultTimeout(30_000);
  await context.addInitScript(() => { localStorage.clear(); });
  const page = await context.newPage();
  let mistakes = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  for (let state = left.shift(); state; state = left.shift()) {
    mistakes = [];
    const found = await check(page, state);
    for (const line of [...found, ...mistakes.map((message) => `threw: ${message}`)]) console.log(`${state.name}: ${line}`);
    broken += found.length + mistakes.length;
  }
  await context.close();
}

async function check(page, state) {
  await page.setViewportSize(WIDE);
  await page.goto(`${address}?theme=light&${state.query ?? ""}`);
  try {
    // Before it there is nothing but the frame of what loads.
    await page.locator("main").first().waitFor();
    await settled(page);
    await state.act?.(page);
  } catch (error) {
    return [`cannot be reached: ${error.message.split("\n").slice(0, 4).join(" ")}`];
  }
  await settled(page);
  titles.push(...await page.locator(".dialog-title").allTextContents());
  await page.evaluate(axe);
  return [...await rules(page), ...await forced(page), ...await room(page)];
}
