/**
 * Colours that stand for something are told apart by everyone: as they are, and as people see them who lack one kind of cone
 * (Machado, Oliveira and Fernandes 2009, full severity). Shapes and words say the same; this holds the colours to it too.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

const SIGHTS: Record<string, Matrix> = {
  "three cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  "no red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  "no green cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  "no blue cones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** What must not be taken for each other where they stand side by side. */
const TOGETHER: Record<string, string[]> = {
  "neuron states": ["neuron-shared", "neuron-only", "neuron-common"],
  "methods": ["method-a", "method-b", "method-c", "method-d"],
  "differences": ["diff-up", "diff-zero", "diff-down"],
  "kept, not kept and examples on the map": ["score-4", "line-3", "neuron-only"],
  "a bar and its typical tick": ["score-4", "score-median"],
};

/** Marks that stand alone on a surface: 3:1 (WCAG 2.2, 1.4.11). Text: 4.5:1 (1.4.3). */
const MARKS = ["line-3", "score-3", "score-4", "score-5", "neuron-shared", "neuron-missing", "neuron-only", "neuron-common", "method-a", "method-b", "method-c", "method-d", "diff-up", "diff-down", "focus"];
const TEXTS = ["ink-1", "ink-2", "ink-3", "accent", "status-ok", "status-warn", "status-stop"];
const SURFACES = ["surface-0", "surface-1"];

/** Apart by at least so much in OKLab (Ottosson 2020), where 1 is from black to white: neighbours on a fine grey scale of ten. */
const APART = 0.1;

const css = readFileSync("src/tokens.css", "utf8");
const tokensOf = (block: string) => new Map([...block.matchAll(/--([\w-]+):\s*#([0-9a-f]{6})/gi)].map(([, name, hex]) => [name!, rgb(hex!)]));
const [light, dark] = [css.slice(0, css.indexOf('[data-theme="dark"]')), css.slice(css.indexOf('[data-theme="dark"]'))];
const THEMES = { light: tokensOf(light), dark: new Map([...tokensOf(light), ...tokensOf(dark)]) };

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Linear light, 0 to 1. */
function rgb(hex: string): Rgb {
  const part = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(0), part(2), part(4)];
}

const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb => matrix.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Rgb;
const seen = (sight: Matrix, colour: Rgb): Rgb => times(sight, colour).map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;

function lab(colour: Rgb): Rgb {
  const cones = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], colour).map(Math.cbrt) as unknown as Rgb;
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones);
}

const apart = (a: Rgb, b: Rgb): number => Math.hypot(...lab(a).map((value, at) => value - lab(b)[at]!));
const brightness = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [brightness(a), brightness(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(THEMES))("in the %s theme", (_, tokens) => {
  const colour = (name: string): Rgb => {
    const found = tokens.get(name);
    if (!found) throw new Error(`there is no colour --${name}`);
    return found;
  };

  describe.each(Object.entries(SIGHTS))("with %s", (_sight, sight) => {
    it.each(Object.entries(TOGETHER))("%s are told apart", (_what, names) => {
      const close = names.flatMap((a, at) => names.slice(at + 1).map((b) => ({ a, b, far: apart(seen(sight, colour(a)), seen(sight, colour(b))) }))).filter(({ far }) => far < APART);
      expect(close.map(({ a, b, far }) => `${a} and ${b}: ${far.toFixed(3)}`)).toEqual([]);
    });

    it("the scale of scores runs one way", () => {
      const steps = [1, 2, 3, 4, 5].map((step) => lab(seen(sight, colour(`score-${step}`)))[0]);
      const rising = steps.every((step, at) => at === 0 || step > steps[at - 1]!);
      const falling = steps.every((step, at) => at === 0 || step < steps[at - 1]!);
      expect(rising || falling).toBe(true);
    });
  });

  it.each(SURFACES)("marks and words stand out from %s", (surface) => {
    const faint = [...MARKS.map((name) => [name, 3] as const), ...TEXTS.map((name) => [name, 4.5] as const)]
      .map(([name, least]) => ({ name, least, found: contrast(colour(name), colour(surface)) })).filter(({ found, least }) => found < least);
    expect(faint.map(({ name, found }) => `${name}: ${found.toFixed(2)}`)).toEqual([]);
  });
});
