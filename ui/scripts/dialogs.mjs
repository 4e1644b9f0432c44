/** Which dialogs the sources can show, by their titles, and which of them no state has shown. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = new URL("../src/", import.meta.url).pathname;
const TEXTS = JSON.parse(readFileSync(join(SOURCES, "texts/en.json"), "utf8"));
/** A dialog, or what passes its title on to one. */
const OPENED = /<(?:ConfirmDialog|Dialog|GoTo|NameDialog) title=\{say\((.*?)\)\}/g;

const keys = () => readdirSync(SOURCES, { recursive: true })
  .filter((path) => path.endsWith(".tsx"))
  .flatMap((path) => [...readFileSync(join(SOURCES, path), "utf8").matchAll(OPENED)].flatMap(([, asked]) => [...asked.matchAll(/"([\w.]+\.[\w.]+)"/g)].map(([, key]) => key)));

/** A text with its gaps as a pattern. */
const pattern = (text) => new RegExp(`^${text.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");

/** Titles that were in nothing that was seen, as lines that say so. */
export function unshown(seen) {
  const titles = [...new Set(keys())];
  if (titles.length < 30) return ["the sources' dialogs are not found any more: see ui/scripts/dialogs.mjs"];
  return titles.filter((key) => !seen.some((title) => pattern(TEXTS[key]).test(title))).map((key) => `no state shows the dialog "${TEXTS[key]}" (${key})`);
}
