/**
 * Sentences that the workbench says in English with its values in them: why a row was set aside, what is worth knowing of a
 * file. A catalogue has them as they stand in the code, under "words.", and they are known again by what stands between
 * their places.
 */
interface Sentence { known: RegExp; names: string[]; said: string }

const PREFIX = "words.";
const PLACE = /\{(\w+)\}/g;
const made = new WeakMap<Record<string, string>, Sentence[]>();

/** The sentence in a catalogue's words; null where it has none. What stands at a place may be a sentence itself. */
export function inWords(catalogue: Record<string, string>, words: string): string | null {
  const sentences = made.get(catalogue) ?? sentencesOf(catalogue);
  made.set(catalogue, sentences);
  for (const { known, names, said } of sentences) {
    const found = known.exec(words);
    if (found) return said.replace(PLACE, (_, name: string) => { const value = found[names.indexOf(name) + 1] ?? ""; return inWords(catalogue, value) ?? value; });
  }
  return null;
}

function sentencesOf(catalogue: Record<string, string>): Sentence[] {
  const keys = Object.keys(catalogue).filter((key) => key.startsWith(PREFIX));
  // Those with the most words of their own first, so that no general one takes a special one's place.
  const all = keys.map((key) => ({ words: key.slice(PREFIX.length), said: catalogue[key] ?? "" })).sort((a, b) => own(b.words) - own(a.words));
  return all.map(({ words, said }) => ({ known: patternOf(words), names: [...words.matchAll(PLACE)].map((match) => match[1] ?? ""), said }));
}

const own = (words: string): number => words.replace(PLACE, "").length;

const patternOf = (words: string): RegExp => new RegExp(`^${words.split(PLACE).map((part, at) => (at % 2 === 1 ? "(.+?)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("")}$`, "s");
