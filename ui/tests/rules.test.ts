/** House rules of the window that a reader cannot check by eye for ever. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sources } from "./sources";

/** Colours as CSS writes them. System colours of forced-colors mode are words of the system and allowed. */
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(|(?:color|background|border|fill|stroke|outline)[\w-]*:[^;{}]*\b(?:white|black|red|green|blue|orange|grey|gray|yellow|purple)\b/i;

describe("colours", () => {
  it.each(sources(".css", ".tsx", ".ts").filter(({ path }) => path !== "tokens.css" && !path.startsWith("mock") && !path.includes("bindings"))
    .map(({ path, text }) => [path, text] as const))("%s takes them from the tokens", (_, text) => {
    const lines = text.split("\n").filter((line) => COLOUR.test(line.replace(/\/\*.*?\*\//g, "").replace(/\/\/.*$/, "")));
    expect(lines).toEqual([]);
  });

  it("would be found", () => expect(["color: #fff", "background: rgb(1 2 3)", "color: white"].every((line) => COLOUR.test(line))).toBe(true));

  it("are the same names in both themes", () => {
    const tokens = sources("tokens.css")[0]?.text ?? "";
    const [light = "", dark = ""] = tokens.split('[data-theme="dark"]');
    const names = (text: string) => new Set([...text.matchAll(/(--(?:surface|ink|line|status|score|neuron|diff)-[\w-]+):/g)].map((match) => match[1]));
    expect([...names(dark)].filter((name) => !names(light).has(name))).toEqual([]);
    expect([...names(light)].filter((name) => !names(dark).has(name))).toEqual([]);
  });

  it("that are used are defined", () => {
    const defined = new Set([...(sources("tokens.css")[0]?.text ?? "").matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
    const used = sources(".css", ".tsx", ".ts").flatMap(({ path, text }) => [...text.matchAll(/var\((--[\w-]+)\)/g)].map((match) => ({ path, name: match[1] })));
    const local = new Set(sources(".css").flatMap(({ text }) => [...text.matchAll(/(--[\w-]+):/g)].map((match) => match[1])));
    expect(used.filter(({ name }) => !defined.has(name) && !local.has(name))).toEqual([]);
  });
});

describe("classes", () => {
  it("of one place are not laid out again by another place's sheet", () => {
    const sheets = sources(".css").filter(({ path }) => path.startsWith("features"));
    const owners = new Map<string, Set<string>>();
    for (const { path, text } of sheets) {
      for (const [, name = ""] of text.matchAll(/^\.([\w-]+) \{/gm)) owners.set(name, (owners.get(name) ?? new Set()).add(path));
    }
    expect(owners.size).toBeGreaterThan(100);
    expect([...owners].filter(([, paths]) => paths.size > 1).map(([name, paths]) => [name, ...paths])).toEqual([]);
  });
});

describe("text from data", () => {
  const FORBIDDEN = /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\(|new Function\(/;

  it("never becomes markup", () => {
    expect(sources(".ts", ".tsx").filter(({ text }) => FORBIDDEN.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe("the shell", () => {
  it("is reached through one file", () => {
    expect(sources(".ts", ".tsx").filter(({ text }) => text.includes('"@tauri-apps')).map(({ path }) => path)).toEqual(["api/transport.ts"]);
  });
});

describe("the production build", () => {
  let out = "";
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "neurosieve-ui-"));
    execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--outDir", out, "--logLevel", "error"], { cwd: join(import.meta.dirname, ".."), env: { ...process.env, NODE_ENV: "production" } });
  }, 120_000);
  afterAll(() => rmSync(out, { recursive: true }));

  it("leaves the imitation out", () => {
    const scripts = readdirSync(join(out, "assets")).filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((name) => /A bakery makes|[?&]scenario=|"scenario"/.test(readFileSync(join(out, "assets", name), "utf8")))).toEqual([]);
  });

  it("has neither inline script nor inline style, so a strict policy can hold", () => {
    const page = readFileSync(join(out, "index.html"), "utf8");
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)/);
    expect(page).toContain('id="react-aria-pressable-style"');
  });
});
