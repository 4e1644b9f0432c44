/** The catalogues of all languages say the same things; numbers, dates and plurals follow the language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import en from "../src/texts/en.json";
import zh from "../src/texts/zh.json";
import { bytes, count, duration, moment, readNumber, share, short } from "../src/texts/format";
import { meant, speak } from "../src/texts/language";
import { parseSync } from "vite";
import { say, sayFailure, sayWords } from "../src/texts/say";
import { sources } from "./sources";

afterEach(() => speak("english"));

const chinese: Record<string, string> = zh;
const english: Record<string, string> = en;
const placesOf = (text: string) => [...text.matchAll(/\{(\w+)(?::(\w+))?(?:\|[^}]*)?\}/g)];
const rust = (path: string) => readFileSync(join(import.meta.dirname, "../../src-tauri/crates", path), "utf8");

describe("the Chinese catalogue", () => {
  it("lacks no text", () => expect(Object.keys(en).filter((key) => !(key in zh))).toEqual([]));

  it("has nothing that nobody says, but for what the workbench says in English", () => {
    expect(Object.keys(zh).filter((key) => !(key in en) && !/^(method|words)\./.test(key))).toEqual([]);
  });

  it("fills the same places in each text, in the same forms", () => {
    const names = (text: string) => [...new Set(placesOf(text).map((place) => place[1]))].sort();
    const forms = (text: string) => placesOf(text).filter((place) => place[2]).map((place) => `${place[1]}:${place[2]}`);
    const others = Object.keys(en).filter((key) => names(english[key]!).join() !== names(chinese[key] ?? "").join());
    expect(others).toEqual([]);
    expect(Object.keys(en).flatMap((key) => forms(english[key]!).filter((form) => !forms(chinese[key]!).includes(form)).map((form) => `${key} ${form}`))).toEqual([]);
  });

  it("is translated: what has words in English has Chinese ones, names and terms of the field aside", () => {
    const words = (text: string) => text.replace(/\{[^}]*\}/g, "").match(/\p{L}{3,}/gu) ?? [];
    const left = Object.keys(en).filter((key) => words(english[key]!).length > 0 && !/\p{Script=Han}/u.test(chinese[key]!) && chinese[key] !== english[key]);
    expect(left).toEqual([]);
    const same = Object.keys(en).filter((key) => words(english[key]!).length > 3 && chinese[key] === english[key]);
    expect(same).toEqual([]);
  });

  it("ends its sentences as Chinese does", () => {
    expect(Object.keys(zh).filter((key) => /\p{Script=Han}[.,;:?!]|！/u.test(chinese[key]!))).toEqual([]);
  });

  it("has words for every method that the workbench knows, by its id, and for each of its settings", () => {
    const folder = "selection/src/method";
    const files = readdirSync(join(import.meta.dirname, "../../src-tauri/crates", folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
    const texts = files.map((file) => rust(join(folder, file)));
    const ids = texts.flatMap((text) => [...text.matchAll(/^ {4}id: "(\w+)",$/gm)].map((match) => match[1]!));
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.flatMap((id) => ["plain", "sentence", "good_when", "careful_when"].map((part) => `method.${id}.${part}`)).filter((key) => !(key in zh))).toEqual([]);
    const settings = texts.flatMap((text) => [...text.matchAll(/(?:Setting::(?:number|choice)|Self::number|member|handle)\(\s*"(\w+)"/g)].map((match) => match[1]!));
    expect(settings.length).toBeGreaterThan(30);
    expect([...new Set(settings)].filter((name) => !(`method.setting.${name}` in zh))).toEqual([]);
  });

  it("has words for every reason to set a row aside and every notice of a file, as they stand in the code", () => {
    const said = ["reason", "notice"].flatMap((file) => [...rust(`workbench/src/formats/${file}.rs`).matchAll(/#\[error\(\s*"((?:[^"\\]|\\.)*)"\s*\)\]/g)].map((match) => match[1]!.replace(/\\"/g, '"')));
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((words) => !(`words.${words}` in zh))).toEqual([]);
  });
});

describe("saying in Chinese", () => {
  it("has one form for all numbers, and the number before its measure word", () => {
    speak("chinese");
    expect([say("data.report.ready", { documents: 1 }), say("data.report.ready", { documents: 9982 })]).toEqual(["1 行可用", "9,982 行可用"]);
  });

  it("writes times, shares and large numbers as Chinese does", () => {
    speak("chinese");
    expect([count(9982), short(412_300), share(0.452), duration(40), duration(6600), bytes(1.2e9)]).toEqual(["9,982", "41.2万", "45%", "40\u00a0秒", "1\u00a0小时\u00a050\u00a0分", "1.2\u00a0GB"]);
    expect(moment(Date.UTC(2026, 5, 3, 12))).toMatch(/^6月3日/);
    expect([readNumber("41.2万"), readNumber("1,240")]).toEqual([412_000, 1240]);
  });

  it("knows the workbench's sentences again by what stands around their values", () => {
    expect(sayWords("nested deeper than 64 levels")).toBe("nested deeper than 64 levels");
    speak("chinese");
    expect(sayWords("nested deeper than 64 levels")).toBe("嵌套超过 64 层");
    expect(sayWords('"a/b.txt": the text is blank')).toBe("“a/b.txt”：文本为空白");
    expect(sayWords("Never heard of it.")).toBe("Never heard of it.");
    expect(sayFailure({ code: "bad_name", arguments: { most: 120 } })).toBe("名称需要 1 到 120 个字符。请修改后重试。");
  });
});

describe("no word is said when a file is loaded", () => {
  const SAYS = /^(say|sayAny|sayWords|count|number|share|short|bytes|duration|moment|roughly)$/;

  it("since the language may change after that", () => {
    const early = sources(".ts", ".tsx").filter(({ path }) => !path.startsWith("mock")).flatMap(({ path, text }) => {
      const found: string[] = [];
      walk(parseSync(path, text).program as unknown as Part, (call) => found.push(`${path}: ${call}`));
      return found;
    });
    expect(early).toEqual([]);
  });

  it("would be found", () => {
    const found: string[] = [];
    walk(parseSync("a.ts", 'const a = { head: say("x") }; const b = () => say("y");').program as unknown as Part, (call) => found.push(call));
    expect(found).toEqual(["say"]);
  });

  interface Part { type?: string; callee?: { name?: string } }

  function walk(part: Part, tell: (call: string) => void): void {
    if (/Function|MethodDefinition/.test(part.type ?? "")) return;
    if (part.type === "CallExpression" && SAYS.test(part.callee?.name ?? "")) tell(part.callee?.name ?? "");
    for (const child of Object.values(part).flat()) if (child && typeof child === "object") walk(child as Part, tell);
  }
});

describe("the language meant", () => {
  it("is the one chosen, else the first of the system's that has a catalogue, else English", () => {
    expect(meant("chinese", ["en-GB"])).toBe("chinese");
    expect([meant("system", ["de-DE", "zh-CN", "en"]), meant("system", ["en-US", "zh-CN"]), meant("system", ["fr"]), meant("system", ["c"])]).toEqual(["chinese", "english", "english", "english"]);
  });

  it("names the page's language, so that it is read aloud and drawn rightly", () => {
    speak("chinese");
    expect(document.documentElement.lang).toBe("zh-Hans");
  });
});
