/** What is asked of a painted state. Each check gives what is wrong as lines of text; none where nothing is. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { unseen } from "./forced.mjs";
import { covered, cut, moving, outside, overlapping } from "./room.mjs";
import { settled } from "./settled.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Rules that another theme can break: a theme changes colours and nothing else (`tokens.css`). */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];
/** Rules that another size can break. */
const OF_SIZE = ["scrollable-region-focusable", "target-size"];
/** React Aria hangs popovers on the body by design; the palette's list scrolls by the arrow keys of its field. */
const EXCEPT = { region: { enabled: false } };
const SCROLLS_BY_KEYS = ".palette-menu";
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Line height, spacing of paragraphs, letters and words as 1.4.12 names them. */
const SPACED = "* { letter-spacing: .12em !important; word-spacing: .16em !important; } p, li, dd { line-height: 1.5 !important; }";
/** The smallest window, and the same with text of twice the size: the page lays itself out in half as much room. */
const SIZES = { "in 1024 by 640": { width: 1024, height: 640 }, "at 200 % (1.4.4, 1.4.10)": { width: 512, height: 320 } };

/** axe-core's rules: all of them in the theme the page is in, those of colour in the other. */
export async function rules(page) {
  const light = await page.evaluate(ask, [{ type: "tag", values: RULES }, EXCEPT]);
  await page.evaluate(turn, "dark");
  const dark = await page.evaluate(ask, [{ type: "rule", values: OF_COLOUR }, {}]);
  await page.evaluate(turn, "light");
  return [...broken(light), ...broken(dark).map((line) => `dark: ${line}`)];
}

const ask = ([runOnly, rules]) => window.axe.run(document, { runOnly, rules, resultTypes: ["violations"] }).then(({ violations }) => violations);
const turn = (theme) => { document.documentElement.dataset.theme = theme; };

const broken = (violations) => violations
  .filter(({ id, nodes }) => !(id === "scrollable-region-focusable" && nodes.every((node) => node.target.join().includes(SCROLLS_BY_KEYS) || node.html.includes(SCROLLS_BY_KEYS.slice(1)))))
  .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length})\n  ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 150)} ${node.any[0]?.message ?? ""}`).join("\n  ")}`);

const listed = (what, found) => (found.length === 0 ? [] : [`${what} (${found.length})\n  ${found.slice(0, 4).join("\n  ")}`]);

/** With forced colours on black, nothing that was to be seen is lost. */
export async function forced(page) {
  const before = await page.evaluate(unseen.remember);
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const found = await page.evaluate(unseen.look, before);
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
  return found.flatMap(({ what, where }) => listed(`with forced colours ${what}`, where));
}

/** What only a page that is laid out can tell: stillness, room for widely spaced text and for text of twice the size. */
export async function room(page) {
  const still = listed("moves although motion is unwanted", await page.evaluate(moving));
  const style = await page.addStyleTag({ content: SPACED });
  const spaced = listed("words are cut off when text is spaced (1.4.12)", await page.evaluate(cut));
  await style.evaluate((node) => node.remove());
  const small = [];
  for (const [what, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    await settled(page);
    const asked = { "stands outside the page": outside, "words are cut off": cut, "a control is covered": covered, "things lie on each other": overlapping };
    for (const [wrong, question] of Object.entries(asked)) small.push(...listed(`${wrong} ${what}`, await page.evaluate(question)));
    small.push(...broken(await page.evaluate(ask, [{ type: "rule", values: OF_SIZE }, {}])).map((line) => `${what}: ${line}`));
  }
  return [...still, ...spaced, ...small];
}
