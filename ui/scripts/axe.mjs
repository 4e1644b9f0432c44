/**
 * Checks every painted state in Chromium: `npm run axe [name…]`. Exits with 1 if anything is broken. The imitated workbench
 * is built and served for it, unless SHOTS_URL says where it is. Not a part of `cargo xtask test`: Chromium is a second
 * browser to install, and all states in both themes take many minutes on two cores.
 *
 *   - axe-core's rules of WCAG 2.2 A and AA and its best practices, light and dark
 *   - 1.4.4 and 1.4.10: in 512 by 320, which is the largest text in the smallest window, nothing stands outside the page
 *   - 1.4.12: with the spacing of text that the criterion names, no button's words are cut off
 *   - reduced motion: nothing takes time to move
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { STATES } from "./states.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** React Aria hangs popovers on the body by design; the palette's list scrolls by the arrow keys of its field. */
const EXCEPT = { region: { enabled: false } };
const SCROLLS_BY_KEYS = ".palette-menu";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Line height, spacing of paragraphs, letters and words as 1.4.12 names them. */
const SPACED = "* { letter-spacing: .12em !important; word-spacing: .16em !important; } p, li, dd { line-height: 1.5 !important; }";
const names = process.argv.slice(2);

/** Pages looked at side by side: much of the time is waiting for what a page does by itself. */
const AT_ONCE = 3;

const served = process.env.SHOTS_URL ? null : await serve();
const BASE = process.env.SHOTS_URL ?? served.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const chosen = STATES.filter((one) => names.length === 0 || names.some((name) => (name.endsWith("=") ? `${one.name}=` === name : one.name.startsWith(name))));
const left = chosen.flatMap((state) => ["light", "dark"].map((theme) => [state, theme]));
let broken = 0;
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let next = left.shift(); next; next = left.shift()) {
    const found = await check(...next);
    broken += found;
  }
}));
await browser.close();
await served?.close();
console.log(broken === 0 ? `No rule is broken in ${chosen.length} states.` : `${broken} broken.`);
process.exitCode = broken === 0 ? 0 : 1;

/** Builds the imitation once: a bundle loads much faster than the hundreds of files that the development server gives. */
async function serve() {
  const outDir = mkdtempSync(join(tmpdir(), "neurosieve-axe-"));
  await build({ mode: "mock", logLevel: "error", build: { outDir } });
  return preview({ mode: "mock", logLevel: "error", build: { outDir }, preview: { port: 0, strictPort: false, host: "127.0.0.1" } });
}

async function check(state, theme) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  await page.goto(`${BASE}?theme=${theme}&${state.query ?? ""}`);
  await page.waitForTimeout(600);
  try {
    await state.act?.(page);
  } catch (error) {
    console.log(`${state.name} ${theme}: cannot be reached: ${error.message.split("\n")[0]}`);
    await page.close();
    return 1;
  }
  await page.waitForTimeout(400);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules[0], rules: rules[1] }), [RULES, EXCEPT]);
  const found = violations.filter(({ id, nodes }) => !(id === "scrollable-region-focusable" && nodes.every((node) => node.target.join().includes(SCROLLS_BY_KEYS) || node.html.includes(SCROLLS_BY_KEYS.slice(1)))));
  for (const { id, help, nodes } of found) {
    console.log(`${state.name} ${theme}: ${id}: ${help} (${nodes.length})\n  ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 150)} ${node.any[0]?.message ?? ""}`).join("\n  ")}`);
  }
  const rest = theme === "light" ? await room(state, page) : 0;
  await page.close();
  return found.length + rest;
}

/** What only a page that is laid out can tell: room for large and for widely spaced text, and stillness. */
async function room(state, page) {
  let lacks = 0;
  const say = (what, list) => {
    if (list.length === 0) return;
    console.log(`${state.name}: ${what} (${list.length})\n  ${list.slice(0, 3).join("\n  ")}`);
    lacks += 1;
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  say("moves although motion is unwanted", await page.evaluate(moving));
  await page.addStyleTag({ content: SPACED });
  await page.waitForTimeout(100);
  say("words are cut off when text is spaced (1.4.12)", await page.evaluate(cutOff));
  await page.setViewportSize({ width: 512, height: 320 });
  await page.waitForTimeout(300);
  say("stands outside the page at 200 % (1.4.10)", await page.evaluate(outside));
  return lacks;
}

function moving() {
  const slow = (list) => list.split(",").some((time) => Number.parseFloat(time) > 0.01);
  return [...document.querySelectorAll("body *")].filter((one) => { const { transitionDuration, animationDuration, animationName } = getComputedStyle(one); return slow(transitionDuration) || (animationName !== "none" && slow(animationDuration)); }).map((one) => one.outerHTML.slice(0, 120));
}

function cutOff() {
  return [...document.querySelectorAll("button, [role=tab], [role=radio], h1, h2, th, label")].filter((one) => {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
    const hides = overflowX === "hidden" || overflowX === "clip";
    return hides && textOverflow !== "ellipsis" && one.clientWidth > 1 && (one.scrollWidth > one.clientWidth + 1 || (overflowY !== "visible" && one.scrollHeight > one.clientHeight + 2));
  }).map((one) => one.outerHTML.slice(0, 120));
}

function outside() {
  const scrolls = (one) => { for (let up = one.parentElement; up; up = up.parentElement) if (/auto|scroll/.test(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return true; return false; };
  const isHidden = (one) => one.closest(".hidden, [aria-hidden=true], .table, svg") !== null;
  return [...document.querySelectorAll("button, input, select, h1, h2, p, label, [role=tab]")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !isHidden(one) && (box.right > window.innerWidth + 1 || box.left < -1) && !scrolls(one);
  }).map((one) => one.outerHTML.slice(0, 140));
}
