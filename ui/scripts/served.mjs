/** Where the painted states are found: the imitated workbench, built once and served, unless SHOTS_URL says where it is already. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

/** A bundle loads much faster than the hundreds of files that the development server gives. */
export async function served() {
  if (process.env.SHOTS_URL) return { address: process.env.SHOTS_URL, end: () => undefined };
  const outDir = mkdtempSync(join(tmpdir(), "neurosieve-states-"));
  await build({ mode: "mock", logLevel: "error", build: { outDir } });
  const server = await preview({ mode: "mock", logLevel: "error", build: { outDir }, preview: { port: 0, strictPort: false, host: "127.0.0.1" } });
  const end = async () => {
    await server.close();
    rmSync(outDir, { recursive: true });
  };
  return { address: server.resolvedUrls.local[0], end };
}

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of the system, or the one that CHROMIUM names. */
export function browser() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error(`There is no Chromium at ${PLACES.join(", ")}. Install one, or name it: CHROMIUM=/where/it/is npm run axe`);
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** The states that are asked for: all, those whose names begin so, or whole names with "=" behind. */
export const chosen = (states, names) => states.filter((one) => names.length === 0 || names.some((name) => (name.endsWith("=") ? `${one.name}=` === name : one.name.startsWith(name))));
