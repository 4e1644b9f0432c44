/** Imitated tokens: every third word or so drives a row, by a seed. */
import type { MarkedText, NeuronInRow, Tokens, WithOf } from "../api";
import { seeded } from "./documents";
import { documentOf } from "./pool";
import { world } from "./world";

const READ = 120;

function marked(text: string, seed: number): MarkedText {
  const random = seeded(seed);
  const words = text.match(/\s*\p{Script=Han}|\s*\S+|\s+$/gu) ?? [];
  const values = words.map(() => random() ** 4);
  const total = values.slice(0, READ).reduce((sum, value) => sum + value, 0) || 1;
  const even = 1 / Math.max(1, Math.min(words.length, READ));
  const steps: [number, number, number] = [1.5 * even, 2.5 * even, 4 * even];
  const pieces = words.slice(0, READ).map((word, at) => {
    const value = values[at]! / total;
    return { text: word, value, step: steps.filter((least) => value >= least).length };
  });
  return { pieces, rest: words.slice(READ).join(""), shortened: false, tokens: pieces.length, whole: words.length, steps, nats: false };
}

/** Which tokens drive a row. */
export function tokens(wanted: WithOf<"tokens">): Tokens {
  const view = world.rankings.find((ranking) => ranking.ranking === wanted.ranking);
  const none = { row: wanted.row, kinds: [], shown: 0, sum: 0.31, text: null, strongest: [], features: [], nearest: [] };
  if (view?.query.method === "random") return none;
  const text = marked(documentOf(wanted.row).text, wanted.row * 11 + (wanted.of === "last_hidden" ? 5 : 0));
  const strongest = [...text.pieces].sort((a, b) => b.value - a.value).slice(0, 8).map((piece) => ({ text: piece.text.trim(), value: piece.value, times: 1 }));
  const kinds = view?.query.method === "best"
    ? [{ of: "neuron_features", by: "neurons" as const, exact: false }, { of: "last_hidden", by: "along" as const, exact: false }]
    : [{ of: "neuron_features", by: "neurons" as const, exact: true }];
  const features = Array.from({ length: 8 }, (_, at) => ({ layer: 4 + at * 3, number: 100 + at * 157, share: 0.02 - at * 0.002 }));
  return { ...none, kinds, shown: Math.max(0, kinds.findIndex((kind) => kind.of === wanted.of)), text, strongest, features: wanted.of === "last_hidden" ? [] : features };
}

/** Which tokens fire a neuron. */
export const neuronTokens = (wanted: WithOf<"neuron_tokens">): NeuronInRow[] =>
  wanted.rows.map((row) => ({ row, impact: 0.4, text: marked(documentOf(row).text, row * 13 + wanted.neuron) }));
