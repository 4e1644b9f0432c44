/** The sources as text, for tests that keep house rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** Files under `src` with one of the endings, by their path from there. */
export function sources(...endings: string[]): { path: string; text: string }[] {
  const src = join(ROOT, "src");
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(src, file), text: readFileSync(file, "utf8") }));
}

/** The generated contract. */
export const contract = (): string => readFileSync(join(ROOT, "src/api/bindings/workbench.ts"), "utf8");

/** Members of a union of words in the contract: `members("JobState")`. */
export function members(name: string): string[] {
  const found = new RegExp(`export type ${name} = ([^;]+);`).exec(contract());
  return [...(found?.[1] ?? "").matchAll(/"([a-z_]+)"/g)].map((match) => match[1] ?? "");
}
