import { describe, expect, it } from "vitest";
import { parseSync } from "vite";
import en from "../src/texts/en.json";
import { say, sayAny, sayFailure } from "../src/texts/say";
import type { FailureCode } from "../src/api";
import { members, sources } from "./sources";

describe("the catalogue has a text for everything the contract can say", () => {
  const words: [string, string][] = [["FailureCode", "failure"], ["JobState", "job.state"], ["JobStep", "job.step"], ["JobKind", "job.kind"],
    ["RecordKind", "data.kind"], ["ExportFormat", "export.format"], ["ExportOrder", "export.order"], ["ProofPart", "proof.part"], ["DeedKind", "history.deed"], ["Density", "density"], ["Theme", "theme"], ["ReadOnlyBecause", "projects.read_only"]];
  it.each(words)("%s under %s", (type, prefix) => {
    const missing = members(type).filter((member) => !((`${prefix}.${member}`) in en));
    expect(members(type).length).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });
});

describe("a failure's sentence fills from the arguments that the contract documents", () => {
  it("says numbers with their units", () => {
    const said = sayFailure({ code: "disk_full", arguments: { path: "~/Projects", needed_bytes: 3.4e9, free_bytes: 2e8 } });
    expect(said).toBe("The disk is full: 3.4\u00a0GB are needed at ~/Projects, 200\u00a0MB are free. What was done is kept. Free some space, then try again.");
  });

  it("leaves no place unfilled when all arguments are there", () => {
    const everything = Object.fromEntries(["path", "found", "known", "detail", "needed_bytes", "wanted_bytes", "free_bytes", "column", "what", "id", "most", "least", "goal", "device", "name", "state", "method", "needs", "wanted", "expected", "rows", "of", "row", "file", "total_bytes", "limit_bytes", "tokens"].map((name) => [name, 1]));
    const unfilled = members("FailureCode").filter((code) => sayFailure({ code: code as FailureCode, arguments: everything }).includes("—"));
    expect(unfilled).toEqual([]);
  });

  it("ends every sentence with what can be done, without exclamation", () => {
    for (const code of members("FailureCode")) expect(say(`failure.${code}` as never)).toMatch(/^[^!]+\.$/);
  });
});

describe("saying", () => {
  it("gives numbers their nouns", () => {
    expect(say("data.report.ready", { documents: 1 })).toBe("1 row ready");
    expect(say("data.report.ready", { documents: 9982 })).toBe("9,982 rows ready");
  });

  it("shows a key from data that it does not know as it is", () => expect(sayAny("figure.unheard_of")).toBe("figure.unheard_of"));

  it("does not read places inside values", () => expect(say("projects.open_named", { name: "{documents|row|rows}" })).toBe("Open {documents|row|rows}"));
});

describe("no screen carries words of its own", () => {
  const VISIBLE = new Set(["placeholder", "title", "aria-label", "alt", "label", "hint", "aria-description"]);
  const HAS_WORD = /\p{L}{2,}/u;

  it.each(sources(".tsx").filter(({ path }) => !path.startsWith("mock")).map(({ path, text }) => [path, text] as const))("%s", (path, text) => {
    const found: string[] = [];
    walk(parseSync(path, text).program as unknown as Node, (node) => {
      if (node.type === "JSXText" && HAS_WORD.test(String(node["value"]))) found.push(String(node["value"]).trim());
      if (node.type !== "JSXAttribute") return;
      const name = (node["name"] as { name: string }).name;
      const value = node["value"] as { type: string; value?: unknown } | null;
      if (VISIBLE.has(name) && value?.type === "Literal" && HAS_WORD.test(String(value.value)) && !(String(value.value) in en)) found.push(`${name}="${value.value}"`);
    });
    expect(found).toEqual([]);
  });

  it("would find words if there were any", () => {
    const found: string[] = [];
    walk(parseSync("a.tsx", "const a = <p title='Hello you'>Some words</p>;").program as unknown as Node, (node) => found.push(node.type));
    expect(found).toContain("JSXText");
    expect(found).toContain("JSXAttribute");
  });
});

interface Node { type: string; [part: string]: unknown }

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) {
      if (child && typeof child === "object" && "type" in child) walk(child as Node, visit);
    }
  }
}

describe("every text that a screen names is used or said by key", () => {
  it("has no text that nothing says", () => {
    const code = sources(".ts", ".tsx").filter(({ path }) => !path.startsWith("mock")).map(({ text }) => text).join("\n");
    const dynamic = [...code.matchAll(/`([a-z_.]+)\$\{/g)].map((match) => match[1] ?? "");
    // Figures, methods, passports, cards, reports and the question at closing are said in Rust, from the same catalogue.
    const said = (key: string) => code.includes(`"${key}"`) || dynamic.some((prefix) => prefix.length > 2 && key.startsWith(prefix)) || /^(closing|figure|axis|remark|method|methods|model|passport|card|report)\./.test(key);
    expect(Object.keys(en).filter((key) => !said(key))).toEqual([]);
  });
});
